"""Every decision of the regions IVO, measures, individuals and feedback as it is usually asked for, and in which course."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.base import Occurred
from domain.case.information.codes import InformedPerson
from domain.codes import NoteChannel, YesNoUnknown
from domain.errors import DomainError
from domain.lex_sarah.codes import (
    CauseArea,
    Degree,
    DocumentKind,
    FeedbackForm,
    FeedbackLevel,
    IvoChannel,
    IvoOutcome,
    LexSarahMeasureEffect,
    LexSarahMeasureKind,
    Notifier,
)
from tests.support.area_examples.deviation_notes import DEVIATION_NOTE
from tests.support.area_examples.lex_sarah_regions import given_document
from tests.support.cast import ANNA, BO, CASE, cast_id
from tests.support.lex_sarah_course import Course, assessed, decided, investigated, reported

NOTIFIED_ON, TODAY = date(2024, 7, 22), date(2024, 8, 1)
MEASURE, REQUEST, OTHER = cast_id(30503), cast_id(30505), cast_id(30506)
NOTIFICATION = given_document(DocumentKind.NOTIFICATION)
INVESTIGATION = given_document(DocumentKind.INVESTIGATION, "VXRyZWRuaW5n")
SUPPLEMENT = given_document(DocumentKind.SUPPLEMENT, "UnV0aW5lbg==")
FROM_IVO = given_document(DocumentKind.FROM_IVO, "SVZP")


def noted_in(case_id: object, report_id: object) -> set[object]:
    """The record of the case says that a report was made, in one entry."""
    return {DEVIATION_NOTE} if case_id == CASE else set()


def due() -> Course:
    """Assessed as serious, so that IVO is to be notified; received on 2024-07-19, and it is the first of August."""
    return assessed(reported(), Degree.TANGIBLE_RISK_SERIOUS, obvious=True).on(TODAY)


def notified() -> Course:
    """IVO is notified without the investigation."""
    course = due().on(NOTIFIED_ON)
    course.do("send_ivo_notification", **CALLS["send_ivo_notification"][1])
    return course.on(TODAY)


def requested() -> Course:
    """IVO has asked for more."""
    course = notified()
    course.do("take_ivo_request", request_id=REQUEST, **CALLS["take_ivo_request"][1])
    return course


def planned() -> Course:
    """A measure is planned."""
    course = due()
    course.do("plan_measure", measure_id=MEASURE, **CALLS["plan_measure"][1])
    return course


def done() -> Course:
    """And taken, on the first of August."""
    course = planned()
    course.do("complete_measure", **CALLS["complete_measure"][1])
    return course


def looked_at(effect: LexSarahMeasureEffect) -> Course:
    """And its effect was looked at."""
    course = done()
    course.do("check_measure_effect", **{**CALLS["check_measure_effect"][1], "lex_sarah_effect": effect})
    return course


def told() -> Course:
    """The individual is told, and their record tells of it."""
    course = notified()
    course.do("inform_individual", **CALLS["inform_individual"][1])
    course.do("link_record", **CALLS["link_record"][1])
    return course


def complete() -> Course:
    """The investigation is complete; no measures are needed."""
    return investigated(told(), Degree.SERIOUS_MISCONDUCT, no_measures="Rutinen är redan ändrad.")


def settled() -> Course:
    """Decided, on the first of August."""
    return decided(complete(), Degree.SERIOUS_MISCONDUCT)


def closed() -> Course:
    """Everything is done, and it is closed."""
    course = settled()
    course.do("send_ivo_supplement", **{**CALLS["send_ivo_supplement"][1], "documents": (INVESTIGATION,)})
    course.do("take_ivo_decision", **CALLS["take_ivo_decision"][1])
    for level in FeedbackLevel:
        course.do("omit_feedback", feedback_level=level, omission_motivation="Enheten är nedlagd.")
    course.do("close", lessons="Utse ersättare.")
    return course


def complete_without_notifying() -> Course:
    """The investigation is complete before IVO is notified."""
    course = due()
    course.do("inform_individual", **CALLS["inform_individual"][1])
    course.do("link_record", **CALLS["link_record"][1])
    return investigated(course, Degree.SERIOUS_MISCONDUCT, no_measures="Rutinen är redan ändrad.")


CALLS: dict[str, tuple[Callable[[], Course], dict[str, Any]]] = {
    "decide_ivo_notification": (due, {
        "notify_ivo": True, "notifier": Notifier.BOARD, "ivo_motivation": "Det är allvarligt.", "delegation": "9.4",
    }),
    "send_ivo_notification": (due, {
        "sent_at": Occurred(on=NOTIFIED_ON), "notified_by": Notifier.BOARD, "ivo_channel": IvoChannel.E_SERVICE,
        "documents": (NOTIFICATION,),
    }),
    "state_ivo_case_number": (notified, {"ivo_case_number": "8.7.2-00001/2024"}),
    "take_ivo_request": (notified, {
        "requested_on": date(2024, 7, 24), "answer_due_on": date(2024, 8, 1), "ivo_request": "Skicka rutinen.",
    }),
    "move_ivo_deadline": (requested, {
        "request_id": REQUEST, "answer_due_on": date(2024, 8, 9), "told_on": date(2024, 7, 26), "ivo_answer": "Anstånd.",
    }),
    "send_ivo_supplement": (requested, {
        "sent_at": Occurred(on=TODAY), "ivo_channel": IvoChannel.E_SERVICE, "ivo_supplement_reason": "Rutinen.",
        "documents": (SUPPLEMENT,),
    }),
    "take_ivo_letter": (due, {"letter_received_on": TODAY, "letter": "Anmälan är mottagen.", "documents": (FROM_IVO,)}),
    "take_ivo_decision": (complete, {
        "ivo_decided_on": date(2024, 7, 30), "decision_received_on": TODAY, "ivo_outcome": IvoOutcome.NO_REMARK,
        "ivo_reference": "8.7.2-00001/2024-9", "ivo_decision": "Avslutat.",
    }),
    "take_immediate_measure": (due, {
        "taken_at": Occurred(on=date(2024, 7, 19)), "measure": "Ny tid gavs.", "taken_by_role": "enhetschef",
        "risk_removed": YesNoUnknown.YES,
    }),
    "plan_measure": (due, {
        "measure_kind": LexSarahMeasureKind.PREVENTIVE, "measure": "Ersättare utses.", "addressed_areas": (CauseArea.PROCEDURES,),
        "measure_owner_id": ANNA, "measure_owner_name": "Anna Andersson", "measure_last_day": TODAY,
        "verification": "Ingen ledighet utan ersättare.", "effect_due_on": TODAY,
    }),
    "change_measure_due": (planned, {
        "measure_id": MEASURE, "measure_last_day": date(2024, 9, 1), "effect_due_on": date(2024, 10, 1), "reason": "Förhandling.",
    }),
    "complete_measure": (planned, {"measure_id": MEASURE, "done_on": date(2024, 7, 30), "measure_evidence": "Rutinen."}),
    "check_measure_effect": (done, {
        "measure_id": MEASURE, "effect_seen_on": TODAY, "lex_sarah_effect": LexSarahMeasureEffect.VERIFIED,
        "effect_text": "Alla hade ersättare.",
    }),
    "drop_measure": (planned, {"measure_id": MEASURE, "drop_motivation": "Enheten läggs ner."}),
    "need_no_measure": (due, {"no_measure_motivation": "Det som gjordes genast räcker."}),
    "inform_individual": (due, {
        "about_case_id": CASE, "told_on": TODAY, "told_who": (InformedPerson.INDIVIDUAL,), "told_how": NoteChannel.MEETING,
        "told_by_id": BO, "told_by_name": "Bo Bengtsson", "individual_account": "Ingen ringde.",
    }),
    "leave_individual_uninformed": (due, {"about_case_id": CASE, "not_told_motivation": "Går inte att nå."}),
    "link_record": (due, {"about_case_id": CASE, "record_entry_id": DEVIATION_NOTE, "noted_in": noted_in}),
    "leave_record_unlinked": (due, {"about_case_id": CASE, "no_link_motivation": "Akten är gallrad."}),
    "settle_unknown_individuals": (due, {"unknown_motivation": "Alla akter är sedda."}),
    "give_feedback": (settled, {
        "feedback_level": FeedbackLevel.WORK_GROUP, "feedback_on": TODAY, "feedback_form": FeedbackForm.WORKPLACE_MEETING,
    }),
    "omit_feedback": (settled, {"feedback_level": FeedbackLevel.REPORTER, "omission_motivation": "Har slutat."}),
    "share_lesson": (settled, {
        "lesson": "Utse ersättare i tid.", "shared_with": "Alla enheter", "shared_on": TODAY,
        "feedback_form": FeedbackForm.WRITING,
    }),
}
"""Decision to the course in which it is usually asked for, and its parameters."""

OWN_ID = {"plan_measure": "measure_id", "take_ivo_request": "request_id"}
"""What an entry's own id is called, where it is not `entry_id`."""


def ask(decision: str, course: Course | None = None, **changes: Any) -> Any:
    """Ask for a decision with its usual parameters, in its usual course or another; its one fact, taken in."""
    usual, call = CALLS[decision]
    given = {OWN_ID[decision]: OTHER} if decision in OWN_ID else {}
    return (course or usual()).do(decision, **{**given, **call, **changes})


def refused(kind: type[DomainError], message: str, decision: str, course: Course | None = None, **changes: Any) -> None:
    """The same is refused, by exactly this kind, saying this; and nothing is changed."""
    course = course or CALLS[decision][0]()
    before = course.report.version
    with pytest.raises(DomainError) as found:
        ask(decision, course, **changes)
    assert type(found.value) is kind, repr(found.value)
    assert message in str(found.value), str(found.value)
    assert course.report.version == before

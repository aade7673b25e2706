"""Every decision of a report's handling with parameters that it takes, and a report in every state of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from inspect import signature
from typing import Any

import pytest

from domain.base import DomainEvent, Occurred
from domain.codes import YesNoUnknown
from domain.errors import DomainError
from domain.lex_sarah.codes import (
    AccessLevel,
    Affected,
    Degree,
    FeedbackForm,
    FeedbackLevel,
    FindingKind,
    InterviewedRole,
    InvestigationForm,
    NoticedHow,
    ReopenReason,
)
from domain.lex_sarah.codes import ContributingFactor as Factor
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.lex_sarah_handling import AREAS, CONSEQUENCE_KINDS
from tests.support.cast import BO, CASE, CECILIA, UNIT, cast_id
from tests.support.lex_sarah_course import BY_CECILIA, REPORT, REPORTED_ON, Course, assessed, decided, stamp
from tests.support.lex_sarah_course import reported as reported_course

NEW, OTHER_REPORT = cast_id(30200), cast_id(30201)
NOBODY = {"affected": Affected.UNKNOWN, "case_ids": ()}

CALLS: Mapping[str, Mapping[str, Any]] = {
    "submit": {
        "report_id": REPORT, "unit": UNIT, "noticed_at": Occurred(on=REPORTED_ON), "occurred": Occurred(on=date(2024, 6, 24)),
        "event_text": "Anteckningar saknas.", "affected": Affected.CASES, "case_ids": (CASE,),
        "noticed_how": NoticedHow.COMMISSIONER, "immediate_text": None,
    },
    "supplement": {"supplement_text": "Även juni."},
    "receive": {
        "receiver_id": BO, "receiver_name": "Bo Bengtsson", "acknowledgement": "Muntligt.", "receiver_in_conflict": False,
    },
    "register": {"registry_number": "SN 2024/1"},
    "state_affected": {"affected": Affected.SEVERAL, "case_ids": (CASE,), "affected_reason": "Granskningen."},
    "assess": {
        "provisional_degree": Degree.MISCONDUCT, "ivo_obvious": False, "urgent_need": False, "police_report": False,
        "child_concern_report": False, "investigation_form": InvestigationForm.STANDARD, "assessment_motivation": "Därför.",
    },
    "change_form": {"investigation_form": InvestigationForm.SIMPLIFIED, "form_motivation": "Litet."},
    "propose_transfer": {"transferred_to": "Äldrenämnden", "transfer_reason": "Deras insats."},
    "answer_transfer": {"transfer_accepted": True, "transfer_answer": "ÄN 2024/1"},
    "link": {"main_report_id": OTHER_REPORT, "link_reason": "Samma vecka."},
    "assign_investigator": {
        "investigator_id": CECILIA, "investigator_name": "Cecilia Ceder", "mandate": "Utreda.", "independent": True,
    },
    "declare_conflict": {"conflicted_id": BO, "conflicted_name": "Bo Bengtsson", "conflict_text": "Gift med en i gruppen."},
    "grant_access": {
        "accessor_id": CECILIA, "accessor_name": "Cecilia Ceder", "access_level": AccessLevel.STATUS, "access_reason": "Chef.",
    },
    "end_access": {"accessor_id": CECILIA, "access_reason": "Har slutat."},
    "record_finding": {
        "occurred": Occurred(on=REPORTED_ON), "finding_kind": FindingKind.EVENT, "lex_finding": "Tomt.",
        "finding_source": "Journalen.",
    },
    "hold_interview": {
        "occurred": Occurred(on=REPORTED_ON), "interviewed_role": InterviewedRole.STAFF, "interview_text": "Ingen ersättare.",
    },
    "add_document": {"document_title": "Rutinen", "document_reference": "v 3", "document_shows": "Sju dagar."},
    "analyse_causes": {"cause_areas": AREAS, "contributing_factors": (Factor.WORKLOAD,)},
    "assess_consequences": {"consequences": CONSEQUENCE_KINDS, "individual_view": "Väntade.", "child_concerned": False},
    "assess_recurrence": {
        "happened_before": YesNoUnknown.NO, "recurrence_probability": 1, "recurrence_severity": 4,
        "recurrence_method": "Riskmatris", "recurrence_method_version": "1", "recurrence_text": "Låg.",
    },
    "complete": {
        "investigation_summary": "Rutin saknas.", "proposed_degree": Degree.NO_MISCONDUCT, "proposal_motivation": "Därför.",
        "no_measures_reason": "Behövs inte.",
    },
    "return_for_supplement": {"supplement_reason": "Barnets röst saknas."},
    "decide": {
        "degree": Degree.NO_MISCONDUCT, "degree_motivation": "Därför.", "notify_ivo": False, "ivo_motivation": "Inte allvarligt.",
        "delegation": "9.4",
    },
    "link_deviation": {"deviation_id": NEW},
    "escalate_degree": {"degree": Degree.SERIOUS_MISCONDUCT, "escalation_motivation": "Fler."},
    "close": {"lessons": "Utse ersättare i tid."},
    "reopen": {"reopen_reason": ReopenReason.NEW_FACTS, "reopen_text": "Fler berörs."},
    "strike_entry": {"entry_id": NEW, "reason": "Fel."},
}
"""Decision to a full call of it."""


def ask(course: Course, decision: str, **changes: Any) -> tuple[DomainEvent, ...]:
    """Ask for a decision with its usual parameters, which a test may change; nothing is taken in."""
    decide = getattr(course.report, decision)
    author = changes.get("author", course.author)
    usual = {
        "entry_id": NEW, "stamp": stamp(author.staff_id), "today": course.day, "policy": DEFAULT_POLICY, "author": author,
        "author_unit": UNIT, "others": lambda: (course.report,), **CALLS[decision], **changes,
    }
    known = signature(decide).parameters
    assert changes.keys() - {"author"} <= known.keys()
    return tuple(decide(**{name: value for name, value in usual.items() if name in known}))


def take(course: Course, decision: str, **changes: Any) -> DomainEvent:
    """Ask, and take in the one fact that follows."""
    (event,) = ask(course, decision, **changes)
    assert event.originator_version == course.report.version + 1
    course.report.apply(event)
    course.events.append(event)
    return event


def refused(course: Course, decision: str, kind: type[DomainError], message: str, **changes: Any) -> None:
    """Ask, and see exactly this refusal with this message."""
    with pytest.raises(DomainError) as refusal:
        ask(course, decision, **changes)
    assert type(refusal.value) is kind, repr(refusal.value)
    assert message in str(refusal.value), str(refusal.value)


def nothing() -> Course:
    """No report yet."""
    return Course()


def reported() -> Course:
    """A report by Anna about nobody known, at Bo's desk."""
    return reported_course(**NOBODY).on(REPORTED_ON)


def received() -> Course:
    """It is received by Bo."""
    course = reported()
    take(course, "receive", entry_id=cast_id(30210))
    return course


def under_investigation(*, simplified: bool = True, degree: Degree = Degree.TANGIBLE_RISK) -> Course:
    """It is investigated by Bo, in the simplified way unless something else is said."""
    return assessed(reported(), degree, simplified=simplified)


def ready(*, simplified: bool = True) -> Course:
    """Everything that the investigation must hold is there."""
    course = under_investigation(simplified=simplified)
    course.do("settle_unknown_individuals", unknown_motivation="Alla akter är sedda.")
    if not simplified:
        for kind in FindingKind:
            take(course, "record_finding", finding_kind=kind, entry_id=cast_id(30220 + list(FindingKind).index(kind)))
        for number, decision in enumerate(("analyse_causes", "assess_consequences", "assess_recurrence"), 30230):
            take(course, decision, entry_id=cast_id(number))
    else:
        take(course, "record_finding", entry_id=cast_id(30220))
    return course


def complete(*, simplified: bool = True) -> Course:
    """The investigation is complete."""
    course = ready(simplified=simplified)
    take(course, "complete", entry_id=cast_id(30240))
    return course


def decided_course(*, simplified: bool = True) -> Course:
    """Cecilia has decided that it was no misconduct."""
    return decided(complete(simplified=simplified), Degree.NO_MISCONDUCT)


def ready_to_close() -> Course:
    """Nothing is left in any region."""
    course = decided_course()
    course.do(
        "give_feedback", feedback_level=FeedbackLevel.REPORTER, feedback_on=course.day, feedback_form=FeedbackForm.TALK
    )
    for level in FeedbackLevel:
        if level is not FeedbackLevel.REPORTER:
            course.do("omit_feedback", feedback_level=level, omission_motivation="Var med i utredningen.")
    return course


def closed() -> Course:
    """It is closed."""
    course = ready_to_close()
    take(course, "close", entry_id=cast_id(30250))
    return course


def transfer_proposed() -> Course:
    """Another board is asked to take it."""
    course = received()
    take(course, "propose_transfer", entry_id=cast_id(30260))
    return course


def transferred() -> Course:
    """Another board has taken it."""
    course = transfer_proposed()
    take(course, "answer_transfer", entry_id=cast_id(30261))
    return course


def main_report(**changes: Any) -> Course:
    """Another report about the same, which is investigated."""
    course = Course()
    take(course, "submit", **{**CALLS["submit"], **NOBODY, "report_id": OTHER_REPORT, "author": BY_CECILIA, **changes})
    return course.on(REPORTED_ON)


def linked(main: Course | None = None) -> Course:
    """It is linked to another report."""
    course = received()
    take(course, "link", others=lambda: ((main or main_report()).report, course.report), entry_id=cast_id(30262))
    return course


STATES = {
    "reported": reported, "received": received, "under_investigation": under_investigation, "investigated": complete,
    "decided": decided_course, "closed": closed, "transfer_proposed": transfer_proposed, "transferred": transferred,
    "linked": linked,
}
"""State to a report in it."""

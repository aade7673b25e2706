"""Two reports from their first day to their last: one that goes to IVO, and one that ends in no misconduct."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.base import Occurred
from domain.case.information.codes import InformedPerson
from domain.codes import NoteChannel, YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import (
    Affected,
    CauseArea,
    Degree,
    DocumentKind,
    FeedbackForm,
    FeedbackLevel,
    FindingKind,
    HandlingState,
    IvoChannel,
    IvoOutcome,
    IvoState,
    LexSarahMeasureEffect,
    LexSarahMeasureKind,
    LexSarahStep,
    MeasuresState,
    Notifier,
)
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.deviation_notes import DEVIATION_NOTE
from tests.support.area_examples.lex_sarah_regions import given_document
from tests.support.cast import ANNA, BO, CASE, cast_id
from tests.support.lex_sarah_course import BY_ANNA, BY_CECILIA, REPORT, REPORTED_ON, assessed, decided, investigated, reported

RECEIVED_ON, NOTIFIED_ON = date(2024, 7, 19), date(2024, 7, 22)
MEASURE = cast_id(30503)
NOTIFICATION = given_document(DocumentKind.NOTIFICATION, "QW5tw6RsYW4=", "Anmälan")
INVESTIGATION = given_document(DocumentKind.INVESTIGATION, "VXRyZWRuaW5nZW4=", "Utredning")


def noted_in(case_id, report_id):
    return {DEVIATION_NOTE} if (case_id, report_id) == (CASE, REPORT) else set()


def told(course, day):
    course.on(day).do(
        "inform_individual", about_case_id=CASE, told_on=day, told_who=(InformedPerson.INDIVIDUAL,),
        told_how=NoteChannel.MEETING, told_by_id=BO, told_by_name="Bo Bengtsson", individual_account="Ingen ringde.",
    )
    course.do("link_record", about_case_id=CASE, record_entry_id=DEVIATION_NOTE, noted_in=noted_in)


def fed_back(course, day):
    course.on(day)
    for level in (FeedbackLevel.REPORTER, FeedbackLevel.UNIT_MANAGER, FeedbackLevel.WORK_GROUP, FeedbackLevel.MANAGEMENT_GROUP):
        course.do("give_feedback", feedback_level=level, feedback_on=day, feedback_form=FeedbackForm.TALK)


def late_and_left(course, day):
    """Every step that is late on a day or came late, by what it is, with the days."""
    return {each.step: each.days_late(day) for each in course.report.steps(DEFAULT_POLICY) if each.days_late(day)}


def left(course):
    return [what for region in course.report.regions for what in region.lacking]


def test_missing_notes_in_july_go_to_ivo_and_are_closed_when_the_measure_has_helped():
    course = reported()

    # The law says genast and snarast: received and assessed the same day, notified on the next weekday.
    assessed(course.on(RECEIVED_ON), Degree.TANGIBLE_RISK_SERIOUS, obvious=True)
    assert course.report.ivo.state is IvoState.DUE and course.report.ivo.needed_since == RECEIVED_ON
    course.on(RECEIVED_ON, BY_ANNA).do(
        "take_immediate_measure", taken_at=Occurred(on=RECEIVED_ON, at=time(15, 0), precision="minute"),
        measure="Klienten ringdes upp och fick en tid.", taken_by_role="biträdande enhetschef", for_case_ids=(CASE,),
        risk_removed=YesNoUnknown.NO, remaining_risk="Andra lediga saknar ersättare.",
    )
    sent = course.on(NOTIFIED_ON).do(
        "send_ivo_notification", sent_at=Occurred(on=NOTIFIED_ON), notified_by=Notifier.BOARD, ivo_channel=IvoChannel.E_SERVICE,
        documents=(NOTIFICATION,),
    )
    assert sent.documents[0].bytes().decode() == "Anmälan"
    assert sent.investigation_due_on == date(2024, 9, 21), "sixty-one days without the investigation: about two months"
    assert late_and_left(course, NOTIFIED_ON) == {}
    course.on(date(2024, 7, 26)).do("state_ivo_case_number", ivo_case_number="8.7.2-00001/2024")
    told(course, date(2024, 7, 30))

    # A summer takes time: the investigation is late, and so is what IVO is to have.
    course.on(date(2024, 9, 24))
    course.do(
        "plan_measure", measure_id=MEASURE, measure_kind=LexSarahMeasureKind.PREVENTIVE,
        measure="Ersättare utses före varje ledighet.",
        addressed_areas=(CauseArea.PROCEDURES,), measure_owner_id=ANNA, measure_owner_name="Anna Andersson",
        measure_last_day=date(2024, 10, 31), verification="Ingen ledighet utan ersättare.", effect_due_on=date(2025, 1, 31),
    )
    investigated(course, Degree.SERIOUS_MISCONDUCT)
    supplement = {"sent_at": Occurred(on=date(2024, 9, 24)), "ivo_channel": IvoChannel.E_SERVICE, "documents": (INVESTIGATION,)}
    with pytest.raises(InvalidValueError, match="senast 2024-09-21. Ange varför det kom senare"):
        course.ask("send_ivo_supplement", **supplement)
    course.do("send_ivo_supplement", **supplement, late_reason="Utredaren var sjuk i två veckor.")
    assert late_and_left(course, course.day) == {LexSarahStep.INVESTIGATE: 37, LexSarahStep.SEND_INVESTIGATION: 3}

    decided(course.on(date(2024, 10, 1)), Degree.SERIOUS_MISCONDUCT)
    assert course.report.ivo.state is IvoState.AWAITING_IVO
    fed_back(course, date(2024, 10, 8))
    course.do(
        "share_lesson", lesson="Utse ersättare före ledigheten, inte under den.", shared_with="Avdelningens alla enheter",
        shared_on=date(2024, 10, 8), feedback_form=FeedbackForm.MANAGEMENT_MEETING,
    )
    course.on(date(2024, 10, 28)).do(
        "complete_measure", measure_id=MEASURE, done_on=date(2024, 10, 28), measure_evidence="Rutinen gäller i version 3."
    )
    with pytest.raises(NotAllowedError) as refused:
        course.ask("close", lessons="Utse ersättare i tid.")
    assert str(refused.value) == (
        "Ärendet kan inte avslutas. Det saknas: IVO:s beslut; uppföljningen av genomförda åtgärders effekt (1)."
    )
    course.on(date(2024, 12, 4)).do(
        "take_ivo_decision", ivo_decided_on=date(2024, 12, 2), decision_received_on=date(2024, 12, 4),
        ivo_outcome=IvoOutcome.NO_REMARK, ivo_reference="8.7.2-00001/2024-9", ivo_decision="Nämnden har gjort det som krävs.",
        documents=(given_document(DocumentKind.FROM_IVO, "QmVzbHV0"),),
    )
    course.on(date(2025, 1, 20)).do(
        "check_measure_effect", measure_id=MEASURE, effect_seen_on=date(2025, 1, 20),
        lex_sarah_effect=LexSarahMeasureEffect.VERIFIED, effect_text="Alla lediga vid jul hade ersättare.",
    )
    assert left(course) == []
    course.do("close", lessons="Utse ersättare före ledigheten.")

    report = LexSarahReport.fold(course.events)
    assert report == course.report
    assert (report.handling.state, report.ivo.state, report.measures.state) == (
        HandlingState.CLOSED, IvoState.IVO_CLOSED, MeasuresState.EFFECT_VERIFIED
    )
    assert report.handling.degree is Degree.SERIOUS_MISCONDUCT
    assert [(each.step, each.started_on, each.due_on, each.done_on) for each in report.steps(DEFAULT_POLICY)] == [
        (LexSarahStep.REPORT, REPORTED_ON, date(2024, 7, 20), REPORTED_ON),
        (LexSarahStep.RECEIVE, REPORTED_ON, date(2024, 7, 20), RECEIVED_ON),
        (LexSarahStep.ASSESS, RECEIVED_ON, date(2024, 7, 22), RECEIVED_ON),
        (LexSarahStep.ASSIGN, RECEIVED_ON, date(2024, 7, 22), RECEIVED_ON),
        (LexSarahStep.INVESTIGATE, RECEIVED_ON, date(2024, 8, 18), date(2024, 9, 24)),
        (LexSarahStep.DECIDE, date(2024, 9, 24), date(2024, 10, 8), date(2024, 10, 1)),
        (LexSarahStep.NOTIFY_IVO, RECEIVED_ON, date(2024, 7, 22), NOTIFIED_ON),
        (LexSarahStep.SEND_INVESTIGATION, NOTIFIED_ON, date(2024, 9, 21), date(2024, 9, 24)),
        (LexSarahStep.MEASURE, date(2024, 9, 24), date(2024, 10, 31), date(2024, 10, 28)),
        (LexSarahStep.CHECK_EFFECT, date(2024, 10, 28), date(2025, 1, 31), date(2025, 1, 20)),
        (LexSarahStep.INFORM_INDIVIDUAL, REPORTED_ON, date(2024, 8, 2), date(2024, 7, 30)),
        (LexSarahStep.FEED_BACK, date(2024, 10, 1), date(2024, 10, 31), date(2024, 10, 8)),
    ]


def test_a_report_that_turns_out_to_be_no_misconduct_ends_simplified_with_its_motivation():
    course = reported(affected=Affected.UNKNOWN, case_ids=())
    assessed(course.on(RECEIVED_ON), Degree.TANGIBLE_RISK, simplified=True)
    assert course.report.ivo.state is IvoState.UNDECIDED
    course.on(date(2024, 7, 23)).do(
        "record_finding", occurred=Occurred(on=date(2024, 7, 1)), finding_kind=FindingKind.EVENT,
        lex_finding="Anteckningarna fanns, i den förra enhetens system.", finding_source="den förra enhetens register",
    )
    finished = {
        "investigation_summary": "Anteckningarna var skrivna i tid och flyttas nu.", "proposed_degree": Degree.NO_MISCONDUCT,
        "proposal_motivation": "Insatsen gavs och dokumenterades.", "no_measures_reason": "Inget har brustit.",
    }
    with pytest.raises(NotAllowedError, match="vad som gjorts för att ta reda på vilka fler som berörs"):
        course.ask("complete", **finished)
    course.do("settle_unknown_individuals", unknown_motivation="Alla sommarens akter är sedda: ingen saknade anteckningar.")
    course.do("complete", **finished)
    decided(course.on(date(2024, 7, 24)), Degree.NO_MISCONDUCT)
    report = course.report
    assert (report.ivo.state, report.measures.state) == (IvoState.NOT_REQUIRED, MeasuresState.NO_MORE_NEEDED)
    assert report.handling.decision.degree_motivation and report.handling.decision.ivo_motivation
    with pytest.raises(NotAllowedError, match="som inte anmäls till IVO"):
        course.on(date(2024, 7, 24), BY_CECILIA).ask(
            "decide_ivo_notification", notify_ivo=True, notifier=Notifier.BOARD, ivo_motivation="För säkerhets skull.",
            delegation="9.4",
        )
    with pytest.raises(NotAllowedError) as refused:
        course.ask("close", lessons="Se efter i båda systemen.")
    assert str(refused.value) == (
        "Ärendet kan inte avslutas. Det saknas: återföring till rapportören; återföring till enhetschefen; återföring till"
        " arbetsgruppen; återföring till ledningsgruppen; återföring till andra enheter."
    )
    fed_back(course, date(2024, 7, 26))
    course.do("omit_feedback", feedback_level=FeedbackLevel.OTHER_UNITS, omission_motivation="Gäller bara flytten av ett system.")
    course.do("close", lessons="Se efter i båda systemen.")
    assert report.handling.state is HandlingState.CLOSED and left(course) == []
    assert late_and_left(course, course.day) == {}

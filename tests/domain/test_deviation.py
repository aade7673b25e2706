"""A deviation is reported, assessed, remedied, and closed or escalated; every "no" says why, and none is lost on the way."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.base import Occurred, Purpose
from domain.case.journal import Author
from domain.deviation import events as e
from domain.deviation.codes import DeviationStatus
from domain.deviation.deviation import Deviation
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import Affected, CauseArea, NoticedHow
from domain.lex_sarah.handling_events import DeviationLinked, LexSarahReportSubmitted
from domain.lex_sarah.report import LexSarahReport
from domain.policies import DEFAULT_POLICY
from projections.areas.deviation import deviation_document, deviation_duties
from projections.outside_duties import OutsideDutyKind
from tests.support.area_examples.deviation import ASSESSMENT, DEVIATION, NOTICED_ON, REMEDY, REPORTED_ON
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, STAMP, UNIT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given

(REPORTED, SUPPLEMENTED, ASSESSED, REMEDIED, WAIVED, STRUCK, CLOSED, REOPENED, ESCALATED) = (
    EXAMPLES[f"deviation.{name}.v1"]
    for name in ("reported", "supplemented", "assessed", "remedied", "remedy_waived", "remedy_struck", "closed", "reopened",
                 "escalated")
)
SUSPECTED = ASSESSED.model_copy(update={"may_be_misconduct": True})
DAY = timedelta(days=1)
TODAY = REPORTED_ON + 20 * DAY
NEW, REPORT, LINK = cast_id(31020), cast_id(31021), cast_id(31022)
BY_ANNA = Author(ANNA, "Anna Andersson", "Behandlare")
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
BLANK, LONG = "  ", "x" * (DEFAULT_POLICY.text_max_chars + 1)
LONG_REASON = "x" * (DEFAULT_POLICY.short_text_max_chars + 1)


def report(**changes):
    call = {
        "deviation_id": DEVIATION, "unit": UNIT, "noticed_at": Occurred(on=NOTICED_ON), "occurred": Occurred(on=NOTICED_ON),
        "deviation_text": "Två besök i samma rum.", "author": BY_ANNA, "today": TODAY, **BY,
    }
    return lambda deviation: deviation.report(**{**call, **changes})


def supplement(**changes):
    return lambda it: it.supplement(**{"entry_id": NEW, "supplement_text": "Även i maj.", "today": TODAY, **BY, **changes})


def assess(**changes):
    call = {
        "entry_id": NEW, "may_be_misconduct": False, "deviation_areas": (CauseArea.PROCEDURES,),
        "deviation_assessment": "Ingen risk fanns.", "today": TODAY, **BY,
    }
    return lambda deviation: deviation.assess(**{**call, **changes})


def remedy(**changes):
    call = {"entry_id": NEW, "remedied_on": TODAY, "remedy": "En kalender för alla.", "today": TODAY, **BY}
    return lambda deviation: deviation.take_remedy(**{**call, **changes})


def waive(**changes):
    return lambda it: it.waive_remedy(**{"entry_id": NEW, "no_remedy_motivation": "Lokalen byts.", **BY, **changes})


def strike(**changes):
    return lambda it: it.strike_remedy(**{"entry_id": REMEDY, "reason": "Blev inte så.", "today": TODAY, **BY, **changes})


def close(**changes):
    call = {"entry_id": NEW, "deviation_outcome": "En kalender.", "reporter_told_on": TODAY, "today": TODAY, **BY}
    return lambda deviation: deviation.close(**{**call, **changes})


def reopen(**changes):
    return lambda it: it.reopen(**{"entry_id": NEW, "reason": "Det hände igen.", "today": TODAY, **BY, **changes})


def escalate(**changes):
    call = {
        "entry_id": NEW, "report_id": REPORT, "link_id": LINK, "deviation_escalation": "Ett barn blev utan vuxen.",
        "affected": Affected.CASES, "noticed_how": NoticedHow.OWN_OBSERVATION, "author": BY_ANNA, "author_unit": UNIT,
        "today": TODAY, **BY,
    }
    return lambda deviation: deviation.escalate(**{**call, **changes})


def escalate_to(report_there, **changes):
    call = {
        "entry_id": NEW, "link_id": LINK, "escalated_report_id": REPORT, "deviation_escalation": "Samma händelse.",
        "lex_sarah_report": lambda report_id: report_there, "today": TODAY, **BY,
    }
    return lambda deviation: deviation.escalate_to(**{**call, **changes})


def submitted_report():
    example = EXAMPLES["lex_sarah.report_submitted.v1"]
    return LexSarahReport.fold([example.model_copy(update={"originator_id": REPORT, "originator_version": 1})])


LATER = [supplement, assess, remedy, waive, close, reopen, escalate, lambda **c: escalate_to(submitted_report(), **c)]


def test_anybody_on_the_staff_reports_what_where_when_whom_and_where_the_causes_seem_to_lie():
    given(Deviation).when(report(
        occurred=Occurred(on=date(2024, 8, 1), precision="month"), occurred_to=Occurred(on=TODAY),
        deviation_areas=(CauseArea.COMPETENCE,), case_ids=(CASE, OTHER_CASE), deviation_done_at_once="Flyttade besöket.",
        noticed_at=Occurred(on=TODAY, at=time(8), precision="minute"),
    )).then(
        e.DeviationReported, unit=UNIT, deviation_reported_on=TODAY, deviation_reporter_id=ANNA, reporter_shown=False,
        deviation_areas=(CauseArea.COMPETENCE,), case_ids=(CASE, OTHER_CASE),
    )


def test_what_somebody_else_told_stands_under_their_name():
    told = {"deviation_reporter_id": BO, "deviation_reporter_name": "Bo Bengtsson", "deviation_reporter_title": None}
    given(Deviation).when(report(**told, reporter_shown=True)).then(e.DeviationReported, **told, reporter_shown=True)


@pytest.mark.parametrize(("changes", "message"), [
    ({"deviation_text": BLANK}, "Vad som hände saknas"), ({"deviation_text": LONG}, "Vad som hände"),
    ({"deviation_done_at_once": BLANK}, "Vad som gjordes genast saknas"),
    ({"noticed_at": Occurred(on=TODAY + DAY)}, "i dag är det"),
    ({"occurred": Occurred(on=NOTICED_ON + DAY)}, "före händelsen"),
    ({"occurred_to": Occurred(on=NOTICED_ON - DAY)}, "före början"),
    ({"occurred_to": Occurred(on=TODAY + DAY)}, "i dag är det"),
    ({"deviation_areas": (CauseArea.COMPETENCE,) * 2}, "Samma orsaksområde är angivet två gånger"),
    ({"case_ids": (CASE, CASE)}, "Samma ärende är angivet två gånger"),
])
def test_a_report_that_cannot_be_right_is_refused(changes, message):
    given(Deviation).when(report(**changes)).then_refused(InvalidValueError, message)


def test_it_is_reported_once():
    given(Deviation, REPORTED).when(report()).then_refused(ConflictError, "redan rapporterad")


def test_the_order_of_refusals_of_a_report_is_that_of_its_description():
    wrong = [
        {"deviation_text": BLANK}, {"deviation_done_at_once": BLANK}, {"noticed_at": Occurred(on=TODAY + DAY)},
        {"deviation_areas": (CauseArea.COMPETENCE,) * 2}, {"case_ids": (CASE, CASE)},
    ]
    messages = ["Vad som hände saknas", "genast saknas", "i dag är det", "orsaksområde", "ärende"]
    for first, message in enumerate(messages):
        together = {name: value for each in wrong[first:] for name, value in each.items()}
        given(Deviation).when(report(**together)).then_refused(InvalidValueError, message)


@pytest.mark.parametrize("decide", LATER)
def test_nothing_is_done_about_what_nobody_reported(decide):
    given(Deviation).when(decide()).then_refused(NotFoundError, "Avvikelsen finns inte")


def test_no_remedy_is_struck_of_what_nobody_reported():
    given(Deviation).when(strike()).then_refused(NotFoundError, "Avvikelsen finns inte")


@pytest.mark.parametrize("decide", LATER)
def test_an_id_names_one_entry_also_after_it_is_struck(decide):
    given(Deviation, REPORTED, REMEDIED, STRUCK).when(decide(entry_id=REMEDY)).then_refused(ConflictError, "nytt uuid")


@pytest.mark.parametrize("decide", [assess, remedy, waive, strike, close, reopen, escalate, LATER[-1]])
def test_what_is_escalated_is_carried_on_as_lex_sarah_and_never_closed_here(decide):
    stream = (REPORTED, ASSESSED, REMEDIED, ESCALATED)
    given(Deviation, *stream).when(decide()).then_refused(NotAllowedError, "överförd till lex Sarah")


@pytest.mark.parametrize("decide", [assess, remedy, waive, strike, close])
def test_what_is_closed_is_taken_up_again_before_anything_is_done(decide):
    stream = (REPORTED, ASSESSED, REMEDIED, CLOSED)
    given(Deviation, *stream).when(decide()).then_refused(NotAllowedError, "avslutades 2024-09-10. Återuppta")
    assert Deviation.fold([*stream, REOPENED]).status is DeviationStatus.REMEDIED


@pytest.mark.parametrize("stream", [(REPORTED,), (REPORTED, ASSESSED, REMEDIED, CLOSED), (REPORTED, ESCALATED)])
def test_more_can_always_be_told(stream):
    given(Deviation, *stream).when(supplement()).then(e.DeviationSupplemented, supplement_text="Även i maj.")
    given(Deviation, *stream).when(supplement(supplement_text=BLANK)).then_refused(InvalidValueError, "Kompletteringen saknas")


@pytest.mark.parametrize("may_be", [True, False])
def test_an_assessment_says_whether_it_may_be_a_wrong_and_why(may_be):
    given(Deviation, REPORTED).when(assess(may_be_misconduct=may_be)).then(
        e.DeviationAssessed, may_be_misconduct=may_be, deviation_assessed_on=TODAY
    )
    given(Deviation, REPORTED).when(assess(may_be_misconduct=may_be, deviation_assessment=BLANK)).then_refused(
        InvalidValueError, "Motiveringen till bedömningen saknas"
    )


@pytest.mark.parametrize(("areas", "message"), [
    ((), "minst ett orsaksområde"), ((CauseArea.PROCEDURES,) * 2, "Samma orsaksområde"),
])
def test_an_assessment_says_where_the_causes_lie(areas, message):
    call = assess(deviation_areas=areas, deviation_assessment=BLANK)
    given(Deviation, REPORTED).when(call).then_refused(InvalidValueError, message)


def test_a_later_assessment_takes_the_place_of_an_earlier_one():
    state = given(Deviation, REPORTED, SUSPECTED).when(assess()).then(e.DeviationAssessed)
    assert not state.may_be_misconduct
    assert Deviation.fold([REPORTED, SUSPECTED, state]).areas == (CauseArea.PROCEDURES,)


@pytest.mark.parametrize("day", [NOTICED_ON, TODAY])
def test_a_remedy_is_taken_from_the_noticing_to_today(day):
    given(Deviation, REPORTED).when(remedy(remedied_on=day)).then(e.DeviationRemedied, remedied_on=day)


@pytest.mark.parametrize(("changes", "message"), [
    ({"remedied_on": TODAY + DAY, "remedy": BLANK}, "i dag är det"),
    ({"remedied_on": NOTICED_ON - DAY, "remedy": BLANK}, "före dagen då avvikelsen uppmärksammades"),
    ({"remedy": BLANK}, "Åtgärden saknas"),
])
def test_a_remedy_that_cannot_be_right_is_refused(changes, message):
    given(Deviation, REPORTED).when(remedy(**changes)).then_refused(InvalidValueError, message)


def test_that_nothing_need_be_done_is_said_of_what_is_assessed_with_its_motivation_and_not_beside_a_remedy():
    given(Deviation, REPORTED, ASSESSED).when(waive()).then(e.DeviationRemedyWaived)
    given(Deviation, REPORTED, ASSESSED).when(waive(no_remedy_motivation=BLANK)).then_refused(
        InvalidValueError, "Varför ingen åtgärd behövs saknas"
    )
    given(Deviation, REPORTED).when(waive()).then_refused(NotAllowedError, "inte bedömd")
    given(Deviation, REPORTED, ASSESSED, REMEDIED).when(waive()).then_refused(NotAllowedError, "Stryk den först")
    given(Deviation, REPORTED, ASSESSED, WAIVED).when(remedy()).then_refused(NotAllowedError, "Stryk det först")


def test_a_struck_remedy_is_none():
    given(Deviation, REPORTED, REMEDIED).when(strike()).then(e.DeviationRemedyStruck, entry_id=REMEDY, struck_on=TODAY)
    given(Deviation, REPORTED, ASSESSED, REMEDIED, STRUCK).when(close()).then_refused(
        NotAllowedError, "åtgärden, eller varför ingen behövs"
    )
    given(Deviation, REPORTED).when(strike()).then_refused(NotFoundError, "Åtgärden står inte")
    given(Deviation, REPORTED, REMEDIED, STRUCK).when(strike()).then_refused(NotFoundError, "Åtgärden står inte")
    given(Deviation, REPORTED, REMEDIED).when(strike(reason=BLANK)).then_refused(InvalidValueError, "strykningen saknas")


@pytest.mark.parametrize("done", [REMEDIED, WAIVED])
@pytest.mark.parametrize("day", [REPORTED_ON, TODAY])
def test_what_is_assessed_and_remedied_is_closed_when_its_reporter_is_told(done, day):
    given(Deviation, REPORTED, ASSESSED, done).when(close(reporter_told_on=day)).then(
        e.DeviationClosed, reporter_told_on=day, deviation_closed_on=TODAY
    )


@pytest.mark.parametrize(("stream", "left"), [
    ((REPORTED,), "bedömningen och åtgärden, eller varför ingen behövs"), ((REPORTED, REMEDIED), "saknas är bedömningen."),
    ((REPORTED, ASSESSED), "saknas är åtgärden, eller varför ingen behövs."),
])
def test_nothing_is_closed_with_something_left(stream, left):
    given(Deviation, *stream).when(close()).then_refused(NotAllowedError, left)


def test_what_may_be_a_wrong_is_never_closed_but_escalated_or_assessed_anew():
    given(Deviation, REPORTED, SUSPECTED, REMEDIED).when(close()).then_refused(
        NotAllowedError, "För över den till lex Sarah, eller bedöm den på nytt med motivering"
    )


@pytest.mark.parametrize(("changes", "message"), [
    ({"deviation_outcome": BLANK, "reporter_told_on": None}, "Vad avvikelsen ledde till saknas"),
    ({"reporter_told_on": None}, "när rapportören fick återkoppling, eller varför inte"),
    ({"no_return_motivation": "Kan inte nås."}, "när rapportören fick återkoppling, eller varför inte"),
    ({"reporter_told_on": TODAY + DAY}, "i dag är det"),
    ({"reporter_told_on": REPORTED_ON - DAY}, "före dagen då avvikelsen rapporterades"),
    ({"reporter_told_on": None, "no_return_motivation": BLANK}, "Varför rapportören inte fick återkoppling saknas"),
])
def test_a_closing_says_what_came_of_it_and_that_the_reporter_was_told_or_why_not(changes, message):
    given(Deviation, REPORTED, ASSESSED, REMEDIED).when(close(**changes)).then_refused(InvalidValueError, message)


def test_who_cannot_be_told_is_not_with_the_motivation():
    call = close(reporter_told_on=None, no_return_motivation="Har slutat.")
    given(Deviation, REPORTED, ASSESSED, REMEDIED).when(call).then(e.DeviationClosed, no_return_motivation="Har slutat.")


def test_only_what_is_closed_is_taken_up_again_and_with_a_reason():
    stream = (REPORTED, ASSESSED, REMEDIED, CLOSED)
    given(Deviation, *stream).when(reopen()).then(e.DeviationReopened, deviation_reopened_on=TODAY)
    given(Deviation, *stream).when(reopen(reason=LONG_REASON)).then_refused(InvalidValueError, "återupptas")
    given(Deviation, REPORTED).when(reopen()).then_refused(NotAllowedError, "inte avslutad")


@pytest.mark.parametrize("stream", [
    (REPORTED,), (REPORTED, ASSESSED), (REPORTED, SUSPECTED), (REPORTED, ASSESSED, REMEDIED, CLOSED),
])
def test_escalating_waits_for_nothing_and_makes_a_report_that_points_back(stream):
    deviation = Deviation.fold(event.model_copy(update={"originator_version": n}) for n, event in enumerate(stream, 1))
    escalated, submitted, linked = escalate()(deviation)
    assert (escalated.escalated_report_id, escalated.originator_version) == (REPORT, len(stream) + 1)
    assert isinstance(submitted, LexSarahReportSubmitted) and isinstance(linked, DeviationLinked)
    assert (submitted.originator_id, submitted.lex_reporter_id, submitted.case_ids) == (REPORT, ANNA, REPORTED.case_ids)
    assert submitted.event_text == f"{REPORTED.deviation_text}\n\nEtt barn blev utan vuxen."
    assert (submitted.noticed_at, submitted.submitted_on) == (REPORTED.noticed_at, TODAY)
    assert (linked.originator_id, linked.deviation_id, linked.originator_version) == (REPORT, DEVIATION, 2)
    assert LexSarahReport.fold([submitted, linked]).handling.deviations == (DEVIATION,)
    # What belongs to the report is read and logged as Lex Sarah, and what belongs to the deviation is not.
    assert (escalated.purpose, submitted.purpose, linked.purpose) == (STAMP.purpose, *(Purpose.LEX_SARAH,) * 2)


def test_when_it_was_known_to_be_a_wrong_can_be_said_apart():
    _, submitted, _ = escalate(noticed_at=Occurred(on=TODAY))(Deviation.fold([REPORTED]))
    assert submitted.noticed_at == Occurred(on=TODAY)


@pytest.mark.parametrize(("changes", "message"), [
    ({"deviation_escalation": BLANK, "affected": Affected.UNKNOWN}, "Vad som gör det till ett missförhållande eller en risk"),
    ({"affected": Affected.UNKNOWN}, "Ärenden är angivna fast det inte är känt"),
    ({"noticed_at": Occurred(on=TODAY + DAY)}, "i dag är det"),
])
def test_an_escalation_without_what_a_report_asks_for_makes_neither(changes, message):
    given(Deviation, REPORTED).when(escalate(**changes)).then_refused(InvalidValueError, message)


def test_an_event_that_is_reported_already_takes_the_deviation_in():
    escalated, linked = escalate_to(submitted_report())(Deviation.fold([REPORTED]))
    assert escalated.escalated_report_id == REPORT and (linked.originator_id, linked.originator_version) == (REPORT, 2)
    assert linked.purpose is Purpose.LEX_SARAH


def test_a_report_that_is_not_there_is_closed_or_has_it_already_takes_nothing_in():
    given(Deviation, REPORTED).when(escalate_to(LexSarahReport())).then_refused(NotFoundError, "Rapporten finns inte")
    closed = submitted_report()
    closed.apply(EXAMPLES["lex_sarah.report_closed.v1"])
    given(Deviation, REPORTED).when(escalate_to(closed)).then_refused(NotAllowedError, "avslutades")
    has_it = submitted_report()
    has_it.apply(EXAMPLES["lex_sarah.deviation_linked.v1"].model_copy(update={"deviation_id": DEVIATION}))
    given(Deviation, REPORTED).when(escalate_to(has_it)).then_refused(ConflictError, "redan kopplad")
    used = has_it.handling and EXAMPLES["lex_sarah.deviation_linked.v1"].entry_id
    given(Deviation, REPORTED).when(escalate_to(has_it, link_id=used)).then_refused(ConflictError, "nytt uuid")
    given(Deviation, REPORTED).when(escalate_to(has_it, deviation_escalation=BLANK)).then_refused(
        InvalidValueError, "missförhållande eller en risk saknas"
    )


def test_the_register_says_how_far_it_has_come_and_names_a_reporter_only_by_their_choice_and_never_in_a_lex_sarah_matter():
    shown = REPORTED.model_copy(update={"reporter_shown": True})
    told = [
        deviation_document(Deviation.fold(stream))
        for stream in ([REPORTED], [shown], [shown, ASSESSED], [shown, ASSESSED, WAIVED], [shown, ASSESSED, REMEDIED, CLOSED],
                       [shown, ESCALATED])
    ]
    assert [each["status"] for each in told] == ["reported", "reported", "assessed", "remedied", "closed", "escalated"]
    assert [each["reported_by"] for each in told] == [None, *["Anna Andersson"] * 4, None]
    assert "Anna" not in str(told[0]) + str(told[-1]) and str(ANNA) not in str(told)
    assert told[-1]["escalated"]["lex_sarah_report"] == str(ESCALATED.escalated_report_id)
    assert told[1]["left"] == ["bedömningen", "åtgärden, eller varför ingen behövs"] and told[3]["left"] == []
    assert told[3]["no_remedy"] == WAIVED.no_remedy_motivation


@pytest.mark.parametrize(("stream", "kind", "due"), [
    ([REPORTED], OutsideDutyKind.ASSESS_DEVIATION, REPORTED_ON + DEFAULT_POLICY.deviation_assessment_days * DAY),
    ([REPORTED, ASSESSED], OutsideDutyKind.CLOSE_DEVIATION, REPORTED_ON + DEFAULT_POLICY.deviation_closing_days * DAY),
    ([REPORTED, SUSPECTED], OutsideDutyKind.ESCALATE_DEVIATION, SUSPECTED.deviation_assessed_on),
    ([REPORTED, ASSESSED, REMEDIED, CLOSED], None, None), ([REPORTED, ESCALATED], None, None),
])
def test_what_waits_is_the_assessment_then_the_closing_or_at_once_the_report(stream, kind, due):
    duties = list(deviation_duties(Deviation.fold(stream), DEFAULT_POLICY))
    assert [(each.kind, each.due_on, each.at_once) for each in duties] == (
        [] if kind is None else [(kind, due, kind is OutsideDutyKind.ESCALATE_DEVIATION)]
    )


def test_an_assessment_is_not_mistaken_for_another_entry():
    assert Deviation.fold([REPORTED, ASSESSED]).used == {ASSESSMENT}

"""What is written when a treatment has ended, and who comes back after an interruption."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.ending.codes import (
    EndingKind,
    GoalAttainment,
    HomeAtClosing,
    InterruptionCause,
    NoOwnViewCause,
    ReferralReceiver,
    ReportingManner,
)
from domain.case.ending.events import ClosingDocumented, GoalOutcome, ReturnedAfterInterruption
from domain.case.entry_events import EntryStruck
from domain.codes import CloseManner, YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.ending import document
from tests.support.examples import CLOSED_ON, EXAMPLES, IMPORT_STAMP, RATING, STAMP, TODAY, cast_id, source
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"].model_copy(update={"manner": None, "referred_onward": None})
REOPENED = EXAMPLES["case.reopened.v1"]
RATED = EXAMPLES["case.rating_recorded.v2"]
GOAL = EXAMPLES["case.goal_set.v1"]
DOCUMENTED = EXAMPLES["case.closing_documented.v1"]
RETURNED = EXAMPLES["case.returned_after_interruption.v1"]
OTHER = cast_id(995)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}


def documenting(**changes):
    call = {
        "entry_id": OTHER, "closing_documented_on": TODAY, "ending_kind": EndingKind.PLANNED,
        "home_at_closing": HomeAtClosing.OWN_CONTRACT, "done_summary": "Tolv samtal.",
        "goal_attainment": GoalAttainment.REACHED, "individual_view": "Det hjälpte.", "remaining_need": YesNoUnknown.NO,
    }
    return lambda case: case.document_closing(**{**call, **BY, "today": TODAY, **changes})


def interrupting(**changes):
    unplanned = {"ending_kind": EndingKind.UNPLANNED, "interruption_cause": InterruptionCause.REMAND}
    return documenting(**{**unplanned, **changes})


def returning(**changes):
    call = {"entry_id": OTHER, "returned_on": REOPENED.reopened_on, "same_problem": YesNoUnknown.YES}
    return lambda case: case.record_return(**{**call, **BY, **changes})


def closed(**changes):
    return CLOSED.model_copy(update=changes)


def test_a_closing_is_documented():
    goals = (GoalOutcome(goal_id=GOAL.entry_id, goal_attainment=GoalAttainment.PARTLY),)
    given(Case, OPENED, GOAL, RATED, CLOSED).when(
        documenting(
            goal_outcomes=goals, final_rating_ids=(RATING,), referrals=(ReferralReceiver.SCHOOL,), referral_details="Kuratorn.",
            reported_to_commissioner_on=TODAY, reporting_manner=ReportingManner.WRITTEN,
        )
    ).then(
        ClosingDocumented, closing_number=1, ending_kind=EndingKind.PLANNED, goal_outcomes=goals, final_rating_ids=(RATING,),
        referrals=(ReferralReceiver.SCHOOL,), reporting_manner=ReportingManner.WRITTEN,
    )


@pytest.mark.parametrize("cause", list(InterruptionCause))
def test_an_interruption_is_documented_with_any_cause(cause):
    given(Case, OPENED, CLOSED).when(interrupting(interruption_cause=cause, cause_details="Så gick det till.")).then(
        ClosingDocumented, ending_kind=EndingKind.UNPLANNED, interruption_cause=cause
    )


@pytest.mark.parametrize("day", [CLOSED_ON, TODAY])
def test_a_closing_is_documented_from_its_day_to_today(day):
    given(Case, OPENED, CLOSED).when(documenting(closing_documented_on=day)).then(ClosingDocumented, closing_documented_on=day)


def test_the_latest_closing_is_documented_also_when_the_case_is_open_again():
    twice = closed(closed_on=TODAY)
    given(Case, OPENED, CLOSED, REOPENED).when(documenting()).then(ClosingDocumented, closing_number=1)
    given(Case, OPENED, CLOSED, DOCUMENTED, REOPENED, twice).when(documenting()).then(ClosingDocumented, closing_number=2)


@pytest.mark.parametrize(
    ("manner", "kind", "refused"),
    [
        (CloseManner.AS_PLANNED, EndingKind.PLANNED, False),
        (CloseManner.AS_PLANNED, EndingKind.UNPLANNED, True),
        (CloseManner.INTERRUPTED, EndingKind.UNPLANNED, False),
        (CloseManner.INTERRUPTED, EndingKind.PLANNED, True),
        (CloseManner.OTHER, EndingKind.PLANNED, False),
        (CloseManner.OTHER, EndingKind.UNPLANNED, False),
    ],
)
def test_the_documentation_agrees_with_the_manner_of_the_closing(manner, kind, refused):
    call = documenting() if kind is EndingKind.PLANNED else interrupting()
    outcome = given(Case, OPENED, closed(manner=manner)).when(call)
    if refused:
        outcome.then_refused(InvalidValueError, f"avslutssätt är {manner.swedish}")
    else:
        outcome.then(ClosingDocumented, ending_kind=kind)


def test_the_documentation_agrees_with_the_closing_on_referral():
    referred = documenting(referrals=(ReferralReceiver.PRIMARY_CARE,))
    given(Case, OPENED, closed(referred_onward=True)).when(referred).then(ClosingDocumented)
    given(Case, OPENED, closed(referred_onward=False)).when(documenting()).then(ClosingDocumented, referrals=())
    given(Case, OPENED, closed(referred_onward=True)).when(documenting()).then_refused(InvalidValueError, "enskilde hänvisades")
    given(Case, OPENED, closed(referred_onward=False)).when(referred).then_refused(InvalidValueError, "inte hänvisades vidare")


def test_imported_history_may_lack_what_its_source_lacks():
    bare = {
        "done_summary": None, "goal_attainment": None, "individual_view": None, "remaining_need": None,
        "interruption_cause": None, "stamp": IMPORT_STAMP, "source": source("Avslut"),
    }
    given(Case, OPENED, CLOSED).when(interrupting(**bare)).then(ClosingDocumented, goal_attainment=None)


PLANNED_WITH_CAUSE = documenting(interruption_cause=InterruptionCause.MOVED)
TWO_OF_ONE_GOAL = (GoalOutcome(goal_id=OTHER, goal_attainment=GoalAttainment.REACHED),) * 2


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], documenting(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, CLOSED, DOCUMENTED], documenting(entry_id=DOCUMENTED.entry_id), ConflictError, "Avslutsdokumentationen finns"),
        ([OPENED], documenting(), NotAllowedError, "Ärendet är inte avslutat"),
        ([OPENED, CLOSED, DOCUMENTED], documenting(), NotAllowedError, "redan dokumenterat"),
        ([OPENED, CLOSED], documenting(closing_documented_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, CLOSED], documenting(closing_documented_on=CLOSED_ON - DAY), InvalidValueError, "före avslutet"),
        ([OPENED, CLOSED], interrupting(interruption_cause=None), InvalidValueError, "Orsaken till avbrottet saknas"),
        ([OPENED, CLOSED], interrupting(interruption_cause=InterruptionCause.OTHER), InvalidValueError, "”annat”. Beskriv"),
        ([OPENED, CLOSED], documenting(done_summary=None), InvalidValueError, "vad som har gjorts"),
        ([OPENED, CLOSED], documenting(goal_attainment=None), InvalidValueError, "Måluppfyllelsen saknas"),
        ([OPENED, CLOSED], documenting(individual_view=None), InvalidValueError, "egen uppfattning saknas"),
        ([OPENED, CLOSED], documenting(remaining_need=None), InvalidValueError, "om det finns ett kvarstående behov"),
        ([OPENED, CLOSED], documenting(remaining_need=YesNoUnknown.YES), InvalidValueError, "kvarstående behov. Beskriv"),
        ([OPENED, CLOSED], PLANNED_WITH_CAUSE, InvalidValueError, "ingen orsak till avbrott"),
        ([OPENED, CLOSED], documenting(goal_outcomes=TWO_OF_ONE_GOAL), InvalidValueError, "Samma mål är bedömt"),
        ([OPENED, CLOSED], documenting(no_own_view_cause=NoOwnViewCause.DECLINED), InvalidValueError, "så den saknas inte"),
        ([OPENED, CLOSED], documenting(remaining_need_details="Stöd."), InvalidValueError, "inget kvarstående behov"),
        ([OPENED, CLOSED], documenting(reported_to_commissioner_on=TODAY), InvalidValueError, "både när och hur"),
        ([OPENED, CLOSED], documenting(referral_details="Till skolan."), InvalidValueError, "men inte till vem"),
        ([OPENED, CLOSED], documenting(done_summary=" "), InvalidValueError, "Sammanfattningen av vad som har gjorts saknas"),
        ([OPENED, CLOSED], documenting(child_view=""), InvalidValueError, "Barnets uppfattning saknas"),
        (
            [OPENED, CLOSED],
            documenting(reported_to_commissioner_on=TODAY + DAY, reporting_manner=ReportingManner.MEETING),
            InvalidValueError, "Dagen för återrapporteringen",
        ),
        ([OPENED, CLOSED], documenting(goal_outcomes=TWO_OF_ONE_GOAL[:1]), NotFoundError, "Målet finns inte"),
        ([OPENED, CLOSED], documenting(final_rating_ids=(OTHER,)), NotFoundError, "Skattningen finns inte"),
    ],
)
def test_a_documentation_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("field", ["cause_details", "situation_at_closing", "assessment", "referral_details"])
def test_a_blank_text_is_refused(field):
    blank = interrupting(**{field: " ", "referrals": (ReferralReceiver.OTHER,)})
    given(Case, OPENED, CLOSED).when(blank).then_refused(InvalidValueError, "saknas. Fyll i fältet")


def test_somebody_comes_back_after_an_interruption():
    given(Case, OPENED, CLOSED, DOCUMENTED, REOPENED).when(returning(return_details="Vill fortsätta.")).then(
        ReturnedAfterInterruption, closing_number=1, days_away=(REOPENED.reopened_on - CLOSED_ON).days,
        same_problem=YesNoUnknown.YES,
    )


def test_a_return_may_be_written_down_when_the_case_is_closed_again_and_counts_from_the_closing_before():
    again = REOPENED.model_copy(update={"reopened_on": date(2025, 1, 8)})
    past = [OPENED, CLOSED, REOPENED, closed(closed_on=date(2025, 1, 7)), again, closed(closed_on=date(2025, 2, 1))]
    given(Case, *past).when(returning()).then(ReturnedAfterInterruption, closing_number=1)
    given(Case, *past).when(returning(returned_on=date(2025, 1, 8))).then(
        ReturnedAfterInterruption, closing_number=2, days_away=1
    )


PLANNED = DOCUMENTED.model_copy(update={"ending_kind": EndingKind.PLANNED, "interruption_cause": None})


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], returning(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, CLOSED, REOPENED, RETURNED], returning(entry_id=RETURNED.entry_id), ConflictError, "Återkomsten finns redan"),
        ([OPENED, CLOSED], returning(), InvalidValueError, "öppnades inte igen"),
        ([OPENED, CLOSED, REOPENED], returning(returned_on=TODAY + DAY), InvalidValueError, "öppnades inte igen"),
        ([OPENED, CLOSED, PLANNED, REOPENED], returning(), NotAllowedError, "enligt planering"),
        ([OPENED, CLOSED, REOPENED, RETURNED], returning(), NotAllowedError, "redan dokumenterad"),
        ([OPENED, CLOSED, REOPENED], returning(return_details=""), InvalidValueError, "Texten om återkomsten saknas"),
    ],
)
def test_a_return_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_struck_documentation_can_be_written_anew():
    case = Case.fold(numbered(OPENED, CLOSED, DOCUMENTED))
    case.apply(EntryStruck(**case._next(STAMP), entry_id=DOCUMENTED.entry_id, reason="Fel ärende."))
    assert case.ending.documented == {}
    assert documenting()(case)[0].closing_number == 1


def test_the_document_shows_every_closing_the_latest_first_and_those_that_lack_documentation():
    assert document(Case.fold(numbered(OPENED))) == {"closings": []}
    shown = document(Case.fold(numbered(OPENED, CLOSED, DOCUMENTED, REOPENED, RETURNED, closed(closed_on=date(2025, 1, 7)))))
    latest, first = shown["closings"]
    assert (latest["closing_number"], latest["documented"], latest["returned"]) == (2, None, None)
    assert (first["closed_on"], first["documented"]["interruption_cause"]) == (CLOSED_ON.isoformat(), "method_unsuitable")
    assert first["documented"]["goal_outcomes"] == [{"goal_id": str(cast_id(992)), "goal_attainment": "reached"}]
    assert first["returned"]["days_away"] == 3


FAULTS = [
    ({"closing_documented_on": TODAY + DAY}, "i dag är det"),
    ({"ending_kind": EndingKind.UNPLANNED, "interruption_cause": None}, "avslutssätt är enligt planering"),
    ({"done_summary": None}, "vad som har gjorts"),
    ({"goal_attainment": None}, "Måluppfyllelsen saknas"),
    ({"individual_view": None}, "egen uppfattning saknas"),
    ({"remaining_need": None}, "om det finns ett kvarstående behov"),
    ({"goal_outcomes": TWO_OF_ONE_GOAL}, "Samma mål är bedömt"),
    ({"referral_details": "Till skolan."}, "men inte till vem"),
    ({"situation_at_closing": ""}, "Situationen vid avslutet saknas"),
    ({"reported_to_commissioner_on": TODAY + DAY, "reporting_manner": ReportingManner.MEETING}, "Dagen för återrapporteringen"),
]


def test_of_several_faults_the_first_in_the_documented_order_is_told():
    for first, (_, message) in enumerate(FAULTS):
        changes = {name: value for fault, _ in reversed(FAULTS[first:]) for name, value in fault.items()}
        outcome = given(Case, OPENED, closed(manner=CloseManner.AS_PLANNED)).when(documenting(**changes))
        outcome.then_refused(InvalidValueError, message)

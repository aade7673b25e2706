"""What the board is told of decisions made on its behalf: each once, in the first report that can know of it."""

from datetime import date, timedelta

import pytest

from domain.base import RecordedEvent
from domain.board.board import Board
from domain.board.events import DelegatedDecisionsReported, DelegatedReportWithdrawn
from domain.case.disclosure.codes import DecisionLevel
from domain.case.entry_events import EntryStruck
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.delegated_decisions import delegated_decisions, report_document, still_to_tell, told_of
from tests.support.area_examples.records_request import REPORT_ID
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, KBT_TEAM, STAMP, TODAY, UNIT, cast_id
from tests.support.scenario import given

ESTABLISHED = EXAMPLES["board.established.v1"]
REPORTED = EXAMPLES["board.delegated_decisions_reported.v1"]
WITHDRAWN = EXAMPLES["board.delegated_report_withdrawn.v1"]
MADE = EXAMPLES["case.decision_made.v1"]
DISCLOSURE = EXAMPLES["case.disclosure_decided.v1"]
PUBLIC = EXAMPLES["records_request.decided.v1"]
OTHER = cast_id(1021)
DAY = timedelta(days=1)
MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)


def made(entry, decided_on, **changes):
    return MADE.model_copy(update={"entry_id": cast_id(entry), "decided_on": decided_on, "unit_id": UNIT, **changes})


def recorded(*events):
    return [RecordedEvent(event, position, position) for position, event in enumerate(events)]


def report(number, last_day, through_size):
    return REPORTED.model_copy(update={"report_id": cast_id(number), "last_day": last_day, "through_size": through_size})


def entries(decisions):
    return [each.entry_id for each in decisions]


def test_decisions_on_delegation_are_listed_by_unit_and_day_without_names():
    late, early = made(1022, date(2024, 3, 20)), made(1023, date(2024, 3, 4))
    elsewhere = made(1024, date(2024, 3, 1), unit_id=KBT_TEAM)
    listed = delegated_decisions(recorded(late, early, elsewhere))
    assert entries(listed) == [cast_id(1023), cast_id(1022), cast_id(1024)]
    shown = report_document(listed, date(2024, 3, 1), MARCH, 3)
    assert (shown["decision_count"], shown["through_size"], shown["last_day"]) == (3, 3, "2024-03-31")
    first = shown["decisions"][0]
    assert (first["delegation"], first["legal_ground"], first["outcome"]) == (
        MADE.delegation_reference, MADE.legal_ground, MADE.outcome.value
    )
    assert (first["unit"], first["position"], first["outcome_in_words"]) == (str(UNIT), 1, MADE.outcome.swedish)
    assert MADE.decider_name not in str(shown)


def test_answers_to_requests_for_records_are_decisions_too_but_not_a_member_of_staffs_word():
    listed = delegated_decisions(recorded(DISCLOSURE, PUBLIC))
    assert [(each.kind, each.delegation_reference) for each in listed] == [
        ("case.disclosure_decided", "1.4"), ("records_request.decided", "1.5")
    ]
    staff = DISCLOSURE.model_copy(update={"decision_level": DecisionLevel.STAFF})
    board = PUBLIC.model_copy(update={"delegation_reference": None})
    own = made(1022, MARCH, delegation_reference=None)
    assert delegated_decisions(recorded(staff, board, own)) == ()


def test_a_struck_decision_is_not_told_of():
    struck = EntryStruck(
        originator_id=MADE.originator_id, originator_version=2, actor_id=STAMP.actor_id, unit_id=UNIT, purpose=STAMP.purpose,
        entry_id=cast_id(1022), reason="Fel ärende.",
    )
    assert entries(delegated_decisions(recorded(made(1022, MARCH), made(1023, MARCH), struck))) == [cast_id(1023)]
    step = EXAMPLES["records_request.step_struck.v1"].model_copy(update={"entry_id": PUBLIC.entry_id})
    assert delegated_decisions(recorded(PUBLIC, step)) == ()


def test_a_decision_is_told_of_once_and_a_late_one_in_the_next_report():
    in_time, after, late = made(1022, MARCH), made(1023, MARCH + DAY), made(1024, MARCH)
    decisions = delegated_decisions(recorded(in_time, after, late))
    march = report(1025, MARCH, 2)
    assert entries(still_to_tell(decisions, [], MARCH, 2)) == [cast_id(1022)]
    assert entries(still_to_tell(decisions, [march], APRIL, 3)) == [cast_id(1024), cast_id(1023)]
    april = report(1026, APRIL, 3)
    assert {number: entries(told) for number, told in told_of(decisions, [march, april]).items()} == {
        march.report_id: [cast_id(1022)], april.report_id: [cast_id(1024), cast_id(1023)]
    }
    assert still_to_tell(decisions, [march, april], APRIL, 3) == ()


@pytest.mark.parametrize(("last_day", "through_size", "count"), [(MARCH, 1, 1), (MARCH, 0, 0), (MARCH - DAY, 1, 0)])
def test_a_report_covers_its_last_day_and_its_last_event(last_day, through_size, count):
    decisions = delegated_decisions(recorded(made(1022, MARCH)))
    assert len(still_to_tell(decisions, [], last_day, through_size)) == count


def reporting(**changes):
    call = {
        "report_id": OTHER, "first_day": date(2024, 10, 1), "last_day": date(2024, 10, 31), "through_size": 5000,
        "decision_count": 3, "meeting_on": date(2024, 11, 14), "minutes_paragraph": "§ 9",
    }
    by = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda board: board.report_delegated_decisions(**{**call, **by, **changes})


def withdrawing(**changes):
    call = {"report_id": REPORT_ID, "reason": "Fel månad.", "stamp": ADMINISTRATION_STAMP, "policy": DEFAULT_POLICY}
    return lambda board: board.withdraw_delegated_report(**{**call, **changes})


def test_the_board_is_told_of_a_period_and_then_of_the_next():
    given(Board, ESTABLISHED, REPORTED).when(reporting()).then(
        DelegatedDecisionsReported, report_id=OTHER, decision_count=3, through_size=5000, minutes_paragraph="§ 9"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"first_day": REPORTED.last_day + DAY, "through_size": REPORTED.through_size, "decision_count": 0},
        {"first_day": TODAY, "last_day": TODAY, "meeting_on": TODAY},
    ],
)
def test_a_report_may_be_as_near_its_bounds_as_they_say(changes):
    given(Board, ESTABLISHED, REPORTED).when(reporting(**changes)).then(DelegatedDecisionsReported, **changes)


def test_the_first_report_may_rest_on_nothing():
    given(Board, ESTABLISHED).when(reporting(through_size=0)).then(DelegatedDecisionsReported, through_size=0)


PAST = [ESTABLISHED, REPORTED]
LATER = REPORTED.model_copy(update={"report_id": OTHER})


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], reporting(), NotFoundError, "Nämnden finns inte"),
        (PAST, reporting(report_id=REPORT_ID), ConflictError, "Anmälan finns redan"),
        ([*PAST, WITHDRAWN], reporting(report_id=REPORT_ID), ConflictError, "Anmälan finns redan"),
        (PAST, reporting(meeting_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        (PAST, reporting(first_day=date(2024, 11, 1)), InvalidValueError, "Sista dagen är 2024-10-31, före första dagen"),
        (PAST, reporting(meeting_on=date(2024, 10, 30)), InvalidValueError, "före sista dagen"),
        (PAST, reporting(first_day=REPORTED.last_day), InvalidValueError, "är redan anmälda"),
        (PAST, reporting(first_day=date(2024, 8, 1), last_day=date(2024, 8, 31)), InvalidValueError, "är redan anmälda"),
        (PAST, reporting(through_size=REPORTED.through_size - 1), InvalidValueError, "Ange minst 4711"),
        ([ESTABLISHED], reporting(through_size=-1), InvalidValueError, "Ange minst 0"),
        (PAST, reporting(decision_count=-1), InvalidValueError, "Ange 0 eller fler"),
        (PAST, reporting(minutes_paragraph=" "), InvalidValueError, "Protokollsparagrafen saknas"),
        ([], withdrawing(), NotFoundError, "Nämnden finns inte"),
        ([ESTABLISHED], withdrawing(), NotFoundError, "Anmälan finns inte"),
        ([*PAST, WITHDRAWN], withdrawing(), NotFoundError, "redan återtagen"),
        ([*PAST, LATER], withdrawing(), NotAllowedError, "En senare anmälan bygger"),
        (PAST, withdrawing(reason=""), InvalidValueError, "Orsaken till att anmälan återtas saknas"),
    ],
)
def test_a_report_to_the_board_is_refused(past, call, error, message):
    given(Board, *past).when(call).then_refused(error, message)


def test_a_withdrawn_report_leaves_its_period_to_be_told_of_anew():
    scenario = given(Board, *PAST)
    scenario.when(withdrawing()).then(DelegatedReportWithdrawn, report_id=REPORT_ID, reason="Fel månad.")
    again = reporting(first_day=REPORTED.first_day, last_day=REPORTED.last_day)
    scenario.when(again).then(DelegatedDecisionsReported, first_day=REPORTED.first_day)

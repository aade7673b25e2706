"""An application that waits for its decision: the person is told of the delay, may ask for a decision, and gets an answer."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import DecisionOutcome, ExecutionStep
from domain.case.decisions.events import DecisionRequested, DecisionRequestRefused, DelayTold
from domain.case.intake.codes import IntakeRoute
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from projections.areas.decisions import document
from tests.support.decided import CLOSED, MADE, OPENED
from tests.support.deciding import copied, deciding, tells_faults_in_order
from tests.support.examples import EXAMPLES, IMPORT_STAMP, STAMP, TODAY, cast_id, source
from tests.support.scenario import given

APPLIED = copied(
    EXAMPLES["case.intake_received.v1"], requested_on=date(2024, 3, 4), needs_tested=True, route=IntakeRoute.OWN_APPLICATION
)
INTAKE, OTHER, MISSING = APPLIED.entry_id, cast_id(1140), cast_id(1141)
LAST = date(2024, 9, 4)
"""Six months from the application."""
DAY = timedelta(days=1)
ASKED = copied(EXAMPLES["case.decision_requested.v1"], intake_id=INTAKE, received_on=LAST + DAY)
REFUSING = copied(
    MADE, entry_id=cast_id(1142), decided_on=LAST + 2 * DAY, outcome=DecisionOutcome.REFUSED, favourable=False
)
REFUSED = copied(
    EXAMPLES["case.decision_request_refused.v1"], decision_request_id=ASKED.entry_id, intake_id=INTAKE,
    decision_id=REFUSING.entry_id, request_refused_on=REFUSING.decided_on,
)
ANSWERED = copied(MADE, intake_id=INTAKE, decided_on=LAST)
"""The application was decided on its last day."""
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Beslut")}

telling = deciding("tell_of_delay", OTHER, intake_id=INTAKE, told_of_delay_on=TODAY, delay_reason="Väntar på läkare.")
asking = deciding("request_decision", OTHER, takes_policy=False, intake_id=INTAKE, received_on=TODAY)


def refusing(**changes):
    # It has no day of its own: the decision's is its day.
    call = {"entry_id": OTHER, "decision_request_id": ASKED.entry_id, "decision_id": REFUSING.entry_id, "stamp": STAMP}
    return lambda case: case.refuse_decision_request(**{**call, **changes})


def waiting(*events):
    return given(Case, OPENED, APPLIED, *events)


@pytest.mark.parametrize("day", [APPLIED.requested_on, TODAY])
def test_the_person_is_told_of_a_delay_from_the_day_of_the_application_to_today(day):
    waiting().when(telling(told_of_delay_on=day)).then(DelayTold, told_of_delay_on=day, delay_reason="Väntar på läkare.")


def test_what_is_refused_about_a_delay_is_told_in_order():
    tells_faults_in_order(
        waiting(ANSWERED), telling, ({"entry_id": APPLIED.entry_id}, ConflictError, "finns redan"),
        ({"intake_id": MISSING}, NotFoundError, "Ansökan finns inte i ärendet"),
        ({"delay_reason": " "}, InvalidValueError, "Orsaken till förseningen saknas"),
        ({"told_of_delay_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ({"told_of_delay_on": APPLIED.requested_on - DAY}, InvalidValueError, "före den dag ansökan kom in"),
        ({"told_of_delay_on": LAST + DAY}, NotAllowedError, "Ansökan avgjordes 2024-09-04"),
    )
    waiting(ANSWERED).when(telling(told_of_delay_on=LAST)).then(DelayTold)
    given(Case).when(telling()).then_refused(NotFoundError, "Ärendet finns inte")


def test_a_decision_is_asked_for_from_the_day_after_six_months_once_also_in_a_closed_case():
    waiting().when(asking(received_on=LAST + DAY)).then(DecisionRequested, received_on=LAST + DAY)
    waiting(CLOSED).when(asking()).then(DecisionRequested)
    waiting().when(asking(received_on=LAST)).then_refused(NotAllowedError, "först efter 2024-09-04")
    waiting().when(asking(received_on=LAST, **IMPORTED)).then(DecisionRequested)
    waiting(ASKED).when(asking()).then_refused(NotAllowedError, "redan begärts")


def test_what_is_refused_about_a_request_is_told_in_order():
    given(Case).when(asking()).then_refused(NotFoundError, "Ärendet finns inte")
    tells_faults_in_order(
        waiting(ANSWERED), asking, ({"entry_id": APPLIED.entry_id}, ConflictError, "finns redan"),
        ({"intake_id": MISSING}, NotFoundError, "Ansökan finns inte i ärendet"),
        ({"received_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ({"received_on": APPLIED.requested_on - DAY}, InvalidValueError, "före den dag ansökan kom in"),
        ({"received_on": LAST + DAY}, NotAllowedError, "Ansökan avgjordes 2024-09-04"),
        ({"received_on": LAST}, NotAllowedError, "först efter 2024-09-04"),
    )


def test_a_request_is_refused_by_a_decision_of_its_own_from_the_day_that_it_came_in():
    for decided_on in (ASKED.received_on, REFUSING.decided_on):
        decision = copied(REFUSING, decided_on=decided_on)
        waiting(ASKED, decision).when(refusing()).then(
            DecisionRequestRefused, decision_id=decision.entry_id, intake_id=INTAKE, request_refused_on=decided_on
        )


@pytest.mark.parametrize(
    ("events", "changes", "error", "message"),
    [
        ((ASKED, REFUSING), {"entry_id": INTAKE}, ConflictError, "finns redan"),
        ((REFUSING,), {}, NotFoundError, "Begäran om avgörande finns inte"),
        ((ASKED,), {}, NotFoundError, "Beslutet finns inte"),
        ((ASKED, REFUSING, REFUSED), {}, NotAllowedError, "redan avslagen"),
        ((ASKED, copied(REFUSING, intake_id=INTAKE)), {}, InvalidValueError, "avgör själva ansökan"),
        ((ASKED, copied(REFUSING, outcome=DecisionOutcome.GRANTED)), {}, InvalidValueError, "utfall är"),
        ((ASKED, copied(REFUSING, decided_on=LAST)), {}, InvalidValueError, "före den dag begäran kom in"),
    ],
)
def test_what_is_no_refusal_of_a_request_is_refused(events, changes, error, message):
    waiting(*events).when(refusing(**changes)).then_refused(error, message)


def test_a_case_that_is_not_there_has_no_request_to_refuse():
    given(Case).when(refusing()).then_refused(NotFoundError, "Ärendet finns inte")


def test_the_record_shows_the_times_of_an_application_that_waits():
    told = copied(EXAMPLES["case.delay_told.v1"], intake_id=INTAKE)

    def timers(*events):
        (application,) = document(waiting(*events).state)["applications"]
        return [(each["timer"], each["due_on"], each["done_on"]) for each in application["timers"]]

    assert timers(told) == [("delayed_decision", "2024-09-04", None)]
    assert timers(ASKED) == [
        ("delayed_decision", "2024-09-04", None), ("decision_after_request", "2024-10-03", None)
    ]
    assert timers(ASKED, REFUSING, REFUSED)[1] == ("decision_after_request", "2024-10-03", "2024-09-06")
    decided = copied(ANSWERED, decided_on=LAST + 5 * DAY)
    assert timers(ASKED, decided) == [
        ("delayed_decision", "2024-09-04", "2024-09-09"), ("decision_after_request", "2024-10-03", "2024-09-09")
    ]
    (application,) = document(waiting(told, ASKED, REFUSING, REFUSED).state)["applications"]
    assert [each["delay_reason"] for each in application["delays_told"]] == [told.delay_reason]
    assert application["requests"][0]["refused_by"] == str(REFUSING.entry_id)
    assert document(given(Case, OPENED, copied(APPLIED, needs_tested=False)).state)["applications"] == []


def test_the_record_shows_the_time_within_which_a_decision_is_carried_out():
    def timers(*events):
        (shown,) = document(given(Case, OPENED, MADE, *events).state)["decisions"]
        return [(each["timer"], each["started_on"], each["due_on"], each["done_on"]) for each in shown["timers"]]

    step = copied(EXAMPLES["case.decision_executed.v1"], step_on=date(2024, 3, 4))
    stopped = copied(step, entry_id=OTHER, step_on=date(2024, 6, 3), execution_step=ExecutionStep.INTERRUPTED)
    assert timers() == [("execution", "2024-03-01", "2024-06-01", None)]
    assert timers(step) == [("execution", "2024-03-01", "2024-06-01", "2024-03-04")]
    assert timers(step, stopped) == [("execution", "2024-06-03", "2024-09-03", None)]
    given_nothing = given(Case, OPENED, copied(MADE, favourable=False)).state
    assert document(given_nothing)["decisions"][0]["timers"] == []

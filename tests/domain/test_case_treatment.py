"""Plans, sessions, and the commissioner's requests for an account."""

from datetime import date, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.events import (
    AccountGiven,
    AccountRequested,
    PlanCorrected,
    PlanEstablished,
    SessionCancelled,
    SessionCorrected,
    SessionHeld,
    SessionMissed,
)
from domain.codes import SessionKind, SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY, Policy
from tests.support.examples import (
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    PLAN,
    REQUEST,
    SESSION,
    SESSION_ON,
    STAMP,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
PLANNED = EXAMPLES["case.plan_established.v1"]
HELD = EXAMPLES["case.session_held.v1"]
REQUESTED = EXAMPLES["case.account_requested.v1"]
ANSWERED = EXAMPLES["case.account_given.v1"]
PLANNED_ON = date(2024, 3, 18)
REQUESTED_ON = date(2024, 8, 12)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}

PLAN_CALL = {
    "plan_id": PLAN,
    "established_on": PLANNED_ON,
    "individual_took_part": True,
    "contact_interval_days": 7,
    "goals": ("Sova hela natten.",),
    "follow_up_on": date(2024, 6, 17),
}
SESSION_CALL = {
    "session_id": SESSION,
    "outcome": SessionOutcome.HELD,
    "occurred": Occurred(on=SESSION_ON),
    "kind": SessionKind.CONVERSATION,
    "participants": ("brukare", "behandlare"),
    "note_written_on": None,
}


def planning(**changes):
    return lambda case: case.establish_plan(**{**PLAN_CALL, **BY, **changes})


def correcting_plan(**changes):
    return lambda case: case.correct_plan(**{**PLAN_CALL, "reason": "Fel mål.", **BY, **changes})


def recording(**changes):
    return lambda case: case.record_session(**{**SESSION_CALL, **BY, **changes})


def correcting(**changes):
    return lambda case: case.correct_session(**{**SESSION_CALL, "reason": "Fel utfall.", **BY, **changes})


def requesting(**changes):
    call = {
        "request_id": REQUEST,
        "requested_on": REQUESTED_ON,
        "requested_by": "Socialsekreterare",
        "question": "Vad har gjorts?",
    }
    return lambda case: case.request_account(**{**call, **BY, **changes})


def answering(**changes):
    call = {"request_id": REQUEST, "given_on": date(2024, 8, 14), "answer": "Tre hembesök gjordes."}
    return lambda case: case.give_account(**{**call, **BY, **changes})


def test_a_plan_is_established():
    scenario = given(Case, OPENED)
    scenario.when(planning()).then(PlanEstablished, **PLAN_CALL)
    assert scenario.state.plan.plan_id == PLAN


@pytest.mark.parametrize("interval", [1, 365])
def test_both_ends_of_the_contact_interval_are_allowed(interval):
    given(Case, OPENED).when(planning(contact_interval_days=interval)).then(PlanEstablished)


@pytest.mark.parametrize("interval", [0, 366])
def test_a_contact_interval_beyond_either_end_is_refused(interval):
    given(Case, OPENED).when(planning(contact_interval_days=interval)).then_refused(InvalidValueError, "från 1 till 365")


def test_the_longest_contact_interval_is_a_policy():
    policy = Policy(contact_interval_max_days=30)
    given(Case, OPENED).when(planning(contact_interval_days=31, policy=policy)).then_refused(InvalidValueError, "från 1 till 30")


def test_a_plan_of_which_only_the_day_is_known_is_established():
    bare = {"individual_took_part": None, "contact_interval_days": None, "goals": (), "follow_up_on": None}
    given(Case, OPENED).when(planning(**bare)).then(PlanEstablished, **bare)


def test_a_plan_is_refused_in_the_order_of_its_contract():
    given(Case).when(planning()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, PLANNED).when(planning()).then_refused(ConflictError, "Planen finns redan")
    opened = given(Case, OPENED)
    opened.when(planning(established_on=TODAY + DAY)).then_refused(InvalidValueError, "Planens datum")
    opened.when(planning(goals=("Sova.", ""))).then_refused(InvalidValueError, "Målet saknas")
    opened.when(planning(follow_up_on=PLANNED_ON - DAY)).then_refused(InvalidValueError, "Uppföljningsdatum")
    after = {"established_on": CLOSED_ON + DAY, "follow_up_on": None}
    given(Case, OPENED, CLOSED).when(planning(**after)).then_refused(NotAllowedError, "öppna ärendet igen")


def test_a_plan_may_be_of_today_or_of_the_last_day_and_followed_up_the_same_day():
    given(Case, OPENED).when(planning(established_on=TODAY, follow_up_on=TODAY)).then(PlanEstablished)
    last = planning(established_on=CLOSED_ON, follow_up_on=None)
    given(Case, OPENED, CLOSED).when(last).then(PlanEstablished)


def test_the_plan_that_holds_is_the_one_with_the_latest_day():
    newer = PLANNED.model_copy(update={"plan_id": cast_id(73), "established_on": PLANNED_ON + DAY})
    assert given(Case, OPENED, newer, PLANNED).state.plan.plan_id == cast_id(73)
    same_day = newer.model_copy(update={"established_on": PLANNED_ON})
    assert given(Case, OPENED, PLANNED, same_day).state.plan.plan_id == cast_id(73)
    assert given(Case, OPENED).state.plan is None


def test_a_plan_is_corrected_whole():
    scenario = given(Case, OPENED, PLANNED)
    scenario.when(correcting_plan(goals=())).then(PlanCorrected, goals=(), reason="Fel mål.")
    assert scenario.state.plan.goals == ()


def test_a_correction_of_a_plan_is_refused_in_the_order_of_its_contract():
    given(Case).when(correcting_plan()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting_plan()).then_refused(NotFoundError, "Planen finns inte")
    planned = given(Case, OPENED, PLANNED)
    planned.when(correcting_plan(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    planned.when(correcting_plan(contact_interval_days=0)).then_refused(InvalidValueError, "från 1 till 365")
    planned.when(correcting_plan()).then(PlanCorrected)
    planned.when(correcting_plan()).then_refused(InvalidValueError, "ändrar ingenting")


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (SessionOutcome.HELD, SessionHeld),
        (SessionOutcome.MISSED, SessionMissed),
        (SessionOutcome.CANCELLED, SessionCancelled),
    ],
)
def test_each_outcome_of_a_session_is_a_fact_of_its_own(outcome, kind):
    scenario = given(Case, OPENED)
    event = scenario.when(recording(outcome=outcome)).then(kind, occurred=Occurred(on=SESSION_ON))
    assert event.outcome is outcome
    assert scenario.state.sessions[SESSION].outcome is outcome


def test_a_session_keeps_the_claim_that_a_note_was_written():
    claim = {"note_written_on": TODAY, "source": source("Besök"), "stamp": IMPORT_STAMP}
    given(Case, OPENED).when(recording(**claim)).then(SessionHeld, note_written_on=TODAY)
    ahead = recording(**claim | {"note_written_on": TODAY + DAY})
    given(Case, OPENED).when(ahead).then_refused(InvalidValueError, "Dagen då anteckningen skrevs")


def test_a_session_may_be_of_today_and_before_the_case_was_opened():
    given(Case, OPENED).when(recording(occurred=Occurred(on=TODAY))).then(SessionHeld)
    given(Case, OPENED).when(recording(occurred=Occurred(on=date(2020, 1, 1)))).then(SessionHeld)


def test_a_session_is_refused_in_the_order_of_its_contract():
    given(Case).when(recording()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, HELD).when(recording()).then_refused(ConflictError, "Besöket finns redan")
    given(Case, OPENED).when(recording(participants=("",))).then_refused(InvalidValueError, "Deltagaren saknas")
    tomorrow = Occurred(on=TODAY + DAY)
    given(Case, OPENED).when(recording(occurred=tomorrow)).then_refused(InvalidValueError, "Besökets datum")
    late = recording(occurred=Occurred(on=CLOSED_ON + DAY))
    given(Case, OPENED, CLOSED).when(late).then_refused(NotAllowedError, "öppna ärendet igen")


@pytest.mark.parametrize("outcome", [SessionOutcome.HELD, SessionOutcome.MISSED])
def test_only_a_cancelled_session_may_lie_ahead(outcome):
    tomorrow = {"occurred": Occurred(on=TODAY + DAY)}
    given(Case, OPENED).when(recording(outcome=outcome, **tomorrow)).then_refused(InvalidValueError, "har varit")
    cancelled = {"outcome": SessionOutcome.CANCELLED, **tomorrow}
    given(Case, OPENED).when(recording(**cancelled)).then(SessionCancelled)
    imported = recording(**cancelled, source=source("Besök"), stamp=IMPORT_STAMP)
    given(Case, OPENED).when(imported).then_refused(InvalidValueError, "har varit")


def test_an_imported_session_from_after_the_closing_is_believed():
    after = recording(occurred=Occurred(on=CLOSED_ON + DAY), source=source("Besök"), stamp=IMPORT_STAMP)
    given(Case, OPENED, CLOSED).when(after).then(SessionHeld)


def test_a_closed_case_takes_sessions_of_its_last_day_and_follow_ups_after_it():
    closed = given(Case, OPENED, CLOSED)
    closed.when(recording(occurred=Occurred(on=CLOSED_ON))).then(SessionHeld)
    after = {"session_id": cast_id(74), "occurred": Occurred(on=CLOSED_ON + DAY), "kind": SessionKind.FOLLOW_UP_MEETING}
    closed.when(recording(**after)).then(SessionHeld)


def test_a_session_is_corrected_whole_also_in_outcome():
    scenario = given(Case, OPENED, HELD)
    scenario.when(correcting(outcome=SessionOutcome.MISSED)).then(SessionCorrected, outcome=SessionOutcome.MISSED)
    assert scenario.state.sessions[SESSION].outcome is SessionOutcome.MISSED


def test_a_correction_of_the_outcome_alone_is_a_change():
    scenario = given(Case, OPENED)
    scenario.when(recording()).then(SessionHeld)
    scenario.when(correcting()).then_refused(InvalidValueError, "ändrar ingenting")
    scenario.when(correcting(outcome=SessionOutcome.CANCELLED)).then(SessionCorrected)


def test_a_correction_of_a_session_is_refused_in_the_order_of_its_contract():
    given(Case).when(correcting()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(correcting()).then_refused(NotFoundError, "Besöket finns inte")
    held = given(Case, OPENED, HELD, CLOSED)
    held.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till rättelsen saknas")
    held.when(correcting(occurred=Occurred(on=TODAY + DAY))).then_refused(InvalidValueError, "Besökets datum")
    held.when(correcting(occurred=Occurred(on=CLOSED_ON + DAY))).then_refused(NotAllowedError, "öppna ärendet igen")


@pytest.mark.parametrize("events", [(OPENED,), (OPENED, CLOSED)])
def test_the_commissioner_may_ask_and_be_answered_in_an_open_and_in_a_closed_case(events):
    scenario = given(Case, *events)
    scenario.when(requesting()).then(AccountRequested, requested_on=REQUESTED_ON, question="Vad har gjorts?")
    scenario.when(answering()).then(AccountGiven, request_id=REQUEST, answer="Tre hembesök gjordes.")
    assert scenario.state.answers[REQUEST].answer == "Tre hembesök gjordes."


def test_a_request_is_refused_in_the_order_of_its_contract():
    given(Case).when(requesting()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, REQUESTED).when(requesting()).then_refused(ConflictError, "Begäran finns redan")
    opened = given(Case, OPENED)
    opened.when(requesting(requested_by="")).then_refused(InvalidValueError, "Vem som frågar saknas")
    opened.when(requesting(question=" ")).then_refused(InvalidValueError, "Frågan saknas")
    opened.when(requesting(requested_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för begäran")
    opened.when(requesting(requested_on=TODAY)).then(AccountRequested)


def test_an_answer_is_refused_in_the_order_of_its_contract():
    given(Case).when(answering()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(answering()).then_refused(NotFoundError, "Begäran finns inte")
    given(Case, OPENED, REQUESTED, ANSWERED).when(answering()).then_refused(ConflictError, "redan besvarad")
    asked = given(Case, OPENED, REQUESTED)
    asked.when(answering(answer="")).then_refused(InvalidValueError, "Svaret saknas")
    asked.when(answering(given_on=TODAY + DAY)).then_refused(InvalidValueError, "har varit")
    asked.when(answering(given_on=REQUESTED_ON - DAY)).then_refused(InvalidValueError, "före begäran")


@pytest.mark.parametrize("day", [REQUESTED_ON, TODAY])
def test_an_answer_is_given_from_the_day_of_the_request_to_today(day):
    given(Case, OPENED, REQUESTED).when(answering(given_on=day)).then(AccountGiven)


def test_imported_history_is_believed_about_plans_and_corrections_after_its_closing():
    imported = {"stamp": IMPORT_STAMP, "source": source("Besök")}
    closed = given(Case, OPENED, PLANNED, HELD, CLOSED)
    after = {"established_on": CLOSED_ON + DAY, "follow_up_on": None}
    closed.when(planning(plan_id=cast_id(78), **after, **imported)).then(PlanEstablished)
    closed.when(correcting_plan(**after, **imported)).then(PlanCorrected)
    closed.when(correcting(occurred=Occurred(on=CLOSED_ON + DAY), **imported)).then(SessionCorrected)

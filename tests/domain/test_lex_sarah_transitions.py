"""Every state of a report's handling against every decision: what may follow, and what is refused with what is missing."""

import pytest

from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import HandlingState, InvestigationForm
from domain.lex_sarah.handling import HandlingDecisions
from tests.support.lex_sarah_calls import (
    CALLS,
    STATES,
    ask,
    main_report,
    nothing,
    ready,
    ready_to_close,
    refused,
    reported,
    take,
)

ANY_OPEN = {"supplement", "register", "declare_conflict", "grant_access", "link_deviation"}
UNLOCKED = {"state_affected"}
INVESTIGATING = {
    "change_form", "assign_investigator", "record_finding", "hold_interview", "add_document", "analyse_causes",
    "assess_consequences", "assess_recurrence",
}
MAY_FOLLOW = {
    "reported": {*ANY_OPEN, *UNLOCKED, "receive", "escalate_degree"},
    "received": {*ANY_OPEN, *UNLOCKED, "assess", "propose_transfer", "link", "escalate_degree"},
    "under_investigation": {*ANY_OPEN, *UNLOCKED, *INVESTIGATING, "propose_transfer", "link", "escalate_degree"},
    "investigated": {*ANY_OPEN, "return_for_supplement", "decide", "escalate_degree"},
    "decided": {*ANY_OPEN, "return_for_supplement", "escalate_degree"},
    "closed": {*ANY_OPEN - {"declare_conflict", "link_deviation"}, "reopen"},
    "transfer_proposed": {*ANY_OPEN, "answer_transfer", "escalate_degree"},
    "transferred": ANY_OPEN,
    "linked": ANY_OPEN,
}
"""State to the decisions that may follow when nothing else is in the way; a report that is ready is closed below."""
ELSEWHERE = {"submit": ConflictError, "strike_entry": NotFoundError, "end_access": NotAllowedError}
"""What is refused for something else than the state."""


def others(course):
    return lambda: (main_report().report, course.report)


def call_of(course, decision):
    found = {}
    if decision in ("link", "close", "assess_recurrence"):
        found["others"] = others(course)
    if decision == "change_form":
        found["investigation_form"] = next(form for form in InvestigationForm if form is not course.report.handling.form)
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("decision", CALLS)
def test_in_each_state_exactly_the_decisions_that_may_follow_are_taken(state, decision):
    course = STATES[state]()
    assert course.report.handling.state.value == state
    if decision in MAY_FOLLOW[state]:
        (event,) = ask(course, decision, **call_of(course, decision))
        assert event.originator_version == course.report.version + 1
    else:
        kind = NotAllowedError if state == "closed" and decision == "strike_entry" else ELSEWHERE.get(decision, NotAllowedError)
        refused(course, decision, kind, "", **call_of(course, decision))


def test_every_decision_of_the_handling_is_in_the_table():
    public = {
        name for each in HandlingDecisions.__mro__[1:9] for name, value in vars(each).items()
        if callable(value) and not name.startswith("_")
    }
    assert public - {"left_to_close", "missing_in_investigation"} == set(CALLS)


def test_there_is_a_report_in_every_state_and_no_state_lets_one_get_lost():
    assert set(STATES) == {state.value for state in HandlingState}
    lost = ("withdrawn", "rejected", "deleted", "återkallad", "avvisad", "borttagen")
    assert not any(word in f"{state.value} {state.swedish}" for state in HandlingState for word in lost)


@pytest.mark.parametrize("decision", [each for each in CALLS if each != "submit"])
def test_nothing_is_done_with_a_report_that_there_is_not(decision):
    refused(nothing(), decision, NotFoundError, "Rapporten finns inte i nämnden")


@pytest.mark.parametrize("decision", [each for each in CALLS if each not in ("submit", "strike_entry")])
def test_an_id_is_used_once(decision):
    course = reported()
    take(course, "supplement")
    refused(course, decision, ConflictError, "finns redan i Lex Sarah-ärendet")


@pytest.mark.parametrize(
    ("state", "decision", "message"),
    [
        ("received", "receive", "Den är redan mottagen"),
        ("reported", "assess", "Rapporten är rapporterad"),
        ("reported", "record_finding", "saknas före utredningen är mottagningen av rapporten och den första bedömningen"),
        ("received", "record_finding", "saknas före utredningen är den första bedömningen"),
        ("investigated", "record_finding", "Utredningen är låst"),
        ("decided", "state_affected", "Utredningen är låst"),
        ("linked", "analyse_causes", "Rapporten är kopplad till en annan rapport"),
        ("closed", "record_finding", "Lex Sarah-ärendet avslutades 2024-07-19. Återuppta det"),
        ("reported", "decide", "saknas: mottagningen av rapporten, den första bedömningen, en utredare, en klar utredning."),
        ("under_investigation", "decide", "Före beslutet saknas: en klar utredning."),
        ("decided", "decide", "en gång per version"),
        ("reported", "close", "beslutet; beslut om anmälan till IVO"),
        ("transfer_proposed", "close", "den andra nämndens svar på överlämnandet"),
        ("transferred", "close", "återföringen till rapportören"),
        ("linked", "close", "beslutet i huvudrapporten; återföringen till rapportören"),
        ("reported", "reopen", "Den är inte avslutad"),
        ("received", "answer_transfer", "Inget svar väntas"),
        ("reported", "link", "En rapport kopplas när den är mottagen"),
        ("investigated", "propose_transfer", "innan utredningen är klar"),
        ("under_investigation", "return_for_supplement", "Bara en utredning som är klar"),
        ("linked", "escalate_degree", "Höj graden där den utreds"),
        ("transferred", "escalate_degree", "Höj graden där den utreds"),
    ],
)
def test_a_refused_transition_says_what_is_missing(state, decision, message):
    course = STATES[state]()
    refused(course, decision, NotAllowedError, message, **call_of(course, decision))


def test_what_is_ready_is_completed_and_closed():
    take(ready(), "complete")
    course = ready_to_close()
    take(course, "close")
    assert course.report.handling.state is HandlingState.CLOSED

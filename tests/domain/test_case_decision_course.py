"""What follows a decision: the party is told, it is followed up, carried out, and slips of the pen are put right."""

from datetime import date

import pytest

from domain.case.case import Case
from domain.case.decisions.codes import (
    DecisionParty,
    ExecutionStep,
    FollowUpConclusion,
    NoticeManner,
)
from domain.case.decisions.events import (
    ClericalErrorCorrected,
    DecisionCommunicated,
    DecisionExecuted,
    DecisionFollowedUp,
)
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from tests.support.area_examples.decisions import DECISION
from tests.support.decided import CLOSED, MADE, OPENED, TOLD, replacing
from tests.support.deciding import copied, deciding
from tests.support.decision_calls import BLANK, DAY, DECIDED_ON, OTHER, PUT_RIGHT, STARTED
from tests.support.examples import TODAY, cast_id
from tests.support.scenario import given, numbered

telling = deciding(
    "communicate_decision", OTHER, takes_policy=False, decision_id=DECISION, notified_on=TODAY, notice_manner=NoticeManner.LETTER,
    decision_party=DecisionParty.CLIENT, appeal_instructions=True,
)
following_up = deciding(
    "follow_up_decision", OTHER, decision_id=DECISION, followed_up_on=TODAY, conclusion=FollowUpConclusion.CONTINUES,
    follow_up_finding="Det går framåt.",
)
executing = deciding("execute_decision", OTHER, decision_id=DECISION, step_on=TODAY, execution_step=ExecutionStep.STARTED)
putting_right = deciding(
    "correct_clerical_error", OTHER, decision_id=DECISION, error_corrected_on=TODAY, text_before="om tjugo samtal",
    text_after="om tjugofem samtal", party_heard=False,
)


def test_a_party_is_told_from_the_day_of_the_decision_to_today_also_after_the_closing():
    for day in (DECIDED_ON, TODAY):
        told = telling(notified_on=day, reached_on=day)
        given(Case, OPENED, MADE, CLOSED).when(told).then(DecisionCommunicated, notified_on=day, reached_on=day)


@pytest.mark.parametrize(
    ("manner", "reached_on", "got_it_on"),
    [
        (NoticeManner.LETTER, None, None), (NoticeManner.LETTER, TODAY, TODAY), (NoticeManner.ORAL, None, TOLD.notified_on),
        (NoticeManner.IN_PERSON, None, TOLD.notified_on), (NoticeManner.DIGITAL, None, None), (NoticeManner.ORAL, TODAY, TODAY),
    ],
)
def test_the_day_the_party_got_it(manner, reached_on, got_it_on):
    assert copied(TOLD, notice_manner=manner, reached_on=reached_on).got_it_on == got_it_on


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], telling(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], telling(entry_id=DECISION), ConflictError, "Underrättelsen finns redan"),
        ([OPENED], telling(), NotFoundError, "Beslutet finns inte i ärendet"),
        ([OPENED, MADE], telling(notified_on=TODAY + DAY), InvalidValueError, "Dagen för underrättelsen är"),
        ([OPENED, MADE], telling(notified_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för beslutet"),
        ([OPENED, MADE], telling(reached_on=TODAY + DAY), InvalidValueError, "Dagen då beslutet kom fram är"),
        ([OPENED, MADE], telling(reached_on=TODAY - DAY), InvalidValueError, "före dagen för underrättelsen"),
    ],
)
def test_telling_of_a_decision_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_decision_is_followed_up_and_the_next_time_is_later():
    first = following_up(followed_up_on=DECIDED_ON, follow_up_view="Bra.", follow_up_on=DECIDED_ON + DAY)
    given(Case, OPENED, MADE).when(first).then(DecisionFollowedUp, followed_up_on=DECIDED_ON, follow_up_on=DECIDED_ON + DAY)
    given(Case, OPENED, MADE).when(following_up()).then(DecisionFollowedUp, followed_up_on=TODAY, follow_up_on=None)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], following_up(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], following_up(entry_id=DECISION), ConflictError, "Uppföljningen finns redan"),
        ([OPENED], following_up(), NotFoundError, "Beslutet finns inte i ärendet"),
        ([OPENED, MADE], following_up(follow_up_finding=BLANK), InvalidValueError, "Vad uppföljningen visade saknas"),
        ([OPENED, MADE], following_up(follow_up_view=BLANK), InvalidValueError, "Den enskildes uppfattning saknas"),
        ([OPENED, MADE], following_up(followed_up_on=TODAY + DAY), InvalidValueError, "Dagen för uppföljningen är"),
        ([OPENED, MADE], following_up(followed_up_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för beslutet"),
        ([OPENED, MADE, CLOSED], following_up(), NotAllowedError, "avslutades"),
        ([OPENED, MADE], following_up(follow_up_on=TODAY), InvalidValueError, "Ange en senare dag för nästa"),
    ],
)
def test_a_follow_up_of_a_decision_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def step(kind, **changes):
    return copied(STARTED, entry_id=cast_id(840 + list(ExecutionStep).index(kind)), execution_step=kind, **changes)


START, BREAK, RESUME, NEVER = ExecutionStep
STEPS = {
    None: [], START: [step(START)], BREAK: [step(START), step(BREAK)], RESUME: [step(START), step(BREAK), step(RESUME)],
    NEVER: [step(NEVER)],
}
MAY_FOLLOW = {(None, START), (None, NEVER), (START, BREAK), (BREAK, RESUME), (BREAK, NEVER), (RESUME, BREAK)}


@pytest.mark.parametrize("now", list(STEPS))
@pytest.mark.parametrize("then", list(ExecutionStep))
def test_a_step_of_execution_follows_on_the_last_one(now, then):
    outcome = given(Case, OPENED, MADE, *STEPS[now]).when(executing(execution_step=then, step_reason="Flyttade."))
    if (now, then) in MAY_FOLLOW:
        outcome.then(DecisionExecuted, execution_step=then, step_reason="Flyttade.")
    else:
        outcome.then_refused(NotAllowedError, f"därefter kan det inte vara {then.swedish}")


def test_execution_begins_from_the_day_of_the_decision_to_today():
    for day in (DECIDED_ON, TODAY):
        given(Case, OPENED, MADE).when(executing(step_on=day)).then(DecisionExecuted, step_on=day)


NOT_FAVOURABLE = copied(MADE, favourable=False)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], executing(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], executing(entry_id=DECISION), ConflictError, "Verkställigheten finns redan"),
        ([OPENED], executing(), NotFoundError, "Beslutet finns inte i ärendet"),
        ([OPENED, NOT_FAVOURABLE], executing(), NotAllowedError, "inte gynnande"),
        ([OPENED, MADE], executing(step_reason=BLANK), InvalidValueError, "Orsaken saknas. Fyll i"),
        ([OPENED, MADE], executing(execution_step=NEVER), InvalidValueError, "Orsaken saknas. Skriv"),
        ([OPENED, MADE, STARTED], executing(execution_step=BREAK), InvalidValueError, "Orsaken saknas. Skriv"),
        ([OPENED, MADE], executing(step_on=TODAY + DAY), InvalidValueError, "Dagen för verkställigheten är"),
        ([OPENED, MADE], executing(step_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för beslutet"),
        ([OPENED, MADE, CLOSED], executing(), NotAllowedError, "avslutades"),
        (
            [OPENED, MADE, STARTED], executing(execution_step=BREAK, step_reason="Sjuk.", step_on=STARTED.step_on - DAY),
            InvalidValueError, "före dagen för det som hände senast",
        ),
    ],
)
def test_execution_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_favourable_decision_is_carried_out_within_three_months_or_reported():
    def execute_by(*events, made=MADE):
        return Case.fold(numbered(OPENED, made, *events)).decision.execute_by(DECISION)

    assert execute_by() == date(2024, 6, 1)
    assert execute_by(*STEPS[START]) is execute_by(*STEPS[RESUME]) is execute_by(*STEPS[NEVER]) is None
    assert execute_by(step(START), step(BREAK, step_on=date(2024, 11, 30))) == date(2025, 2, 28)
    assert execute_by(made=NOT_FAVOURABLE) is None
    assert execute_by(replacing()) is None


def test_a_slip_of_the_pen_is_put_right_once_it_is_found_once():
    case = given(Case, OPENED, MADE, CLOSED)
    case.when(putting_right()).then(ClericalErrorCorrected, party_heard=False, error_corrected_on=TODAY)
    assert "om tjugofem samtal" in case.state.decision.texts[DECISION][0]
    in_grounds = putting_right(text_before="räcker", text_after="räcker väl", error_corrected_on=DECIDED_ON)
    case = given(Case, OPENED, MADE)
    case.when(in_grounds).then(ClericalErrorCorrected, text_after="räcker väl")
    assert case.state.decision.texts[DECISION][1] == "Tolv samtal räcker väl för att nå målen."
    bare = given(Case, OPENED, copied(MADE, decision_grounds=None))
    bare.when(putting_right()).then(ClericalErrorCorrected, party_heard=False)
    assert bare.state.decision.texts[DECISION][1] is None


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], putting_right(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE], putting_right(entry_id=DECISION), ConflictError, "Rättelsen finns redan"),
        ([OPENED], putting_right(), NotFoundError, "Beslutet finns inte i ärendet"),
        ([OPENED, MADE], putting_right(text_before=BLANK), InvalidValueError, "Texten som var fel saknas"),
        ([OPENED, MADE], putting_right(text_after=BLANK), InvalidValueError, "Texten som är rätt saknas"),
        ([OPENED, MADE], putting_right(text_after="om tjugo samtal"), InvalidValueError, "ändrar ingenting"),
        ([OPENED, MADE], putting_right(text_before="om trettio samtal"), InvalidValueError, "finns inte i beslutet"),
        ([OPENED, MADE, PUT_RIGHT], putting_right(), InvalidValueError, "finns inte i beslutet"),
        ([OPENED, MADE], putting_right(text_before="samtal"), InvalidValueError, "finns 3 gånger"),
        ([OPENED, MADE], putting_right(error_corrected_on=TODAY + DAY), InvalidValueError, "Dagen för rättelsen är"),
        ([OPENED, MADE], putting_right(error_corrected_on=DECIDED_ON - DAY), InvalidValueError, "före dagen för beslutet"),
    ],
)
def test_a_slip_of_the_pen_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)

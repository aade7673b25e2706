"""Waiting: who is placed in the queue, called, and leaves it."""

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.intake.codes import QueueOutcome
from domain.case.intake.events import LeftQueue, PlacedInQueue, QueueCallMade
from domain.codes import YesNoUnknown
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.intake import INTAKE, QUEUE
from tests.support.deciding import deciding
from tests.support.examples import TODAY
from tests.support.intake_calls import (
    BLANK,
    CALLED,
    CLOSED,
    DAY,
    IMPORTED,
    LEFT,
    MISSING,
    OFFERED,
    OPENED,
    OTHER,
    QUEUED,
    QUEUED_ON,
    RECEIVED,
    REQUESTED_ON,
    calling,
)
from tests.support.scenario import given

queuing = deciding("place_in_queue", OTHER, intake_id=INTAKE, queued_on=TODAY)
leaving = deciding("leave_queue", OTHER, queue_id=QUEUE, queue_left_on=TODAY, outcome=QueueOutcome.DECLINED)


def test_a_person_waits_and_is_to_be_called():
    told = queuing(queued_on=REQUESTED_ON, wait_reason="Inga tider.", informed_of_wait=True, expected_on=REQUESTED_ON)
    given(Case, OPENED, RECEIVED).when(told).then(
        PlacedInQueue, queued_on=REQUESTED_ON, expected_on=REQUESTED_ON,
        next_call_by=REQUESTED_ON + DEFAULT_POLICY.queue_call_days * DAY,
    )


def test_a_new_wait_may_begin_on_the_day_the_last_one_ended():
    past = (OPENED, RECEIVED, QUEUED, LEFT)
    given(Case, *past).when(queuing(queued_on=LEFT.queue_left_on)).then(PlacedInQueue, queued_on=LEFT.queue_left_on)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], queuing(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED], queuing(entry_id=INTAKE), ConflictError, "Köplaceringen finns redan"),
        ([OPENED], queuing(), NotFoundError, "Begäran finns inte i ärendet"),
        ([OPENED, RECEIVED, QUEUED], queuing(), NotAllowedError, "står redan i kö"),
        ([OPENED, RECEIVED], queuing(wait_reason=BLANK), InvalidValueError, "Orsaken till väntan saknas"),
        ([OPENED, RECEIVED], queuing(queued_on=TODAY + DAY), InvalidValueError, "Första dagen i kö är"),
        ([OPENED, RECEIVED, CLOSED], queuing(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED], queuing(queued_on=REQUESTED_ON - DAY), InvalidValueError, "före den dag begäran kom in"),
        (
            [OPENED, RECEIVED, QUEUED, LEFT], queuing(queued_on=LEFT.queue_left_on - DAY), InvalidValueError,
            "före den dag då förra väntan slutade",
        ),
        ([OPENED, RECEIVED], queuing(expected_on=TODAY - DAY), InvalidValueError, "Dagen då en tid väntas är"),
    ],
)
def test_a_wait_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_call_that_reaches_somebody_moves_the_next_call_and_one_that_does_not_leaves_it():
    past = (OPENED, RECEIVED, QUEUED)
    reached = calling(occurred=Occurred(on=QUEUED_ON), acute_need=YesNoUnknown.YES, call_measure="Tid i dag.")
    case = given(Case, *past)
    case.when(reached).then(QueueCallMade, next_call_by=QUEUED_ON + DEFAULT_POLICY.queue_call_days * DAY)
    missed = calling(entry_id=MISSING, reached=False, acute_need=YesNoUnknown.UNKNOWN)
    case.when(missed).then(QueueCallMade, occurred=Occurred(on=TODAY), next_call_by=None)
    assert case.state.intake.next_call_by(QUEUE) == QUEUED_ON + DEFAULT_POLICY.queue_call_days * DAY


def test_a_call_of_the_last_day_of_a_wait_can_be_written_after_it():
    past = (OPENED, RECEIVED, QUEUED, LEFT)
    day = Occurred(on=LEFT.queue_left_on)
    given(Case, *past).when(calling(occurred=day)).then(QueueCallMade, occurred=day)
    given(Case, *past).when(calling(occurred=Occurred(on=day.on + DAY))).then_refused(InvalidValueError, "Sista dagen i kö är")


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], calling(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED, QUEUED], calling(entry_id=QUEUE), ConflictError, "Kösamtalet finns redan"),
        ([OPENED, RECEIVED], calling(), NotFoundError, "Köplaceringen finns inte"),
        ([OPENED, RECEIVED, QUEUED], calling(call_finding=BLANK), InvalidValueError, "Bedömningen saknas"),
        ([OPENED, RECEIVED, QUEUED], calling(call_measure=BLANK), InvalidValueError, "Åtgärden saknas"),
        ([OPENED, RECEIVED, QUEUED], calling(reached=False), InvalidValueError, "Ingen nåddes"),
        ([OPENED, RECEIVED, QUEUED], calling(acute_need=YesNoUnknown.YES), InvalidValueError, "vad som gjordes saknas"),
        ([OPENED, RECEIVED, QUEUED], calling(occurred=Occurred(on=TODAY + DAY)), InvalidValueError, "Dagen för kösamtalet är"),
        ([OPENED, RECEIVED, QUEUED, CLOSED], calling(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED, QUEUED], calling(occurred=Occurred(on=QUEUED_ON - DAY)), InvalidValueError, "före första dagen"),
    ],
)
def test_a_queue_call_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_the_wait_ends_on_its_first_day_on_the_day_of_the_last_call_or_today():
    past = (OPENED, RECEIVED, QUEUED)
    given(Case, *past).when(leaving(queue_left_on=QUEUED_ON)).then(LeftQueue, queue_left_on=QUEUED_ON)
    given(Case, *past, CALLED).when(leaving(queue_left_on=CALLED.occurred.on)).then(LeftQueue, outcome=QueueOutcome.DECLINED)
    offered = leaving(outcome=QueueOutcome.OFFERED, left_because="En tid blev ledig.")
    given(Case, *past, OFFERED).when(offered).then(LeftQueue, queue_left_on=TODAY)


def test_imported_history_may_end_a_wait_with_an_offer_that_is_not_recorded():
    imported = leaving(outcome=QueueOutcome.OFFERED, **IMPORTED)
    given(Case, OPENED, RECEIVED, QUEUED).when(imported).then(LeftQueue, outcome=QueueOutcome.OFFERED)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], leaving(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, RECEIVED, QUEUED], leaving(entry_id=QUEUE), ConflictError, "Slutet på väntan finns redan"),
        ([OPENED, RECEIVED], leaving(), NotFoundError, "Köplaceringen finns inte"),
        ([OPENED, RECEIVED, QUEUED, LEFT], leaving(), NotAllowedError, "Väntan är redan avslutad"),
        ([OPENED, RECEIVED, QUEUED], leaving(left_because=BLANK), InvalidValueError, "varför väntan slutade saknas"),
        ([OPENED, RECEIVED, QUEUED], leaving(queue_left_on=TODAY + DAY), InvalidValueError, "Sista dagen i kö är"),
        ([OPENED, RECEIVED, QUEUED, CLOSED], leaving(), NotAllowedError, "avslutades"),
        ([OPENED, RECEIVED, QUEUED], leaving(queue_left_on=QUEUED_ON - DAY), InvalidValueError, "före första dagen i kö"),
        (
            [OPENED, RECEIVED, QUEUED, CALLED], leaving(queue_left_on=CALLED.occurred.on - DAY), InvalidValueError,
            "före ett kösamtal",
        ),
        ([OPENED, RECEIVED, QUEUED], leaving(outcome=QueueOutcome.OFFERED), InvalidValueError, "Ingen erbjuden tid"),
    ],
)
def test_the_end_of_a_wait_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)

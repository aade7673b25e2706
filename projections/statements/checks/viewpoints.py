"""What viewpoints state for completeness rules: that they came in, what is done about them, and what they still wait for.

Everything that is stated of a viewpoint is one entry of its stream, said anew by each of its events: what it waits for follows
from all that is recorded of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case.guards import is_imported
from domain.codes import ViewpointKind
from domain.completeness.codes import ViewpointNeed
from domain.completeness.kinds import CheckKind
from domain.viewpoint import events as v
from domain.viewpoint.codes import FeedbackTo, ViewpointStep
from projections.statements.checks.stated import Checked, States

RECEIVER_NOT_KNOWN, MEASURE_DAY_NOT_KNOWN = "receiver_not_known", "measure_day_not_known"
"""What cannot be told of a viewpoint that a source states without it."""
_RECEIVER, _MAY_BE_TOLD = "receiver", "may_be_told"
_ADAPTATION, _RULING_OUT, _FEEDBACK = (ViewpointStep.ADAPTATION, ViewpointStep.RULING_OUT, ViewpointStep.FEEDBACK)
_REGISTRATION, _ANSWER, _REFERRAL = (ViewpointStep.REGISTRATION, ViewpointStep.ANSWER, ViewpointStep.REFERRAL)
_FACTS = {_RECEIVER, RECEIVER_NOT_KNOWN, _MAY_BE_TOLD}
_CORRECTED = {*_FACTS, MEASURE_DAY_NOT_KNOWN, _ADAPTATION.value, _FEEDBACK.value}
"""What a correction states whole; the other steps stay."""

Steps = dict[str, date]
"""What is recorded of a viewpoint, as a code, with its day; of what has none the day that the viewpoint came in."""


def _received(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: v.ViewpointFacts = recorded.event
    return _stated(event, event.kind, event.received_on, _facts_of(event), before)


def _corrected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: v.ViewpointCorrected = recorded.event
    steps = {code: on for code, on in _steps(before).items() if code not in _CORRECTED} | _facts_of(event)
    if event.adaptation is not None:
        steps = _adapted(steps, event.adapted_on, event.received_on)
    if event.feedback_on is not None:
        steps[_FEEDBACK.value] = event.feedback_on
    return _stated(event, event.kind, event.received_on, steps, before)


def _facts_of(event: v.ViewpointFacts) -> Steps:
    steps: Steps = {}
    if event.received_by_id is not None or event.received_by is not None:
        steps[_RECEIVER] = event.received_on
    elif is_imported(event, event.source):
        steps[RECEIVER_NOT_KNOWN] = event.received_on
    if event.givers or event.giver_role is not None or event.case_id is not None:
        steps[_MAY_BE_TOLD] = event.received_on
    return steps


def _adapted(steps: Steps, on: date | None, received_on: date) -> Steps:
    kept = {code: day for code, day in steps.items() if code != _RULING_OUT.value}
    return kept | ({MEASURE_DAY_NOT_KNOWN: received_on} if on is None else {_ADAPTATION.value: on})


def _step(change: Callable[[Any, Steps, date], Steps]) -> States:
    """What a later event states, from what it changes."""
    def states(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
        own = next((row for row in before if row.kind == CheckKind.VIEWPOINT and row.key == row.entry_id), None)
        if own is None:
            return ()
        steps = change(recorded.event, _steps(before), own.on_date)
        return _stated(recorded.event, ViewpointKind(own.code), own.on_date, steps, before)
    return states


def _fed_back(event: v.FeedbackGiven, steps: Steps, received_on: date) -> Steps:
    return steps if event.feedback_to is FeedbackTo.WORK_GROUP else steps | {_FEEDBACK.value: event.given_on}


def _withdrawn(event: v.StepWithdrawn, steps: Steps, received_on: date) -> Steps:
    gone = {event.step.value} | ({MEASURE_DAY_NOT_KNOWN} if event.step is _ADAPTATION else set())
    return {code: on for code, on in steps.items() if code not in gone}


def _steps(before: tuple[Any, ...]) -> Steps:
    return {row.code: row.on_date for row in before if row.kind == CheckKind.VIEWPOINT_STEP}


def _stated(
    event: v.ViewpointEvent, kind: ViewpointKind, received_on: date, steps: Steps, before: tuple[Any, ...]
) -> Iterator[Checked]:
    said = {(row.kind, row.code) for row in before}
    own = event.originator_id

    def state(check_kind: CheckKind, key: UUID, on: date, code: str) -> Checked:
        return Checked(own, check_kind, key, on, code=code, is_new=bool(before) and (check_kind.value, code) not in said)

    yield Checked(own, CheckKind.VIEWPOINT, own, received_on, code=kind.value)
    for code in (RECEIVER_NOT_KNOWN, MEASURE_DAY_NOT_KNOWN):
        if code in steps:
            yield state(CheckKind.VIEWPOINT, uuid5(own, code), received_on, code)
    for code, on in steps.items():
        yield state(CheckKind.VIEWPOINT_STEP, own, on, code)
    for need, done_on in _handled(kind, received_on, steps):
        yield state(CheckKind.VIEWPOINT_HANDLED, own, done_on, need.value)


def _handled(kind: ViewpointKind, received_on: date, steps: Steps) -> Iterator[tuple[ViewpointNeed, date]]:
    """What it does not wait for any more, or never did: praise asks for nothing, and what nobody gave cannot be answered.

    What a decision says is changed by appeal alone, and a formal complaint has feedback by its answer alone.
    """
    days = {code: min((steps[each] for each in wanted if each in steps), default=None) for code, wanted in _DONE_BY.items()}
    if kind is ViewpointKind.PRAISE:
        days |= dict.fromkeys((ViewpointNeed.MEASURE, ViewpointNeed.FEEDBACK), received_on)
    elif _REGISTRATION.value in steps:
        days[ViewpointNeed.FEEDBACK] = steps.get(_ANSWER.value)
    elif _MAY_BE_TOLD not in steps:
        days[ViewpointNeed.FEEDBACK] = received_on
    yield from ((need, on) for need, on in days.items() if on is not None)


_DONE_BY: Mapping[ViewpointNeed, tuple[str, ...]] = {
    ViewpointNeed.RECEIVER: (_RECEIVER, RECEIVER_NOT_KNOWN),
    ViewpointNeed.MEASURE: (
        _ADAPTATION.value, MEASURE_DAY_NOT_KNOWN, _RULING_OUT.value, _ANSWER.value, _REFERRAL.value,
    ),
    ViewpointNeed.FEEDBACK: (_FEEDBACK.value, _REFERRAL.value),
}

STATES: Mapping[type[DomainEvent], States] = {
    v.ViewpointReceived: _received,
    v.ViewpointCorrected: _corrected,
    v.AdaptationMade: _step(lambda e, steps, received_on: _adapted(steps, e.adapted_on, received_on)),
    v.AdaptationRuledOut: _step(lambda e, steps, _: steps | {_RULING_OUT.value: e.ruled_out_on}),
    v.FeedbackGiven: _step(_fed_back),
    v.ComplaintRegistered: _step(lambda e, steps, _: steps | {_REGISTRATION.value: e.registered_on}),
    v.ComplaintAnswered: _step(lambda e, steps, _: steps | {_ANSWER.value: e.complaint_answered_on}),
    v.ReferredToAppeal: _step(lambda e, steps, _: steps | {_REFERRAL.value: e.told_to_appeal_on}),
    v.StepWithdrawn: _step(_withdrawn),
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = dict.fromkeys(STATES, lambda e: e.originator_id)

"""What a case's reviews, protection, closing, follow-ups and decisions to carry out state for completeness rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.decisions.codes import ExecutionStep, UnexecutedReceiver
from domain.case.decisions.events import DecisionExecuted, DecisionMade, NonExecutionReported
from domain.case.ending.events import ClosingDocumented
from domain.case.follow_up.codes import FollowUpPoint
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone
from domain.case.person.events import ProtectedIdentitySet
from domain.case.review.events import CaseReviewed
from domain.completeness.codes import ClosingPart
from domain.completeness.kinds import CheckKind
from domain.concern.codes import LegalTimer
from domain.concern.timers import due_on
from domain.months import months_after
from projections.statements.checks.stated import Checked, States
from projections.statements.fact import follow_up_key
from projections.timeline_entries import derived_entry

_K = CheckKind


def _reviewed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: CaseReviewed = recorded.event
    yield Checked(event.entry_id, _K.REVIEW, event.originator_id, event.reviewed_on, event.next_review_on)


def _protected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ProtectedIdentitySet = recorded.event
    yield Checked(
        event.entry_id, _K.PROTECTED, event.originator_id, event.protected_from, code=event.protection_level.value
    )


def _closed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.Closing = recorded.event
    for point in FollowUpPoint:
        yield Checked(
            derived_entry(event, "closing"), _K.FOLLOW_UP_DUE, follow_up_key(event.originator_id, point.months), event.closed_on,
            months_after(event.closed_on, point.months), point.months,
        )


def _documented(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: ClosingDocumented = recorded.event
    parts = {
        ClosingPart.DOCUMENTED: event.done_summary is not None,
        ClosingPart.GOALS: event.goal_attainment is not None,
        ClosingPart.OWN_VIEW: any(
            each is not None for each in (event.individual_view, event.child_view, event.no_own_view_cause)
        ),
        ClosingPart.REMAINING_NEED: event.remaining_need is not None,
        ClosingPart.COMMISSIONER: event.reported_to_commissioner_on is not None,
    }
    for part in (part for part, is_there in parts.items() if is_there):
        yield Checked(event.entry_id, _K.CLOSING_PART, event.originator_id, event.closing_documented_on, code=part.value)
    if event.reported_to_commissioner_on is not None:
        # Given before the closing, the report counts from the day on which it was documented; given after it, from its own.
        yield Checked(
            event.entry_id, _K.CLOSING_PART, event.originator_id, event.reported_to_commissioner_on,
            code=ClosingPart.COMMISSIONER.value,
        )


def _followed_up(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: FollowUpDone = recorded.event
    key = follow_up_key(event.originator_id, event.follow_up_point.months)
    yield Checked(event.entry_id, _K.FOLLOW_UP_MADE, key, event.closing_followed_up_on)


def _given_up(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: FollowUpNotDone = recorded.event
    key = follow_up_key(event.originator_id, event.follow_up_point.months)
    yield Checked(event.entry_id, _K.FOLLOW_UP_MISSED, key, event.given_up_on, code=event.no_follow_up_cause.value)


def _decided(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: DecisionMade = recorded.event
    if event.favourable:
        yield Checked(
            event.entry_id, _K.TO_EXECUTE, event.entry_id, event.decided_on, due_on(LegalTimer.EXECUTION, event.decided_on)
        )
    if event.amendment is not None:
        # What took its place is to be carried out instead.
        replaced = event.amendment.amended_decision_id
        yield from _executed(event.entry_id, (replaced, _interruption(replaced)), event.decided_on)


def _carried_out(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: DecisionExecuted = recorded.event
    own, interruption = event.decision_id, _interruption(event.decision_id)
    if event.execution_step is ExecutionStep.INTERRUPTED:
        last = due_on(LegalTimer.EXECUTION, event.step_on)
        yield Checked(event.entry_id, _K.TO_EXECUTE, interruption, event.step_on, last)
    else:
        yield from _executed(event.entry_id, _ANSWERED_BY[event.execution_step](own, interruption), event.step_on)


def _reported(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterator[Checked]:
    event: NonExecutionReported = recorded.event
    for receiver in event.unexecuted_receivers:
        for key in (event.decision_id, _interruption(event.decision_id)):
            yield Checked(event.entry_id, _K.EXECUTED, key, event.non_execution_reported_on, code=receiver.value)


def _executed(entry_id: UUID, keys: Iterable[UUID], on: date) -> Iterator[Checked]:
    """What is carried out need be reported to nobody any more."""
    for key in keys:
        for receiver in UnexecutedReceiver:
            yield Checked(entry_id, _K.EXECUTED, key, on, code=receiver.value)


def _interruption(decision_id: UUID) -> UUID:
    """What an interruption is paired with: what began the decision does not end it, though it is of the same day."""
    return uuid5(decision_id, "interruption")


_ANSWERED_BY = {
    ExecutionStep.STARTED: lambda own, interruption: (own,),
    ExecutionStep.RESUMED: lambda own, interruption: (interruption,),
    ExecutionStep.NOT_TO_BE: lambda own, interruption: (own, interruption),
}

STATES: Mapping[type[DomainEvent], States] = {
    CaseReviewed: _reviewed,
    ProtectedIdentitySet: _protected,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    ClosingDocumented: _documented,
    FollowUpDone: _followed_up,
    FollowUpNotDone: _given_up,
    DecisionMade: _decided,
    DecisionExecuted: _carried_out,
    NonExecutionReported: _reported,
}

"""What a case states about how it began: request, offered time, assignment, decisions and start meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.decisions.codes import DecisionOutcome, ExecutionStep, FollowUpConclusion
from domain.case.decisions.events import DecisionExecuted, DecisionFollowedUp, DecisionMade
from domain.case.intake.codes import QueueOutcome
from domain.case.intake.events import AssignmentReceived, IntakeReceived, LeftQueue, PlacedInQueue, TimeOffered
from domain.case.meetings.codes import ThreePartyMeetingKind
from domain.case.meetings.events import ThreePartyMeetingHeld, ThreePartyMeetingWaived
from domain.codes import SessionKind, SessionOutcome
from domain.completeness.kinds import CheckKind
from projections.statements.checks.stated import Checked, States, moved, restated

_K = CheckKind
_DAY = timedelta(days=1)
_GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


def _intake(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: IntakeReceived = recorded.event
    yield Checked(event.entry_id, _K.INTAKE, event.entry_id, event.requested_on, event.offer_by)


def _queued(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: PlacedInQueue = recorded.event
    yield Checked(event.entry_id, _K.INTAKE_QUEUED, event.intake_id, event.queued_on)


def _left_queue(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    """The waiting as it was, which tells whose it was, and that no time is needed any more."""
    event: LeftQueue = recorded.event
    for row in before:
        yield moved(row, None)
        if row.kind == _K.INTAKE_QUEUED and event.outcome is not QueueOutcome.OFFERED:
            yield Checked(event.entry_id, _K.INTAKE_LEFT, row.key, event.queue_left_on, code=event.outcome.value)


def _offered(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: TimeOffered = recorded.event
    yield Checked(event.entry_id, _K.TIME_OFFERED, event.intake_id, event.offered_on)


def _assigned(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: AssignmentReceived = recorded.event
    yield Checked(event.entry_id, _K.ASSIGNMENT, event.intake_id, event.received_on)


def _decided(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: DecisionMade = recorded.event
    entry, on = event.entry_id, event.decided_on
    if event.outcome in _GRANTING:
        yield Checked(entry, _K.GRANTED_DECISION, entry, on, code=event.outcome.value)
        yield Checked(entry, _K.DECISION_TO_FOLLOW_UP, entry, on)
        if event.to_date is not None:
            yield Checked(entry, _K.DECISION_ENDED, entry, max(on, event.to_date))
    if event.amendment is not None:
        yield Checked(entry, _K.DECISION_ENDED, event.amendment.amended_decision_id, on)


def _decision_followed_up(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: DecisionFollowedUp = recorded.event
    yield Checked(event.entry_id, _K.DECISION_FOLLOWED_UP, event.decision_id, event.followed_up_on)
    if event.conclusion is not FollowUpConclusion.TO_END:
        # From the day after: it does not answer itself.
        yield Checked(event.entry_id, _K.DECISION_TO_FOLLOW_UP, event.decision_id, event.followed_up_on + _DAY)


def _executed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: DecisionExecuted = recorded.event
    if event.execution_step is ExecutionStep.NOT_TO_BE:
        yield Checked(event.entry_id, _K.DECISION_ENDED, event.decision_id, event.step_on)


def _met(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ThreePartyMeetingHeld = recorded.event
    if event.meeting_kind is ThreePartyMeetingKind.START:
        yield Checked(event.entry_id, _K.START_MEETING, event.entry_id, event.occurred.on)


def _waived(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ThreePartyMeetingWaived = recorded.event
    if event.meeting_kind is ThreePartyMeetingKind.START:
        yield Checked(event.entry_id, _K.START_MEETING_WAIVED, event.entry_id, event.meeting_waived_on)


def _session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.SessionFacts = recorded.event
    if event.outcome is SessionOutcome.HELD and event.kind is SessionKind.START_MEETING:
        yield restated(Checked(event.session_id, _K.START_MEETING, event.session_id, event.occurred.on), before)


STATES: Mapping[type[DomainEvent], States] = {
    IntakeReceived: _intake,
    PlacedInQueue: _queued,
    LeftQueue: _left_queue,
    TimeOffered: _offered,
    AssignmentReceived: _assigned,
    DecisionMade: _decided,
    DecisionFollowedUp: _decision_followed_up,
    DecisionExecuted: _executed,
    ThreePartyMeetingHeld: _met,
    ThreePartyMeetingWaived: _waived,
    c.SessionHeld: _session,
    c.SessionCorrected: _session,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {LeftQueue: lambda e: e.queue_id}
"""The waiting is stated anew by its end, since only it knows which request it was for."""

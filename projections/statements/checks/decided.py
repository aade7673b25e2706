"""What formal decisions state for completeness rules: what was decided, told and communicated, and for how long it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.base import DomainEvent, RecordedEvent
from domain.case.decisions.events import DecisionCommunicated, DecisionMade
from domain.case.guards import is_imported
from domain.case.intake.events import AssignmentReceived
from domain.completeness.codes import CommunicationLack, DecisionPart
from domain.completeness.kinds import CheckKind
from projections.statements.checks.stated import Checked, States

_K = CheckKind
_P = DecisionPart


def _decided(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: DecisionMade = recorded.event
    decision, on = event.entry_id, event.decided_on
    yield Checked(decision, _K.DECISION, decision, on, code=event.outcome.value)
    yield from (Checked(decision, _K.DECISION_PART, decision, on, code=part.value) for part in _parts(event))
    fault = _communication_fault(event)
    if fault is not None:
        yield Checked(decision, _K.COMMUNICATION_FAULT, decision, on, code=fault)
    if event.favourable:
        yield Checked(decision, _K.DECISION_IN_FORCE, decision, event.from_date or on, event.to_date)


def _parts(event: DecisionMade) -> Iterable[DecisionPart]:
    if event.decision_text.strip():
        yield _P.CONTENT
    if event.decider_id is not None or event.decided_elsewhere is not None:
        yield _P.DECIDER
    if event.decision_grounds is not None or event.grounds_omitted is not None:
        yield _P.GROUNDS
    if not event.appealable:
        yield _P.APPEAL_INSTRUCTIONS


def _communication_fault(event: DecisionMade) -> str | None:
    """What is not noted, or the ground on which nothing was sent; None = day and manner are noted."""
    told = event.communicated
    if told is None:
        imported = is_imported(event, event.source)
        return (CommunicationLack.SOURCE_SILENT if imported else CommunicationLack.NOT_NOTED).value
    return None if told.not_communicated is None else told.not_communicated.value


def _notified(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: DecisionCommunicated = recorded.event
    parts = (_P.NOTICE, _P.APPEAL_INSTRUCTIONS) if event.appeal_instructions else (_P.NOTICE,)
    return (Checked(event.entry_id, _K.DECISION_PART, event.decision_id, event.notified_on, code=part.value) for part in parts)


def _assigned(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    # An assignment without a last day says nothing of how long the decision behind it holds.
    event: AssignmentReceived = recorded.event
    if event.to_date is not None:
        first = event.from_date or event.received_on
        yield Checked(event.entry_id, _K.DECISION_IN_FORCE, event.entry_id, first, event.to_date)


STATES: Mapping[type[DomainEvent], States] = {
    DecisionMade: _decided,
    DecisionCommunicated: _notified,
    AssignmentReceived: _assigned,
}

"""What a case's applications and formal decisions state: what is to be decided, told, carried out and reported, and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from domain.base import RecordedEvent
from domain.case.decisions.codes import ExecutionStep
from domain.case.decisions.events import DecisionExecuted, DecisionMade, DecisionRequested, DecisionRequestRefused
from domain.case.disclosure.events import DisclosureDecided
from domain.case.entry_events import CaseEntry
from domain.case.guards import is_imported
from domain.case.intake.events import IntakeReceived
from domain.concern.codes import LegalTimer
from domain.concern.timers import due_on
from projections.legal_timers import awaits_decision
from projections.statements.fact import FactKind, Stated, begins, ends


def _applied(recorded: RecordedEvent) -> Iterable[Stated]:
    event: IntakeReceived = recorded.event
    if is_imported(event, event.source):
        return
    yield begins(FactKind.OFFER_TIME, event.entry_id, event.entry_id, event.requested_on, event.offer_by)
    if awaits_decision(event):
        last = due_on(LegalTimer.DELAYED_DECISION, event.requested_on)
        yield begins(FactKind.DECIDE_APPLICATION, event.entry_id, event.entry_id, event.requested_on, last)


def _decided(recorded: RecordedEvent) -> Iterable[Stated]:
    event: DecisionMade = recorded.event
    own, day = event.entry_id, event.decided_on
    yield begins(FactKind.FOLLOW_UP_DECISION, own, own, day, event.follow_up_on)
    if event.intake_id is not None:
        yield ends(FactKind.DECIDE_APPLICATION, own, event.intake_id, day)
        yield ends(FactKind.ANSWER_DECISION_REQUEST, own, event.intake_id, day)
    if event.amendment is not None:
        yield ends(FactKind.EXECUTE_DECISION, own, event.amendment.amended_decision_id, day)
    if event.delegation_reference is not None:
        yield begins(FactKind.DELEGATED_DECISION, own, own, day)
    if not is_imported(event, event.source):
        yield begins(FactKind.NOTIFY_DECISION, own, own, day)
        if event.favourable:
            yield _to_be_executed(own, own, day)


def _requested(recorded: RecordedEvent) -> Iterable[Stated]:
    event: DecisionRequested = recorded.event
    last = due_on(LegalTimer.DECISION_AFTER_REQUEST, event.received_on)
    yield begins(FactKind.ANSWER_DECISION_REQUEST, event.entry_id, event.intake_id, event.received_on, last)


def _request_refused(recorded: RecordedEvent) -> Iterable[Stated]:
    event: DecisionRequestRefused = recorded.event
    yield ends(FactKind.ANSWER_DECISION_REQUEST, event.entry_id, event.intake_id, event.request_refused_on)


def _executed(recorded: RecordedEvent) -> Iterable[Stated]:
    event: DecisionExecuted = recorded.event
    if event.execution_step is ExecutionStep.INTERRUPTED:
        yield _to_be_executed(event.entry_id, event.decision_id, event.step_on)
    else:
        yield ends(FactKind.EXECUTE_DECISION, event.entry_id, event.decision_id, event.step_on)


def _to_be_executed(entry_id: UUID, decision_id: UUID, since: date) -> Stated:
    return begins(FactKind.EXECUTE_DECISION, entry_id, decision_id, since, due_on(LegalTimer.EXECUTION, since))


def _answered(recorded: RecordedEvent) -> Iterable[Stated]:
    event: DisclosureDecided = recorded.event
    yield ends(FactKind.ANSWER_DISCLOSURE, event.entry_id, event.request_id, event.answered_on)
    if event.delegation_reference is not None:
        yield begins(FactKind.DELEGATED_DECISION, event.entry_id, event.entry_id, event.answered_on)


STATES_OF_DECISIONS: Mapping[type[CaseEntry], Callable[[RecordedEvent], Iterable[Stated]]] = {
    IntakeReceived: _applied,
    DecisionMade: _decided,
    DecisionExecuted: _executed,
    DecisionRequested: _requested,
    DecisionRequestRefused: _request_refused,
    DisclosureDecided: _answered,
}

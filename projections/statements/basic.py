"""What the basic events of a case state: opening, responsibility, plan, sessions, notes, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.follow_up.codes import FollowUpPoint
from domain.case.guards import is_imported
from domain.codes import SessionOutcome
from domain.months import months_after
from projections.local_time import day_of
from projections.statements.fact import (
    WRITTEN_ABOUT_THE_DAY,
    FactKind,
    Stated,
    begins,
    ends,
    follow_up_key,
    of_event,
)
from projections.timeline_entries import derived_entry, first_day


def _opened(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.CaseFacts = recorded.event
    case_id = event.originator_id
    begun_on = first_day(event) or day_of(recorded.recorded_us)
    yield begins(FactKind.REVIEW_CASE, case_id, case_id, begun_on)
    if event.offering is not None:
        yield begins(FactKind.OFFERING, case_id, event.offering, begun_on)


def _assigned(recorded: RecordedEvent) -> Iterable[Stated]:
    # Responsibility has moved, so nothing that was offered before can be accepted: the case as key means all of them.
    case_id = recorded.event.originator_id
    return (ends(FactKind.ACCEPT_HAND_OVER, of_event(recorded), case_id, day_of(recorded.recorded_us)),)


def _handed_over(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.CaseHandedOver = recorded.event
    return (begins(
        FactKind.ACCEPT_HAND_OVER, event.hand_over_id, event.hand_over_id, event.on_date, staff_id=event.to_staff_id
    ),)


def _account_requested(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.AccountRequested = recorded.event
    return (begins(FactKind.GIVE_ACCOUNT, event.request_id, event.request_id, event.requested_on),)


def _account_given(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.AccountGiven = recorded.event
    return (ends(FactKind.GIVE_ACCOUNT, of_event(recorded), event.request_id, event.given_on),)


def _planned(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.PlanFacts = recorded.event
    return (begins(
        FactKind.FOLLOW_UP_PLAN, event.plan_id, event.originator_id, event.established_on, event.follow_up_on
    ),)


def _session(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.SessionFacts = recorded.event
    # Of a session that was not booked it ends nothing.
    yield ends(FactKind.RECORD_OUTCOME, event.session_id, event.session_id, event.occurred.on)
    # A month is no day to be late from, and what the source says was written need not be written again.
    if event.outcome is SessionOutcome.CANCELLED or event.note_written_on is not None or event.occurred.precision == "month":
        return
    yield begins(FactKind.WRITE_NOTE, event.session_id, event.session_id, event.occurred.on)


def _noted(recorded: RecordedEvent) -> Iterable[Stated]:
    event: j.JournalNoteRecorded = recorded.event
    if event.session_id is None:
        yield Stated(
            event.note_id, FactKind.WRITE_NOTE, event.note_id, event.occurred.on, ends=True, code=WRITTEN_ABOUT_THE_DAY
        )
    else:
        yield ends(FactKind.WRITE_NOTE, event.note_id, event.session_id, event.occurred.on)
    if not is_imported(event, event.source):
        yield begins(
            FactKind.SIGN_NOTE, event.note_id, event.note_id, day_of(recorded.recorded_us), staff_id=event.author_id
        )


def _note_corrected(recorded: RecordedEvent) -> Iterable[Stated]:
    event: j.JournalNoteCorrected = recorded.event
    # Under the note: what the note states falls with it, should it lie in the wrong file.
    if not is_imported(event, event.source):
        yield begins(
            FactKind.SIGN_NOTE, event.note_id, event.correction_id, day_of(recorded.recorded_us), staff_id=event.author_id
        )


def _closed(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.Closing = recorded.event
    case_id, entry_id = event.originator_id, _closing(event)
    return tuple(
        begins(
            FactKind.FOLLOW_UP_CLOSING, entry_id, follow_up_key(case_id, months), event.closed_on,
            months_after(event.closed_on, months), code=str(months),
        )
        for months in (point.months for point in FollowUpPoint)
    )


def _reopened(recorded: RecordedEvent) -> Iterable[Stated]:
    event: c.CaseReopened = recorded.event
    return (begins(FactKind.REVIEW_CASE, of_event(recorded), event.originator_id, event.reopened_on),)


def _closing(event: DomainEvent) -> UUID:
    return derived_entry(event, "closing")


STATES: Mapping[type[DomainEvent], Callable[[RecordedEvent], Iterable[Stated]]] = {
    c.CaseOpened: _opened,
    c.CaseFactsCorrected: _opened,
    c.CaseAssigned: _assigned,
    c.CaseHandedOver: _handed_over,
    c.HandOverAccepted: _assigned,
    c.AccountRequested: _account_requested,
    c.AccountGiven: _account_given,
    c.PlanEstablished: _planned,
    c.PlanCorrected: _planned,
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCancelled: _session,
    c.SessionCorrected: _session,
    j.JournalNoteRecorded: _noted,
    j.JournalNoteCorrected: _note_corrected,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    c.CaseReopened: _reopened,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    c.CaseFactsCorrected: lambda e: e.originator_id,
    c.PlanCorrected: lambda e: e.plan_id,
    c.SessionCorrected: lambda e: e.session_id,
    c.CaseClosed: _closing,
    c.CaseClosingCorrected: _closing,
    c.CaseReopened: _closing,
}
"""Events after which an entry states only what they say; a case that is opened again need not be followed up."""

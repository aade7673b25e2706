"""What a case's backbone states for completeness rules: its opening, plan, sessions, notes and closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.contacts.events import ContactMade, ContactNoteStated
from domain.case.guards import is_imported
from domain.codes import SessionOutcome
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States, claimed_writing, moved
from projections.timeline_entries import derived_entry, first_day

_K = CheckKind
SAME_DAY = "day"
"""The code of a note that names no session: it is taken to be about any session of its day."""


def _case(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.CaseFacts = recorded.event
    case_id = event.originator_id
    yield Checked(case_id, _K.CASE, case_id, first_day(event) or day_of(recorded.recorded_us))
    if event.started_on is not None:
        yield Checked(case_id, _K.STARTED, case_id, event.started_on)


def _closed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.Closing = recorded.event
    manner = "" if event.manner is None else event.manner.value
    yield Checked(_closing(event), _K.CLOSED, event.originator_id, event.closed_on, code=manner)


def _planned(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.PlanFacts = recorded.event
    yield Checked(
        event.plan_id, _K.PLAN, event.plan_id, event.established_on, event.follow_up_on, event.contact_interval_days
    )


def _session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: c.SessionFacts = recorded.event
    # A month is no day to be late from.
    if event.outcome is not SessionOutcome.CANCELLED and event.occurred.precision != "month":
        yield Checked(event.session_id, _K.SESSION, event.session_id, event.occurred.on, code=event.outcome.value)


def _contact(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ContactMade = recorded.event
    yield Checked(event.entry_id, _K.CONTACT, event.entry_id, event.occurred.on, code=event.contact_result.value)


def _noted(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: j.JournalNoteRecorded = recorded.event
    code = SAME_DAY if event.session_id is None else ""
    is_undated = is_imported(event, event.source) and claimed_writing(event) is None
    kind = _K.NOTE_UNDATED if is_undated else _K.NOTE
    yield Checked(event.note_id, kind, event.session_id or event.note_id, event.occurred.on, code=code)


def _note_corrected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: j.JournalNoteCorrected = recorded.event
    on = None if event.occurred is None else event.occurred.on
    claimed = claimed_writing(event)
    for row in before:
        if row.kind in (_K.NOTE, _K.NOTE_UNDATED):
            again = moved(row, on)
            yield again if claimed is None else again._replace(kind=_K.NOTE, claimed_on=claimed)


def _no_note_needed(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: ContactNoteStated = recorded.event
    kind = _K.NOTE_ABOUT if event.note_id is not None else _K.NOTE_NOT_NEEDED
    yield Checked(event.entry_id, kind, event.about_id, day_of(recorded.recorded_us))


def _closing(event: DomainEvent) -> UUID:
    return derived_entry(event, "closing")


STATES: Mapping[type[DomainEvent], States] = {
    c.CaseOpened: _case,
    c.CaseFactsCorrected: _case,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    c.PlanEstablished: _planned,
    c.PlanCorrected: _planned,
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCorrected: _session,
    ContactMade: _contact,
    j.JournalNoteRecorded: _noted,
    j.JournalNoteCorrected: _note_corrected,
    ContactNoteStated: _no_note_needed,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    c.CaseFactsCorrected: lambda e: e.originator_id,
    c.CaseClosingCorrected: _closing,
    c.CaseReopened: _closing,
    c.PlanCorrected: lambda e: e.plan_id,
    c.SessionCorrected: lambda e: e.session_id,
    j.JournalNoteCorrected: lambda e: e.note_id,
    j.NoteMisfiled: lambda e: e.note_id,
}
"""Events after which an entry states only what they say."""

"""The case view (sv. *ärendebild*): one row for each case, a new one only when an event changed a column.

Pure, like the timeline. Rows hold codes, dates and numbers, and the positions of the events that hold the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.areas import AREA_OF
from domain.case.entry_events import EntryStruck
from domain.case.state import CaseStatus
from domain.codes import SessionOutcome
from domain.errors import CorruptLedgerError
from domain.viewpoint import events as v
from projections.intervals import NOTHING, Changes
from projections.timeline import NOT_SHOWN, OpenTimeline

UNCHANGING: frozenset[type[DomainEvent]] = NOT_SHOWN | frozenset(
    (
        *v.EVENTS,
        c.CircumstancesRecorded, c.CircumstancesCorrected, c.StandInAppointed, c.StandInEnded,
        c.SessionMissed, c.SessionCancelled, c.RatingCorrected, c.RentMonthRecorded, c.RentMonthCorrected,
        c.SchoolAttendanceRecorded, c.SchoolAttendanceCorrected, j.DifferingOpinionNoted,
        EntryStruck, *AREA_OF,
    )
)
"""Event types that change no column of the case view."""


class CaseRow(NamedTuple):
    """A case as known during an interval.

    Args:
        opened_position: The event that holds the number.
        facts_position: The event that holds the client's name as it stands.
        responsible_since: First day of the latest assignment; None = since the case was opened, which nobody stated.
        responsible_position: The event that holds the responsible's name and title.
        pending_ids, pending_staff, pending_positions: Hand-overs that can still be accepted: their ids, to whom, and the
            events that hold the receivers' names.
        last_contact_on: The latest day of a session that was held.
        last_note_on: The latest day that a note is about; notes in the wrong file do not count.
        open_requests: The commissioner's requests that are not yet answered.
    """

    case_id: UUID
    known_from: int
    known_to: int | None
    unit_id: UUID
    status: str
    opened_position: int
    facts_position: int
    gender: str
    birth_year: int | None
    legal_basis: str | None
    received_on: date | None
    started_on: date | None
    responsible_id: UUID | None = None
    responsible_since: date | None = None
    responsible_position: int | None = None
    pending_ids: tuple[UUID, ...] = ()
    pending_staff: tuple[UUID, ...] = ()
    pending_positions: tuple[int, ...] = ()
    closed_on: date | None = None
    close_manner: str | None = None
    referred_onward: bool | None = None
    plan_id: UUID | None = None
    plan_established_on: date | None = None
    contact_interval_days: int | None = None
    session_count: int = 0
    note_count: int = 0
    rating_count: int = 0
    last_contact_on: date | None = None
    last_note_on: date | None = None
    open_requests: tuple[UUID, ...] = ()


class OpenCases:
    """The open rows of the cases that are at hand."""

    def __init__(self, rows: Iterable[CaseRow] = ()) -> None:
        self._rows = {row.case_id: row for row in rows}

    def take(self, changes: Changes) -> None:
        """Add the opened rows, each in place of the case's former one."""
        for row in changes.opened:
            self._rows[row.case_id] = row

    def get(self, case_id: UUID) -> CaseRow | None:
        """The case's row; None = not opened."""
        return self._rows.get(case_id)


def case_changes(open_rows: OpenCases, timeline: OpenTimeline, recorded: RecordedEvent) -> Changes:
    """What an event does to the view of its case.

    Args:
        open_rows: Holds at least the row of the event's case, if the case is opened.
        timeline: As it is after the event; see `timeline.touches_whole_case` for what it must hold.

    Raises:
        CorruptLedgerError: The event type is neither handled nor listed, the case was opened twice or never, or a
            hand-over is accepted that was not offered.
    """
    event, position = recorded.event, recorded.position
    kind = type(event)
    if kind in UNCHANGING:
        return NOTHING
    row = open_rows.get(event.originator_id)
    if kind is c.CaseOpened and row is None:
        return Changes((), (_opened(event, position),))
    if row is None or kind is c.CaseOpened:
        raise CorruptLedgerError(f"position {position}: {kind.wire_name()} in a case that was opened twice or never")
    columns = _COLUMNS.get(kind)
    if columns is None:
        raise CorruptLedgerError(f"position {position}: the case view does not know {kind.wire_name()}")
    changed = row._replace(**columns(row, recorded, timeline))
    if changed == row:
        return NOTHING
    return Changes((row._replace(known_to=position),), (changed._replace(known_from=position),))


def newer_assignment(row: CaseRow, since: date | None) -> bool:
    """Whether an assignment from `since` replaces the row's: a corrected start does not undo a later hand-over."""
    return row.responsible_id is None or (since or date.min) >= (row.responsible_since or date.min)


def _opened(event: c.CaseOpened, position: int) -> CaseRow:
    return CaseRow(
        case_id=event.originator_id, known_from=position, known_to=None, status=CaseStatus.OPEN.value,
        opened_position=position, **_facts(event, position),
    )


def _facts(event: c.CaseFacts, position: int) -> dict[str, Any]:
    return {
        "facts_position": position, "unit_id": event.unit, "gender": event.gender.value, "birth_year": event.birth_year,
        "legal_basis": None if event.legal_basis is None else event.legal_basis.value,
        "received_on": event.received_on, "started_on": event.started_on,
    }


def _facts_corrected(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    return _facts(recorded.event, recorded.position)


def _responsible(row: CaseRow, staff_id: UUID, since: date | None, name_position: int) -> dict[str, Any]:
    columns: dict[str, Any] = {"pending_ids": (), "pending_staff": (), "pending_positions": ()}
    if newer_assignment(row, since):
        columns.update(responsible_id=staff_id, responsible_since=since, responsible_position=name_position)
    return columns


def _assigned(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    event: c.CaseAssigned = recorded.event
    return _responsible(row, event.staff_id, event.from_date, recorded.position)


def _handed_over(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    event: c.CaseHandedOver = recorded.event
    return {
        "pending_ids": (*row.pending_ids, event.hand_over_id), "pending_staff": (*row.pending_staff, event.to_staff_id),
        "pending_positions": (*row.pending_positions, recorded.position),
    }


def accepted_by(row: CaseRow, recorded: RecordedEvent) -> tuple[UUID, int]:
    """Who takes over by an acceptance, and the position of the event that holds the name.

    Raises:
        CorruptLedgerError: The hand-over was not offered, or has lapsed.
    """
    event: c.HandOverAccepted = recorded.event
    if event.hand_over_id not in row.pending_ids:
        raise CorruptLedgerError(f"position {recorded.position}: a hand-over is accepted that is not pending")
    index = row.pending_ids.index(event.hand_over_id)
    return row.pending_staff[index], row.pending_positions[index]


def _accepted(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    staff_id, name_position = accepted_by(row, recorded)
    return _responsible(row, staff_id, recorded.event.accepted_on, name_position)


def _closed(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    event: c.Closing = recorded.event
    return {
        "status": CaseStatus.CLOSED.value, "closed_on": event.closed_on, "referred_onward": event.referred_onward,
        "close_manner": None if event.manner is None else event.manner.value,
    }


def _reopened(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    return {"status": CaseStatus.OPEN.value, "closed_on": None, "close_manner": None, "referred_onward": None}


def _requested(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    return {"open_requests": (*row.open_requests, recorded.event.request_id)}


def _answered(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    answered = recorded.event.request_id
    return {"open_requests": tuple(request for request in row.open_requests if request != answered)}


def _held(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    on = recorded.event.occurred.on
    return {"session_count": row.session_count + 1, "last_contact_on": max(row.last_contact_on or on, on)}


def _noted(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    on = recorded.event.occurred.on
    return {"note_count": row.note_count + 1, "last_note_on": max(row.last_note_on or on, on)}


def _rated(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    return {"rating_count": row.rating_count + 1}


def _planned(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    event: c.PlanFacts = recorded.event
    if row.plan_established_on is not None and event.established_on < row.plan_established_on:
        return {}
    return {
        "plan_id": event.plan_id, "plan_established_on": event.established_on,
        "contact_interval_days": event.contact_interval_days,
    }


# A correction may lower a count or a latest day, so these are taken anew from the case's open items.

def _plans_again(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    plans = [item for item in timeline.of_case(row.case_id) if item.event_type in _PLANS]
    holds = max(plans, key=lambda item: (item.occurred_on, item.item_position))
    return {
        "plan_id": holds.entry_id, "plan_established_on": holds.occurred_on,
        "contact_interval_days": holds.contact_interval_days,
    }


def _sessions_again(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    held = SessionOutcome.HELD.value
    days = [item.occurred_on for item in timeline.of_case(row.case_id) if item.outcome == held]
    return {"session_count": len(days), "last_contact_on": max(days, default=None)}


def _notes_again(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    notes = [
        item.occurred_on for item in timeline.of_case(row.case_id)
        if item.event_type == j.JournalNoteRecorded.TYPE and item.misfiled_by is None
    ]
    return {"note_count": len(notes), "last_note_on": max(notes, default=None)}


def _note_corrected(row: CaseRow, recorded: RecordedEvent, timeline: OpenTimeline) -> dict[str, Any]:
    return {} if recorded.event.occurred is None else _notes_again(row, recorded, timeline)


_PLANS = (c.PlanEstablished.TYPE, c.PlanCorrected.TYPE)
_COLUMNS: Mapping[type[DomainEvent], Callable[[CaseRow, RecordedEvent, OpenTimeline], dict[str, Any]]] = {
    c.CaseFactsCorrected: _facts_corrected,
    c.CaseAssigned: _assigned,
    c.CaseHandedOver: _handed_over,
    c.HandOverAccepted: _accepted,
    c.CaseClosed: _closed,
    c.CaseClosingCorrected: _closed,
    c.CaseReopened: _reopened,
    c.AccountRequested: _requested,
    c.AccountGiven: _answered,
    c.PlanEstablished: _planned,
    c.PlanCorrected: _plans_again,
    c.SessionHeld: _held,
    c.SessionCorrected: _sessions_again,
    j.JournalNoteRecorded: _noted,
    j.JournalNoteCorrected: _note_corrected,
    j.NoteMisfiled: _notes_again,
    c.RatingRecorded: _rated,
}

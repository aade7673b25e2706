"""What statistics are made of (sv. *statistikunderlag*): circumstances, ratings, rents, attendance, viewpoints and outreach work
as interval rows.

Every row is an entry of one stream as it stands during an interval: the event that recorded it, or its last correction. It
holds codes, dates, numbers and random ids; no text and no name. What was corrected away is still there for an earlier size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.ratings.totals import counted, is_plain
from domain.outreach.events import OutreachCorrected, OutreachFacts, OutreachRecorded
from domain.viewpoint import events as v
from projections import viewpoint_columns
from projections.intervals import NOTHING, Changes


class CircumstancesRow(NamedTuple):
    """A case's circumstances; `entry_id` is the case's own, since it has one set of them."""

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    information_meeting: bool | None
    continued_after_motivation: bool | None
    children_in_home: str | None
    housing: str | None


class RatingRow(NamedTuple):
    """A rating.

    Args:
        instrument: As the catalogue writes it; None = not in the catalogue, and then no number of it is kept here.
        subscales: All of them; empty unless every one is there and on its scale.
        total: As stated, or the sum of all subscales where the instrument's total is that sum; None = neither, or off the
            scale.
        instrument_version: As the catalogue numbers it; None = not stated.
        session_id: The session that it was made at; None = not known.
        about_person_id: Which of the people of its subject it is about; None = there is but one, or not known.
        respondent_person_id: Which of several people of its respondent's role rated; None likewise.
    """

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    rated_on: date
    instrument: str | None
    phase: str
    respondent: str
    subject: str
    subscales: tuple[Decimal, ...]
    total: Decimal | None
    instrument_version: str | None = None
    session_id: UUID | None = None
    about_person_id: UUID | None = None
    respondent_person_id: UUID | None = None


class RentRow(NamedTuple):
    """A month's rent; `month_on` is the month's first day, `paid_in_time` None = not known."""

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    month_on: date
    paid_in_time: bool | None


class AttendanceRow(NamedTuple):
    """A measurement of school attendance; `percent` None = written with more digits than a measurement has."""

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    measured_on: date
    phase: str
    percent: Decimal | None


class ViewpointRow(NamedTuple):
    """A viewpoint.

    Args:
        givers: One gender for each giver; empty = not known.
        adapted: Whether it is known to have led to an adaptation.
        not_possible: Whether it is known that no adaptation could be made.
        from_commissioner: Whether it is the commissioner's own; one that the commissioner passed on is not.
        formal: Whether it is a registered complaint.
        answered_on: The day that a formal complaint was answered.
        giver_roles: One role for each giver; empty = not known.
        passed_on_by: The role of who brought it without having given it; None = the givers.
        referred: Whether it is about what a decision says, and so is a matter for appeal.
        adapted_on: The day of the adaptation; None = there is none, or its day is not known.
        manager_told_on: The day a manager was told; None = none has been.
    """

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    unit_id: UUID
    case_id: UUID | None
    received_on: date
    kind: str
    subject_category: str | None
    channel: str | None
    givers: tuple[str, ...]
    adapted: bool
    feedback_on: date | None
    not_possible: bool = False
    from_commissioner: bool = False
    formal: bool = False
    answered_on: date | None = None
    giver_roles: tuple[str, ...] = ()
    passed_on_by: str | None = None
    referred: bool = False
    adapted_on: date | None = None
    manager_told_on: date | None = None


class OutreachRow(NamedTuple):
    """A count of outreach work."""

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    unit_id: UUID
    occurred_on: date
    kind: str
    gender: str | None
    child_gender: str | None


StatisticsRow = CircumstancesRow | RatingRow | RentRow | AttendanceRow | ViewpointRow | OutreachRow
STATISTICS_ROWS: tuple[type[StatisticsRow], ...] = (
    CircumstancesRow, RatingRow, RentRow, AttendanceRow, ViewpointRow, OutreachRow,
)


class Entry(NamedTuple):
    """Which entry an event states anew: the row type, its stream and its id there."""

    kind: type[StatisticsRow]
    stream_id: UUID
    entry_id: UUID


class OpenStatistics:
    """The open rows of these read models that are at hand."""

    def __init__(self, rows: Iterable[StatisticsRow] = ()) -> None:
        self._rows: dict[Entry, StatisticsRow] = {}
        self.take(Changes((), tuple(rows)))

    def take(self, changes: Changes) -> None:
        """Add the opened rows, each in place of its entry's former one."""
        for row in changes.opened:
            self._rows[Entry(type(row), row.stream_id, row.entry_id)] = row

    def get(self, entry: Entry) -> StatisticsRow | None:
        """The entry's row; None = it was never recorded."""
        return self._rows.get(entry)


def restated_entry(event: DomainEvent) -> Entry | None:
    """The entry that an event changes, whose open row must be at hand; None when it changes none."""
    known = _ENTRIES.get(type(event))
    return None if known is None or known.how is _How.OPENS else Entry(known.kind, event.originator_id, known.entry_id(event))


def statistics_changes(open_rows: OpenStatistics, recorded: RecordedEvent) -> tuple[type[StatisticsRow] | None, Changes]:
    """What an event does to these read models: which one, and how; (None, NOTHING) when to none.

    Args:
        open_rows: Holds at least the row of `restated_entry(event)`.

    A correction without its original states its entry whole, so it stands alone; what only adds to an entry does nothing then.
    """
    event, position = recorded.event, recorded.position
    known = _ENTRIES.get(type(event))
    if known is None:
        return None, NOTHING
    entry = Entry(known.kind, event.originator_id, known.entry_id(event))
    row = None if known.how is _How.OPENS else open_rows.get(entry)
    if row is None:
        if known.how is _How.ADDS:
            return known.kind, NOTHING
        return known.kind, Changes((), (known.kind(*entry[1:], position, position, None, **known.columns(event)),))
    changed = row._replace(**known.columns(event))
    if changed == row:
        return known.kind, NOTHING
    return known.kind, Changes((row._replace(known_to=position),), (changed._replace(known_from=position),))


class _How(Enum):
    OPENS = "records an entry"
    RESTATES = "says all of it anew"
    ADDS = "says one thing more of it"


class _Known(NamedTuple):
    kind: type[StatisticsRow]
    entry_id: Callable[[Any], UUID]
    columns: Callable[[Any], dict[str, Any]]
    how: _How


def _value(code: Any) -> str | None:
    return None if code is None else code.value


def _circumstances(event: c.Circumstances) -> dict[str, Any]:
    return {
        "information_meeting": event.information_meeting, "continued_after_motivation": event.continued_after_motivation,
        "children_in_home": _value(event.children_in_home), "housing": _value(event.housing),
    }


def _rating(event: c.RatingFacts) -> dict[str, Any]:
    found = counted(event)
    return {
        "rated_on": event.rated_on, "instrument": None if found is None else found.instrument,
        "phase": event.phase.value, "respondent": event.respondent.value, "subject": event.subject.value,
        "subscales": () if found is None else found.subscales, "total": None if found is None else found.total,
        "instrument_version": None if found is None else event.instrument_version,
        "session_id": event.session_id, "about_person_id": event.about_person_id,
        "respondent_person_id": event.respondent_person_id,
    }


def _rent(event: c.RentFacts) -> dict[str, Any]:
    return {"month_on": date.fromisoformat(f"{event.month}-01"), "paid_in_time": event.paid_in_time}


def _attendance(event: c.AttendanceFacts) -> dict[str, Any]:
    percent = event.percent if is_plain(event.percent) else None
    return {"measured_on": event.measured_on, "phase": event.phase.value, "percent": percent}


def _outreach(event: OutreachFacts) -> dict[str, Any]:
    return {
        "unit_id": event.unit, "occurred_on": event.occurred_on, "kind": event.kind.value, "gender": _value(event.gender),
        "child_gender": _value(event.child_gender),
    }


def _stream(event: DomainEvent) -> UUID:
    return event.originator_id


_ENTRIES: Mapping[type[DomainEvent], _Known] = {
    c.CircumstancesRecorded: _Known(CircumstancesRow, _stream, _circumstances, _How.OPENS),
    c.CircumstancesCorrected: _Known(CircumstancesRow, _stream, _circumstances, _How.RESTATES),
    c.RatingRecorded: _Known(RatingRow, lambda e: e.rating_id, _rating, _How.OPENS),
    c.RatingCorrected: _Known(RatingRow, lambda e: e.rating_id, _rating, _How.RESTATES),
    c.RentMonthRecorded: _Known(RentRow, lambda e: e.rent_id, _rent, _How.OPENS),
    c.RentMonthCorrected: _Known(RentRow, lambda e: e.rent_id, _rent, _How.RESTATES),
    c.SchoolAttendanceRecorded: _Known(AttendanceRow, lambda e: e.attendance_id, _attendance, _How.OPENS),
    c.SchoolAttendanceCorrected: _Known(AttendanceRow, lambda e: e.attendance_id, _attendance, _How.RESTATES),
    v.ViewpointReceived: _Known(ViewpointRow, _stream, viewpoint_columns.received, _How.OPENS),
    v.ViewpointCorrected: _Known(ViewpointRow, _stream, viewpoint_columns.corrected, _How.RESTATES),
    **{kind: _Known(ViewpointRow, _stream, columns, _How.ADDS) for kind, columns in viewpoint_columns.STEPS.items()},
    OutreachRecorded: _Known(OutreachRow, _stream, _outreach, _How.OPENS),
    OutreachCorrected: _Known(OutreachRow, _stream, _outreach, _How.RESTATES),
}

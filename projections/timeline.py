"""The timeline (sv. *tidslinje*): one item for each thing that was written in a case, with both its times.

Pure: the same events give the same rows, however they are cut into pages, so live, caught up and rebuilt are equal row for
row. A row holds codes, dates and numbers, and the positions of the events whose texts it shows; never a text or a name.

An event either opens an item, corrects one, marks one, or is listed as not shown; any other stops the view. A correction
may move an item to its right day (`occurred_on`), but never touches `days_late`: what was late stays late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent, Source
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.entry_events import CaseEntry
from domain.errors import CorruptLedgerError
from domain.event_types import STREAMS_OF_NO_CASE
from domain.outreach.events import OutreachCorrected, OutreachRecorded
from domain.staff import events as s
from domain.unit.events import ImportCompleted, UnitEstablished
from domain.viewpoint import events as v
from projections.intervals import NOTHING, Changes
from projections.local_time import day_of
from projections.timeline_entries import CORRECTS, OPENS, Entry, entry_of

NOT_SHOWN: frozenset[type[DomainEvent]] = frozenset(
    (
        UnitEstablished, ImportCompleted, OutreachRecorded, OutreachCorrected,
        s.StaffMemberRegistered, s.StaffTitleChanged, s.AbsenceRecorded, s.AbsenceChanged, s.AbsenceWithdrawn,
        *STREAMS_OF_NO_CASE,
    )
)
"""Event types that are about no case, and so are in no case's timeline."""


class TimelineRow(NamedTuple):
    """An item of a case's timeline, as known during an interval.

    Args:
        item_position: Position of the event that opened the item.
        entry_id: What a correction or an opinion names it by; None for what nothing can refer to.
        occurred_on: When it happened, or the day it was written when the event has no day of its own. With precision
            "month" the month's first day.
        days_late: Whole days from the event to the day it was written, in Europe/Stockholm; None where that says nothing.
        claimed: Whether `days_late` rests on what an imported record's source claims.
        claimed_on: The day that the source claims it was written.
        corrections: Positions of its corrections, in order.
        correction_ids: Ids of those corrections that have one.
        opinions: Positions of the differing opinions about it, in order.
        misfiled_by: Position of the event that says it lies in the wrong file.
        outcome: Of a session, as it stands.
        contact_interval_days: Of a plan, as it stands.
    """

    case_id: UUID
    item_position: int
    entry_id: UUID | None
    known_from: int
    known_to: int | None
    event_type: str
    occurred_on: date
    occurred_at: time | None
    precision: str
    recorded_us: int
    days_late: int | None
    claimed: bool
    claimed_on: date | None
    corrections: tuple[int, ...] = ()
    correction_ids: tuple[UUID, ...] = ()
    opinions: tuple[int, ...] = ()
    misfiled_by: int | None = None
    outcome: str | None = None
    contact_interval_days: int | None = None


class OpenTimeline:
    """The open rows that are at hand: all that an event can touch must have been put here first."""

    def __init__(self, rows: Iterable[TimelineRow] = ()) -> None:
        self._rows: dict[int, TimelineRow] = {}
        self._by_entry: dict[UUID, list[int]] = {}
        self._by_case: dict[UUID, list[int]] = {}
        self.take(Changes((), tuple(rows)))

    def take(self, changes: Changes) -> None:
        """Add the opened rows, each in place of the one of the same item; a closed row is always so replaced."""
        for row in changes.opened:
            position = row.item_position
            if position not in self._rows:
                self._by_case.setdefault(row.case_id, []).append(position)
                if row.entry_id is not None:
                    self._by_entry.setdefault(row.entry_id, []).append(position)
            self._rows[position] = row

    def of_case(self, case_id: UUID) -> list[TimelineRow]:
        """The case's rows."""
        return [self._rows[position] for position in self._by_case.get(case_id, ())]

    def of_entry(self, entry_id: UUID) -> list[TimelineRow]:
        """Rows with this entry id, oldest item first."""
        return [self._rows[position] for position in sorted(self._by_entry.get(entry_id, ()))]


def timeline_changes(open_rows: OpenTimeline, recorded: RecordedEvent) -> Changes:
    """What an event does to the timeline of its case.

    Args:
        open_rows: Holds at least the rows named by `touched_entries` and, for an event that `touches_whole_case`, all
            open rows of the case.

    Raises:
        CorruptLedgerError: The event type is neither handled nor listed as not shown.
    """
    event = recorded.event
    kind = type(event)
    if isinstance(event, CaseEntry):
        return Changes((), (_opened(event.originator_id, entry_of(event), recorded),))
    if (opening := OPENS.get(kind)) is not None:
        case_id = _case_of(event)
        return NOTHING if case_id is None else Changes((), (_opened(case_id, opening(event), recorded),))
    if (correcting := CORRECTS.get(kind)) is not None:
        return _corrected(open_rows, correcting(event), recorded)
    if (marking := _MARKS.get(kind)) is not None:
        return marking(open_rows, recorded)
    if kind in NOT_SHOWN:
        return NOTHING
    raise CorruptLedgerError(f"position {recorded.position}: the timeline does not know {kind.wire_name()}")


def touched_entries(event: DomainEvent) -> tuple[UUID, ...]:
    """Entry ids whose open rows an event needs at hand."""
    correcting = CORRECTS.get(type(event))
    if correcting is not None:
        return (correcting(event).entry_id,)
    if isinstance(event, v.ViewpointCorrected):
        return (event.originator_id,)
    return ()


def touches_whole_case(event: DomainEvent) -> bool:
    """Whether an event needs all open rows of its case at hand, since counts or latest days may fall."""
    return type(event) in _WHOLE_CASE or (isinstance(event, j.JournalNoteCorrected) and event.occurred is not None)


def _case_of(event: DomainEvent) -> UUID | None:
    return event.case_id if isinstance(event, v.ViewpointEvent) else event.originator_id


def _opened(case_id: UUID, entry: Entry, recorded: RecordedEvent) -> TimelineRow:
    position, recorded_us = recorded.position, recorded.recorded_us
    written_on = day_of(recorded_us)
    source: Source | None = getattr(recorded.event, "source", None)
    claimed_on = None if source is None else _claimed_on(source)
    days_late, claimed = None, False
    if entry.tells_lateness and source is None:
        days_late = _days_late(entry, written_on)
    elif entry.tells_lateness and claimed_on is not None:
        # Imported history is written here on the day of import, which says nothing about when it was first written.
        days_late, claimed = _days_late(entry, claimed_on), True
    return TimelineRow(
        case_id, position, entry.entry_id, position, None, recorded.event.TYPE, entry.on or claimed_on or written_on,
        entry.at, entry.precision, recorded_us, days_late, claimed, claimed_on, (), (), (), None, entry.outcome,
        entry.contact_interval_days,
    )


def _claimed_on(source: Source) -> date | None:
    if source.claimed_recorded_on is None and source.claimed_recorded_at is not None:
        return source.claimed_recorded_at.date()
    return source.claimed_recorded_on


def _days_late(entry: Entry, written_on: date) -> int | None:
    if entry.on is None:
        return None
    if entry.precision == "month":
        # Some day in the month, so it is only certain how late it is after the month's last day.
        last_day = (entry.on + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return max(0, (written_on - last_day).days)
    return (written_on - entry.on).days


def _replaced(row: TimelineRow, position: int, **values: Any) -> Changes:
    return Changes((row._replace(known_to=position),), (row._replace(known_from=position, known_to=None, **values),))


def _corrected(open_rows: OpenTimeline, entry: Entry, recorded: RecordedEvent) -> Changes:
    case_id = recorded.event.originator_id
    rows = [row for row in open_rows.of_entry(entry.entry_id) if row.case_id == case_id]
    if not rows:
        # Nothing written may be lost from sight: a correction whose original is not here stands alone.
        return Changes((), (_opened(case_id, entry, recorded),))
    return _with_correction(rows[-1], entry, recorded.position)


def _with_correction(row: TimelineRow, entry: Entry, position: int, **values: Any) -> Changes:
    values["corrections"] = (*row.corrections, position)
    if entry.on is not None:
        values.update(occurred_on=entry.on, occurred_at=entry.at, precision=entry.precision)
    if entry.correction_id is not None:
        values["correction_ids"] = (*row.correction_ids, entry.correction_id)
    if entry.outcome is not None:
        values["outcome"] = entry.outcome
    if row.event_type in _PLAN_ITEMS:
        values["contact_interval_days"] = entry.contact_interval_days
    return _replaced(row, position, **values)


def _misfiled(open_rows: OpenTimeline, recorded: RecordedEvent) -> Changes:
    event: j.NoteMisfiled = recorded.event
    for row in open_rows.of_entry(event.note_id):
        if row.case_id == event.originator_id:
            return _replaced(row, recorded.position, misfiled_by=recorded.position)
    return Changes((), (_opened(event.originator_id, Entry(event.note_id), recorded),))


def _opinion(open_rows: OpenTimeline, recorded: RecordedEvent) -> Changes:
    event: j.DifferingOpinionNoted = recorded.event
    targets = set(event.target_ids)
    rows = [row for row in open_rows.of_case(event.originator_id) if _is_target(row, targets)]
    if not rows:
        return Changes((), (_opened(event.originator_id, Entry(event.opinion_id, event.stated_on), recorded),))
    return _joined(_replaced(row, recorded.position, opinions=(*row.opinions, recorded.position)) for row in rows)


def _is_target(row: TimelineRow, targets: set[UUID]) -> bool:
    # A viewpoint has a stream of its own, and a stream's rows depend on that stream alone: so can it be rebuilt apart.
    return not row.event_type.startswith("viewpoint.") and (
        row.entry_id in targets or not targets.isdisjoint(row.correction_ids)
    )


def _viewpoint_corrected(open_rows: OpenTimeline, recorded: RecordedEvent) -> Changes:
    event: v.ViewpointCorrected = recorded.event
    position, entry = recorded.position, Entry(event.originator_id, event.received_on)
    changes: list[Changes] = []
    is_shown = False
    for row in open_rows.of_entry(event.originator_id):
        if row.case_id != event.case_id:
            # It turned out to belong to another case, or to none: like a note in the wrong file it leaves the view.
            if row.misfiled_by is None:
                changes.append(_replaced(row, position, misfiled_by=position))
        elif row.event_type in _VIEWPOINT_ITEMS and not is_shown:
            changes.append(_with_correction(row, entry, position, misfiled_by=None))
            is_shown = True
        elif row.misfiled_by is not None:
            changes.append(_replaced(row, position, misfiled_by=None))
    if event.case_id is not None and not is_shown:
        changes.append(Changes((), (_opened(event.case_id, entry, recorded),)))
    return _joined(changes)


def _joined(changes: Iterable[Changes]) -> Changes:
    closed: list[TimelineRow] = []
    opened: list[TimelineRow] = []
    for change in changes:
        closed += change.closed
        opened += change.opened
    return Changes(tuple(closed), tuple(opened))


_VIEWPOINT_ITEMS = (v.ViewpointReceived.TYPE, v.ViewpointCorrected.TYPE)
_PLAN_ITEMS = (c.PlanEstablished.TYPE, c.PlanCorrected.TYPE)
_MARKS: Mapping[type[DomainEvent], Callable[[OpenTimeline, RecordedEvent], Changes]] = {
    j.NoteMisfiled: _misfiled,
    j.DifferingOpinionNoted: _opinion,
    v.ViewpointCorrected: _viewpoint_corrected,
}
_WHOLE_CASE: frozenset[type[DomainEvent]] = frozenset(
    (c.SessionCorrected, c.PlanCorrected, j.NoteMisfiled, j.DifferingOpinionNoted)
)

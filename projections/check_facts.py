"""What completeness rules judge records by, as interval rows: statements of entries, without their texts.

A statement is withdrawn when its entry is corrected, struck or moved, and by nothing else. A fault that a correction mends is
kept with the day of the correction: it was there, and what was remedied late stays late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case.entry_events import EntryStruck
from domain.concern.events import ConcernEntry, ConcernFacts
from projections.intervals import NOTHING, Changes
from projections.local_time import day_of
from projections.open_entries import OpenEntries, withdrawn_by
from projections.statements.checks.all_checks import RESTATES, STATES
from projections.statements.checks.stated import FAULTS, Checked, written_on


class CheckFactRow(NamedTuple):
    """A statement of an entry, as known during an interval.

    Args:
        stream_id: Where it comes from.
        entry_id: The entry that states it; a correction of the entry states it anew.
        item_position: The event that stated something of the entry first.
        case_id: The case that it is about; None = none.
        unit_id: The unit of what is about no case; None = the case's.
        kind: A `domain.completeness.kinds.CheckKind`.
        key, on_date, written_on, due_on, until_on, number, code, claimed: See `domain.completeness.facts.CheckedFact`.
    """

    stream_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    case_id: UUID | None
    unit_id: UUID | None
    kind: str
    key: UUID
    on_date: date
    written_on: date
    due_on: date | None
    until_on: date | None
    number: int | None
    code: str
    claimed: bool


def unchecked_entry(event: DomainEvent) -> UUID | None:
    """The entry whose statements an event withdraws, so that they must be at hand; None = it withdraws none."""
    return withdrawn_by(event, RESTATES)


def check_fact_changes(open_rows: OpenEntries[CheckFactRow], recorded: RecordedEvent) -> Changes:
    """What an event does to what rules judge by.

    Args:
        open_rows: Holds at least the rows of `unchecked_entry(event)`.
    """
    event, position = recorded.event, recorded.position
    withdrawn = unchecked_entry(event)
    before = () if withdrawn is None else tuple(open_rows.of_entry(event.originator_id, withdrawn))
    states = STATES.get(type(event), ())
    stated = [each for state in states for each in state(recorded, before)]
    opened = tuple(_row(recorded, each, before) for each in stated)
    if not isinstance(event, EntryStruck):
        opened += tuple(_mended(recorded, before, opened))
    closed = tuple(row._replace(known_to=position) for row in before)
    return Changes(closed, opened) if closed or opened else NOTHING


def _row(recorded: RecordedEvent, stated: Checked, before: tuple[CheckFactRow, ...]) -> CheckFactRow:
    event, position = recorded.event, recorded.position
    written, claimed = written_on(recorded, stated.on_date)
    # What is stated anew keeps its place among the others, and is as old as it was.
    first = None if stated.is_new else _same(stated, before)
    if first is not None:
        written, claimed, position = first.written_on, first.claimed, first.item_position
    if stated.claimed_on is not None:
        written, claimed = stated.claimed_on, True
    case_id = _case_of(event, before)
    unit_id = _unit_of(event, before) if case_id is None else None
    return CheckFactRow(
        event.originator_id, stated.entry_id, position, recorded.position, None, case_id, unit_id, stated.kind.value,
        stated.key, stated.on_date, written, stated.due_on, None, stated.number, stated.code, claimed,
    )


def _same(stated: Checked, before: tuple[CheckFactRow, ...]) -> CheckFactRow | None:
    """The row that is stated anew; else one of its kind, else any of its entry, which was written at the same time."""
    rows = [row for row in before if row.entry_id == stated.entry_id]
    said = (stated.kind.value, stated.key, stated.code)
    return max(
        rows, key=lambda row: ((row.kind, row.key, row.code) == said, row.kind == stated.kind, row.kind, row.code), default=None
    )


def _case_of(event: DomainEvent, before: tuple[CheckFactRow, ...]) -> UUID | None:
    """The case that it is about; of a concern the one that the person had when it came in, so that its statements stay together.

    None = it is about none.
    """
    if isinstance(event, ConcernFacts | ConcernEntry):
        return before[0].case_id if before else getattr(event, "known_case_id", None)
    return getattr(event, "case_id", event.originator_id)


def _unit_of(event: DomainEvent, before: tuple[CheckFactRow, ...]) -> UUID | None:
    """The unit of what is about no case: the one that it names, or named when it was recorded."""
    return getattr(event, "unit", None) or next((row.unit_id for row in before if row.unit_id is not None), event.unit_id)


def _mended(
    recorded: RecordedEvent, before: tuple[CheckFactRow, ...], opened: tuple[CheckFactRow, ...]
) -> Iterator[CheckFactRow]:
    standing = {(row.kind, row.key, row.code) for row in opened}
    for row in before:
        if row.kind in FAULTS and (row.kind, row.key, row.code) not in standing:
            until = row.until_on or day_of(recorded.recorded_us)
            yield row._replace(known_from=recorded.position, known_to=None, until_on=until)

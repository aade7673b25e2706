"""What can be counted of a record beside ratings, rents and viewpoints (sv. *mått*), as interval rows.

One row is one statement of one entry: "a session was held", "the plan was drawn up with the person", "a time was offered". It is
withdrawn when its entry is corrected or struck, and by nothing else.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from projections.intervals import NOTHING, Changes
from projections.open_entries import OpenEntries, withdrawn_by
from projections.statements.measures import RESTATES, STATES, Measured


class MeasureRow(NamedTuple):
    """A statement of an entry, as known during an interval.

    Args:
        stream_id: Where it comes from: a case, or what belongs to none.
        entry_id: The entry that states it; a correction of the entry states it anew.
        item_position: The event that stated something of the entry first.
        case_id: The case that it is about; None = none.
        unit_id: The unit of what is about no case; None = the case's.
        kind: A `domain.indicators.measures.MeasureKind`.
        key: What it is about, such as the session or the decision; it pairs it with other measures of that.
        by: Whose it is or by whom; of several the codes with `+` between.
        code: What was said.
        number: What was counted.
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
    by: str | None
    code: str | None
    number: Decimal | None


def unmeasured_entry(event: DomainEvent) -> UUID | None:
    """The entry whose measures an event withdraws, so that they must be at hand; None = it withdraws none."""
    return withdrawn_by(event, RESTATES)


def measure_changes(open_rows: OpenEntries[MeasureRow], recorded: RecordedEvent) -> Changes:
    """What an event does to the measures.

    Args:
        open_rows: Holds at least the rows of `unmeasured_entry(event)`.
    """
    event, position = recorded.event, recorded.position
    withdrawn = unmeasured_entry(event)
    closed = () if withdrawn is None else tuple(
        row._replace(known_to=position) for row in open_rows.of_entry(event.originator_id, withdrawn)
    )
    states = STATES.get(type(event))
    opened = () if states is None else tuple(_row(recorded, stated, closed) for stated in states(recorded))
    return Changes(closed, opened) if closed or opened else NOTHING


def _row(recorded: RecordedEvent, stated: Measured, withdrawn: tuple[MeasureRow, ...]) -> MeasureRow:
    event, position = recorded.event, recorded.position
    # What is stated anew keeps its place among the others.
    item_position = withdrawn[0].item_position if withdrawn else position
    return MeasureRow(
        event.originator_id, stated.entry_id, item_position, position, None, event.originator_id, None, stated.kind.value,
        stated.key, stated.on_date, stated.by, stated.code, stated.number,
    )

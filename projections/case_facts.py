"""What lists across cases are made of: what has to be done, by when, and who works in the case, as interval rows.

One row is one statement of one entry: "a note is to be signed", "the note was signed", "Bo works in the case from that day".
A statement is withdrawn when its entry is corrected, struck or moved, and by nothing else, so an event never needs more at hand
than the rows of the entry that it is about. What is still to be done is a question over the rows: what was begun and not ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case.journal_events import NoteMisfiled
from projections.intervals import NOTHING, Changes
from projections.open_entries import OpenEntries, withdrawn_by
from projections.statements.areas import STATES_OF_AREAS
from projections.statements.basic import RESTATES, STATES
from projections.statements.fact import Stated


class CaseFactRow(NamedTuple):
    """A statement of an entry, as known during an interval.

    Args:
        entry_id: The entry that states it; a correction of the entry states its facts anew.
        item_position: The event that stated something of the entry first.
        kind: A `projections.statements.fact.FactKind`.
        key: What it is about, such as the note to be signed; it pairs what begins with what ends it.
        ends: Whether it ends what another fact of the same kind and key began.
        on_date: The day it holds from.
        due_on: The last day to do it; None = so many days after `on_date` as the policy says.
        staff_id: Who it falls to, where that is another than whoever is responsible.
        code: A coded value, such as the phase.
    """

    case_id: UUID
    entry_id: UUID
    item_position: int
    known_from: int
    known_to: int | None
    kind: str
    key: UUID
    ends: bool
    on_date: date
    due_on: date | None
    staff_id: UUID | None
    code: str | None


def withdrawn_entry(event: DomainEvent) -> UUID | None:
    """The entry whose statements an event withdraws, so that they must be at hand; None = it withdraws none."""
    return event.note_id if isinstance(event, NoteMisfiled) else withdrawn_by(event, RESTATES)


def case_fact_changes(open_rows: OpenEntries[CaseFactRow], recorded: RecordedEvent) -> Changes:
    """What an event does to the facts of its case.

    Args:
        open_rows: Holds at least the rows of `withdrawn_entry(event)`.
    """
    event, position = recorded.event, recorded.position
    withdrawn = withdrawn_entry(event)
    closed = () if withdrawn is None else tuple(
        row._replace(known_to=position) for row in open_rows.of_entry(event.originator_id, withdrawn)
    )
    states = _STATES.get(type(event))
    opened = () if states is None else tuple(_row(recorded, stated, closed) for stated in states(recorded))
    return Changes(closed, opened) if closed or opened else NOTHING


_STATES = {**STATES, **STATES_OF_AREAS}


def _row(recorded: RecordedEvent, stated: Stated, withdrawn: Iterable[CaseFactRow]) -> CaseFactRow:
    event, position = recorded.event, recorded.position
    # What is stated anew keeps its place among the others.
    item_position = next((row.item_position for row in withdrawn if row.entry_id == stated.entry_id), position)
    return CaseFactRow(
        event.originator_id, stated.entry_id, item_position, position, None, stated.kind.value, stated.key, stated.ends,
        stated.on_date, stated.due_on, stated.staff_id, stated.code,
    )

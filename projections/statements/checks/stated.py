"""How an event states what completeness rules judge by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import RecordedEvent, Source
from domain.case.guards import is_imported
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of


class Checked(NamedTuple):
    """One statement of an event; see `projections.check_facts.CheckFactRow`.

    Args:
        is_new: It was not stated before, though its entry stated something else: it is as old as the event.
        claimed_on: The day on which its source claims that it was written; None = the event's own.
    """

    entry_id: UUID
    kind: CheckKind
    key: UUID
    on_date: date
    due_on: date | None = None
    number: int | None = None
    code: str = ""
    is_new: bool = False
    claimed_on: date | None = None


States = Callable[[RecordedEvent, tuple[Any, ...]], Iterable[Checked]]
"""From an event, and the rows of its entry that it takes the place of, to what it states."""

FAULTS = frozenset({
    CheckKind.NOTE_FAULT, CheckKind.NOTE_MARKING_FAULT, CheckKind.REGIME_FAULT, CheckKind.IDENTITY_STORED,
})
"""What an entry states while something is missing in it; when it is mended, the row stays with the day of that."""


def written_on(recorded: RecordedEvent, happened_on: date) -> tuple[date, bool]:
    """When an event was first written, and whether only an imported source says so.

    An import was written when its source claims, and otherwise on the day of what it tells: what is not claimed is not held
    against it.
    """
    source: Source | None = getattr(recorded.event, "source", None)
    if not is_imported(recorded.event, source) or source is None:
        return day_of(recorded.recorded_us), False
    return claimed_writing(recorded.event) or happened_on, True


def moved(row: Any, on: date | None) -> Checked:
    """What a row states, said anew on another day; None = on the same."""
    return Checked(row.entry_id, CheckKind(row.kind), row.key, on or row.on_date, row.due_on, row.number, row.code)


def restated(stated: Checked, before: tuple[Any, ...]) -> Checked:
    """What a corrected entry states: as old as the correction, unless the entry stated it before."""
    said = {(row.kind, row.key, row.code) for row in before}
    return stated._replace(is_new=bool(before) and (stated.kind.value, stated.key, stated.code) not in said)


def claimed_writing(event: Any) -> date | None:
    """The day on which an imported entry's source claims that it was written; None = it claims none, or is not imported."""
    source: Source | None = event.source
    if source is None or not is_imported(event, source):
        return None
    return source.claimed_recorded_on if source.claimed_recorded_at is None else source.claimed_recorded_at.date()

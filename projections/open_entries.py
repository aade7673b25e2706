"""The open rows of entries that are at hand while events are folded: what an entry stated is withdrawn all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from domain.base import DomainEvent
from domain.case.entry_events import EntryStruck
from projections.intervals import Changes


class EntryRow(Protocol):
    """A row that an entry states; its first column is the stream that the entry is in."""

    @property
    def entry_id(self) -> UUID:
        """The entry that states it."""
        ...

    def __getitem__(self, index: int, /) -> Any: ...


Row = TypeVar("Row", bound=EntryRow)


class OpenEntries(Generic[Row]):
    """The open rows of the entries that are at hand."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows: dict[tuple[UUID, UUID], list[Row]] = {}
        self.take(Changes((), tuple(rows)))

    def take(self, changes: Changes) -> None:
        """Take away the closed rows, and add the opened ones."""
        for row in changes.closed:
            self._rows.pop((row[0], row.entry_id), None)
        for row in changes.opened:
            self._rows.setdefault((row[0], row.entry_id), []).append(row)

    def of_entry(self, stream_id: UUID, entry_id: UUID) -> list[Row]:
        """The rows of an entry."""
        return self._rows.get((stream_id, entry_id), [])


def withdrawn_by(event: DomainEvent, restates: Mapping[type, Callable[[Any], UUID | None]]) -> UUID | None:
    """The entry whose statements an event withdraws, so that they must be at hand; None = it withdraws none.

    Args:
        restates: Event type to the entry that an event of it states anew.
    """
    if isinstance(event, EntryStruck):
        return event.entry_id
    restated = restates.get(type(event))
    return None if restated is None else restated(event)

"""Everything that is known of one case, held so that any moment of it can be shown (sv. *ärendets historik*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.base import RecordedEvent
from projections.bounds import BoundsAsWritten
from projections.local_time import day_of
from projections.protection import Protection, masked_item
from projections.reconstruction.trace import Deed, Traced, rows_of, traced
from projections.timeline import TimelineRow
from projections.timeline_item import Actors, TimelineItem, assemble


class Change(NamedTuple):
    """An event and the item that it did something to, as the item stood right after it (sv. *ändring*).

    Args:
        item: None = what it said has been erased.
    """

    traced: Traced
    item: TimelineItem | None


class CaseHistory:
    """One case with everything that was ever recorded in it.

    Args:
        events: The case's stream and those of the viewpoints that were ever in it, to the ledger's end: what has been found
            since to lie in the wrong file is withheld at every moment.
        actors: Who recorded an event, as they were called then.
        bounds: Say how late was late when something was written.
        protection: How the case is masked for whoever asks; None = nothing is.
    """

    def __init__(
        self, case_id: UUID, events: Sequence[RecordedEvent], actors: Actors, bounds: BoundsAsWritten,
        protection: Protection | None = None,
    ) -> None:
        self.case_id = case_id
        self.protection = protection
        self._events: Mapping[int, RecordedEvent] = {each.position: each for each in events}
        self._actors = actors
        self._bounds = bounds

    @cached_property
    def trace(self) -> tuple[Traced, ...]:
        """Every event of the case, in the order recorded."""
        return traced(self.case_id, self._events.values())

    def stream(self, known_at: int) -> list[RecordedEvent]:
        """The case's own stream as it was known."""
        return [
            each for each in self._events.values() if each.position < known_at and each.event.originator_id == self.case_id
        ]

    def events(self, known_at: int) -> list[Traced]:
        """Every event of the case as it was known at a size."""
        return [each for each in self.trace if each.position < known_at]

    def recorded_days(self, known_at: int | None = None) -> tuple[date, ...]:
        """The days on which something was recorded in the case, each once, up to a size; None = to the ledger's end."""
        events = self.trace if known_at is None else self.events(known_at)
        return tuple(dict.fromkeys(day_of(each.recorded.recorded_us) for each in events))

    def items(self, known_at: int) -> dict[int, TimelineItem]:
        """The items as they stood at a size, by position."""
        return {position: self._assembled(row) for position, row in rows_of(self.trace, known_at).items()}

    def erased(self, known_at: int) -> list[Traced]:
        """Events of which only the envelope is left."""
        return [each for each in self.events(known_at) if each.deed is Deed.ERASED]

    def changes(self, first: int, last: int) -> list[Change]:
        """What was recorded from one size to another: events at positions `first` to `last` - 1.

        Each is told as it was when it was recorded, whatever came after it.
        """
        return [
            Change(each, self._assembled(each.rows[0]) if each.rows else None)
            for each in self.trace if first <= each.position < last
        ]

    def masked_positions(self, known_at: int) -> list[int]:
        """Positions of the items in which something is masked."""
        if self.protection is None:
            return []
        plain = ((position, self._plain(row)) for position, row in rows_of(self.trace, known_at).items())
        return [position for position, item in plain if masked_item(item, self.protection) != item]

    @cached_property
    def _moved(self) -> frozenset[int]:
        """Items that are known today to lie in the wrong file."""
        now = max(self._events, default=-1) + 1
        return frozenset(position for position, row in rows_of(self.trace, now).items() if row.misfiled_by is not None)

    def _assembled(self, row: TimelineRow) -> TimelineItem:
        item = self._plain(row)
        return item if self.protection is None else masked_item(item, self.protection)

    def _plain(self, row: TimelineRow) -> TimelineItem:
        moved_since = row.misfiled_by is None and row.item_position in self._moved
        return assemble(row, self._events, self._actors, bounds=self._bounds, moved_since=moved_since)


class CaseHistories(Protocol):
    """Port. Where histories come from."""

    def of(self, case_id: UUID, protection: Protection | None = None) -> CaseHistory:
        """A case's history; of a case that is not there, an empty one.

        Raises:
            CorruptLedgerError: Stored bytes are not what they must be.
            UnavailableError: The database does not answer.
        """
        ...

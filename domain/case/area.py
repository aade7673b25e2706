"""An area of a case's record (sv. *del av akten*): a memory of its own, folded from its own entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry, EntryStruck


class Area:
    """What a case remembers of one area. Subclasses set APPLY and `clear`.

    Attributes:
        entries: The entries that stand, by id, in the order recorded.
        struck: Those that were struck, by id, with the striking.
    """

    APPLY: ClassVar[Mapping[type[CaseEntry], Callable[[Any, Any], None]]] = {}
    """Event type to what it changes in the area's memory, called as `change(area, event)`; never refuses."""

    def __init__(self) -> None:
        self.entries: dict[UUID, CaseEntry] = {}
        self.struck: dict[UUID, tuple[CaseEntry, EntryStruck]] = {}
        self.clear()

    def clear(self) -> None:
        """Set the memory to that of an area without entries."""

    def take(self, event: CaseEntry) -> None:
        """Take in the next entry."""
        self.entries[event.entry_id] = event
        self.APPLY[type(event)](self, event)

    def strike(self, event: EntryStruck) -> None:
        """Remember as if the entry had not been recorded: what it changed is changed back."""
        self.struck[event.entry_id] = (self.entries.pop(event.entry_id), event)
        self.clear()
        for entry in self.entries.values():
            self.APPLY[type(entry)](self, entry)

    def __eq__(self, other: object) -> bool:
        """Whether both remember the same."""
        return type(self) is type(other) and vars(self) == vars(other)

    def has_used(self, entry_id: UUID) -> bool:
        """Whether an entry that stands, or that was struck, has this id."""
        return entry_id in self.entries or entry_id in self.struck

"""The questions that the views answer, as a port; `adapters/postgres/views.py` answers them.

Every question takes `known_at`, a size: the first N events. Without names and texts it is one SQL predicate; those are read
from the ledger by position and decrypted. `valid_at` is a day in Europe/Stockholm: what had happened by then.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from projections.case_item import CaseItem
from projections.lookup import LookupKind
from projections.timeline_item import TimelineItem


class Timeline(NamedTuple):
    """A case's timeline, by `occurred_on`, then time of day (not known comes last), then position."""

    case_id: UUID
    known_at: int
    valid_at: date | None
    items: tuple[TimelineItem, ...]

    @property
    def moved_since(self) -> tuple[int, ...]:
        """Positions of items whose content is withheld because they were found to lie in the wrong file after `known_at`.

        The one way in which the same question may get another answer later, but for erasure and protection.
        """
        return tuple(item.position for item in self.items if item.moved_since)

    def to_json(self) -> dict[str, Any]:
        """The timeline as JSON: the same question gives the same document, but for what `withheld_since` lists."""
        return {
            "case": str(self.case_id), "known_at": self.known_at,
            "valid_at": None if self.valid_at is None else self.valid_at.isoformat(),
            "items": [item.to_json() for item in self.items],
            "withheld_since": [{"position": position, "why": "moved"} for position in self.moved_since],
        }


class CaseViews(Protocol):
    """Port. Every answer is exact at its size: the views are brought up to it first.

    Raises (every method):
        InvalidValueError: The ledger has fewer events than `known_at`.
        CorruptLedgerError: Stored bytes are not what they must be.
    """

    def cases(self, known_at: int, *, unit: UUID | None = None, valid_at: date | None = None) -> list[CaseItem]:
        """Cases by number; with `unit` those of one unit, with `valid_at` those opened by then."""
        ...

    def case(self, case_id: UUID, known_at: int, valid_at: date | None = None) -> CaseItem:
        """One case. With `valid_at`: status, closing, responsible and stand-in on that day; counts as known.

        Raises:
            NotFoundError: No such case was known, or it was opened after `valid_at`.
        """
        ...

    def timeline(self, case_id: UUID, known_at: int, valid_at: date | None = None) -> Timeline:
        """A case's timeline; with `valid_at` only what had happened by the end of that day.

        Raises:
            NotFoundError: No such case was known.
        """
        ...

    def find_case(self, number_or_id: str, known_at: int | None = None) -> list[UUID]:
        """The cases with a number, which is unique in a unit only, or the case with a UUID; `known_at` None = now."""
        ...

    def with_lookup(self, kind: LookupKind, text: str, known_at: int) -> list[UUID]:
        """The cases whose record has ever had a number or name that was known then, the first first."""
        ...

    def without_responsible(self, known_at: int, on_date: date) -> list[CaseItem]:
        """Cases that nobody looks after on a day, by number: open, and nobody assigned, or the responsible is away without
        a stand-in who is at work.
        """
        ...

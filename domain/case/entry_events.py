"""What the entries of a case's areas have in common, and how one of them is struck.

An entry is never changed. What was wrongly recorded is struck, legibly and with its reason, and recorded anew: one way to put
right what sixty kinds of facts may say, instead of sixty.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Occurred, Source


class CaseEntry(DomainEvent):
    """An entry in one area of a case's record (sv. *uppgift i akten*); `entry_id` is what others refer to it by."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    DAY: ClassVar[str | None] = None
    """The field that says when it happened, a date or an `Occurred`; None = it has no day of its own."""
    TELLS_LATENESS: ClassVar[bool] = True
    """Whether it is about what has happened, so that the days until it was written say something."""

    entry_id: UUID
    source: Source | None = None

    def when(self) -> Occurred | None:
        """When it happened; None = it has no day of its own, or none is known."""
        value: date | Occurred | None = None if self.DAY is None else getattr(self, self.DAY)
        return Occurred(on=value) if isinstance(value, date) else value

    def mentions(self, entry_id: UUID) -> bool:
        """Whether a field of its own, or of a value within, refers to another entry."""
        return self.entry_id != entry_id and _holds(self.model_dump(mode="python"), entry_id)


class EntryStruck(DomainEvent):
    """An entry was wrongly recorded; it stays legible, struck through (sv. *struken uppgift*). Source: SOSFS 2014:5 4 kap."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.entry_struck"

    entry_id: UUID
    reason: str
    replaced_by: UUID | None = None
    """The entry that says what is right, recorded with it; None = nothing takes its place."""


def _holds(value: object, wanted: UUID) -> bool:
    if isinstance(value, dict):
        return any(_holds(each, wanted) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, wanted) for each in value)
    return value == wanted

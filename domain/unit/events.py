"""Facts about an organisational unit (sv. *enhet*)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass


class UnitEstablished(DomainEvent):
    """A unit, or an activity inside one, began to keep its records here (sv. *enhet*, *verksamhet*)."""

    TYPE: ClassVar[str] = "unit.established"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    name: str
    part_of: UUID | None = None
    """The unit that this activity belongs to; None for a unit of its own."""


class ImportCompleted(DomainEvent):
    """A workbook was imported into the unit, whole (sv. *inläsning*)."""

    TYPE: ClassVar[str] = "unit.import_completed"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    year: int
    counts: tuple[tuple[str, int], ...]
    """New records for each sheet, by the sheet's name."""
    corrected: tuple[tuple[str, int], ...] = ()
    """Corrected records for each sheet, by the sheet's name."""
    claimed_system: str
    """The system that the workbook says it came from."""

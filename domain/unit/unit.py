"""A unit (sv. *enhet*) or an activity inside one (sv. *verksamhet*), and what has been imported into it."""

from __future__ import annotations

from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy
from domain.stream_state import StreamState
from domain.unit.events import ImportCompleted, UnitEstablished


class Unit(StreamState):
    """One unit (sv. *enhet*), folded from the events of its stream. `version` 0 = not established."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.name = ""
        self.part_of: UUID | None = None
        self.imports: list[ImportCompleted] = []

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, UnitEstablished):
            self.name = event.name
            self.part_of = event.part_of
        elif isinstance(event, ImportCompleted):
            self.imports.append(event)

    def establish(
        self, *, unit_id: UUID, name: str, part_of: UUID | None = None, stamp: Stamp, policy: Policy
    ) -> tuple[UnitEstablished]:
        """Begin to keep a unit's records (sv. *upprätta enhet*).

        Raises:
            ConflictError: Already established.
            InvalidValueError: `name`; then the unit is part of itself.
        """
        if self.version:
            raise ConflictError("Enheten är redan upprättad.")
        policy.require_short_text(name, "Enhetens namn")
        if part_of == unit_id:
            raise InvalidValueError("En enhet kan inte höra till sig själv. Ange den enhet som den hör till, eller ingen.")
        return (UnitEstablished(**envelope(unit_id, 0, stamp), name=name, part_of=part_of),)

    def complete_import(
        self,
        *,
        year: int,
        counts: tuple[tuple[str, int], ...],
        corrected: tuple[tuple[str, int], ...],
        claimed_system: str,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ImportCompleted]:
        """Record that a workbook has been imported, whole (sv. *inläsning klar*).

        Args:
            counts: New records by sheet, from 0.
            corrected: Corrected records by sheet, from 0.

        Raises:
            NotFoundError: Unknown unit.
            InvalidValueError: `claimed_system`; then a negative count.
        """
        if self.id is None:
            raise NotFoundError("Enheten finns inte i nämnden. Upprätta enheten först.")
        policy.require_short_text(claimed_system, "Källans namn")
        if any(count < 0 for _, count in (*counts, *corrected)):
            raise InvalidValueError("Antalet inlästa rader kan inte vara negativt.")
        return (
            ImportCompleted(
                **envelope(self.id, self.version, stamp),
                year=year,
                counts=counts,
                corrected=corrected,
                claimed_system=claimed_system,
            ),
        )

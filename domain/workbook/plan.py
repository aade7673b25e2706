"""What a row leads to when a workbook is imported, before anything is stored.

Every planned row carries the events that the domain's own decisions gave; a decision that refuses becomes a fault on the
row. New ids are handed in by the caller, since the domain makes nothing at random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Source, Stamp
from domain.errors import DomainError
from domain.instruments import InstrumentCatalogue
from domain.policies import Policy
from domain.workbook.faults import Fault

SYSTEM = "arbetsbok"
REASON = "Rättad i källan"
"""The reason of every correction that an import makes: the source now says something else."""


class RowOutcome(StrEnum):
    """What became of a row."""

    NEW = "imported"
    PRESENT = "already_present"
    CHANGED = "changed"


class PlannedRow(NamedTuple):
    """One row, what becomes of it, and the events that record it.

    Args:
        nth: Which of the sheet's rows with the same content it is, from 0; tells apart two rows that are alike.
        supersedes: The version of the stream that a correction stands on, 0 for a new row: the same correction made
            again after it was undone is another command.
    """

    sheet: str
    row: Any
    outcome: RowOutcome
    events: tuple[DomainEvent, ...] = ()
    nth: int = 0
    supersedes: int = 0


class StaffRef(NamedTuple):
    """A member of staff as a workbook names one."""

    staff_id: UUID
    name: str


class ImportContext:
    """What every row of one import shares, and where its faults and warnings gather.

    Args:
        year: The workbook's year.
        unit: The unit (Enhet) that the workbook is for.
        services: Id by name (casefolded) of the unit's activities (Verksamhet).
        staff: By name (casefolded).
        stamp: Who imports; its unit is replaced by the row's own.
        today: In Europe/Stockholm.
        catalogue: The instruments that ratings can be made with.
        new_id: Gives a new random id.
    """

    def __init__(
        self, *, year: int, unit: UUID, services: Mapping[str, UUID], staff: Mapping[str, StaffRef], stamp: Stamp,
        today: date, policy: Policy, catalogue: InstrumentCatalogue, new_id: Callable[[], UUID],
    ) -> None:
        self.year = year
        self.unit = unit
        self.staff = staff
        self.today = today
        self.policy = policy
        self.catalogue = catalogue
        self.new_id = new_id
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._services = services
        self._stamp = stamp

    def stamp(self, unit: UUID | None) -> Stamp:
        """The stamp of a record of a unit."""
        return self._stamp.model_copy(update={"unit_id": unit or self.unit})

    def service(self, name: str | None) -> UUID:
        """The activity that a cell names; the unit itself when the cell is empty."""
        return self.unit if name is None else self._services[name.casefold()]

    def source(self, sheet: str, row: int, **claimed: Any) -> Source:
        """Where a row came from."""
        return Source(system=SYSTEM, sheet=sheet, row=row, year=self.year, **claimed)

    def is_this_year(self, event: Any) -> bool:
        """Whether an entry was imported from the same year's workbook."""
        return event.source is not None and event.source.system == SYSTEM and event.source.year == self.year

    def warn(self, sheet: str, row: int, column: str, warning: str) -> None:
        """Say something that is worth a look and stops nothing."""
        self.warnings.append(Fault(sheet, row, column, warning))

    def decided(
        self, sheet: str, row: int, column: str, decision: Callable[[], Iterable[DomainEvent]]
    ) -> tuple[DomainEvent, ...] | None:
        """The decision's events, or None when the domain refuses: then its reason is a fault on the row."""
        try:
            return tuple(decision())
        except DomainError as refusal:
            self.faults.append(Fault(sheet, row, column, str(refusal)))
            return None


def is_imported(event: Any) -> bool:
    """Whether an entry came from a workbook; what was written here is never corrected by one."""
    return event.source is not None and event.source.system == SYSTEM


def numbered(rows: Iterable[PlannedRow]) -> Iterable[PlannedRow]:
    """The same rows with alike ones counted."""
    seen: dict[tuple[Any, ...], int] = {}
    for planned in rows:
        content = (planned.sheet, *planned.row[1:])
        nth = seen.get(content, 0)
        seen[content] = nth + 1
        yield planned._replace(nth=nth) if nth else planned

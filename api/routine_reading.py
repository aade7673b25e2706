"""Reading what a journal routine asks of the staff (sv. *journalrutin*): who has yet to know it, and what its questions gave.

Who has not acknowledged a routine is for themselves and for the manager who can do something about it; everybody else of the
board gets the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from adapters.accounts import Role
from adapters.postgres.registers import Registers
from api.known_at import KnownAt
from api.list_reading import ListReader
from api.reading import Answer
from domain.errors import NotFoundError
from domain.indicators.period import parse_period
from domain.journal_routine.routine import JournalRoutine
from domain.staff.staff_member import StaffMember
from projections.areas.journal_routine import WorkerRow, worker_rows
from projections.routine_answers import answers_document


class RoutineReader(ListReader):
    """Somebody who asks about the journal routines of their board."""

    def workers(
        self, routine_id: UUID, *, known_at: str | None = None, valid_at: str | None = None, only_missing: bool = False
    ) -> Answer:
        """What the version in force asks of each worker, and how far they have come on a day.

        Args:
            only_missing: Only those who have something yet to do.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such routine.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, valid_at)
        routine = self._found(routine_id, as_of)
        rows = worker_rows(routine, self._staff(routine, as_of.size), day, self._policy(as_of.size, day))
        now = routine.in_force(day)
        shown = [row for row in self._own(rows) or () if row.is_missing or not only_missing]
        self._reader.record_shown(as_of, ())
        document = {
            **self._reader.head(as_of), "day": day.isoformat(), "routine": str(routine_id), "version": routine.version,
            "routine_version": None if now is None else now.number, "counts": _counts(rows),
            "workers": None if self._own(rows) is None else [row.to_json() for row in shown],
        }
        return Answer(document, shown, routine.version)

    def answers(self, routine_id: UUID, period: str, *, known_at: str | None = None) -> Answer:
        """How the standing questions were answered at the case reviews of a period, by version.

        Args:
            period: As `domain.indicators.period.parse_period` reads it.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such routine.
            UnavailableError: The access log cannot be written.
        """
        chosen, as_of = parse_period(period), self._reader.as_of(known_at)
        routine = self._found(routine_id, as_of)
        reviews = self._board.case_reviews.between(chosen.first, chosen.last, as_of.size)
        units = self._units(routine, as_of.size)
        self._reader.record_shown(as_of, ())
        document = {
            **self._reader.head(as_of), "routine": str(routine_id), "version": routine.version, "period": chosen.name,
            "from": chosen.first.isoformat(), "to": chosen.last.isoformat(),
            "versions": answers_document(routine, reviews, units),
        }
        return Answer(document, reviews, routine.version)

    def _found(self, routine_id: UUID, as_of: KnownAt) -> JournalRoutine:
        routine = self._routines(as_of.size).get(routine_id)
        if routine is None:
            self._reader.record_shown(as_of, ())
            raise NotFoundError("Journalrutinen fanns inte. Se GET /api/v1/journal-routines.")
        return routine

    def _routines(self, size: int) -> dict[UUID, JournalRoutine]:
        return Registers(self._board.ledger).of_kind("journal_routine", JournalRoutine.fold, size)

    def _units(self, routine: JournalRoutine, size: int) -> frozenset[UUID]:
        """The units and activities that a routine is for: the nearest one holds, its own, its unit's or the board's."""
        having = {routine.unit, *(each.unit for each in self._routines(size).values() if each.ended is None)}
        units = Registers(self._board.ledger).units(size)
        nearest = {
            each: next((place for place in (each, unit.part_of) if place is not None and place in having), None)
            for each, unit in units.items()
        }
        return frozenset(each for each, place in nearest.items() if place == routine.unit)

    def _staff(self, routine: JournalRoutine, size: int) -> Iterable[StaffMember]:
        units, staff = self._units(routine, size), Registers(self._board.ledger).staff(size)
        # Whoever belongs to no unit works in the whole board.
        return (member for member in staff.values() if member.unit is None or member.unit in units)

    def _own(self, rows: list[WorkerRow]) -> list[WorkerRow] | None:
        """The rows that this reader may see; None = the numbers only."""
        units = self._reader.scope.units
        if self._account is None or (self._account.role is Role.MANAGER and units is None):
            return rows
        if self._account.role is Role.MANAGER:
            # A worker's lateness is for their own manager.
            own = {staff_id for staff_id, each in Registers(self._board.ledger).staff().items() if each.unit in (units or ())}
            return [row for row in rows if row.staff_id in own]
        if self._account.role is Role.THERAPIST:
            return [row for row in rows if row.staff_id == self._account.staff]
        return None


def _counts(rows: list[WorkerRow]) -> dict[str, Any]:
    acknowledged, inducted = (Counter(getattr(row, name).value for row in rows) for name in ("acknowledgement", "induction"))
    return {
        "staff": len(rows), "acknowledgement": dict(sorted(acknowledged.items())), "induction": dict(sorted(inducted.items())),
    }

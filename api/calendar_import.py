"""Taking a calendar file in: which unit's cases it is for, and whose calendar it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from adapters.calendar_file import read_calendar_file
from adapters.calendar_import import CalendarImport, CalendarReport
from adapters.postgres.case_numbers import find_cases
from adapters.postgres.regimes import PostgresRegimes
from adapters.postgres.registers import Registers
from domain.base import Purpose, Stamp
from domain.calendar.appointment import CalendarPeriod
from domain.calendar.plan import CalendarOwner, ImportTerms
from domain.errors import InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard


def import_calendar(
    board: OpenBoard, file: Path, *, unit: str, staff: str, caller: str, today: date, dry_run: bool = False
) -> CalendarReport:
    """Import a calendar file into the cases of a unit.

    Args:
        unit, staff: By name or uuid.
        caller: Who imports, as the access log names people.
        today: In Europe/Stockholm; the board's policy on that day says how many days before and after it appointments are taken
            from.

    Raises:
        CannotRunError: The file cannot be read.
        NotACalendarError: It is no calendar file, or larger than the limits.
        NotFoundError: There is no such unit or member of staff.
        InvalidValueError: Several have that name.
        StaleVersionError: Somebody wrote in one of the cases meanwhile; nothing is recorded.
    """
    registers = Registers(board.ledger)
    policy = registers.policy_history().on(today)
    period = CalendarPeriod(today - timedelta(days=policy.calendar_back_days), today + timedelta(days=policy.calendar_ahead_days))
    reading = read_calendar_file(file, period)
    units, members = registers.units(), registers.staff()
    unit_id = _chosen(unit, ((each_id, each.name) for each_id, each in units.items()), "Enheten")
    staff_id = _chosen(staff, ((each_id, each.name) for each_id, each in members.items()), "Medarbetaren")
    owner = CalendarOwner(staff_id, members[staff_id].name, members[staff_id].title_on(today))
    stamp = Stamp(actor_id=board.access_log.pseudonym(caller), unit_id=unit_id, purpose=Purpose.IMPORT)

    def find(numbers: Collection[str]) -> dict[str, list[UUID]]:
        return find_cases(board.store, board.projector, numbers)

    report = CalendarImport(
        board.store, reading, find, units={unit_id, *(each_id for each_id, each in units.items() if each.part_of == unit_id)},
        catalogue=PostgresRegimes(board.ledger).catalogue(),
        terms=ImportTerms(owner, stamp, today, policy, uuid4),
    ).carry_out(dry_run=dry_run)
    board.projector.catch_up()
    return report


def _chosen(wanted: str, named: Iterable[tuple[UUID, str]], what: str) -> UUID:
    """The one with this name or uuid. The name is not in a message: it may be a person's."""
    key = wanted.strip().casefold()
    found = [each_id for each_id, name in named if key in (name.casefold(), str(each_id))]
    if not found:
        raise NotFoundError(f"{what} finns inte i nämnden. Kontrollera namnet eller ange uuid.")
    if len(found) > 1:
        raise InvalidValueError(f"{what} är en av {len(found)} med det namnet. Ange uuid i stället.")
    return found[0]

"""What writing from the shell needs to know (sv. *skrivning från kommandoraden*): which day it is, and whose unit is meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.postgres.registers import Registers
from api.access import today
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard


def day_of_writing(board: OpenBoard) -> date:
    """Today in Sweden; on a simulated ledger the day of what was recorded last.

    Raises:
        NotFoundError: Nothing is recorded in a simulated ledger, so no day is known.
    """
    if board.simulated and not board.ledger.size():
        raise NotFoundError("Nämnden har inga händelser, så det finns inget att rapportera.")
    return today(board)


def simulated_time(board: OpenBoard) -> int | None:
    """On a simulated ledger the moment after the last event, microseconds since 1970 UTC; None = the server's clock."""
    if not board.simulated:
        return None
    [last] = board.ledger.read(board.ledger.size() - 1, 1)
    return last.recorded_us + 1


def whole_unit(registers: Registers, named: str) -> UUID:
    """The unit of a name or id.

    Raises:
        NotFoundError: There is none, or it is an activity in one.
    """
    wanted = named.strip().casefold()
    for unit_id, unit in registers.units().items():
        if unit.part_of is None and wanted in (unit.name.casefold(), str(unit_id)):
            return unit_id
    raise NotFoundError("Enheten finns inte i nämnden. Ange namnet eller uuid:t på en hel enhet, inte en verksamhet.")

"""What writing from the shell needs to know (sv. *skrivning från kommandoraden*): which day it is, and whose unit is meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access import today
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime
    from api.writes.asked import Written


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


def written_by(
    runtime: Runtime, account: Account, path: str, ids: Mapping[str, UUID], body: Mapping[str, Any], key: UUID
) -> Written:
    """Write in the account's board as the service would, under the same rules and in the same log.

    Args:
        path: Of the write, as `api.writes.table` has it.
        ids: In its address.
        body: As JSON values.
        key: The write's `Idempotency-Key`.

    Raises:
        AktsparError: What `api.writing.Writer.write` refuses.
    """
    # Only here: the table takes a while to make, and most commands write nothing by it.
    from api.writes.asked import Asked
    from api.writes.content import read_body
    from api.writes.table import shapes
    from api.writing import Writer

    board = runtime.board(account.board)
    [shape] = [each for each in shapes() if each.write.path == path]
    asked = Asked(shape, ids, read_body(shape.body, json.dumps(body).encode()), key, None, simulated_time(board))
    return Writer(board, account, f"konto:{account.name}", f"kommando {path}", uuid4()).write(asked)


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

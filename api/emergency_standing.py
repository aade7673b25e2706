"""Which emergency access somebody has to a case now (sv. *gällande nödåtkomst*)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from domain.emergency_access.access import EmergencyAccess

if TYPE_CHECKING:
    from api.main import OpenBoard


def standing_reason(board: OpenBoard, account: Account, case_id: UUID) -> str | None:
    """Why the account opened the case in an emergency, if that still holds; None = it does not, or never was opened."""
    if account.staff is None:
        return None
    now = now_us(board)
    for access_id, access in Registers(board.ledger).of_kind("emergency_access", EmergencyAccess.fold).items():
        opened = access.opened
        if opened is None or (opened.actor_id, opened.emergency_case_id) != (account.staff, case_id):
            continue
        if now < access.ends_us(opened_us(board, access_id)):
            return opened.emergency_reason
    return None


def opened_us(board: OpenBoard, access_id: UUID) -> int:
    """When an emergency access was recorded, microseconds since 1970 UTC."""
    return board.ledger.stream(access_id)[0].recorded_us


def now_us(board: OpenBoard) -> int:
    """Now in microseconds since 1970 UTC; on a simulated ledger the moment of what was recorded last."""
    if not board.simulated:
        return time.time_ns() // 1000
    [last] = board.ledger.read(board.ledger.size() - 1, 1)
    return last.recorded_us

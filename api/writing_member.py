"""Whoever acts on the service's own administration (sv. *skrivande medarbetare*): one of the staff, at a time that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from adapters.accounts import Account
from api.problems import ForbiddenError, Text, UsageError

if TYPE_CHECKING:
    from api.main import OpenBoard


def require_member(board: OpenBoard, account: Account, simulated_us: int | None, not_staff: Text) -> UUID:
    """The member of staff that an account writes as.

    Args:
        simulated_us: When, on a simulated ledger; microseconds since 1970 UTC.
        not_staff: What an account that is nobody's is told.

    Raises:
        UsageError: A time on a real clock, or none on a simulated one.
        ForbiddenError: The account is no member of staff's.
    """
    if (simulated_us is None) == board.simulated:
        raise UsageError(Text(
            "Ange huvudet Aktspar-Simulated-Time precis när liggaren har simulerad klocka.",
            "Give the header Aktspar-Simulated-Time exactly when the ledger has a simulated clock.",
        ))
    if account.staff is None:
        raise ForbiddenError(not_staff)
    return account.staff

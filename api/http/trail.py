"""One request is one record in the access log (sv. *åtkomstlogg*), whatever became of it.

Most answers write theirs themselves, with the cases that they show. What ends before that (a role that may not, a value that is
not taken, a fault) and what shows no case is written here, before the answer leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from starlette.types import Scope

from adapters.accounts import Account

if TYPE_CHECKING:
    from api.main import Runtime


def record_what_is_not_recorded(runtime: Runtime, scope: Scope, request_id: UUID, status: int) -> None:
    """Write the access record of a request by somebody who is logged in.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    account: Account | None = scope.get("state", {}).get("account")
    route = scope.get("route")
    if account is None or route is None:
        # Nobody is known: that is in the service's own log.
        return
    board = runtime.board(account.board)
    board.access_log.record(
        caller=f"konto:{account.name}", action=f"{scope['method']} {route.path}", purpose=account.role.purpose,
        cases=_asked_about(scope) if status == 403 else (), known_at=board.ledger.size(), outcome=_outcome(status),
        request_id=request_id,
    )


def _asked_about(scope: Scope) -> tuple[UUID, ...]:
    # Whose record somebody tried to see is what a review of the log looks for.
    try:
        return (UUID(str(scope["path_params"]["case_id"])),)
    except (KeyError, ValueError):
        return ()


def _outcome(status: int) -> str:
    if status >= 500:
        return "error"
    return "shown" if status < 400 else "refused"

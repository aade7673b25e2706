"""Every log-in, log-out, lock, unlock and refusal is in the access log (sv. *åtkomstlogg*) before it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from adapters.accounts import Account
from api.log_in import UNKNOWN, LogIns

if TYPE_CHECKING:
    from api.main import Runtime


def record_act(
    request: Request, account: Account, act: str, *, factor: str | None = None, refusal: str | None = None
) -> None:
    """Write what somebody did, in the log of the account's board.

    Args:
        act: See `SessionChanged.session_act`; so for the others.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    _runtime(request).board(account.board).access_log.record_session(
        caller=f"konto:{account.name}", action=_action(request), session_act=act, factor=factor, refusal=refusal,
        request_id=request.state.request_id,
    )


def record_wrong(request: Request, name: str, refusal: str, act: str, *, factor: str = "password") -> None:
    """Write that a log-in was refused: in the log of the board whose account was named, else in that of every board.

    Raises:
        UnavailableError: An access log cannot be written.
    """
    log_ins: LogIns = request.app.state.log_ins
    runtime, account = _runtime(request), log_ins.known(name)
    slugs = runtime.boards() if account is None else [account.board]
    for slug in slugs:
        runtime.board(slug).access_log.record_session(
            caller=UNKNOWN if account is None else f"konto:{account.name}", action=_action(request), session_act=act,
            factor=factor, refusal=refusal, request_id=request.state.request_id,
            # Among several boards it may be a name at another, whose business it is.
            name_tried=name if account is not None or len(slugs) == 1 else None,
        )


def _runtime(request: Request) -> Runtime:
    return request.app.state.runtime


def _action(request: Request) -> str:
    return f"{request.method} {request.scope['route'].path}"

"""My log-ins: where somebody is logged in, ending one of them, and a code that unlocks this one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.sessions import digest_of
from api.http import session_cookies as cookies
from api.http.dependencies import LoggedIn, log_ins_of
from api.http.log_in_trail import record_act
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.refusals import refusal
from api.web.texts import _
from domain.errors import InvalidValueError

if TYPE_CHECKING:
    from adapters.accounts import Account
    from adapters.sessions import Session

router = APIRouter(include_in_schema=False)


@router.get("/sessions")
def sessions_page(request: Request, account: LoggedIn) -> Response:
    """Mina inloggningar."""
    return _page(request, account)


@router.post("/sessions/code")
def set_code(request: Request, form: Form, account: LoggedIn) -> Response:
    """Välj en kod som låser upp den här inloggningen."""
    session: Session | None = getattr(request.state, "session", None)
    try:
        if session is None:
            raise InvalidValueError("Koden hör till en inloggning i webbläsaren, och du har ingen.")
        if form.get("code", "") != form.get("code_again", ""):
            return _page(request, account, [Fault("code_again", _("Koderna är inte lika"))])
        log_ins_of(request).set_code(session, form.get("code", ""))
    except InvalidValueError as refused:
        return _page(request, account, [Fault("code", refusal(refused))])
    record_act(request, account, "set_code", factor="code")
    return go_to("/sessions?done=code")


@router.post("/sessions/{session_id}/end")
def end(request: Request, session_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Avsluta en av mina inloggningar."""
    log_ins_of(request).end_own(account, session_id)
    record_act(request, account, "end")
    return go_to("/sessions?done=ended")


def _page(request: Request, account: Account, faults: list[Fault] | None = None) -> Response:
    own: Session | None = getattr(request.state, "session", None)
    device = cookies.device_of(request)
    rows = [
        {
            "id": each.session_id, "begun": _instant(each.begun_us), "seen": _instant(each.seen_us),
            "is_this": own is not None and each.session_id == own.session_id, "is_locked": each.locked_us is not None,
            "is_here": each.device == digest_of(device),
        }
        for each in log_ins_of(request).of_account(account)
    ]
    return shown(
        request, "log_in/sessions.html", status=422 if faults else 200, rows=rows, faults=faults or [],
        has_code=own is not None and own.has_pin, said=_said(request.query_params.get("done", "")),
    )


def _said(done: str) -> str:
    return {"ended": _("Inloggningen är avslutad."), "code": _("Koden gäller nu för den här inloggningen.")}.get(done, "")


def _instant(us: int) -> datetime:
    return datetime.fromtimestamp(us // 1_000_000, UTC)

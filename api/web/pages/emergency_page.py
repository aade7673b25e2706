"""Nödåtkomst: opening a case that one has no part in when it cannot wait; what that means is said before it is done."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access import today
from api.emergency import Emergency
from api.http.barrier import request_id_of
from api.http.dependencies import LoggedIn, action_of, caller_of, own_board
from api.shell_writing import simulated_time
from api.web.keeping import is_only_shown
from api.web.pages.asking import Asking
from api.web.pages.case_answers import emergency_until_us
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import key_of, new_key
from api.web.refusals import refusal
from api.web.texts import _
from domain.errors import InvalidValueError
from projections.local_time import instant_text

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case_id}/emergency")
def emergency_page(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Vad nödåtkomst innebär, och formuläret som öppnar akten."""
    asking = Asking(request, account)
    asking.require_not_erased(case_id)
    # Nothing of the case is read: whoever has no part in it is told nothing before it is opened.
    until = emergency_until_us(asking, case_id)
    asking.close()
    return _form(request, account, case_id, new_key(), until_us=until)


@router.post("/cases/{case_id}/emergency")
def open_case(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Öppna akten i en nödsituation. Det larmas, gäller i några minuter och granskas av någon annan."""
    board, key, reason = own_board(request, account, None), key_of(form), form.get("reason", "").strip()
    Asking(request, account).require_not_erased(case_id)
    if is_only_shown(request):
        Asking(request, account).close()
        return _form(request, account, case_id, form["key"], reason=reason)
    emergency = Emergency(
        board, account, caller=caller_of(account), action=action_of(request), request_id=request_id_of(request),
        simulated_us=simulated_time(board),
    )
    try:
        document = emergency.open(case_id, reason, key)
    except InvalidValueError as refused:
        Asking(request, account).close()
        text = refusal(refused) if reason else _("Skriv vad som har hänt och varför det inte kan vänta")
        return _form(request, account, case_id, form["key"], [Fault("reason", text)], reason)
    # Whoever watches the log is to look at once; who and whose stands in the ledger only.
    request.app.state.log.warning("emergency-access", request_id=str(request_id_of(request)), access=document["access"])
    return go_to(f"/cases/{case_id}?done=emergency")


def _form(
    request: Request, account: Account, case_id: UUID, key: str, faults: list[Fault] | None = None, reason: str = "", *,
    until_us: int | None = None,
) -> Response:
    board = own_board(request, account, None)
    policy = Registers(board.ledger).policy_history().on(today(board))
    return shown(
        request, "case/emergency.html", status=422 if faults else 200, case_id=case_id, key=key, faults=faults or [],
        reason=reason, minutes=policy.emergency_access_minutes, until=None if until_us is None else instant_text(until_us),
    )

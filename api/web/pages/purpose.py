"""Saying why a case is read (sv. *ange skäl*) by somebody who has no part in it: the reason follows each reading into the log."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.access import Stated
from api.access_matrix import MAY_STATE
from api.http.dependencies import LoggedIn, own_board
from api.problems import ForbiddenError, UsageError
from api.web.pages.frame import Fault, Form, go_to, target_of
from api.web.pages.purpose_form import purpose_form
from api.web.refusals import refusal
from domain.base import Purpose
from domain.errors import InvalidValueError
from domain.policies import DEFAULT_POLICY

router = APIRouter(include_in_schema=False)


@router.post("/cases/{case_id}/purpose")
def state_purpose(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Ange varför ärendet läses."""
    own_board(request, account, None)
    allowed, session = MAY_STATE.get(account.role, ()), getattr(request.state, "session", None)
    if not allowed:
        raise ForbiddenError("Rollen läser inga ärenden på angivet skäl.")
    if session is None:
        raise UsageError("Skälet hör till en inloggning i webbläsaren; i JSON-tjänsten anges det i ett huvud.")
    purpose, reason = form.get("purpose", ""), form.get("reason", "").strip()
    target = target_of(form.get("next"))
    faults = [] if purpose in {each.value for each in allowed} else [Fault("purpose", "Välj varför du läser ärendet")]
    try:
        DEFAULT_POLICY.require_short_text(reason, "Skälet")
    except InvalidValueError as refused:
        faults.append(Fault("reason", refusal(refused)))
    if faults:
        return purpose_form(request, case_id, target, faults, purpose=purpose, reason=reason)
    request.app.state.stated.keep(session.session_id, case_id, Stated(Purpose(purpose), reason))
    return go_to(target)

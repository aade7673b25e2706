"""Logging in at an identity provider: there and back again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.errors import NotVouchedError
from adapters.oidc import IdentityProvider
from api.http import session_cookies as cookies
from api.http.dependencies import log_ins_of
from api.http.log_in_trail import record_act, record_wrong
from api.log_in import UNKNOWN
from api.web.pages.frame import Fault, go_to, target_of
from api.web.pages.log_in import let_in, log_in_form, park_current
from api.web.refusals import refusal
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

_OVER = "Inloggningen tog för lång tid eller var redan använd. Börja om."
_NOBODY = (
    "Identitetsleverantören känner dig, men du har inget konto i Aktspår. Be din chef anmäla dig; din inloggning är antecknad."
)


@router.get("/login/{provider}")
def ask(request: Request, provider: str) -> Response:
    """Till identitetsleverantörens inloggning."""
    target = target_of(request.query_params.get("next"))
    try:
        token = log_ins_of(request).begin_asking(provider, target)
        answer = go_to(_provider(request, provider).address_to_ask(token, _way_back(request, provider)))
    except NotVouchedError as refused:
        return log_in_form(request, target, faults=[Fault("provider", refusal(refused))], status=503)
    cookies.set_asking(request, answer, token)
    cookies.set_device(request, answer)
    return answer


@router.get("/login/{provider}/callback")
def answered(request: Request, provider: str) -> Response:
    """Tillbaka från identitetsleverantören."""
    asked, token = _provider(request, provider), cookies.token_in(request, "asking")
    target = None if token is None else log_ins_of(request).take_asked(token, provider)
    if token is None or target is None:
        return _refused(request, provider, UNKNOWN, "token", _OVER, "/")
    try:
        vouched = asked.answer(token, request.query_params, _way_back(request, provider))
    except NotVouchedError as refused:
        return _refused(request, provider, UNKNOWN, refused.kind, refusal(refused), target)
    account = log_ins_of(request).by_voucher(vouched)
    if account is None:
        return _refused(request, provider, vouched.directory_id, "unknown_subject", _NOBODY, target)
    record_act(request, account, "log_in", factor=f"oidc:{provider}")
    park_current(request)
    answer = let_in(request, *log_ins_of(request).begin(account, cookies.device_of(request), "oidc", provider), target)
    cookies.forget(request, answer, "asking")
    return answer


def _refused(request: Request, provider: str, who: str, kind: str, text: str, target: str) -> Response:
    record_wrong(request, who, kind, "log_in", factor=f"oidc:{provider}")
    answer = log_in_form(request, target, faults=[Fault("provider", text)], status=403)
    cookies.forget(request, answer, "asking")
    return answer


def _provider(request: Request, name: str) -> IdentityProvider:
    found = request.app.state.providers.get(name)
    if found is None:
        raise NotFoundError("Identitetsleverantören finns inte i tjänstens inställningar.")
    return found


def _way_back(request: Request, provider: str) -> str:
    return f"{cookies.own_origin(request)}/login/{provider}/callback"

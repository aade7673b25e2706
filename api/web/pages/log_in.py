"""Logging in and out, the lock, and changing users on one device: pages for whoever has no open session."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.sessions import Session
from adapters.tablet_loans import TabletLoan
from api.http import session_cookies as cookies
from api.http.dependencies import LoggedIn, address_of_peer, log_ins_of
from api.http.log_in_trail import record_act, record_wrong
from api.log_in import Standing, WrongLogInError
from api.problems import TooManyError
from api.web.keeping import HERE as KEPT
from api.web.keeping import LOST, onward_from_log_in, time_kept
from api.web.pages.frame import Fault, Form, go_to, shown, target_of, with_target
from api.web.refusals import refusal
from api.web.texts import _
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

CLEAR_CACHE = {"Clear-Site-Data": '"cache"'}
"""A shared tablet must not show what the last user read when somebody goes back."""


@router.get("/login")
def log_in_page(request: Request) -> Response:
    """Sidan för att logga in."""
    target, current = target_of(request.query_params.get("next")), _current(request)
    return log_in_form(request, target) if current is None or current.is_locked else go_to(target)


@router.post("/login")
def log_in(request: Request, form: Form) -> Response:
    """Logga in med namn och lösenord."""
    cookies.require_own(request, form.get(cookies.CSRF_FIELD), cookies.token_in(request, "device"))
    name, password, target = form.get("name", "").strip(), form.get("password", ""), target_of(form.get("next"))
    faults = [Fault(field, text) for field, text in (
        ("name", _("Skriv ditt kontonamn")), ("password", _("Skriv ditt lösenord")),
    ) if not form.get(field, "").strip()]
    if faults:
        return log_in_form(request, target, name, faults)
    try:
        account = log_ins_of(request).by_password(name, password, address_of_peer(request))
    except WrongLogInError as refused:
        record_wrong(request, name, refused.kind, "log_in")
        return log_in_form(request, target, name, [Fault("password", _("Namnet eller lösenordet är fel"))])
    except TooManyError as refused:
        return log_in_form(request, target, name, [Fault("password", refusal(refused))], status=429)
    record_act(request, account, "log_in", factor="password")
    park_current(request)
    return let_in(request, *log_ins_of(request).begin(account, cookies.device_of(request), "password"), target)


@router.post("/lock")
def lock(request: Request, form: Form, account: LoggedIn) -> Response:
    """Lås: inget visas förrän samma konto har låst upp. Med `then=switch` visas vem som kan fortsätta."""
    if (session := getattr(request.state, "session", None)) is not None:
        log_ins_of(request).lock(session)
        record_act(request, account, "lock")
    answer = go_to("/switch" if form.get("then") == "switch" else "/lock")
    answer.headers.update(CLEAR_CACHE)
    return answer


@router.get("/lock")
def lock_page(request: Request) -> Response:
    """Sidan för att låsa upp den inloggning som webbläsaren har."""
    target, standing = target_of(request.query_params.get("next")), _current(request)
    if standing is None:
        return go_to(with_target("/login", target))
    if not standing.is_locked:
        return go_to(target)
    if standing.was_locked_now:
        record_act(request, standing.account, "lock")
    return _unlock_form(request, standing, target, loan=log_ins_of(request).loan_of(standing))


@router.get("/switch")
def switch_page(request: Request) -> Response:
    """Vilka som är inloggade på den här enheten och kan fortsätta."""
    current = _current(request)
    if current is not None and not current.is_locked:
        return go_to("/")
    return shown(request, "log_in/switch.html", parked=log_ins_of(request).parked_on(cookies.device_of(request)))


@router.get("/unlock/{session_id}")
def unlock_page(request: Request, session_id: UUID) -> Response:
    """Sidan för att låsa upp en av enhetens inloggningar."""
    return _unlock_form(request, _parked(request, session_id), target_of(request.query_params.get("next")))


@router.post("/unlock/{session_id}")
def unlock(request: Request, session_id: UUID, form: Form) -> Response:
    """Lås upp med lösenord eller kod; inloggningen får ett nytt id."""
    cookies.require_own(request, form.get(cookies.CSRF_FIELD), cookies.token_in(request, "device"))
    target, standing = target_of(form.get("next")), _parked(request, session_id)
    secret = form.get("secret", "")
    if not secret:
        return _unlock_form(request, standing, target, [Fault("secret", _("Skriv ditt lösenord eller din kod"))])
    try:
        token, factor = log_ins_of(request).unlock(standing, secret, address_of_peer(request))
    except WrongLogInError as refused:
        record_act(request, standing.account, "unlock", factor="password", refusal=refused.kind)
        if refused.kind == "session":
            return go_to(with_target("/login", target))
        return _unlock_form(request, standing, target, [Fault("secret", _("Det är fel lösenord eller kod"))])
    except TooManyError as refused:
        return _unlock_form(request, standing, target, [Fault("secret", refusal(refused))], status=429)
    record_act(request, standing.account, "unlock", factor=factor)
    return let_in(request, standing.session, token, target)


@router.post("/logout")
def log_out(request: Request, form: Form) -> Response:
    """Logga ut: inloggningen är slut, och webbläsaren glömmer den."""
    token, standing = cookies.token_in(request, "session"), _current(request)
    given = form.get(cookies.CSRF_FIELD)
    # Also from the lock's page, whose forms are bound to the device.
    bound_to = cookies.token_in(request, "device") if standing is None or standing.is_locked else token
    cookies.require_own(request, given, bound_to)
    if standing is not None:
        log_ins_of(request).sessions.end(standing.session.session_id)
        record_act(request, standing.account, "log_out")
    answer = go_to("/login")
    answer.headers.update(CLEAR_CACHE)
    cookies.forget(request, answer, "session")
    return answer


def _current(request: Request) -> Standing | None:
    token = cookies.token_in(request, "session")
    return None if token is None else log_ins_of(request).standing(token)


def park_current(request: Request) -> None:
    """Lock whoever is logged in in the browser: they are not logged out, but nothing of theirs is open."""
    current = _current(request)
    if current is not None:
        log_ins_of(request).lock(current.session)


def _parked(request: Request, session_id: UUID) -> Standing:
    device = cookies.token_in(request, "device")
    for standing in () if device is None else log_ins_of(request).parked_on(device):
        if standing.session.session_id == session_id:
            return standing
    raise NotFoundError("Inloggningen finns inte på den här enheten; den kan vara avslutad. Logga in på nytt.")


def let_in(request: Request, session: Session, token: str, target: str) -> Response:
    """Go on to where somebody was going, or to what they had not got saved, with the cookie of their session."""
    answer = go_to(onward_from_log_in(request, session, target))
    cookies.set_session(request, answer, token)
    cookies.set_device(request, answer)
    return answer


def log_in_form(
    request: Request, target: str, name: str = "", faults: list[Fault] | None = None, *, status: int = 422
) -> Response:
    """The page to log in on, with what is wrong."""
    answer = shown(
        request, "log_in/log_in.html", status=status if faults else 200, target=target, name=name, faults=faults or [],
        with_password=request.app.state.runtime.settings.password_log_in, providers=_providers(request),
        kept_time=_kept_time(request, target), is_lost=_is_lost(request),
    )
    cookies.set_device(request, answer)
    return answer


def _unlock_form(
    request: Request, standing: Standing, target: str, faults: list[Fault] | None = None, *, status: int = 422,
    loan: TabletLoan | None = None,
) -> Response:
    provider = standing.session.provider
    answer = shown(
        request, "log_in/unlock.html", status=status if faults else 200, target=target, faults=faults or [],
        kept_time=_kept_time(request, target), is_lost=_is_lost(request), standing=standing, loan=loan,
        providers={name: label for name, label in _providers(request).items() if name == provider},
        takes_secret=standing.session.has_pin or request.app.state.runtime.settings.password_log_in and provider is None,
    )
    cookies.set_device(request, answer)
    return answer


def _kept_time(request: Request, target: str) -> str:
    """How long the form lies that somebody goes on to once they have logged in; empty = they go on to none."""
    return time_kept(request) if target.startswith(f"{KEPT}/") else ""


def _is_lost(request: Request) -> bool:
    return request.query_params.get(LOST) is not None


def _providers(request: Request) -> Mapping[str, str]:
    return {name: provider.settings.label for name, provider in request.app.state.providers.items()}

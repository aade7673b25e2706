"""Cookies of a session, and what keeps other sites from using them (CSRF).

A change that comes with a session's cookie counts only when the browser says that the page is ours, and it carries a token that
only a page of that session was given: an HMAC under the session's id, so that nothing need be stored.

Source: OWASP ASVS 5.0, 3.3 (cookies), 3.5 (cross-site requests); RFC 6265bis (`__Host-`, SameSite); Fetch metadata (W3C).
"""

from __future__ import annotations

import hmac
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from adapters.sessions import keyed, new_token
from api.problems import CrossSiteError, Text

CSRF_HEADER = "Aktspar-CSRF"
CSRF_FIELD = "csrf"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_DEVICE_SECONDS = 180 * 86_400
_ASKING_SECONDS = 600
_LONGEST = 128

Cookie = Literal["session", "device", "asking"]
_NAMES: dict[Cookie, str] = {"session": "aktspar", "device": "aktspar-device", "asking": "aktspar-asking"}


def is_over_tls(request: Request) -> bool:
    """Whether browsers reach the service over TLS."""
    return (request.app.state.runtime.settings.public_url or "").startswith("https:")


def own_origin(request: Request) -> str:
    """The service's own address, as a browser states it."""
    stated = request.app.state.runtime.settings.public_url
    return stated or f"{request.url.scheme}://{request.headers.get('host', '')}"


def token_in(request: Request, cookie: Cookie) -> str | None:
    """What a cookie holds; None = there is none."""
    found = request.cookies.get(_name(request, cookie))
    return found if found and len(found) <= _LONGEST else None


def set_session(request: Request, response: Response, token: str) -> None:
    """Hand out a session's cookie; it goes when the browser is closed."""
    _set(request, response, "session", token, None)


def set_asking(request: Request, response: Response, token: str) -> None:
    """Hand out the cookie of a log-in at an identity provider."""
    _set(request, response, "asking", token, _ASKING_SECONDS)


def forget(request: Request, response: Response, cookie: Cookie) -> None:
    """Take a cookie back."""
    response.delete_cookie(_name(request, cookie), path="/", secure=is_over_tls(request), httponly=True, samesite="lax")


def device_of(request: Request) -> str:
    """The id of the device, made when it has none; whoever answers hands it out with `set_device`."""
    if not hasattr(request.state, "device"):
        request.state.device = token_in(request, "device") or new_token()
    return request.state.device


def set_device(request: Request, response: Response) -> None:
    """Hand out the device's cookie: what binds parked sessions, and forms before any session, to this browser."""
    _set(request, response, "device", device_of(request), _DEVICE_SECONDS)


def csrf_token(bound_to: str) -> str:
    """What a page's forms carry: only who holds the session's, or the device's, id can tell it."""
    return keyed(bound_to, "csrf")


def require_own(request: Request, given: str | None, bound_to: str | None) -> None:
    """Let a change through only from a page of ours.

    Args:
        given: The token that came with it; None = none.
        bound_to: The id that it must be the token of.

    Raises:
        CrossSiteError: The page was another site's, or the token is missing, stale or of another session.
    """
    if not is_same_origin(request) or given is None or bound_to is None or not hmac.compare_digest(
        given.encode(errors="replace"), csrf_token(bound_to).encode()
    ):
        raise CrossSiteError(Text(
            "Ändringen kom inte från en aktuell sida i Aktspår, och inget har ändrats. Ladda om sidan och försök igen.",
            "The change did not come from a current page of Aktspår, and nothing was changed. Load the page again.",
        ))


def is_same_origin(request: Request) -> bool:
    """Whether the browser says that a request came from a page of the service's own."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is None:
        return origin == own_origin(request)
    # Our pages send no referrer, and then a form's origin is stated as null.
    return site == "same-origin" and origin in (None, "null", own_origin(request))


def _set(request: Request, response: Response, cookie: Cookie, token: str, seconds: int | None) -> None:
    # Lax, not Strict: a link in a mail opens the service as whoever is logged in, and changes nothing.
    response.set_cookie(
        _name(request, cookie), token, max_age=seconds, path="/", secure=is_over_tls(request), httponly=True, samesite="lax"
    )


def _name(request: Request, cookie: Cookie) -> str:
    return ("__Host-" if is_over_tls(request) else "") + _NAMES[cookie]

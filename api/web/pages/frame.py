"""What every page has in common: who is logged in, the forms that are around them, and what forms send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.accounts import Account, Role
from api.access_matrix import rule_of
from api.http.session_cookies import csrf_token, device_of
from api.web.keeping import Sent, address_of_kept, unsaved_in
from api.web.pages.notices import notice_of
from api.web.rendering import page
from api.web.texts import LANGUAGES, SWEDISH, _

if TYPE_CHECKING:
    from api.main import Runtime

LANGUAGE_COOKIE = "aktspar-language"

_PLACES = (
    ("/today", "Idag", ()),
    ("/cases", "Ärenden", ("/record/cases",)),
    ("/viewpoints", "Synpunkter", ("/registers", "/viewpoints/themes")),
    ("/review", "Granskning", ("/review/journal-reviews",)),
    ("/results", "Resultat", ()),
    ("/lex-sarah", "Lex Sarah", ("/deviations",)),
    ("/log-review", "Loggkontroll", ("/log-review/emergencies",)),
    ("/erasure", "Gallring", ()),
    ("/approvals", "Godkännanden", ()),
    ("/operations", "Driftläge", ()),
    ("/proof", "Bevis", ()),
    ("/settings", "Inställningar", ()),
)
"""The parts of the service: address, name, and the beginnings of further addresses in it.

Whoever may not open the address itself enters by the first of the further ones that they may open.
"""
_IN_A_ROW = 7
"""So many parts stand side by side at the width of a desk; the others lie in the menu's "Mer"."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""What a form without and with files is sent as."""
_LONGEST_TARGET = 500
_TARGET = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""An address within the service: one slash, no second one, and nothing that is not printed ASCII or is a backslash."""


class Fault(NamedTuple):
    """What is wrong with a form: the field and a sentence."""

    field: str
    text: str


class Visitor(NamedTuple):
    """Who is logged in in a browser, for the top of the page.

    Args:
        csrf: What the page's forms carry.
        lock_after_seconds: When a page that is left alone asks for the lock.
    """

    account: Account
    csrf: str
    lock_after_seconds: int


class Place(NamedTuple):
    """Where in the service a page is, for the navigation.

    Args:
        current: Whether the page is in this part.
    """

    address: str
    text: str
    current: bool


class Menu(NamedTuple):
    """The parts of the service that somebody may open.

    Args:
        row: The first of them and, wherever it comes, the one that the page is in.
        more: The others.
    """

    row: Sequence[Place]
    more: Sequence[Place]


def shown(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> Response:
    """A page as whoever asks sees it; a form that changes something before any session carries the device's token."""
    runtime: Runtime = request.app.state.runtime
    visitor = visitor_of(request)
    slugs = runtime.boards() if visitor is None else [visitor.account.board]
    answer = page(
        template, status=status, visitor=visitor, simulated=any(runtime.board(slug).simulated for slug in slugs),
        csrf=csrf_token(device_of(request)) if visitor is None else visitor.csrf,
        menu=menu_of(visitor, request.url.path),
        notice=notice_of(request.query_params.get("done")), unsaved=unsaved_in(request), here=here(request), **context,
    )
    answer.headers.update(headers or {})
    return answer


def visitor_of(request: Request) -> Visitor | None:
    """Who is logged in with a session that is open; None = nobody is, or their log-in is not a browser's."""
    token = getattr(request.state, "session_token", None)
    if token is None:
        return None
    return Visitor(request.state.account, csrf_token(token), request.app.state.log_ins.lock_seconds + 1)


def menu_of(visitor: Visitor | None, path: str) -> Menu | None:
    """The menu of a page at an address; None = nobody is logged in."""
    if visitor is None:
        return None
    places = list(places_for(visitor.account.role, path))
    # One that would be alone under "Mer" has room in the row.
    first = len(places) if len(places) <= _IN_A_ROW + 1 else _IN_A_ROW
    row = [place for number, place in enumerate(places) if number < first or place.current]
    return Menu(row, [place for place in places if place not in row])


def places_for(role: Role, path: str) -> Iterator[Place]:
    """The parts of the service that a role may open, in the order of the navigation."""
    for address, text, beginnings in _PLACES:
        entrance = next((each for each in (address, *beginnings) if _may_open(role, each)), None)
        if entrance is not None:
            yield Place(entrance, _(text), path.startswith((address, *beginnings)))


def language_in(request: Request) -> str:
    """The language that somebody has chosen in this browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, SWEDISH)
    return chosen if chosen in LANGUAGES else SWEDISH


def here(request: Request) -> str:
    """The address of the page, for what leads back to it; of what a form sent, the page that the form is on."""
    if (shown_again := address_of_kept(request)) is not None:
        return shown_again
    query = request.url.query
    return target_of(request.url.path + (f"?{query}" if query else ""))


async def form_of(request: Request) -> Mapping[str, str]:
    """What a form sent, kept with the request, so that the log-in finds the form's token; nothing when it is no form."""
    is_form = request.headers.get("content-type", "").startswith(_FORMS)
    sent = (await request.form()).multi_items() if is_form else []
    pairs = [(name, value) for name, value in sent if isinstance(value, str)]
    files = [name for name, value in sent if not isinstance(value, str) and value.filename]
    request.state.sent, request.state.form = Sent(pairs, files), dict(pairs)
    return request.state.form


Form = Annotated[Mapping[str, str], Depends(form_of)]


def target_of(stated: str | None) -> str:
    """Where somebody was going within the service; anything else is the start page, so that no link leads elsewhere."""
    if stated is None or len(stated) > _LONGEST_TARGET or _TARGET.fullmatch(stated) is None:
        return "/"
    return stated


def go_to(address: str) -> RedirectResponse:
    """After a change: the page to show, asked for anew, so that loading it again changes nothing."""
    return RedirectResponse(address, 303)


def with_target(path: str, target: str) -> str:
    """An address that remembers where somebody was going."""
    return path if target == "/" else f"{path}?next={quote(target, safe='')}"


def _may_open(role: Role, path: str) -> bool:
    rule = rule_of(f"GET {path}")
    return rule is not None and rule.relation(role) is not None

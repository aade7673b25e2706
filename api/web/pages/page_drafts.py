"""Drafts on a page (sv. *utkast på en sida*): what the service does with drafts, as a part of the page's one record of access."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.access import Ground
from api.drafting import Drafting
from api.http.barrier import request_id_of
from api.http.dependencies import action_of, caller_of
from api.known_at import KnownAt
from api.web.stated import stated_in
from domain.draft import DraftHead
from projections.local_time import STOCKHOLM

if TYPE_CHECKING:
    from api.web.pages.asking import Asking

VERSION_FIELD = "draft_version"


def by_script(request: Request) -> bool:
    """Whether a page's script saves a draft, as one writes."""
    return request.headers.get("accept", "").startswith("application/json")


def version_in(form: Mapping[str, str]) -> int | None:
    """The version of its draft that a form has; None = it has none."""
    version = form.get(VERSION_FIELD, "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else None


def saved(head: DraftHead) -> Response:
    """What the script is told of a draft that was saved."""
    when = datetime.fromtimestamp(head.saved_us / 1_000_000, STOCKHOLM)
    return JSONResponse({"version": head.version, "saved": f"{when:%H.%M}"})


def not_saved(why: str, status: int) -> Response:
    """What the script is told of a draft that was not saved."""
    return JSONResponse({"why": why}, status)


class PageDrafts(Drafting):
    """Somebody's drafts, as a page asks for them.

    Args:
        case_id: The case that the page is about, if it is about one.
    """

    def __init__(self, request: Request, asking: Asking, case_id: UUID | None = None) -> None:
        account = asking.account
        stated = None if case_id is None else stated_in(request, case_id)
        super().__init__(asking.board, account, caller_of(account), action_of(request), request_id_of(request), stated)
        self._asking = asking

    def _log(self, cases: Iterable[UUID], ground: Ground | None = None, *, outcome: str = "shown") -> None:
        as_of = KnownAt(self._board.ledger.size(), provisional=False)
        ground = ground or Ground(self._account.role.purpose)
        if outcome == "shown":
            self._asking.note(cases, as_of, None, ground)
        else:
            self._asking.note_refused(cases, as_of, None, ground, outcome)

"""What goes wrong, as whoever asks reads it: a page, or the way to the log-in, in a browser; a problem document elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from api.http.answers import language_of, problem_response
from api.problems import (
    CrossSiteError,
    LeftAloneError,
    NotLoggedInError,
    Problem,
    PurposeRequiredError,
    SessionLockedError,
    UnderWayError,
    problem_of,
)
from api.web.keeping import HERE as KEPT
from api.web.keeping import LOST, address_of_kept, is_form_of_a_write, is_own_page, keep_sent, texts_sent
from api.web.pages.frame import here, menu_of, visitor_of
from api.web.pages.purpose_form import purpose_form
from api.web.refusals import detail_of, title_of
from api.web.rendering import page

_CROSS_SITE = "cross-site"
_KEPT_AT = (429, 500, 503)
"""What may pass, so that the same form can be sent again."""
_COMES_AGAIN_SECONDS = 1


class _Typed(NamedTuple):
    """What became of what was typed in a form that was refused.

    Args:
        kept: Where it lies; None = nowhere.
        texts: It itself, where it can be sent nowhere.
        is_anothers: Whether it lies there for whoever wrote it, who is another than whoever is logged in.
    """

    kept: str | None
    texts: Sequence[str] = ()
    is_anothers: bool = False


_NO_PAGES = ("/api/", "/tlog/", "/scim/", "/static/", "/metrics", "/healthz", "/readyz")


def answer_to_error(scope: Scope, error: BaseException) -> Response:
    """The answer to a request that was refused; whoever is not logged in is shown where to log in or to unlock."""
    if not _wants_page(scope):
        return problem_response(problem_of(error), language=language_of(Headers(scope=scope)))
    request = Request(scope)
    if isinstance(error, NotLoggedInError):
        path = "/lock" if isinstance(error, SessionLockedError) else "/login"
        return RedirectResponse(path + _next(request), 303)
    if isinstance(error, UnderWayError):
        return _under_way(request, error)
    if isinstance(error, PurposeRequiredError) and (case_id := _case_asked_for(request)) is not None:
        return purpose_form(request, case_id, here(request) if request.method == "GET" else _kept(request) or f"/cases/{case_id}")
    if isinstance(error, CrossSiteError | LeftAloneError) and is_own_page(request) and (kept := _kept(request)) is not None:
        # The page is of an earlier log-in of theirs, for example before they unlocked it in another tab; or it was left alone.
        return RedirectResponse(kept, 303)
    return answer_to_problem(scope, problem_of(error))


def _under_way(request: Request, error: UnderWayError) -> Response:
    """The page of what is being judged for the first time; it comes again by itself until it is there."""
    visitor = visitor_of(request)
    answer = page(
        "waiting.html", status=202, seconds=int(error.seconds), visitor=visitor, simulated=False,
        csrf=visitor and visitor.csrf, menu=menu_of(visitor, request.url.path), here=here(request),
    )
    answer.headers["Refresh"] = str(_COMES_AGAIN_SECONDS)
    return answer


def answer_to_problem(scope: Scope, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The answer that a problem is; to what a form sent, with what became of what was typed."""
    if not _wants_page(scope):
        return problem_response(problem, headers, language=language_of(Headers(scope=scope)))
    request = Request(scope)
    visitor = visitor_of(request)
    # Nothing is asked of the database: what is told of may be that it does not answer.
    answer = page(
        "problem.html", status=problem.status, problem=problem, title=title_of(problem),
        detail=detail_of(problem), visitor=visitor, simulated=False, csrf=visitor and visitor.csrf,
        menu=menu_of(visitor, request.url.path),
        request_id=str(scope.get("state", {}).get("request_id", "")), typed=_typed(request, problem),
    )
    answer.headers.update(headers or {})
    if problem.status == 429 and problem.extra is not None:
        answer.headers["Retry-After"] = str(problem.extra["retry_after_seconds"])
    return answer


def _case_asked_for(request: Request) -> UUID | None:
    if getattr(request.state, "session", None) is None:
        return None
    try:
        return UUID(str(request.path_params.get("case_id")))
    except ValueError:
        return None


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(_NO_PAGES)


def _typed(request: Request, problem: Problem) -> _Typed | None:
    """What became of what was typed; None = no form was sent."""
    is_too_large = request.method == "POST" and problem.status == 413
    if not is_too_large and not is_form_of_a_write(request):
        return None
    if problem.status in _KEPT_AT or problem.name == _CROSS_SITE:
        return _Typed(_kept(request), is_anothers=problem.name == _CROSS_SITE)
    # Of a case that is erased nothing is told again.
    return _Typed(None, () if problem.status == 410 else texts_sent(request))


def _kept(request: Request) -> str | None:
    """Where what a form sent lies; None = it is not kept."""
    if (already := address_of_kept(request)) is not None:
        return already
    kept_id = keep_sent(request)
    return None if kept_id is None else f"{KEPT}/{kept_id}"


def _next(request: Request) -> str:
    if request.method != "GET":
        # What a form sent is not sent again by itself: whoever logs in next may be another.
        kept = _kept(request)
        if kept is None:
            return f"?{LOST}=form" if is_form_of_a_write(request) else ""
        return "?next=" + quote(kept, safe="")
    if request.url.path == "/":
        return ""
    query = request.scope["query_string"].decode("ascii", "replace")
    return "?next=" + quote(request.scope["path"] + (f"?{query}" if query else ""), safe="")

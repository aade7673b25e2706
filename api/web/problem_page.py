"""What goes wrong, as whoever asks reads it: a page, or the way to the log-in, in a browser; a problem document elsewhere."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from api.http.answers import language_of, problem_response
from api.problems import NotLoggedInError, Problem, PurposeRequiredError, SessionLockedError, problem_of
from api.web.pages.frame import here, places_for, visitor_of
from api.web.pages.purpose_form import purpose_form
from api.web.rendering import page

_NO_PAGES = ("/api/", "/tlog/", "/scim/", "/static/", "/metrics", "/healthz", "/readyz")


def answer_to_error(scope: Scope, error: BaseException) -> Response:
    """The answer to a request that was refused; whoever is not logged in is shown where to log in or to unlock."""
    if not _wants_page(scope):
        return problem_response(problem_of(error), language=language_of(Headers(scope=scope)))
    if isinstance(error, NotLoggedInError):
        path = "/lock" if isinstance(error, SessionLockedError) else "/login"
        return RedirectResponse(path + _next(scope), 303)
    request = Request(scope)
    if isinstance(error, PurposeRequiredError) and (case_id := _case_asked_for(request)) is not None:
        return purpose_form(request, case_id, here(request) if request.method == "GET" else f"/cases/{case_id}")
    return answer_to_problem(scope, problem_of(error))


def answer_to_problem(scope: Scope, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The answer that a problem is."""
    if not _wants_page(scope):
        return problem_response(problem, headers, language=language_of(Headers(scope=scope)))
    request = Request(scope)
    visitor = visitor_of(request)
    # Nothing is asked of the database: what is told of may be that it does not answer.
    answer = page(
        "problem.html", status=problem.status, problem=problem, visitor=visitor, simulated=False, csrf=visitor and visitor.csrf,
        places=[] if visitor is None else list(places_for(visitor.account.role, request.url.path)),
        request_id=str(scope.get("state", {}).get("request_id", "")),
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


def _next(scope: Scope) -> str:
    # What a form sent is not sent again: it would be sent by whoever logs in next.
    if scope["method"] != "GET" or scope["path"] == "/":
        return ""
    query = scope["query_string"].decode("ascii", "replace")
    return "?next=" + quote(scope["path"] + (f"?{query}" if query else ""), safe="")

"""What goes wrong, as whoever asks reads it: a page, or the way to the log-in, in a browser; a problem document elsewhere."""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from api.http.answers import language_of, problem_response
from api.problems import NotLoggedInError, Problem, SessionLockedError, problem_of
from api.web.rendering import page

_NO_PAGES = ("/api/", "/tlog/", "/scim/", "/static/", "/metrics", "/healthz", "/readyz")


def answer_to_error(scope: Scope, error: BaseException) -> Response:
    """The answer to a request that was refused; whoever is not logged in is shown where to log in or to unlock."""
    if not _wants_page(scope):
        return problem_response(problem_of(error), language=language_of(Headers(scope=scope)))
    if isinstance(error, NotLoggedInError):
        path = "/lock" if isinstance(error, SessionLockedError) else "/login"
        return RedirectResponse(path + _next(scope), 303)
    return answer_to_problem(scope, problem_of(error))


def answer_to_problem(scope: Scope, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The answer that a problem is."""
    if not _wants_page(scope):
        return problem_response(problem, headers, language=language_of(Headers(scope=scope)))
    answer = page(
        "problem.html", status=problem.status, problem=problem, visitor=None, simulated=False,
        request_id=str(scope.get("state", {}).get("request_id", "")),
    )
    answer.headers.update(headers or {})
    if problem.status == 429 and problem.extra is not None:
        answer.headers["Retry-After"] = str(problem.extra["retry_after_seconds"])
    return answer


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(_NO_PAGES)


def _next(scope: Scope) -> str:
    # What a form sent is not sent again: it would be sent by whoever logs in next.
    if scope["method"] != "GET" or scope["path"] == "/":
        return ""
    query = scope["query_string"].decode("ascii", "replace")
    return "?next=" + quote(scope["path"] + (f"?{query}" if query else ""), safe="")

"""What stands outside every route: headers on every answer, one log line a request, and no exception that gets out.

The log names the route's pattern, never the address that was asked for, and of an unforeseen fault its class and place,
never its message: messages may quote what somebody wrote.
"""

from __future__ import annotations

import sys
import time
import traceback
from typing import Any
from uuid import UUID, uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.answers import problem_response
from api.problems import problem_of

SECURITY_HEADERS = {
    # Nothing is loaded and nothing is run; the start page adds the hash of its own style sheet.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A shared tablet must not keep what the last user read.
    "Cache-Control": "no-store",
}


class Barrier:
    """The outermost layer that is ours."""

    def __init__(self, app: ASGIApp, log: Any = None) -> None:
        self._app = app
        self._log = log or json_log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, started = uuid4(), time.perf_counter()
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = str(request_id)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            self._tell(request_id, error)
            if status == 0:
                await problem_response(problem_of(error))(scope, receive, send_with_headers)
        finally:
            route = getattr(scope.get("route"), "path", None)
            milliseconds = round(1000 * (time.perf_counter() - started), 1)
            self._log.info(
                "request", request_id=str(request_id), method=scope["method"], route=route, status=status, ms=milliseconds
            )

    def _tell(self, request_id: UUID, error: Exception) -> None:
        problem = problem_of(error)
        if problem.status >= 500:
            self._log.error(problem.name, request_id=str(request_id), error=type(error).__name__, places=_places(error))
        elif problem.status in (401, 403):
            self._log.warning(problem.name, request_id=str(request_id))


def request_id_of(request: Request) -> UUID:
    """The request's id: in the log, in the answer's `X-Request-Id`, and the id of its access record."""
    return request.state.request_id


def json_log() -> Any:
    """A log of one JSON line an event, on stderr."""
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.BoundLogger,
    )


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-6:]]

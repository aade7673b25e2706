"""What stands outside every route: headers on every answer, one log line a request, and no exception that gets out.

The log names the route's pattern, never the address that was asked for, and of an unforeseen fault its class and place,
never its message: messages may quote what somebody wrote.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.access_log import LOGGED
from api.problems import RequestTooLargeError, Text, problem_of
from api.web.pages.frame import language_in
from api.web.problem_page import answer_to_error
from api.web.texts import LANGUAGE

SECURITY_HEADERS = {
    # Nothing is loaded and nothing is run; a page says what it needs itself.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Nothing here uses the device's sensors, its place or its payment.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    # A shared tablet must not keep what the last user read.
    "Cache-Control": "no-store",
}

OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""Where browsers reach the service over TLS: they never ask without it again."""


MAX_BODY_BYTES = 65_536
"""The longest body of a question, which says no more than a case number; what is longer is not read, whoever sends it."""

MAX_WRITE_BYTES = 1_048_576
"""The longest body of a write."""


Settle = Callable[[Scope, UUID, int], None]


class Barrier:
    """The outermost layer that is ours.

    Args:
        writes: Whether a method and an address are those of a write, whose body may be longer.
        settle: Writes the access record of a request that has none, by its scope, id and status, before the answer leaves.
        over_tls: Whether browsers reach the service over TLS.
    """

    def __init__(
        self, app: ASGIApp, log: Any = None, writes: Callable[[str, str], bool] = lambda method, path: False,
        settle: Settle = lambda scope, request_id, status: None, over_tls: bool = False,
    ) -> None:
        self._app = app
        self._headers = SECURITY_HEADERS | (OVER_TLS if over_tls else {})
        self._settle = settle
        self._writes = writes
        self._log = log or json_log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        longest = MAX_WRITE_BYTES if self._writes(scope["method"], scope["path"]) else MAX_BODY_BYTES
        exchange, started = _Exchange(scope, receive, send, longest, self._settle, self._headers), time.perf_counter()
        LOGGED.set(exchange.logged)
        LANGUAGE.set(language_in(Request(scope)))
        scope.setdefault("state", {})["request_id"] = exchange.request_id
        try:
            _require_short(scope, longest)
            await self._app(scope, exchange.receive, exchange.send)
        except Exception as error:
            self._tell(exchange.request_id, error)
            if exchange.status is None:
                await self._refuse(scope, exchange, error)
        finally:
            self._log.info(
                "request", request_id=str(exchange.request_id), method=scope["method"],
                route=getattr(scope.get("route"), "path", None), status=exchange.status,
                ms=round(1000 * (time.perf_counter() - started), 1),
            )

    async def _refuse(self, scope: Scope, exchange: _Exchange, error: Exception) -> None:
        try:
            await exchange.require_record(problem_of(error).status)
        except Exception as unwritten:
            self._tell(exchange.request_id, unwritten)
            error = unwritten
        answer = answer_to_error(scope, error)
        await answer(scope, exchange.receive, exchange.send)

    def _tell(self, request_id: UUID, error: Exception) -> None:
        problem = problem_of(error)
        if problem.status >= 500:
            self._log.error(problem.name, request_id=str(request_id), error=type(error).__name__, places=_places(error))
        elif problem.status in (401, 403):
            self._log.warning(problem.name, request_id=str(request_id))


class _Exchange:
    """One request and its answer on their way through: the request's length is bounded, the answer gets its headers."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, longest: int, settle: Settle, headers: Mapping[str, str]
    ) -> None:
        self.request_id = uuid4()
        self._headers = headers
        self.logged: set[UUID] = set()
        self._scope = scope
        self._settle = settle
        self._given_up = False
        self.status: int | None = None
        self._receive = receive
        self._send = send
        self._longest = self._left = longest

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _too_large(self._longest)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self.require_record(message["status"])
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = str(self.request_id)
        await self._send(message)


    async def require_record(self, status: int) -> None:
        """One request is one record, whatever became of it; what cannot be written down is not answered."""
        if self._given_up or self.request_id in self.logged:
            return
        # Should it fail, the answer that says so has no record either: there is nothing in it that could be read.
        self._given_up = True
        await run_in_threadpool(self._settle, self._scope, self.request_id, status)


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


def _require_short(scope: Scope, longest: int) -> None:
    stated = Headers(scope=scope).get("content-length", "0")
    if not stated.isdecimal() or int(stated) > longest:
        raise _too_large(longest)


def _too_large(longest: int) -> RequestTooLargeError:
    return RequestTooLargeError(Text(
        f"Begäran är större än {longest} byte och lästes inte.", f"The request is longer than {longest} bytes and was not read."
    ))


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-6:]]

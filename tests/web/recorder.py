"""What the service answered, byte by byte, as it left for the browser: it stands between the server and our application."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class Answer(NamedTuple):
    """One answer.

    Args:
        address: Path and query, readable.
        headers: By lower-case name.
        size: Bytes of the body as sent.
        html: The page or part of one; "" = it was something else.
    """

    method: str
    address: str
    status: int
    headers: dict[str, str]
    size: int
    html: str


class Recorder:
    """An application that passes everything on to another, and keeps what it answered."""

    def __init__(self, app: Asgi) -> None:
        self._app = app
        self.answers: list[Answer] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = bytearray()

        async def keep(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    # Before it leaves, so that whoever has got it finds it here.
                    self.answers.append(_answer(scope, start, bytes(body)))
            await send(message)

        await self._app(scope, receive, keep)


def _answer(scope: Any, start: dict[str, Any], body: bytes) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
    query = scope["query_string"].decode("ascii", "replace")
    address = scope["path"] + (f"?{unquote_plus(query)}" if query else "")
    is_html = headers.get("content-type", "").startswith("text/html")
    content = gzip.decompress(body) if is_html and headers.get("content-encoding") == "gzip" else body
    html = content.decode("utf-8") if is_html else ""
    return Answer(scope["method"], address, start["status"], headers, len(body), html)

"""`/api/v1/changes`: everything that is recorded, each change once and in order, for whoever keeps something up to date.

A change says that something was recorded in a stream, never what: who may read that asks for it. Source: CloudEvents 1.0
(structured mode); HTML Living Standard 9.2 (server-sent events).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import nullcontext, suppress
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from adapters.accounts import Account
from adapters.postgres.feed import Change, Feed
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, LARGEST_POSITION, BoardQuery, LoggedIn, own_board, reader_of
from api.http.documents import Changes, answers, problem_answers
from api.http.schemas import header_parameter
from api.output import as_json
from api.problems import Text, UsageError
from domain.errors import InvalidValueError
from projections.local_time import instant_text

router = APIRouter(prefix="/api/v1", tags=["changes"])

LONGEST_WAIT_SECONDS = 30
LAST_ID = "Last-Event-ID"

_PAGE = 500
_STILL_THERE_SECONDS = 15.0
_LOOK_SECONDS = 1.0
"""How long a stream waits at a time before it looks whether the service is to stop."""
_POSITION = re.compile(r"[0-9]{1,16}")


class FollowQuery(BoardQuery):
    """From where somebody follows."""

    after: int | None = Field(
        default=None, ge=0, le=LARGEST_POSITION, description="Ändringarna efter den här positionen; utelämnad = från den första."
    )


class ChangesQuery(FollowQuery):
    """One page of changes."""

    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många ändringar.")
    wait: int = Field(
        default=0, ge=0, le=LONGEST_WAIT_SECONDS, description="Vänta så många sekunder på en ändring om det inte finns någon."
    )


@router.get("/changes", responses=answers(Changes, 400, 401, 403, 404, 422))
async def changes(request: Request, account: LoggedIn, query: Annotated[ChangesQuery, Query()]) -> Response:
    """Ändringarna efter en position, i ordning; väntar på nästa om det inte finns någon."""
    feed = await run_in_threadpool(_followed, request, account, query)
    first = await _first(feed, query.after)
    found = await _next_changes(request, feed, first, query.limit, query.wait)
    last = found[-1].position if found else query.after
    return json_response(request, {
        "origin": feed.origin, "size": await run_in_threadpool(feed.size), "after": last,
        "changes": [_cloud_event(feed, each) for each in found],
    })


@router.get(
    "/changes/stream", response_class=StreamingResponse,
    openapi_extra={"parameters": [header_parameter(
        LAST_ID, {"type": "string", "pattern": f"^{_POSITION.pattern}$"}, required=False,
        description="Positionen i den sista händelsen som togs emot; strömmen fortsätter efter den. Går före after.",
    )]},
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Server-sent events: id är positionen, data är ändringen som CloudEvent.",
        },
        **problem_answers(400, 401, 403, 404, 422, 500, 503),
    },
)
async def stream(request: Request, account: LoggedIn, query: Annotated[FollowQuery, Query()]) -> Response:
    """Ändringarna efter en position och allt som följer, som server-sent events."""
    after = _last_id(request, query.after)
    feed = await run_in_threadpool(_followed, request, account, query)
    first = await _first(feed, after)
    return StreamingResponse(_events(request, feed, first), media_type="text/event-stream")


def _followed(request: Request, account: Account, query: BoardQuery) -> Feed:
    """The feed of the account's board; that it is read stands in the access log, once a request."""
    board = own_board(request, account, query.board)
    reader_of(request, account, board).record_followed()
    feeds: dict[str, Feed] = request.app.state.feeds
    return feeds.setdefault(board.slug, Feed(board.store))


async def _first(feed: Feed, after: int | None) -> int:
    first = 0 if after is None else after + 1
    size = await run_in_threadpool(feed.size)
    if first > size:
        raise InvalidValueError(Text(
            f"Liggaren har {size} händelser, så ingen har position {after}. Kontrollera att det är samma liggare (origin).",
            f"The ledger has {size} events, so none has position {after}. See that it is the same ledger (origin).",
        ))
    return first


async def _next_changes(request: Request, feed: Feed, first: int, limit: int, seconds: float) -> list[Change]:
    """The changes from a position on; when there are none, those that come within so many seconds."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def ear() -> None:
        # The loop may have ended while the bell was on its way.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(told.set)

    deadline = loop.time() + seconds
    with feed.heard(ear) if seconds else nullcontext():
        while True:
            told.clear()
            found = await run_in_threadpool(feed.changes, first, limit)
            left = deadline - loop.time()
            if found or left <= 0 or request.app.state.stopping:
                return found
            with suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), min(left, _LOOK_SECONDS))


async def _events(request: Request, feed: Feed, first: int) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    while not request.app.state.stopping:
        found = await _next_changes(request, feed, first, _PAGE, _STILL_THERE_SECONDS)
        for change in found:
            yield b"id: %d\nevent: change\ndata: %s\n\n" % (change.position, as_json(_cloud_event(feed, change)))
        first += len(found)
        if not found:
            yield b": still here\n\n"


def _cloud_event(feed: Feed, change: Change) -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": f"{feed.origin}/{change.position}", "source": feed.origin, "type": change.type,
        "time": instant_text(change.recorded_us), "subject": str(change.stream_id), "datacontenttype": "application/json",
        "dataschema": "/api/v1/openapi.json#/components/schemas/ChangeData",
        "data": {
            "position": change.position, "version": change.version, "unit": change.unit_id, "command": change.command_id,
        },
    }


def _last_id(request: Request, after: int | None) -> int | None:
    text = request.headers.get(LAST_ID)
    if text is None:
        return after
    if not _POSITION.fullmatch(text):
        raise UsageError(Text(f"Huvudet {LAST_ID} ska vara en position.", f"The header {LAST_ID} is to be a position."))
    return int(text)

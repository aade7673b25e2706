"""Every write of `api/writes/table.py` as a route: its body, headers, answers and example follow from its declaration."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.access import PURPOSE_HEADER, REASON_HEADER, stated_purpose
from api.http.barrier import request_id_of
from api.http.dependencies import BoardQuery, LoggedIn, action_of, caller_of, own_board
from api.http.documents import Written, problem_answers
from api.http.schemas import body_schema, header_parameter, purpose_parameters
from api.http.told import told_of
from api.output import as_json
from api.problems import PreconditionRequiredError, Text, UnsupportedMediaTypeError, UsageError
from api.writes.asked import Asked
from api.writes.content import read_body
from api.writes.shape import Shape
from api.writes.table import WRITES, shapes
from api.writes.write import Write, example_key, example_path, example_times, makers
from api.writing import SIMULATED_TIME, Writer

PREFIX = "/api/v1"
KEY_HEADER = "Idempotency-Key"

_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 500, 503)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VERSION = re.compile(r'"([0-9]{1,18})(\.[0-9a-f]{1,64})?"')
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ANSWER = {
    "content": {"application/json": {"schema": body_schema(Written)}},
    "headers": {"ETag": {
        "schema": {"type": "string"}, "required": True, "description": "Postens version, för nästa If-Match i samma post.",
    }},
}
_ANSWERS = {
    201: {**_ANSWER, "description": "Registrerat."},
    200: {**_ANSWER, "description": "Registrerat tidigare med samma Idempotency-Key; samma svar som då."},
}


@cache
def write_router() -> APIRouter:
    """A route for each write, in the table's order; made once, since it takes a second."""
    router = APIRouter(prefix=PREFIX)
    times = example_times(WRITES)
    for shape in shapes():
        write = shape.write
        statuses = _REFUSALS if write.begins else (*_REFUSALS, 412, 428)
        router.add_api_route(
            write.path, _endpoint(shape), methods=["POST"], summary=write.summary,
            description=told_of(write.decision, shape.made), tags=[_tag(write)], operation_id=shape.body.__name__,
            status_code=201, response_model=None,
            openapi_extra={
                "parameters": _headers(shape, times[write.path]),
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": body_schema(shape.body)}},
                },
            },
            responses={**_ANSWERS, **problem_answers(*statuses)},
        )
    return router


async def raw_body(request: Request) -> bytes:
    """The body as it came, of the one media type that the service reads.

    Raises:
        UnsupportedMediaTypeError: It is said to be something else than JSON.
        RequestTooLargeError: It is longer than any that is taken.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media_type != "application/json":
        raise UnsupportedMediaTypeError(Text(
            "Skicka begäran som JSON, med huvudet Content-Type: application/json.",
            "Send the request as JSON, with the header Content-Type: application/json.",
        ))
    return await request.body()


def key_of(request: Request) -> UUID:
    """The id that the caller chose for a write, before the first try.

    Raises:
        UsageError: There is none, or it is no UUID.
    """
    text = request.headers.get(KEY_HEADER, "")
    if not _UUID.fullmatch(text):
        raise UsageError(Text(
            f"Huvudet {KEY_HEADER} ska vara ett uuid som du väljer före första försöket.",
            f"The header {KEY_HEADER} is to be a UUID that you choose before the first try.",
        ))
    return UUID(text)


def _endpoint(shape: Shape) -> Callable[..., Response]:
    def write(request: Request, account: LoggedIn, query: BoardQuery, raw: bytes, **path: UUID) -> Response:
        asked = Asked(
            shape, path, read_body(shape.body, raw), key_of(request), None if shape.write.begins else _seen(request),
            simulated_us_of(request), stated_purpose(request.headers.get(PURPOSE_HEADER), request.headers.get(REASON_HEADER)),
        )
        board = own_board(request, account, query.board)
        writer = Writer(board, account, caller_of(account), action_of(request), request_id_of(request))
        written = writer.write(asked)
        headers = {"ETag": f'"{written.version}"'}
        return Response(as_json(written.document), 200 if written.repeated else 201, headers, "application/json")

    # The framework reads a route's parameters from its signature; the ids in the address differ from route to route.
    made_before = example_path(shape.write, WRITES)
    ids = {
        name: Annotated[UUID, Path(
            examples=[made_before[name]], description=f"{member} i made när POST {PREFIX}{collection} skapade det."
        )]
        for name, (collection, member) in makers(shape.write, WRITES).items()
    }
    kinds: dict[str, Any] = {
        "request": Request, "account": LoggedIn, "query": Annotated[BoardQuery, Query()],
        "raw": Annotated[bytes, Depends(raw_body)], **ids,
    }
    keyword = inspect.Parameter.KEYWORD_ONLY
    write.__signature__ = inspect.Signature([inspect.Parameter(name, keyword, annotation=kind) for name, kind in kinds.items()])
    return write


def _tag(write: Write) -> str:
    """Where a write stands in the description: by the module that declares its decision, which is an area or a stream."""
    parts = write.decision.__module__.split(".")[1:]
    return parts[0] if len(parts) == 2 and parts[0] != "case" else parts[1]


def _headers(shape: Shape, on: datetime) -> list[dict[str, Any]]:
    write = shape.write
    headers = [
        header_parameter(
            KEY_HEADER, {"type": "string", "format": "uuid"}, required=True, example=str(example_key(write.path)),
            description="Ditt id för skrivningen, valt före första försöket. Samma id igen ger samma svar och skriver inget.",
        ),
        header_parameter(
            SIMULATED_TIME, {"type": "string", "format": "date-time"}, required=False, example=on.isoformat(),
            description="När det skrivs; krävs på en liggare med simulerad klocka, och tas inte emot av en verklig.",
        ),
        *purpose_parameters(),
    ]
    if not write.begins:
        headers.insert(1, header_parameter(
            "If-Match", {"type": "string", "pattern": rf'^(\*|{_VERSION.pattern})$'}, required=True,
            description='Versionen som du har läst, som i svarets ETag: "7" eller "7.3f2a…"; * = vilken som helst.',
        ))
    return headers


def _seen(request: Request) -> int | None:
    text = request.headers.get("if-match")
    if text is None:
        raise PreconditionRequiredError(Text(
            "Ange i huvudet If-Match vilken version av posten du har läst, som i dess ETag.",
            "Say in the header If-Match which version of the record you have read, as in its ETag.",
        ))
    if text.strip() == "*":
        return None
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        raise UsageError(Text(
            'Huvudet If-Match ska vara en ETag som "7" eller "7.3f2a", eller *.',
            'The header If-Match is to be one ETag as "7" or "7.3f2a", or *.',
        ))
    return int(found[1])


def simulated_us_of(request: Request) -> int | None:
    text = request.headers.get(SIMULATED_TIME)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not _FIRST_YEAR < moment.year <= _LAST_YEAR:
        raise UsageError(Text(
            f"Huvudet {SIMULATED_TIME} ska vara en tidpunkt med förskjutning, till exempel 2026-03-16T09:00:00+01:00.",
            f"The header {SIMULATED_TIME} is to be an instant with its offset, for example 2026-03-16T09:00:00+01:00.",
        ))
    return (moment - _EPOCH) // _MICROSECOND

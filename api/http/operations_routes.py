"""`/api/v1/operations`: how the service stands, for whoever runs it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, reader_for, runtime_of
from api.http.documents import AsOf, answers
from api.operations import standing_of

router = APIRouter(prefix="/api/v1", tags=["health"])


class Operations(AsOf):
    """How the service stands."""

    checks: dict[str, bool]
    readings: list[dict[str, Any]]
    versions: dict[str, str]


@router.get("/operations", responses=answers(Operations, 401, 403))
def show_operations(request: Request, account: LoggedIn, query: Annotated[LookupQuery, Query()]) -> Response:
    """Driftläget: beredskap, larm med vad som ska göras, och versioner. Ingen uppgift ur något ärende."""
    reader = reader_for(request, account, query)
    as_of = reader.as_of(query.known_at)
    found = standing_of(runtime_of(request), reader.board.slug)
    reader.record_shown(as_of, ())
    return json_response(request, {
        **reader.head(as_of), "checks": found.checks, "readings": [each.document() for each in found.readings],
        "versions": found.versions,
    })

"""`/api/v1/instruments`: what ratings can be made with, as known at any moment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, reader_for
from api.http.documents import AsOf, answers
from api.instrument_reading import instruments as read_instruments

router = APIRouter(prefix="/api/v1")

_REFUSALS = (400, 401, 403, 404, 422)


class InstrumentsAnswer(AsOf):
    """The catalogue of instruments on a day."""

    on: date
    instruments: list[dict[str, Any]] = Field(description="Varje version som används den dagen; de som följer med först.")
    adopted: list[dict[str, Any]] = Field(description="Nämndens beslut om instrument, med definitionen som den antogs.")


@router.get("/instruments", tags=["instrument_catalogue"], responses=answers(InstrumentsAnswer, *_REFUSALS))
def instruments(request: Request, account: LoggedIn, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Instrumenten: skalor, gränser och versioner som gäller den dagen, och nämndens egna."""
    answer = read_instruments(reader_for(request, account, query), known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document)

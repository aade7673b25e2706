"""`/api/v1/deviations/trend`: deviations per unit, cause area and month."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.deviation_reading import deviation_trend
from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document

router = APIRouter(prefix="/api/v1", tags=["deviation"])

_HIDDEN = "null = för litet för att visas, eller så skulle något litet gå att räkna ut."


class CountedDeviations(Document):
    """The deviations of a month or of the year."""

    period: str
    deviations: int | None = Field(description=_HIDDEN)
    escalated: int | None = Field(description="De som blev Lex Sarah-rapporter. " + _HIDDEN)
    areas: dict[str, int | None] = Field(description="Per orsaksområde; en avvikelse kan ha orsaker i flera. " + _HIDDEN)


class DeviationYear(CountedDeviations):
    """A year and its months."""

    months: list[CountedDeviations]


class DeviationYearOfUnit(DeviationYear):
    """Those of one unit."""

    unit_id: UUID
    unit: str | None


class DeviationTrend(AsOf):
    """A year of deviations."""

    year: int
    least: int = Field(ge=3, description="Det minsta antal som visas.")
    board: DeviationYear
    units: list[DeviationYearOfUnit] = Field(description="Enheterna som hade någon, i namnordning.")


class DeviationTrendQuery(LookupQuery):
    """Which year."""

    year: int | None = Field(default=None, ge=1, le=9998, description="Året då avvikelserna rapporterades; annars dagens.")


@router.get("/deviations/trend", responses=answers(DeviationTrend, 400, 401, 403, 422))
def read_trend(request: Request, account: LoggedIn, query: Annotated[DeviationTrendQuery, Query()]) -> Response:
    """Avvikelserna per enhet, orsaksområde och månad, utan små tal."""
    answer = deviation_trend(reader_for(request, account, query), query.year, known_at=query.known_at)
    return json_response(request, answer.document)

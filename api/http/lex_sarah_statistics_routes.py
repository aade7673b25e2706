"""`/api/v1/lex-sarah-statistics`: a year's reports in numbers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.lex_sarah_statistics import lex_sarah_statistics
from domain.lex_sarah.codes import CauseArea, LexSarahStep

router = APIRouter(prefix="/api/v1", tags=["lex_sarah"])

_HIDDEN = "null = för litet för att visas, eller så skulle något litet gå att räkna ut."


class DegreeRow(Document):
    """Events of a degree."""

    degree: str = Field(description="En grad, eller undecided.")
    degree_in_words: str
    events: int | None = Field(description=_HIDDEN)


class AreaRow(Document):
    """Events with a cause in an area."""

    area: CauseArea
    area_in_words: str
    events: int | None = Field(description=_HIDDEN)


class ByArea(Document):
    """By cause area; an event may have causes in several."""

    analysed: int | None = Field(description="Händelser vars orsaker är analyserade. " + _HIDDEN)
    rows: list[AreaRow]


class UnitTypeRow(Document):
    """Events at units of a type."""

    unit_type: str = Field(description="Ett slag av insats i enhetens utbud, eller not_stated.")
    unit_type_in_words: str
    events: int | None = Field(description=_HIDDEN)


class InTime(Document):
    """A share in whole percent, half up."""

    numerator: int
    denominator: int
    percent: int
    exact: str


class StepRow(Document):
    """How long a step took."""

    step: LexSarahStep
    step_in_words: str
    events: int | None = Field(description="Händelser där steget är taget. " + _HIDDEN)
    median_days: int | None = Field(description="Kalenderdagar från att steget började till att det togs.")
    median_exact: str | None
    max_days: int | None
    in_time: InTime | None = Field(description="Andel av dem där steget är taget eller skulle ha varit det. " + _HIDDEN)


class LexSarahStatistics(AsOf):
    """A year's reports in numbers, without anybody's identity."""

    year: int
    day: date
    least: int = Field(ge=3, description="Det minsta antal som visas.")
    reports: int | None = Field(description="Lämnade rapporter. " + _HIDDEN)
    events: int | None = Field(description="Rapporter som varken är kopplade till en annan eller övertagna. " + _HIDDEN)
    by_degree: list[DegreeRow]
    by_cause_area: ByArea
    by_unit_type: list[UnitTypeRow]
    steps: list[StepRow]


class StatisticsQuery(AsOfQuery):
    """Which year."""

    year: int | None = Field(default=None, ge=1, le=9998, description="Året då rapporterna lämnades; annars dagens.")


@router.get("/lex-sarah-statistics", responses=answers(LexSarahStatistics, 400, 401, 403, 422))
def read_statistics(request: Request, account: LoggedIn, query: Annotated[StatisticsQuery, Query()]) -> Response:
    """Lex Sarah i tal: grad, orsaksområde, slag av enhet och dagar till varje steg, utan små tal."""
    answer = lex_sarah_statistics(
        reader_for(request, account, query), query.year, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)

"""`/api/v1/goals` and `/api/v1/indicators`: results with what they rest on, as known at any moment, and what is measured."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.goal_reading import GoalReader, Part
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import answers
from api.http.goal_documents import Indicators, Results, Trend, Underlay
from api.http.schemas import purpose_parameters
from api.trend_reading import MOST_YEARS, TrendReader

router = APIRouter(prefix="/api/v1", tags=["goals"])

_REFUSALS = (400, 401, 403, 404, 422)


class UnitQuery(LookupQuery):
    """As known when, and in which unit."""

    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten: namn eller uuid.")
    definitions_on: str | None = Field(
        default=None, description="Räkna med definitionerna som gäller den här dagen; annars de som gällde periodens sista dag."
    )


class PeriodQuery(UnitQuery):
    """For which period."""

    period: str = Field(description="År (2018), tertial (2018-T1, 2018-T2) eller månad (2018-03).", examples=["2026-T1"])


class UnderlayQuery(PeriodQuery):
    """Which of the rows behind a result, and how many."""

    part: Part = Field(default=Part.ALL, description="Täljaren, nämnaren, det som saknas, eller allt.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många rader.")
    after: int = Field(default=0, ge=0, le=10**9, description="Raderna efter så många; tas ur förra sidans next.")


class TrendQuery(UnitQuery):
    """Which indicator over which years."""

    indicator: str = Field(description="Indikatorns id.", examples=["kbt.clients"])
    years: str = Field(description=f"Det första och det sista året, högst {MOST_YEARS}.", examples=["2024-2026"])
    part: str | None = Field(default=None, max_length=2, description="Samma del av varje år: T1, T2 eller en månad (03).")


IndicatorId = Annotated[str, Path(description="Indikatorns id; se /api/v1/indicators.", examples=["kbt.clients"], max_length=200)]


@router.get("/goals", responses=answers(Results, *_REFUSALS))
def goals(request: Request, account: LoggedIn, query: Annotated[PeriodQuery, Query()]) -> Response:
    """Resultaten för en period: varje indikator med täljare, nämnare, täckning, fördelning på kön och målvärde."""
    answer = _reader(request, account, query).goals(
        query.period, known_at=query.known_at, unit=query.unit, definitions_on=query.definitions_on
    )
    return json_response(request, answer.document)


# Before the routes with an id in the address, which would take its name for one.
@router.get("/goals/trend", responses=answers(Trend, *_REFUSALS))
def goal_trend(request: Request, account: LoggedIn, query: Annotated[TrendQuery, Query()]) -> Response:
    """Ett resultat år för år, med det som bryter tidsserien."""
    reader = TrendReader(reader_for(request, account, query))
    answer = reader.trend(
        query.indicator, query.years, part=query.part, known_at=query.known_at, unit=query.unit,
        definitions_on=query.definitions_on,
    )
    return json_response(request, answer.document)


@router.get("/goals/{indicator_id}", responses=answers(Results, *_REFUSALS))
def goal(
    request: Request, account: LoggedIn, indicator_id: IndicatorId, query: Annotated[PeriodQuery, Query()]
) -> Response:
    """En indikators resultat för en period, i varje enhet som har ett."""
    answer = _reader(request, account, query).goals(
        query.period, known_at=query.known_at, unit=query.unit, definitions_on=query.definitions_on, indicator=indicator_id
    )
    return json_response(request, answer.document)


@router.get(
    "/goals/{indicator_id}/events", responses=answers(Underlay, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def goal_events(
    request: Request, account: LoggedIn, indicator_id: IndicatorId, query: Annotated[UnderlayQuery, Query()]
) -> Response:
    """Det som ett resultat är gjort av: varje rad med ärende och händelser; ärendena skrivs i åtkomstloggen."""
    answer, after = _reader(request, account, query).events(
        indicator_id, query.period, part=query.part, known_at=query.known_at, unit=query.unit,
        definitions_on=query.definitions_on, limit=query.limit, after=query.after,
    )
    following = None
    if after is not None:
        # The size is fixed from the first page on, so that nothing moves between pages.
        fixed = {"known_at": answer.document["known_at"], "after": after, "min_position": None}
        asked = {**query.model_dump(mode="json"), **fixed}
        words = urlencode({key: value for key, value in asked.items() if value is not None})
        following = f"/api/v1/goals/{indicator_id}/events?{words}"
    return json_response(request, {**answer.document, "next": following})


@router.get("/indicators", responses=answers(Indicators, *_REFUSALS))
def indicators(request: Request, account: LoggedIn, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Det som nämnden mäter: definitionerna som gäller den dagen med sin innebörd, och allt som har beslutats om dem."""
    answer = _reader(request, account, query).indicators(known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document)


def _reader(request: Request, account: Account, query: LookupQuery) -> GoalReader:
    return GoalReader(reader_for(request, account, query))

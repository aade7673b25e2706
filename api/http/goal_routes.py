"""`/api/v1/goals` and `/api/v1/indicators`: results with what they rest on, as known at any moment, and what is measured."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.external_reading import external_goals
from api.goal_reading import GoalReader, Part
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import answers
from api.http.goal_documents import AnyResults, Indicators, Trend, Underlay
from api.http.schemas import purpose_parameters
from api.problems import Text, UsageError
from api.reading import Answer
from api.trend_reading import MOST_YEARS, TrendReader

router = APIRouter(prefix="/api/v1", tags=["goals"])

_REFUSALS = (400, 401, 403, 404, 422)
# Two views of the same people by different definitions could be laid side by side and tell of a few.
_NO_OTHER_DEFINITIONS = Text(
    "Den externa vyn räknar alltid med periodens egna definitioner. Utelämna definitions_on.",
    "The external view is always counted by the period's own definitions. Leave out definitions_on.",
)


LARGEST_UNDERLAY = 200
"""Fewer than of other lists: the reader's relation to each case on the page is settled first."""


class UnitQuery(LookupQuery):
    """As known when, and in which unit."""

    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten: namn eller uuid.")
    definitions_on: str | None = Field(
        default=None, description="Räkna med definitionerna som gäller den här dagen; annars de som gällde periodens sista dag."
    )


class PeriodQuery(UnitQuery):
    """For which period."""

    period: str = Field(description="År (2018), tertial (2018-T1, 2018-T2) eller månad (2018-03).", examples=["2026-T1"])


class ResultsQuery(PeriodQuery):
    """In which view."""

    external: bool = Field(default=False, description="Som de får visas utanför enheten: utan små tal.")


class UnderlayQuery(PeriodQuery):
    """Which of the rows behind a result, and how many."""

    part: Part = Field(default=Part.ALL, description="Täljaren, nämnaren, det som saknas, eller allt.")
    limit: int = Field(default=100, ge=1, le=LARGEST_UNDERLAY, description="Högst så många rader.")
    after: int = Field(default=0, ge=0, le=10**9, description="Raderna efter så många; tas ur förra sidans next.")


class TrendQuery(UnitQuery):
    """Which indicator over which years."""

    indicator: str = Field(description="Indikatorns id.", examples=["kbt.clients"])
    years: str = Field(description=f"Det första och det sista året, högst {MOST_YEARS}.", examples=["2024-2026"])
    part: str | None = Field(default=None, max_length=2, description="Samma del av varje år: T1, T2 eller en månad (03).")


IndicatorId = Annotated[str, Path(description="Indikatorns id; se /api/v1/indicators.", examples=["kbt.clients"], max_length=200)]


@router.get("/goals", responses=answers(AnyResults, *_REFUSALS))
def goals(request: Request, account: LoggedIn, query: Annotated[ResultsQuery, Query()]) -> Response:
    """Resultaten för en period: varje indikator med täljare, nämnare, täckning, fördelning på kön och målvärde."""
    return json_response(request, _results(request, account, query).document)


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


@router.get("/goals/{indicator_id}", responses=answers(AnyResults, *_REFUSALS))
def goal(
    request: Request, account: LoggedIn, indicator_id: IndicatorId, query: Annotated[ResultsQuery, Query()]
) -> Response:
    """En indikators resultat för en period, i varje enhet som har ett."""
    return json_response(request, _results(request, account, query, indicator_id).document)


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


def _results(request: Request, account: Account, query: ResultsQuery, indicator: str | None = None) -> Answer:
    reader = reader_for(request, account, query)
    if not query.external:
        return GoalReader(reader).goals(
            query.period, known_at=query.known_at, unit=query.unit, definitions_on=query.definitions_on, indicator=indicator
        )
    if query.definitions_on is not None:
        raise UsageError(_NO_OTHER_DEFINITIONS)
    return external_goals(reader, query.period, known_at=query.known_at, unit=query.unit, indicator=indicator)


def _reader(request: Request, account: Account, query: LookupQuery) -> GoalReader:
    return GoalReader(reader_for(request, account, query))

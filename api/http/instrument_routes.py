"""`/api/v1/instruments`: what ratings can be made with, and what became of who was rated, as known at any moment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.instrument_reading import instruments as read_instruments
from api.outcome_reading import Asked
from api.outcome_reading import outcomes as read_outcomes
from domain.codes import RatingSubject, Respondent

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


class OutcomesAnswer(AsOf):
    """What became of those whose cases closed in a period, by one instrument."""

    period: str
    from_: date = Field(alias="from")
    to: date
    outcomes: dict[str, Any] = Field(
        description="Antal, täckning, varje mått för sig, utfallen och effektstorlekarna; refused säger varför ett tal saknas."
    )


class OutcomesQuery(LookupQuery):
    """By which instrument, and of which closings."""

    instrument: str = Field(description="Instrumentets namn.", examples=["ORS"], max_length=100)
    period: str = Field(description="År (2018), tertial (2018-T1, 2018-T2) eller månad (2018-03).", examples=["2026-T1"])
    version: str | None = Field(default=None, max_length=20, description="Instrumentets version; annars den äldsta.")
    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten: namn eller uuid.")
    respondent: Respondent = Field(default=Respondent.CLIENT, description="Vem som skattade.")
    subject: RatingSubject = Field(default=RatingSubject.CLIENT, description="Vem skattningen gäller.")
    reference_sd: str | None = Field(
        default=None, max_length=20, description="En publicerad standardavvikelse; annars de första skattningarnas egen."
    )
    reference_source: str | None = Field(default=None, max_length=500, description="Var den är publicerad.")
    fitted_from: str | None = Field(
        default=None, description="Första avslutsdagen i det egna förloppet; annars det första avslutet som finns."
    )


@router.get("/instruments/outcomes", tags=["instrument_catalogue"], responses=answers(OutcomesAnswer, *_REFUSALS))
def outcomes(request: Request, account: LoggedIn, query: Annotated[OutcomesQuery, Query()]) -> Response:
    """Vad det blev av dem vars ärenden avslutades: varje mått, varje utfall, och effekten med sin referens."""
    asked = Asked(**{name: getattr(query, name) for name in Asked._fields})
    answer = read_outcomes(reader_for(request, account, query), asked, known_at=query.known_at)
    return json_response(request, answer.document)

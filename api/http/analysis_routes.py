"""`/api/v1/analyses`: equality year on year, and the caseload with what stands out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.analysis_reading import caseload_analysis, equality_analysis
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers

router = APIRouter(prefix="/api/v1/analyses", tags=["analyses"])

_REFUSALS = (400, 401, 403, 404, 422)


class Equality(AsOf):
    """A year and the one before it, by gender."""

    year: int
    years: list[dict[str, Any]] = Field(
        description="För varje år klienter, besök, vilka som deltog, behandlingens längd och avslut enligt planering, per kön."
    )
    change: dict[str, Any] | None = Field(description="Det senare året minus det tidigare; andelar i procentenheter.")
    results: list[dict[str, Any]] = Field(description="Årens resultat som fördelas på klientens kön, som i /goals.")


class CaseloadAnalysis(AsOf):
    """The caseload on a day, the quarters before it, and what stands out."""

    day: date
    open: dict[str, Any] = Field(description="Öppna ärenden, per behandlingsfas, hur länge de har varit öppna, och kön.")
    quarters: list[dict[str, Any]] = Field(description="De senaste hela kvartalen, det äldsta först.")
    signal_rule: str
    signals: list[dict[str, Any]] = Field(description="Det som sticker ut i det senaste hela kvartalet.")


class EqualityQuery(LookupQuery):
    """Which year and unit."""

    year: int = Field(ge=2, le=9998, description="Året, som jämförs med året före.")
    unit: str | None = Field(default=None, description="Bara den här enheten med sina verksamheter: namn eller uuid.")


class CaseloadAnalysisQuery(AsOfQuery):
    """Which unit."""

    unit: str | None = Field(default=None, description="Bara den här enheten med sina verksamheter: namn eller uuid.")


@router.get("/equality", responses=answers(Equality, *_REFUSALS))
def read_equality(request: Request, account: LoggedIn, query: Annotated[EqualityQuery, Query()]) -> Response:
    """Jämställdhetsanalys: vilka som får besök, hur lång behandlingen är och hur den slutar, per kön och år."""
    answer = equality_analysis(reader_for(request, account, query), query.year, known_at=query.known_at, unit=query.unit)
    return json_response(request, answer.document)


@router.get("/caseload", responses=answers(CaseloadAnalysis, *_REFUSALS))
def read_caseload(request: Request, account: LoggedIn, query: Annotated[CaseloadAnalysisQuery, Query()]) -> Response:
    """Ärendemängden på dagen, kvartalen före, och det som sticker ut; ingen medarbetare jämförs med någon annan."""
    answer = caseload_analysis(
        reader_for(request, account, query), known_at=query.known_at, valid_at=query.valid_at, unit=query.unit
    )
    return json_response(request, answer.document)

"""`/api/v1/cases`: cases and their timelines, as known at any earlier moment.

A case is addressed by its random id only: a case number in an address would end up in logs and histories.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, CasesQuery, LoggedIn, LookupQuery, count_lookup, reader_for
from api.http.documents import Case, Cases, FoundCase, Timeline, answers
from api.http.schemas import purpose_parameters

router = APIRouter(prefix="/api/v1", tags=["cases"])

_REFUSALS = (400, 401, 403, 404, 422)


class CaseLookup(BaseModel):
    """Which case number is sought; in the body, so that it is in no address."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(min_length=1, max_length=100, description="Ärendenumret.")
    unit: str | None = Field(default=None, description="Enheten, om flera har samma nummer: namn eller uuid.")


@router.get("/cases", responses=answers(Cases, *_REFUSALS))
def cases(request: Request, account: LoggedIn, query: Annotated[CasesQuery, Query()]) -> Response:
    """Ärendena i nämnden, i fast ordning, en sida i taget."""
    reader = reader_for(request, account, query)
    answer, has_more = reader.cases(
        known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, limit=query.limit, after=query.after
    )
    return json_response(request, {**answer.document, "next": _next(query, answer.document) if has_more else None})


@router.get("/cases/{case_id}", responses=answers(Case, *_REFUSALS), openapi_extra={"parameters": purpose_parameters()})
def case(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Ett ärende."""
    answer = reader_for(request, account, query).case(case_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(
    "/cases/{case_id}/timeline", responses=answers(Timeline, *_REFUSALS), openapi_extra={"parameters": purpose_parameters()}
)
def timeline(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Vad som är skrivet i ärendet: när det hände, när det skrevs, av vem, hur sent, och hur det har rättats."""
    answer = reader_for(request, account, query).timeline(case_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


@router.post("/case-lookup", responses=answers(FoundCase, *_REFUSALS, 413, 429))
def case_lookup(
    request: Request, account: LoggedIn, query: Annotated[LookupQuery, Query()], body: Annotated[CaseLookup, Body()]
) -> Response:
    """Ärendet som har ett nummer. Sökningen skrivs i åtkomstloggen."""
    count_lookup(request, account)
    reader = reader_for(request, account, query)
    return json_response(request, reader.find(body.number, unit=body.unit, known_at=query.known_at).document)


def _next(query: CasesQuery, document: dict[str, Any]) -> str:
    # The size is fixed from the first page on, so that what is recorded meanwhile moves no case between pages.
    asked = {
        "known_at": document["known_at"], "valid_at": query.valid_at, "unit": query.unit, "board": query.board,
        "limit": query.limit, "after": document["cases"][-1]["case"],
    }
    return "/api/v1/cases?" + urlencode({name: value for name, value in asked.items() if value is not None})

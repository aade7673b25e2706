"""`/api/v1/cases/{case_id}/ratings`: the curves of a case and what they mean, as known at any moment."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.schemas import purpose_parameters
from api.rating_reading import case_ratings

router = APIRouter(prefix="/api/v1", tags=["ratings"])

_REFUSALS = (400, 401, 403, 404, 422)


class CaseRatings(AsOf):
    """What was measured in a case, read."""

    case: UUID
    number: str
    version: int = Field(ge=1, description="Ärendets version vid known_at; skrivningar har den i If-Match.")
    series: list[dict[str, Any]] = Field(
        description="En serie för varje instrument, version, skattare och den som skattningen gäller: definition med skalor och"
        " gränser, points i ordning med session_number, total, bands och skillnaden mot förra och första, changes från första"
        " till sista med varje predikat för sig, och expected med en leverantörs förväntade förlopp."
    )
    not_made: list[dict[str, Any]] = Field(description="Skattningar som inte gjordes: erbjudna och avböjda, eller inte erbjudna.")
    attendance: list[dict[str, Any]] = Field(description="Skolnärvaro i procent, i ordning.")
    rents: list[dict[str, Any]] = Field(description="Hyresmånader och om de betalades i tid; null = inte känt.")


@router.get(
    "/cases/{case_id}/ratings", responses=answers(CaseRatings, *_REFUSALS), openapi_extra={"parameters": purpose_parameters()}
)
def ratings(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Ärendets skattningar, tolkade: kurvorna, gränserna och förändringen, som de var kända."""
    answer = case_ratings(reader_for(request, account, query), case_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)

"""`/api/v1/cases/{case_id}/record` and the registers: everything that is recorded, by area and by kind, as known at any moment.

`valid_at` is not asked of a record's areas: their documents carry the days themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import Policies, Record, RegisterPage, answers
from api.http.schemas import purpose_parameters
from api.registers import REGISTERS
from projections.areas.all_areas import DOCUMENTS

router = APIRouter(prefix="/api/v1")

_AREAS = ", ".join(DOCUMENTS)
_REFUSALS = (400, 401, 403, 404, 422)


class RegisterQuery(AsOfQuery):
    """One page of a register."""

    unit: UUID | None = Field(default=None, description="Bara det som hör till den här enheten.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många.")
    after: UUID | None = Field(default=None, description="De som kommer efter den här; tas ur förra sidans next.")


@router.get(
    "/cases/{case_id}/record", tags=["cases"], responses=answers(Record, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def record(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Akten del för del, som den var känd."""
    answer = reader_for(request, account, query).record(case_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(
    "/cases/{case_id}/record/{area}", tags=["cases"], responses=answers(Record, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def area(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[LookupQuery, Query()],
    area: Annotated[str, Path(description=f"En av {_AREAS}.", examples=["phases"])],
) -> Response:
    """En del av akten, som den var känd."""
    answer = reader_for(request, account, query).record(case_id, area, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get("/policies", tags=["policy"], responses=answers(Policies, *_REFUSALS))
def policies(request: Request, account: LoggedIn, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Nämndens riktvärden: vilka som gäller den dagen, och vilka som har antagits."""
    answer = reader_for(request, account, query).policies(known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document)


def _listing(name: str) -> Callable[..., Response]:
    def listing(request: Request, account: LoggedIn, query: Annotated[RegisterQuery, Query()]) -> Response:
        answer, has_more = reader_for(request, account, query).register(
            name, known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, limit=query.limit, after=query.after
        )
        last = answer.shown[-1].id if has_more else None
        return json_response(request, {**answer.document, "next": _next(name, query, answer.document, last)})

    return listing


def _next(name: str, query: RegisterQuery, document: dict[str, Any], last: UUID | None) -> str | None:
    if last is None:
        return None
    # The size is fixed from the first page on, so that what is recorded meanwhile moves nothing between pages.
    asked = {
        "known_at": document["known_at"], "valid_at": query.valid_at, "unit": query.unit, "board": query.board,
        "limit": query.limit, "after": last,
    }
    return f"/api/v1/{name}?" + urlencode({key: value for key, value in asked.items() if value is not None})


_SUMMARIES = {
    "boards": "Nämnden", "units": "Enheterna och deras verksamheter", "staff": "Personalregistret",
    "offerings": "Verksamhetsutbudet", "groups": "Grupperna", "concerns": "Oron som har kommit in",
    "instrument-texts": "Inlästa frågetexter", "records-requests": "Begäran om att få ut uppgifter",
    "published-figures": "Tidigare publicerade uppgifter", "surveys": "Brukarundersökningarna", "viewpoints": "Synpunkterna",
    "viewpoint-inventories": "Veckogenomgångarna av synpunkter", "development-proposals": "Utvecklingsförslagen",
    "internal-control-plans": "Internkontrollplanerna", "journal-reviews": "Journalgranskningarna",
    "outreach": "Det uppsökande arbetet", "samples": "Stickproven: regler och dragningar",
    "approvals": "Det som kräver två personer: begärt, godkänt, nekat och använt",
    "evidence-packages": "Bevispaketen som har lämnats ut",
    "record-extracts": "Utdragen ur akter som har lämnats ut till någon i ärendet",
    "journal-routines": "Journalrutinerna med sina versioner", "deviations": "Avvikelserna",
}

for _name, _register in REGISTERS.items():
    router.add_api_route(
        f"/{_name}", _listing(_name), methods=["GET"], tags=[_register.family], summary=_SUMMARIES[_name],
        operation_id="list_" + _name.replace("-", "_"), responses=answers(RegisterPage, *_REFUSALS),
    )

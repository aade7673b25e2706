"""`/api/v1/erasures`, `/api/v1/erasure-due` and `/api/v1/retention`: erasing by law."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.report_pages import pdf_bytes
from api.erasure_desk import ErasureDesk
from api.http.answers import json_response
from api.http.barrier import request_id_of
from api.http.dependencies import BoardQuery, LoggedIn, action_of, caller_of, own_board
from api.http.documents import AsOf, answers, file_answers
from api.http.schemas import header_parameter
from api.http.write_routes import KEY_HEADER, key_of, simulated_us_of
from api.writing import SIMULATED_TIME
from domain.codes import YesNoUnknown
from domain.retention.codes import HoldKind, RecordContent

router = APIRouter(prefix="/api/v1", tags=["erasure"])

_REFUSALS = (400, 401, 403, 404, 409, 410, 422)
_HEADERS = {"parameters": [
    header_parameter(
        KEY_HEADER, {"type": "string", "format": "uuid"}, required=True, example="0b8f1c1e-9a44-4a6e-8b52-3f2f6f0f6a10",
        description="Ditt id för begäran, valt före första försöket. Samma id igen skriver inget.",
    ),
    header_parameter(
        SIMULATED_TIME, {"type": "string", "format": "date-time"}, required=False, example="2026-04-10T12:00:00+02:00",
        description="När det skrivs; krävs på en liggare med simulerad klocka, och tas inte emot av en verklig.",
    ),
]}


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Examination(_Asked):
    """What a record holds that decides how long it is kept."""

    record_contents: list[RecordContent] = Field(description="Allt i listan som akten innehåller; tom = inget av det.")
    sampled_birthday: YesNoUnknown = Field(description="Om någon som akten gäller är född den 5, 15 eller 25.")
    other_data: YesNoUnknown = Field(description="Om nämnden har andra uppgifter om samma person som inte är gallrade.")


class Hold(_Asked):
    """Why a record must be kept for now."""

    hold_kind: HoldKind
    hold_basis: str = Field(description="Diarienummer eller mål; aldrig ett namn.", max_length=500)
    review_hold_on: date = Field(description="Dagen då hindret omprövas.")


class Release(_Asked):
    """Why a hold is lifted."""

    reason: str = Field(max_length=500)


class Archived(_Asked):
    """That the archive has a record."""

    archive: str = Field(max_length=500)
    archive_receipt: str = Field(description="Arkivets beteckning för det mottagna.", max_length=500)
    archived_on: date
    archived_sha256: str | None = Field(
        default=None, description="SHA-256 för arkivpaketet som lämnades över; null = på annat sätt.", max_length=64
    )


class Proposal(_Asked):
    """What is to be erased."""

    record_ids: list[UUID] = Field(default=[], description="Bara de här akterna; tom = alla som ska gallras.")


class Approval(_Asked):
    """What was looked at."""

    approval_note: str = Field(max_length=100_000)


class Withdrawal(_Asked):
    """Why it is not carried out."""

    reason: str = Field(max_length=500)


class Told(AsOf):
    """What is told of erasing; see docs/erasure.md for its members."""

    model_config = ConfigDict(extra="allow")


@router.get("/erasure-due", responses=answers(Told, *_REFUSALS))
def list_due(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Akterna vars tid är ute: de som ska gallras, och de som sparas med skälen."""
    return json_response(request, _desk(request, account, query).due())


@router.get("/erasures", responses=answers(Told, *_REFUSALS))
def list_erasures(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Gallringarna, den senaste först."""
    return json_response(request, _desk(request, account, query).erasures())


@router.get("/erasures/{erasure_id}", responses=answers(Told, *_REFUSALS))
def show_erasure(request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """En gallring: listan, vilka som föreslog och godkände, och hur långt varje akt har kommit."""
    return json_response(request, _desk(request, account, query).erasure(erasure_id))


@router.get("/erasures/{erasure_id}/certificate", responses=answers(Told, *_REFUSALS))
def show_certificate(request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Intyget om en verkställd gallring, utan identitet."""
    return json_response(request, _desk(request, account, query).certificate(erasure_id))


@router.get(
    "/erasures/{erasure_id}/certificate.pdf", response_class=Response,
    responses=file_answers("Intyget som PDF/A.", "application/pdf", *_REFUSALS),
)
def show_certificate_pages(
    request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()]
) -> Response:
    """Intyget som PDF/A."""
    document = _desk(request, account, query).certificate(erasure_id)
    return Response(certificate_pages(document), media_type="application/pdf")


@router.get("/retention/{record_id}", responses=answers(Told, *_REFUSALS))
def show_retention(request: Request, account: LoggedIn, record_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Vad som är sagt om en akt inför gallring."""
    return json_response(request, _desk(request, account, query).retention(record_id))


@router.post("/retention/{record_id}/examinations", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def examine_record(
    request: Request, account: LoggedIn, record_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[Examination, Body()],
) -> Response:
    """Anteckna vad akten innehåller som styr hur länge den sparas."""
    return json_response(request, _desk(request, account, query, writes=True).examine(record_id, key_of(request), **_of(body)))


@router.post("/retention/{record_id}/holds", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def set_hold(
    request: Request, account: LoggedIn, record_id: UUID, query: Annotated[BoardQuery, Query()], body: Annotated[Hold, Body()]
) -> Response:
    """Sätt ett gallringshinder, med grund och dag för omprövning."""
    return json_response(request, _desk(request, account, query, writes=True).hold(record_id, key_of(request), **_of(body)))


@router.post("/retention/{record_id}/holds/{hold_id}/release", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def lift_hold(
    request: Request, account: LoggedIn, record_id: UUID, hold_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[Release, Body()],
) -> Response:
    """Häv ett gallringshinder."""
    desk = _desk(request, account, query, writes=True)
    return json_response(request, desk.release(record_id, key_of(request), hold_id=hold_id, **_of(body)))


@router.post("/retention/{record_id}/archive-receipt", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def confirm_archived(
    request: Request, account: LoggedIn, record_id: UUID, query: Annotated[BoardQuery, Query()], body: Annotated[Archived, Body()]
) -> Response:
    """Anteckna arkivets kvittens på hela akten."""
    return json_response(request, _desk(request, account, query, writes=True).archived(record_id, key_of(request), **_of(body)))


@router.post("/erasures", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def propose_erasure(
    request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()], body: Annotated[Proposal, Body()]
) -> Response:
    """Föreslå gallring av det som ska gallras; listan fryses."""
    return json_response(request, _desk(request, account, query, writes=True).propose(key_of(request), body.record_ids))


@router.post("/erasures/{erasure_id}/approval", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def approve_erasure(
    request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[Approval, Body()],
) -> Response:
    """Godkänn ett förslag som en annan person har lämnat."""
    return json_response(request, _desk(request, account, query, writes=True).approve(erasure_id, key_of(request), **_of(body)))


@router.post("/erasures/{erasure_id}/withdrawal", responses=answers(Told, *_REFUSALS), openapi_extra=_HEADERS)
def withdraw_erasure(
    request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[Withdrawal, Body()],
) -> Response:
    """Återta ett förslag som inte är påbörjat."""
    return json_response(request, _desk(request, account, query, writes=True).withdraw(erasure_id, key_of(request), **_of(body)))


@router.post("/erasures/{erasure_id}/execution", responses=answers(Told, *_REFUSALS))
def execute_erasure(request: Request, account: LoggedIn, erasure_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Verkställ en godkänd gallring, eller fortsätt där den avbröts. Många akter verkställs hellre från kommandoraden."""
    return json_response(request, _desk(request, account, query).execute(erasure_id))


def certificate_pages(document: dict[str, Any]) -> bytes:
    """The certificate as PDF/A, dated the day that it was carried out."""
    return pdf_bytes("erasure", document, date.fromisoformat(document["executed_on"]))


def _of(body: BaseModel) -> dict[str, Any]:
    return {name: getattr(body, name) for name in type(body).model_fields}


def _desk(request: Request, account: LoggedIn, query: BoardQuery, *, writes: bool = False) -> ErasureDesk:
    return ErasureDesk(
        own_board(request, account, query.board), account, caller=caller_of(account), action=action_of(request),
        request_id=request_id_of(request), simulated_us=simulated_us_of(request) if writes else None,
    )

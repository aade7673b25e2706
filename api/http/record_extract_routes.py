"""`/api/v1/cases/{case_id}/record-extracts` and `/record-extracts/{extract_id}`: what goes out to a person of the case.

The service keeps no extract: fetching one makes it again, and gives it only if it is the same.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import answers, file_answers
from api.http.rows import Document
from api.http.schemas import header_parameter, purpose_parameters
from api.http.write_routes import KEY_HEADER, key_of
from api.record_extract import MadeExtract, acting_by_key, document_of, fetch_extract, hand_out_extract

router = APIRouter(prefix="/api/v1", tags=["record_extract"])

_REFUSALS = (400, 401, 403, 404, 409, 422)
_EXAMPLE_KEY = "0a7e3f9c-1f0d-4a8e-8a51-5b2d9c6e4f10"


class ExtractBody(BaseModel):
    """For whom the extract is."""

    model_config = ConfigDict(extra="forbid")

    person: UUID = Field(
        description="Ärendets uuid för den enskilde, eller uppgiften om företrädaren eller den närstående.",
        examples=["3f0f2a4e-6a6c-4b1e-9a57-7d1f0a2b3c4d"],
    )


class RecordExtractDocument(Document):
    """An extract that was handed out, with what it shows."""

    record_extract: UUID
    version: int
    simulated: bool
    case: UUID
    person: UUID
    answer: UUID = Field(description="Svaret på personens begäran, som utdraget följer.")
    handed_out_on: date
    known_at: int = Field(description="Utdraget visar vad så många händelser visade.")
    shown_parts: int
    masked_parts: int
    extract_sha256: str = Field(description="Pdf-filens SHA-256.")
    file: str = Field(description="Adressen som pdf-filen hämtas på.")
    items: list[dict[str, Any]] = Field(description="Vad som lämnas ut, uppgift för uppgift; hidden säger vad som inte gör det.")


@router.post(
    "/cases/{case_id}/record-extracts", status_code=201, operation_id="hand_out_record_extract",
    responses={201: answers(RecordExtractDocument)[200], **answers(RecordExtractDocument, *_REFUSALS, 413)},
    openapi_extra={"parameters": [
        header_parameter(
            KEY_HEADER, {"type": "string", "format": "uuid"}, required=True, example=_EXAMPLE_KEY,
            description="Ditt id för utlämnandet, valt före första försöket. Samma id igen ger samma utdrag.",
        ),
        *purpose_parameters(),
    ]},
)
def hand_out(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[ExtractBody, Body()],
) -> Response:
    """Gör ett utdrag ur akten för en person i ärendet, efter svaret på personens begäran, och registrera att det lämnas ut."""
    reader, key = reader_for(request, account, LookupQuery(board=query.board)), key_of(request)
    acting = acting_by_key(reader.board, account, key)
    made, repeated = hand_out_extract(reader, case_id, body.person, acting)
    return _answer(request, made, simulated=reader.board.simulated, status=200 if repeated else 201)


@router.get(
    "/record-extracts/{extract_id}", operation_id="read_record_extract",
    responses=answers(RecordExtractDocument, *_REFUSALS), openapi_extra={"parameters": purpose_parameters()},
)
def read(request: Request, account: LoggedIn, extract_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Ett utlämnat utdrag, gjort på nytt: detsamma som när det lämnades ut, eller 409."""
    reader = reader_for(request, account, LookupQuery(board=query.board))
    return _answer(request, fetch_extract(reader, extract_id), simulated=reader.board.simulated, status=200)


@router.get(
    "/record-extracts/{extract_id}/file", operation_id="fetch_record_extract", response_class=Response,
    responses=file_answers("En pdf-fil.", "application/pdf", *_REFUSALS), openapi_extra={"parameters": purpose_parameters()},
)
def fetch(request: Request, account: LoggedIn, extract_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Filen till ett utlämnat utdrag, gjord på nytt: samma byte som när det lämnades ut, eller 409."""
    made = fetch_extract(reader_for(request, account, LookupQuery(board=query.board)), extract_id)
    headers = {"Content-Disposition": f'attachment; filename="utdrag-{extract_id}.pdf"'}
    return Response(made.pdf, media_type="application/pdf", headers=headers)


def _answer(request: Request, made: MadeExtract, *, simulated: bool, status: int) -> Response:
    address = f"/api/v1/record-extracts/{made.extract.id}/file"
    document = {**document_of(made, simulated=simulated), "file": address}
    return json_response(request, document, version=made.extract.version, status=status)

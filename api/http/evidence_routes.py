"""`/api/v1/cases/{case_id}/evidence-packages` and `/evidence-packages/{package_id}/file`: evidence packages handed out.

The service keeps no package. Handing one out makes it and records its hash; fetching the file makes it again, and gives it only
if it is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import Annotated, Any, BinaryIO
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.evidence import Asked, acting_by_key, hand_out, make_again, package_of
from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import answers, problem_answers
from api.http.rows import Document
from api.http.schemas import header_parameter, purpose_parameters
from api.http.write_routes import KEY_HEADER, key_of
from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround, SegmentKind
from domain.case.disclosure.facts import Unmasking
from domain.evidence.package import EvidencePackage, Recipient
from projections.areas.evidence import package_document

router = APIRouter(prefix="/api/v1", tags=["evidence"])

_REFUSALS = (400, 401, 403, 404, 409, 422, 503)
_CHUNK_BYTES = 64 * 1024
_MOST_MASKS = 500
_EXAMPLE_KEY = "3f0f2a4e-6a6c-4b1e-9a57-7d1f0a2b3c4d"


class RecipientBody(BaseModel):
    """Who gets the package, and by what right."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="En person, en domstol eller en myndighet.", examples=["Inspektionen för vård och omsorg"])
    legal_basis: DisclosureBasis = Field(description="Regeln som bryter sekretessen.")
    scope: str = Field(description="Vad som lämnas ut och i vilket mål eller ärende; inga andras namn.", examples=["Hela akten."])
    person: UUID | None = Field(
        default=None, description="Vem i ärendet mottagaren är: ärendets uuid, eller uppgiften om företrädaren eller den"
        " närstående."
        " Då hålls det inne som en annan i ärendet skyddas mot att personen får veta.",
    )


class UnmaskingBody(BaseModel):
    """A piece that goes out to a person of the case though it is kept from them."""

    model_config = ConfigDict(extra="forbid")

    of_entry_id: UUID = Field(description="Uppgiften i akten.")
    content_kind: SegmentKind = Field(description="Delen av uppgiften.")
    secrecy_ground: SecrecyGround = Field(description="Bestämmelsen som prövades.")
    unmasking_reason: str = Field(description="Varför den lämnas ut.")


class EvidenceBody(BaseModel):
    """What is to be handed out."""

    model_config = ConfigDict(extra="forbid")

    known_at: str | None = Field(default=None, description="Antal händelser, ett datum eller en tidpunkt; annars nu.")
    masks: list[str] = Field(
        default=[], max_length=_MOST_MASKS, examples=[["third_party"]],
        description="Det som maskeras: en del (third_party), en händelse (120) eller en del av den (120:fact=osl_26_5).",
    )
    shows_protected: bool = Field(default=False, description="Om skyddade personuppgifter ska visas; annars maskeras de.")
    unmaskings: list[UnmaskingBody] = Field(
        default=[], max_length=_MOST_MASKS, description="Det som en person i ärendet får trots skyddet, med skäl och bestämmelse."
    )
    recipient: RecipientBody | None = Field(default=None, description="null = för nämndens eget arbete.")


class EvidencePackageDocument(Document):
    """A package that was handed out, and what tells it from any other."""

    evidence_package: UUID
    version: int
    simulated: bool
    case: UUID
    handed_out_on: date
    recipient: str | None
    legal_basis: str | None
    legal_basis_in_words: str | None
    person: UUID | None = Field(description="Vem i ärendet mottagaren är; null = ingen i det.")
    unmaskings: list[dict[str, Any]]
    scope: str | None
    known_at: int = Field(description="Paketet visar vad så många händelser visade.")
    checkpoint_size: int
    access_size: int
    judged_on: date = Field(description="Dagen som reglerna bedömer.")
    masks: list[dict[str, Any]]
    masked_parts: int
    shows_protected: bool
    package_sha256: str = Field(description="Filens SHA-256.")
    verifier_sha256: str
    file: str = Field(description="Adressen som filen hämtas på.")


@router.post(
    "/cases/{case_id}/evidence-packages", status_code=201, operation_id="hand_out_evidence",
    responses={201: answers(EvidencePackageDocument)[200], **answers(EvidencePackageDocument, *_REFUSALS, 413)},
    openapi_extra={"parameters": [
        header_parameter(
            KEY_HEADER, {"type": "string", "format": "uuid"}, required=True, example=_EXAMPLE_KEY,
            description="Ditt id för utlämnandet, valt före första försöket. Samma id igen ger samma paket.",
        ),
        *purpose_parameters(),
    ]},
)
def hand_out_package(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[EvidenceBody, Body()],
) -> Response:
    """Gör ett bevispaket för ett ärende och registrera att det lämnas ut. Filen hämtas sedan på adressen i file."""
    reader, key = reader_for(request, account, LookupQuery(board=query.board)), key_of(request)
    told = body.recipient
    to = None if told is None else Recipient(told.name, told.legal_basis, told.scope, told.person)
    unmaskings = tuple(Unmasking(**each.model_dump()) for each in body.unmaskings)
    asked = Asked(case_id, body.known_at, tuple(body.masks), body.shows_protected, to, unmaskings)
    acting = acting_by_key(reader.board, account, key)
    with TemporaryFile() as target:
        package, repeated = hand_out(reader, asked, acting, target)
    document = _document(package, simulated=reader.board.simulated)
    return json_response(request, document, version=package.version, status=200 if repeated else 201)


@router.get(
    "/evidence-packages/{package_id}/file", operation_id="fetch_evidence", response_class=Response, responses={
        200: {"description": "En zip-fil.", "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}},
        **problem_answers(*_REFUSALS, 500),
    },
)
def fetch_package(request: Request, account: LoggedIn, package_id: UUID, query: Annotated[BoardQuery, Query()]) -> Response:
    """Filen till ett utlämnat paket, gjord på nytt: samma byte som när det lämnades ut, eller 409."""
    reader = reader_for(request, account, LookupQuery(board=query.board))
    target = TemporaryFile()
    try:
        make_again(reader, package_of(reader.board, package_id), target)
    except BaseException:
        target.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="bevispaket-{package_id}.zip"'}
    return StreamingResponse(_chunks(target), headers=headers, media_type="application/zip")


def _document(package: EvidencePackage, *, simulated: bool) -> dict[str, Any]:
    return {
        **package_document(package), "simulated": simulated, "file": f"/api/v1/evidence-packages/{package.id}/file",
    }


def _chunks(made: BinaryIO) -> Iterator[bytes]:
    with made:
        while chunk := made.read(_CHUNK_BYTES):
            yield chunk

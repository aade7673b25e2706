"""`/api/v1/drafts`: what somebody is writing and has not recorded; its author's own, and never discarded by the service.

A draft becomes a note so: the note is sent with the draft's id as its `Idempotency-Key`, and once it is recorded the draft is
completed. A crash between the two leaves both, and the draft then says that it is recorded; repeating either does no harm.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.access import PURPOSE_HEADER, REASON_HEADER, stated_purpose
from api.drafting import Drafting
from api.http.answers import json_response
from api.http.barrier import request_id_of
from api.http.dependencies import BoardQuery, LoggedIn, action_of, caller_of, own_board
from api.http.documents import Document, answers, problem_answers
from api.http.schemas import header_parameter, purpose_parameters
from api.http.write_routes import raw_body
from api.output import as_json
from api.problems import PreconditionRequiredError, Text, UsageError
from api.writes.content import read_body
from projections.local_time import instant_text

ADDRESS = "/api/v1/drafts/"
"""What the address of a draft begins with."""

router = APIRouter(prefix="/api/v1", tags=["drafts"])

_VERSION = re.compile(r'"([0-9]{1,9})(\.[0-9a-f]{1,64})?"')
_SEEN = {"type": "string", "pattern": rf"^{_VERSION.pattern}$"}
_ETAG = {"ETag": {"schema": {"type": "string"}, "description": "Utkastets version, för nästa If-Match."}}
_DraftId = Annotated[UUID, Path(description="Ett slumpat uuid som författaren väljer.")]


class DraftBody(BaseModel):
    """A draft, whole."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    case: UUID = Field(description="Ärendet som det skrivs i; kan inte ändras.")
    session: UUID | None = Field(default=None, description="Besöket som det handlar om.")
    fields: dict[str, str] = Field(description="Formulärets fält som de är ifyllda: namn av a–z, 0–9 och _, text som den skrevs.")


class CompletionBody(BaseModel):
    """What the draft was recorded as."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    command: UUID = Field(description="Den Idempotency-Key som anteckningen skickades med; helst utkastets eget id.")


class DraftHead(Document):
    """That a draft exists, without a word of it."""

    draft: UUID
    case: UUID
    author: UUID = Field(description="Författaren, som medarbetarens uuid.")
    session: UUID | None
    version: int = Field(ge=1)
    begun_at: str
    saved_at: str
    age_hours: int = Field(ge=0, description="Hela timmar sedan det påbörjades.")
    remind: bool = Field(description="Om författaren ska påminnas om det.")
    recorded: bool = Field(description="Om något är registrerat med utkastets id som Idempotency-Key.")


class Draft(DraftHead):
    """A draft with its text."""

    fields: dict[str, str]


class Drafts(Document):
    """Drafts, the oldest first, without their texts."""

    drafts: list[DraftHead]


class Saved(Document):
    """The draft is saved."""

    draft: UUID
    version: int = Field(ge=1)
    saved_at: str


class Completed(Document):
    """Whether the draft is gone; it stays if nothing was recorded, or if it was saved since."""

    gone: bool


@router.get("/drafts", responses=answers(Drafts, 400, 401, 403, 404, 422), operation_id="list_drafts")
def own_drafts(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Dina egna utkast, det äldsta först, med ålder och utan text."""
    return json_response(request, _drafting(request, account, query).own())


@router.get("/draft-ages", responses=answers(Drafts, 400, 401, 403, 404, 422), operation_id="list_draft_ages")
def draft_ages(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """För chefer och internkontroll: att utkast finns, i vilket ärende, vems och hur gamla; aldrig texten."""
    return json_response(request, _drafting(request, account, query).existing())


@router.get("/drafts/{draft_id}", responses=answers(Draft, 400, 401, 403, 404, 422), operation_id="read_draft")
def draft(request: Request, account: LoggedIn, draft_id: _DraftId, query: Annotated[BoardQuery, Query()]) -> Response:
    """Ett av dina utkast, med texten."""
    document, version = _drafting(request, account, query).read(draft_id)
    return json_response(request, document, version=version)


@router.put(
    "/drafts/{draft_id}", operation_id="save_draft", response_model=None,
    responses={
        200: {"model": Saved, "description": "Sparat.", "headers": _ETAG},
        **problem_answers(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 500, 503),
    },
    openapi_extra={
        "parameters": [
            header_parameter("If-Match", _SEEN, required=False, description="Versionen som du har; anges när utkastet finns."),
            header_parameter(
                "If-None-Match", {"type": "string", "enum": ["*"]}, required=False,
                description="* när utkastet påbörjas; ett av If-Match och If-None-Match anges.",
            ),
            *purpose_parameters(),
        ],
        "requestBody": {"required": True, "content": {"application/json": {
            "schema": DraftBody.model_json_schema(),
            "example": {"case": "00000000-0000-4000-8000-000000000014", "fields": {"fact": "Mötet blev av."}},
        }}},
    },
)
def save_draft(
    request: Request, account: LoggedIn, draft_id: _DraftId, query: Annotated[BoardQuery, Query()],
    raw: Annotated[bytes, Depends(raw_body)],
) -> Response:
    """Påbörja ett utkast, eller spara det på nytt i sin helhet."""
    body, seen = read_body(DraftBody, raw), _seen(request, may_begin=True)
    head = _drafting(request, account, query).save(draft_id, body.case, body.session, body.fields, seen)
    return _answer({"draft": str(draft_id), "version": head.version, "saved_at": instant_text(head.saved_us)}, head.version)


@router.delete(
    "/drafts/{draft_id}", operation_id="remove_draft", response_model=None, status_code=204,
    responses={204: {"description": "Borttaget."}, **problem_answers(400, 401, 403, 404, 412, 422, 428, 500, 503)},
    openapi_extra={"parameters": [
        header_parameter("If-Match", _SEEN, required=True, description="Versionen som du har läst.")
    ]},
)
def remove_draft(request: Request, account: LoggedIn, draft_id: _DraftId, query: Annotated[BoardQuery, Query()]) -> Response:
    """Ta bort ett av dina utkast."""
    seen = _seen(request)
    assert seen is not None, "only a saving may begin"
    _drafting(request, account, query).remove(draft_id, seen)
    return Response(status_code=204)


@router.post(
    "/drafts/{draft_id}/completion", operation_id="complete_draft", response_model=None,
    responses={
        200: {"model": Completed, "description": "Prövat; får upprepas."},
        **problem_answers(400, 401, 403, 404, 412, 413, 415, 422, 428, 500, 503),
    },
    openapi_extra={
        "parameters": [header_parameter("If-Match", _SEEN, required=True, description="Versionen som registrerades.")],
        "requestBody": {"required": True, "content": {"application/json": {
            "schema": CompletionBody.model_json_schema(), "example": {"command": "00000000-0000-4000-8000-0000000003cf"},
        }}},
    },
)
def complete_draft(
    request: Request, account: LoggedIn, draft_id: _DraftId, query: Annotated[BoardQuery, Query()],
    raw: Annotated[bytes, Depends(raw_body)],
) -> Response:
    """Ta bort ett utkast vars anteckning är registrerad; det står kvar om den inte är det."""
    body, seen = read_body(CompletionBody, raw), _seen(request)
    assert seen is not None, "only a saving may begin"
    return json_response(request, {"gone": _drafting(request, account, query).complete(draft_id, seen, body.command)})


def _drafting(request: Request, account: Account, query: BoardQuery) -> Drafting:
    stated = stated_purpose(request.headers.get(PURPOSE_HEADER), request.headers.get(REASON_HEADER))
    board = own_board(request, account, query.board)
    return Drafting(board, account, caller_of(account), action_of(request), request_id_of(request), stated)


def _seen(request: Request, *, may_begin: bool = False) -> int | None:
    """The version that the author has; None = the draft is begun."""
    matched, unmatched = request.headers.get("if-match"), request.headers.get("if-none-match")
    if may_begin and matched is None and (unmatched or "").strip() == "*":
        return None
    if matched is None:
        raise PreconditionRequiredError(Text(
            "Ange i huvudet If-Match vilken version av utkastet du har; ett nytt sparas med If-None-Match: *.",
            "Say in the header If-Match which version of the draft you have; a new one is saved with If-None-Match: *.",
        ))
    found = _VERSION.fullmatch(matched.strip())
    if found is None or unmatched is not None and may_begin:
        raise UsageError(Text(
            'Huvudet If-Match ska vara utkastets ETag, som "3" eller "3.7f2a", och inte anges tillsammans med If-None-Match.',
            'The header If-Match is to be the draft\'s ETag, as "3" or "3.7f2a", and not to come with If-None-Match.',
        ))
    return int(found[1])


def _answer(document: dict[str, Any], version: int) -> Response:
    return Response(as_json(document), 200, {"ETag": f'"{version}"'}, "application/json")

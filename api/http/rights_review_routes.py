"""`/api/v1/rights-reviews`: once a year every account is looked at by a manager other than its holder."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.barrier import request_id_of
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, action_of, caller_of, own_board, reader_for
from api.http.documents import AsOf, answers
from api.http.emergency_routes import WRITE_HEADERS
from api.http.write_routes import key_of, simulated_us_of
from api.rights_review import RightsDesk, rights_reviews
from domain.rights_review.codes import RightsDecision

router = APIRouter(prefix="/api/v1", tags=["rights-reviews"])

_REFUSALS = (400, 401, 403, 404, 409, 422)


class Told(AsOf):
    """The reviews; see docs/accounts.md for their members."""

    model_config = ConfigDict(extra="allow")


class Reviewed(BaseModel):
    """The review, as it stands after what was recorded."""

    model_config = ConfigDict(extra="allow")

    position: int


class Decision(BaseModel):
    """What is decided of an account."""

    model_config = ConfigDict(extra="forbid")

    account: str = Field(description="Kontots namn.", max_length=64)
    decision: RightsDecision = Field(description="confirmed, changed eller removed.")
    new_role: str | None = Field(default=None, description="Den nya rollen; bara när rollen ändras.", max_length=64)
    reason: str = Field(description="Varför.", max_length=100_000)


@router.get("/rights-reviews", responses=answers(Told, *_REFUSALS))
def list_rights_reviews(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Behörighetsgenomgångarna, den senaste först, och när nästa ska vara klar."""
    return json_response(request, rights_reviews(reader_for(request, account, LookupQuery(board=query.board))).document)


@router.post("/rights-reviews", responses=answers(Reviewed, *_REFUSALS), openapi_extra=WRITE_HEADERS)
def begin_rights_review(request: Request, account: LoggedIn, query: Annotated[BoardQuery, Query()]) -> Response:
    """Lista alla konton med roll, enhet och senaste användning."""
    return json_response(request, _desk(request, account, query).begin(key_of(request)))


@router.post(
    "/rights-reviews/{rights_review_id}/decisions", responses=answers(Reviewed, *_REFUSALS), openapi_extra=WRITE_HEADERS
)
def decide_rights(
    request: Request, account: LoggedIn, rights_review_id: UUID, query: Annotated[BoardQuery, Query()],
    body: Annotated[Decision, Body()],
) -> Response:
    """Behåll, ändra eller avsluta ett konto; det gäller genast."""
    desk = _desk(request, account, query)
    return json_response(
        request, desk.decide(rights_review_id, body.account, body.decision, body.reason, body.new_role, key_of(request))
    )


@router.post(
    "/rights-reviews/{rights_review_id}/closing", responses=answers(Reviewed, *_REFUSALS), openapi_extra=WRITE_HEADERS
)
def close_rights_review(
    request: Request, account: LoggedIn, rights_review_id: UUID, query: Annotated[BoardQuery, Query()]
) -> Response:
    """Avsluta genomgången när alla konton har ett beslut."""
    return json_response(request, _desk(request, account, query).close(rights_review_id, key_of(request)))


def _desk(request: Request, account: LoggedIn, query: BoardQuery) -> RightsDesk:
    return RightsDesk(
        own_board(request, account, query.board), account, caller=caller_of(account), action=action_of(request),
        request_id=request_id_of(request), simulated_us=simulated_us_of(request),
    )

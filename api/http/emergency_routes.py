"""`/api/v1/cases/{case_id}/emergency-access` and `/api/v1/emergency-accesses`: opened in an emergency, and reviewed."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.emergency import Emergency, emergency_accesses
from api.http.answers import json_response
from api.http.barrier import request_id_of
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, action_of, caller_of, own_board, reader_for
from api.http.documents import AsOf, answers
from api.http.schemas import header_parameter
from api.http.write_routes import KEY_HEADER, key_of, simulated_us_of
from api.writing import SIMULATED_TIME
from domain.emergency_access.codes import EmergencyOutcome

router = APIRouter(prefix="/api/v1", tags=["emergency"])

_REFUSALS = (400, 401, 403, 404, 422)
WRITE_HEADERS = {"parameters": [
    header_parameter(
        KEY_HEADER, {"type": "string", "format": "uuid"}, required=True, example="0b8f1c1e-9a44-4a6e-8b52-3f2f6f0f6a10",
        description="Ditt id för begäran, valt före första försöket. Samma id igen ger samma svar och skriver inget.",
    ),
    header_parameter(
        SIMULATED_TIME, {"type": "string", "format": "date-time"}, required=False, example="2026-04-10T12:00:00+02:00",
        description="När det skrivs; krävs på en liggare med simulerad klocka, och tas inte emot av en verklig.",
    ),
]}


class EmergencyAccess(BaseModel):
    """One emergency access."""

    access: UUID
    version: int
    case: UUID
    opened_by: UUID
    opened_at: str
    ends_at: str
    reason: str
    outcome: str | None
    outcome_in_words: str | None
    review: str | None
    reviewed_by: UUID | None
    reviewed_on: str | None


class RecordedEmergencyAccess(EmergencyAccess):
    """One that was just opened or reviewed."""

    position: int


class EmergencyAccesses(AsOf):
    """Those that the reader may review."""

    unreviewed: int
    emergency_accesses: list[EmergencyAccess]


class EmergencyQuery(LookupQuery):
    """Which of them."""

    unreviewed: bool = Field(default=False, description="Bara de som ingen har granskat.")


class Opening(BaseModel):
    """Why a record is opened."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(description="Vad som har hänt och varför det inte kan vänta.", max_length=100_000)


class Review(BaseModel):
    """What the review came to."""

    model_config = ConfigDict(extra="forbid")

    outcome: EmergencyOutcome = Field(description="justified, justified_but_avoidable, not_justified eller referred.")
    review: str = Field(description="Vad som granskades och vad det visade.", max_length=100_000)


@router.post(
    "/cases/{case_id}/emergency-access", responses=answers(RecordedEmergencyAccess, *_REFUSALS, 409), openapi_extra=WRITE_HEADERS
)
def open_emergency_access(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[BoardQuery, Query()], body: Annotated[Opening, Body()]
) -> Response:
    """Öppna ett ärende i en nödsituation. Det larmas, gäller i några minuter och granskas av någon annan."""
    document = _asking(request, account, query).open(case_id, body.reason, key_of(request))
    # Whoever watches the log is to look at once; who and whose stands in the ledger only.
    request.app.state.log.warning("emergency-access", request_id=str(request_id_of(request)), access=document["access"])
    return json_response(request, document)


@router.post(
    "/emergency-accesses/{access_id}/reviews", responses=answers(RecordedEmergencyAccess, *_REFUSALS, 409),
    openapi_extra=WRITE_HEADERS,
)
def review_emergency_access(
    request: Request, account: LoggedIn, access_id: UUID, query: Annotated[BoardQuery, Query()], body: Annotated[Review, Body()]
) -> Response:
    """Granska en nödåtkomst som någon annan har öppnat."""
    asking = _asking(request, account, query)
    return json_response(request, asking.review(access_id, body.outcome, body.review, key_of(request)))


@router.get("/emergency-accesses", responses=answers(EmergencyAccesses, *_REFUSALS))
def list_emergency_accesses(request: Request, account: LoggedIn, query: Annotated[EmergencyQuery, Query()]) -> Response:
    """Nödåtkomsterna i de egna enheterna, den senaste först, och hur många som väntar på granskning."""
    reader = reader_for(request, account, query)
    answer = emergency_accesses(
        reader.board, reader, account, known_at=query.known_at, unreviewed=query.unreviewed
    )
    return json_response(request, answer.document)


def _asking(request: Request, account: LoggedIn, query: BoardQuery) -> Emergency:
    return Emergency(
        own_board(request, account, query.board), account, caller=caller_of(account), action=action_of(request),
        request_id=request_id_of(request), simulated_us=simulated_us_of(request),
    )

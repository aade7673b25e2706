"""`/api/v1/access-log`, `/api/v1/log-reviews` and a case's access extract: who read what, for whoever reviews or asks it."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.report_pages import pdf_of_any_text
from api.access import today
from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers, file_answers
from api.log_review_reading import MOST_SHOWN, access_extract, access_log, log_review, log_reviews
from api.reading import Answer
from domain.errors import NotFoundError

router = APIRouter(prefix="/api/v1", tags=["access-log"])

_REFUSALS = (400, 401, 403, 404, 422)


class Told(AsOf):
    """What is told of the access log; see docs/log-review.md for its members."""

    model_config = ConfigDict(extra="allow")


class AccessLogQuery(BoardQuery):
    """Which readings."""

    case: UUID | None = Field(default=None, description="Bara läsningar av det här ärendet.")
    staff: UUID | None = Field(default=None, description="Bara den här medarbetarens läsningar.")
    first: date | None = Field(default=None, alias="from", description="Från och med den här dagen.")
    last: date | None = Field(default=None, alias="to", description="Till och med den här dagen.")
    limit: int = Field(default=100, ge=1, le=MOST_SHOWN, description="Högst så många läsningar, de senaste.")


@router.get("/access-log", responses=answers(Told, *_REFUSALS))
def read_access_log(request: Request, account: LoggedIn, query: Annotated[AccessLogQuery, Query()]) -> Response:
    """Vem som har läst vad, när och varför. Att loggen läses står också i loggen."""
    reader = reader_for(request, account, LookupQuery(board=query.board))
    answer = access_log(
        reader, case=query.case, staff=query.staff, first=query.first, last=query.last, limit=query.limit
    )
    return json_response(request, answer.document)


@router.get("/log-reviews", responses=answers(Told, *_REFUSALS))
def list_log_reviews(request: Request, account: LoggedIn, query: Annotated[LookupQuery, Query()]) -> Response:
    """Loggkontrollerna, och vilka månader som saknar en."""
    return json_response(request, log_reviews(reader_for(request, account, query), known_at=query.known_at).document)


@router.get("/log-reviews/{log_review_id}", responses=answers(Told, *_REFUSALS))
def show_log_review(
    request: Request, account: LoggedIn, log_review_id: UUID, query: Annotated[LookupQuery, Query()]
) -> Response:
    """En loggkontroll med de dragna läsningarna, bedömningarna och åtgärderna."""
    answer = log_review(reader_for(request, account, query), log_review_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get("/cases/{case_id}/access-extract", responses=answers(Told, *_REFUSALS))
def show_access_extract(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[BoardQuery, Query()]
) -> Response:
    """Den enskildes utdrag: vilka som har läst i akten, när, varför och vad."""
    return json_response(request, _extract(request, account, case_id, query).document)


@router.get(
    "/cases/{case_id}/access-extract.pdf", response_class=Response,
    responses=file_answers("Utdraget som PDF/A.", "application/pdf", *_REFUSALS),
)
def show_access_extract_pages(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[BoardQuery, Query()]
) -> Response:
    """Den enskildes utdrag som PDF/A."""
    document = _extract(request, account, case_id, query).document
    day = today(reader_for(request, account, LookupQuery(board=query.board)).board)
    return Response(pdf_of_any_text("access_extract", document, day), media_type="application/pdf")


def _extract(request: Request, account: LoggedIn, case_id: UUID, query: BoardQuery) -> Answer:
    reader = reader_for(request, account, LookupQuery(board=query.board))
    as_of = reader.as_of(None)
    if reader.board.family_of(case_id) not in ("case", "erased"):
        raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera uuid:t.")
    answer = access_extract(reader, case_id, as_of)
    reader.record_shown(as_of, [case_id])
    return answer

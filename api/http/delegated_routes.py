"""`/api/v1/delegated-decisions`: what the board is to be told of decisions made on its behalf, and what it was told of."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.delegated_reading import delegated_report
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, own_board, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document

router = APIRouter(prefix="/api/v1", tags=["board"])


class DelegatedRow(Document):
    """A decision made on the board's behalf, without names."""

    unit: UUID | None
    decided_on: date
    position: int
    case_or_request: UUID = Field(description="Ärendet, eller begäran om allmän handling.")
    entry: UUID
    kind: str
    delegation: str = Field(description="Punkten i delegationsordningen.")
    legal_ground: str | None
    outcome: str
    outcome_in_words: str


class ReportRow(Document):
    """A report that the board has had."""

    report: UUID
    first_day: date
    last_day: date
    through_size: int
    decision_count: int
    meeting_on: date
    minutes_paragraph: str


class DelegatedDecisions(AsOf):
    """What the next report tells of, with the days, the size and the number to record it with; or what an earlier one told of."""

    report: UUID | None = Field(description="Den anmälan som visas; null = nästa.")
    first_day: date
    last_day: date
    through_size: int
    decision_count: int
    decisions: list[DelegatedRow]
    reports: list[ReportRow] = Field(description="De anmälningar som gäller, den äldsta först.")


class DelegatedQuery(AsOfQuery):
    """Which report."""

    report: UUID | None = Field(default=None, description="Det som en tidigare anmälan tog upp; utan den, nästa anmälan.")


@router.get("/delegated-decisions", responses=answers(DelegatedDecisions, 400, 401, 403, 404, 422))
def delegated_decisions(request: Request, account: LoggedIn, query: Annotated[DelegatedQuery, Query()]) -> Response:
    """Delegationsbeslut att anmäla till nämnden, fattade till och med valid_at, eller det som en tidigare anmälan tog upp."""
    board = own_board(request, account, query.board)
    answer = delegated_report(
        board, reader_for(request, account, query), account, known_at=query.known_at, valid_at=query.valid_at,
        report=query.report,
    )
    return json_response(request, answer.document)

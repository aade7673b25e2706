"""`/api/v1/duties/outside-cases`: what has to be done about concerns, requests, viewpoints, control."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, own_board, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.outside_reading import duties_outside_cases
from projections.duties import DutyRole

router = APIRouter(prefix="/api/v1", tags=["work"])


class OutsideDutyRow(Document):
    """Something to be done in a stream that is no case."""

    kind: str
    what: str
    role: DutyRole = Field(description="Vems lista det står på: worker eller manager.")
    staff: UUID | None = Field(description="Den som det ligger på med namn; null = den som arbetar med det.")
    kept_in: str = Field(description="Registret där posten står, till exempel concerns eller internal-control-plans.")
    about: UUID = Field(description="Posten.")
    unit_id: UUID | None
    since: date
    due_on: date
    at_once: bool = Field(description="Sant när det ska göras genast; då är due_on dagen då det började.")
    days_overdue: int = Field(ge=0)


class OutsideDuties(AsOf):
    """What has to be done outside the cases, the most overdue first."""

    day: date
    duties: list[OutsideDutyRow]


class OutsideQuery(AsOfQuery):
    """Which of it."""

    days: int = Field(default=0, ge=0, le=366, description="Det vars sista dag är inom så många dagar: 0 är i dag, 6 är veckan.")
    unit: UUID | None = Field(default=None, description="Bara den här enhetens.")
    staff: UUID | None = Field(default=None, description="Bara det som ligger på den här medarbetaren med namn.")
    role: DutyRole | None = Field(default=None, description="Bara det som står på den här rollens lista.")


@router.get("/duties/outside-cases", responses=answers(OutsideDuties, 400, 401, 403, 404, 422))
def outside_duties(request: Request, account: LoggedIn, query: Annotated[OutsideQuery, Query()]) -> Response:
    """Det som ska göras om oro, begäran, fältarbete, synpunkter, internkontroll och Lex Sarah: mest försenat först."""
    answer = duties_outside_cases(
        own_board(request, account, query.board), reader_for(request, account, query), known_at=query.known_at,
        valid_at=query.valid_at, days=query.days, unit=query.unit, staff=query.staff, role=query.role, account=account,
    )
    return json_response(request, answer.document)

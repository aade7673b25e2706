"""`/api/v1/lex-sarah-information`: who of the staff has been informed of the duty to report, and who is left."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, reader_for
from api.http.documents import AsOf, answers
from api.http.governance_routes import WheelRowDocument
from api.http.rows import Document
from api.lex_sarah_information_reading import lex_sarah_information
from domain.lex_sarah_information.codes import InformedStatus

router = APIRouter(prefix="/api/v1", tags=["lex_sarah_information"])


class InformedStaff(Document):
    """Whether a member of staff has the information."""

    staff: UUID
    name: str
    unit_id: UUID | None
    status: InformedStatus
    status_in_words: str
    last_on: date | None = Field(description="Senast då båda skyldigheterna var genomgångna; null = inte båda.")
    until: date | None = Field(description="Sista dagen som informationen räcker till.")


class StaffInformation(AsOf):
    """Everybody, those who are left first."""

    day: date
    months: int = Field(ge=1, description="Så många månader räcker informationen.")
    left: int = Field(ge=0, description="De som ska informeras nu.")
    staff: list[InformedStaff]
    given: list[dict[str, Any]] = Field(description="Varje tillfälle, med vilka som har fått informationen och när.")
    wheel: list[WheelRowDocument] = Field(description="Årshjulets uppgifter om information till personalen, dagens år.")


class InformationQuery(AsOfQuery):
    """Whose."""

    unit: UUID | None = Field(default=None, description="Bara den här enhetens medarbetare.")


@router.get("/lex-sarah-information", responses=answers(StaffInformation, 400, 401, 403, 404, 422))
def read_information(request: Request, account: LoggedIn, query: Annotated[InformationQuery, Query()]) -> Response:
    """Vilka i personalen som har fått informationen om lex Sarah, och vilka som återstår."""
    answer = lex_sarah_information(
        reader_for(request, account, query), unit=query.unit, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)

"""`/api/v1/duties`, `/bookings`, `/caseload`, and a case's journal and sessions: what one works from, as known at any moment."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.booking_reading import BookingReader
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, reader_for
from api.http.documents import BookingList, CaseJournal, Caseload, CaseSessions, DutyList, answers
from api.http.schemas import purpose_parameters
from api.work_reading import WorkReader
from projections.duties import DutyRole
from projections.statements.fact import FactKind

router = APIRouter(prefix="/api/v1", tags=["work"])

_REFUSALS = (400, 401, 403, 404, 422)


class ListQuery(AsOfQuery):
    """Whose list, for which day, and how much of it."""

    staff: UUID | None = Field(default=None, description="Bara den här medarbetarens; en behandlare får sin egen.")
    unit: str | None = Field(default=None, description="Bara den här enhetens, för chef och internkontroll: namn eller uuid.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många.")


class DutiesQuery(ListQuery):
    """Which duties."""

    days: int = Field(default=0, ge=0, le=366, description="Det vars sista dag är inom så många dagar: 0 är i dag, 6 är veckan.")
    kind: FactKind | None = Field(default=None, description="Bara det här slaget; sign_note med days=366 är allt osignerat.")
    role: DutyRole | None = Field(default=None, description="Bara det som ligger på den här rollens lista.")
    after: str | None = Field(default=None, max_length=200, description="Det som kommer efter det här; tas ur förra sidans next.")


class BookingsQuery(ListQuery):
    """Which booked times."""

    days: int = Field(default=14, ge=0, le=366, description="De som är inom så många dagar: 0 är i dag.")
    after: str | None = Field(default=None, max_length=200, description="Det som kommer efter det här; tas ur förra sidans next.")


class CaseloadQuery(ListQuery):
    """Which cases."""

    after: UUID | None = Field(default=None, description="Ärendena efter det här; tas ur förra sidans next.")


@router.get("/duties", responses=answers(DutyList, *_REFUSALS))
def duties(request: Request, account: LoggedIn, query: Annotated[DutiesQuery, Query()]) -> Response:
    """Det som ska göras: det mest försenade först, till och med den sista dagen."""
    answer, after = _reader(request, account, query).duties(
        known_at=query.known_at, valid_at=query.valid_at, days=query.days, staff=query.staff, unit=query.unit,
        kind=query.kind, role=query.role, limit=query.limit, after=query.after,
    )
    return json_response(request, {**answer.document, "next": next_page("duties", query, answer.document, after)})


@router.get("/bookings", responses=answers(BookingList, *_REFUSALS))
def bookings(request: Request, account: LoggedIn, query: Annotated[BookingsQuery, Query()]) -> Response:
    """Kommande besök: bokade tider, de som har passerat utan att någon har registrerat hur det gick, och kalenderns tider."""
    answer, after = BookingReader(reader_for(request, account, query), account).bookings(
        known_at=query.known_at, valid_at=query.valid_at, days=query.days, staff=query.staff, unit=query.unit,
        limit=query.limit, after=query.after,
    )
    return json_response(request, {**answer.document, "next": next_page("bookings", query, answer.document, after)})


@router.get("/caseload", responses=answers(Caseload, *_REFUSALS))
def caseload(request: Request, account: LoggedIn, query: Annotated[CaseloadQuery, Query()]) -> Response:
    """Öppna ärenden: de med mest brådskande att göra först."""
    answer, after = _reader(request, account, query).caseload(
        known_at=query.known_at, valid_at=query.valid_at, staff=query.staff, unit=query.unit, limit=query.limit,
        after=query.after,
    )
    return json_response(request, {**answer.document, "next": next_page("caseload", query, answer.document, after)})


@router.get(
    "/cases/{case_id}/journal", responses=answers(CaseJournal, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def journal(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Journalen: anteckningarna med rättelser och båda tiderna, och vilka som väntar på underskrift."""
    answer = _reader(request, account, query).journal(case_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(
    "/cases/{case_id}/sessions", responses=answers(CaseSessions, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def sessions(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Besöken och kontakterna, och vilka besök som väntar på en anteckning."""
    answer = _reader(request, account, query).sessions(case_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


def next_page(name: str, query: ListQuery, document: dict[str, Any], after: object) -> str | None:
    """The whole address of the next page of a list; None = there is none."""
    if after is None:
        return None
    # The size and the day are fixed from the first page on, so that nothing moves between pages.
    fixed = {"known_at": document["known_at"], "valid_at": document["day"], "after": after, "min_position": None}
    asked = {**query.model_dump(mode="json"), **fixed}
    return f"/api/v1/{name}?" + urlencode({key: value for key, value in asked.items() if value is not None})


def _reader(request: Request, account: LoggedIn, query: AsOfQuery) -> WorkReader:
    return WorkReader(reader_for(request, account, query), account)

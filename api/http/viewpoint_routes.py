"""`/api/v1/viewpoints/…`: what the weekly meeting goes through, and what viewpoints keep coming back to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api import viewpoint_reading
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, own_board, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from domain.codes import ViewpointKind, ViewpointSubject
from domain.viewpoint.codes import GiverRole

router = APIRouter(prefix="/api/v1", tags=["viewpoint"])

_REFUSALS = (400, 401, 403, 404, 422)


class ForInventory(AsOf):
    """What a unit's weekly meeting goes through."""

    day: date
    unit: UUID
    last_inventory: dict[str, Any] | None = Field(description="Den senaste veckogenomgången som står kvar.")
    new: list[dict[str, Any]] = Field(description="Det som ingen genomgång har tagit upp, som i registret viewpoints.")
    open: list[dict[str, Any]] = Field(
        description="Det som är genomgånget, eller inläst, och ännu saknar anpassning, återkoppling, chefens besked eller svar."
    )


class Week(Document):
    """A week, by its Monday and by its number."""

    week_from: date
    week: str = Field(description="Enligt ISO 8601, till exempel 2026-W12.")


class MissingInventories(AsOf):
    """The weeks that nobody has gone through, oldest first."""

    unit: UUID
    since: date
    day: date
    missing: list[Week]


class Days(Document):
    """A period and its days."""

    period: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")


class Share(Document):
    """A share in whole percent, half up; null of nothing."""

    numerator: int
    denominator: int
    percent: int | None
    exact: str | None


class ViewpointCounts(Document):
    """What was counted. Viewpoints and givers are two units of count, and neither adds up to the other."""

    viewpoints: int
    givers: int = Field(description="Personer: ett par lämnar en synpunkt och är två.")
    givers_by_gender: dict[str, int] | None = Field(description="Av dem vars kön är känt; null i en rad för en viss roll.")
    children: int = Field(description="Synpunkter som minst ett barn har lämnat.")
    from_commissioner: int
    passed_on_by_commissioner: int = Field(description="Framförda genom uppdragsgivaren, men lämnade av någon annan.")
    formal: int
    referred_to_appeal: int
    adapted: Share = Field(description="Av dem som kan leda till en anpassning: inte beröm, inte hänvisade till överklagande.")
    not_possible: int
    open: int
    told: Share = Field(description="Återkopplade eller besvarade, av dem vars lämnare kan nås.")
    median_days_to_feedback: str | None


class Category(ViewpointCounts):
    """One category of a unit."""

    subject_category: ViewpointSubject | None
    recurring: bool = Field(description="Minst recurring_min synpunkter utöver beröm.")
    was_recurring: bool = Field(description="Samma sak samma period året före.")
    year_before: ViewpointCounts


class ThemeCounts(ViewpointCounts):
    """One kind, category and role of the giver; a viewpoint given by two roles stands under both."""

    kind: ViewpointKind
    subject_category: ViewpointSubject | None
    giver: GiverRole
    year_before: ViewpointCounts


class Discrimination(Document):
    """Viewpoints about discrimination, of which there are to be none."""

    viewpoints: int
    target: int
    met: bool


class UnitThemes(ViewpointCounts):
    """One unit's viewpoints in the period."""

    unit_id: UUID
    unit: str
    year_before: ViewpointCounts
    discrimination: Discrimination
    categories: list[Category]
    themes: list[ThemeCounts]


class Themes(AsOf):
    """What viewpoints keep coming back to, by unit."""

    period: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    year_before: Days
    recurring_min: int
    units: list[UnitThemes]


class InventoryQuery(AsOfQuery):
    """Whose weekly meeting."""

    unit: UUID = Field(description="Enheten, med sina verksamheter.")


class MissingQuery(InventoryQuery):
    """Whose weeks, and which."""

    since: date | None = Field(default=None, description="Första dagen; utan den 1 januari samma år som den sista.")


class ThemesQuery(LookupQuery):
    """Which viewpoints."""

    period: str = Field(description="2026, 2026-T1, 2026-T2 eller 2026-03.", examples=["2026-T1"])
    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten; namn eller uuid.")


@router.get("/viewpoints/for-inventory", responses=answers(ForInventory, *_REFUSALS))
def viewpoints_for_inventory(request: Request, account: LoggedIn, query: Annotated[InventoryQuery, Query()]) -> Response:
    """Det som veckans genomgång av synpunkter tar upp: det nya, och det som ännu är öppet."""
    answer = viewpoint_reading.for_inventory(
        own_board(request, account, query.board), reader_for(request, account, query), query.unit, known_at=query.known_at,
        valid_at=query.valid_at,
    )
    return json_response(request, answer.document)


@router.get("/viewpoint-inventories/missing", responses=answers(MissingInventories, *_REFUSALS))
def weeks_without_inventory(request: Request, account: LoggedIn, query: Annotated[MissingQuery, Query()]) -> Response:
    """Veckorna utan genomgång av synpunkter, till och med den senaste hela veckan."""
    answer = viewpoint_reading.weeks_without_inventory(
        own_board(request, account, query.board), reader_for(request, account, query), query.unit, since=query.since,
        known_at=query.known_at, valid_at=query.valid_at,
    )
    return json_response(request, answer.document)


@router.get("/viewpoints/themes", responses=answers(Themes, *_REFUSALS))
def viewpoint_themes(request: Request, account: LoggedIn, query: Annotated[ThemesQuery, Query()]) -> Response:
    """Vad synpunkterna återkommer till, per enhet, jämfört med samma period året före."""
    answer = viewpoint_reading.viewpoint_themes(
        own_board(request, account, query.board), reader_for(request, account, query), query.period, unit=query.unit,
        known_at=query.known_at,
    )
    return json_response(request, answer.document)

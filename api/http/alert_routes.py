"""`/api/v1/alerts` and a case's alerts: what somebody should look at, what was done about it, and how soon."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.alert_reading import AlertReader, Wanted
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.http.schemas import purpose_parameters
from api.http.work_routes import ListQuery, next_page
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind, Zone
from projections.alerts import AlertStatus

router = APIRouter(prefix="/api/v1", tags=["alerts"])

_REFUSALS = (400, 401, 403, 404, 422)


class AnswerRow(Document):
    """What was done about an alert; the texts are in the case's timeline."""

    on: date
    how: AlertAnswer
    by: UUID | None = Field(description="Medarbetaren som skrev det.")
    position: int


class AlertRow(Document):
    """Something that somebody should look at: a help, not a judgement."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID
    kind: CaseAlertKind
    what: str = Field(description="Slaget på svenska.")
    advice: str = Field(description="Vad signalen ber om.")
    may_call_for_a_concern_report: bool = Field(description="Ett barn kan fara illa: bedöm om det krävs orosanmälan (SoL 19:1).")
    instruments: list[str]
    raised_by: UUID = Field(description="Skattningen eller besöket som signalen följer av; anges i svaret på den.")
    raised_by_kind: str = Field(description="rating eller session.")
    raised_on: date
    status: AlertStatus
    due_on: date = Field(description="Sista dagen att svara enligt nämndens riktvärde.")
    days_open: int | None = Field(description="Dagar som den har väntat; null när den är besvarad.")
    days_overdue: int | None
    days_to_answer: int | None = Field(description="Dagar från signalen till svaret; null när den inte är besvarad.")
    in_time: bool | None
    answered: AnswerRow | None


class AnswerTimesRow(Document):
    """How alerts were answered, with what each figure rests on."""

    raised: int
    answered: int
    answered_in_time: int
    waiting: int = Field(description="Inte besvarade än, och tiden är inte ute.")
    overdue: int
    unanswered_at_closing: int
    in_time: dict[str, int | None] = Field(description="Besvarade i tid, av dem som är besvarade eller vars tid är ute.")
    days_to_answer: dict[str, dict[str, Any] | None] = Field(description="Medelvärde och median: value i hela dagar, och exact.")


class AnswerTimesOfKind(AnswerTimesRow):
    """The same of one kind of alert."""

    kind: CaseAlertKind
    what: str


class AllAnswerTimes(AnswerTimesRow):
    """The same, in all and by kind."""

    by_kind: list[AnswerTimesOfKind]


class UnitAnswerTimes(AllAnswerTimes):
    """The same of one unit or activity."""

    unit: str | None
    unit_id: UUID


class ZoneRow(Document):
    """Where a series of ratings stands, with what the colour means."""

    instrument: str
    version: str
    respondent: str
    subject: str
    respondent_person: UUID | None
    about_person: UUID | None
    zone: Zone
    meaning: str


class AlertList(AsOf):
    """The alerts of open cases, the longest standing first."""

    day: date
    staff: UUID | None
    answer_times: AllAnswerTimes = Field(description="Av alla signaler i listans ärenden, även de besvarade.")
    alerts: list[AlertRow]
    next: str | None


class CaseAlerts(AsOf):
    """A case's alerts, answered or not, and where its ratings stand."""

    day: date
    staff: UUID | None
    case: UUID
    number: str
    version: int = Field(ge=1, description="Ärendets version vid known_at; skrivningar har den i If-Match.")
    alerts: list[AlertRow]
    zones: list[ZoneRow]


class AlertSummary(AsOf):
    """How the alerts of a period have been answered, by unit."""

    day: date
    staff: UUID | None
    period: str
    from_: date = Field(alias="from")
    to: date
    all: AllAnswerTimes
    units: list[UnitAnswerTimes]


class AlertsQuery(ListQuery):
    """Which alerts."""

    kind: CaseAlertKind | None = Field(default=None, description="Bara det här slaget.")
    status: Wanted = Field(default=Wanted.OPEN, description="De som väntar på svar, de besvarade, eller alla.")
    after: str | None = Field(default=None, max_length=400, description="De som kommer efter den här; tas ur förra sidans next.")


class SummaryQuery(AsOfQuery):
    """Which period, and whose."""

    period: str = Field(description="År (2026), tertial (2026-T1) eller månad (2026-03): signaler från den tiden.")
    staff: UUID | None = Field(default=None, description="Bara den här medarbetarens ärenden; en behandlare får sina egna.")
    unit: str | None = Field(default=None, description="Bara den här enheten, för chef och internkontroll: namn eller uuid.")


@router.get("/alerts", responses=answers(AlertList, *_REFUSALS))
def alerts(request: Request, account: LoggedIn, query: Annotated[AlertsQuery, Query()]) -> Response:
    """Signaler som väntar på svar: den som har väntat längst först."""
    answer, after = AlertReader(reader_for(request, account, query), account).alerts(
        known_at=query.known_at, valid_at=query.valid_at, staff=query.staff, unit=query.unit, kind=query.kind,
        wanted=query.status, limit=query.limit, after=query.after,
    )
    return json_response(request, {**answer.document, "next": next_page("alerts", query, answer.document, after)})


@router.get("/alerts/summary", responses=answers(AlertSummary, *_REFUSALS))
def alert_summary(request: Request, account: LoggedIn, query: Annotated[SummaryQuery, Query()]) -> Response:
    """Hur en periods signaler har besvarats: antal, andel i tid och dagar till svar, per enhet."""
    answer = AlertReader(reader_for(request, account, query), account).summary(
        query.period, known_at=query.known_at, valid_at=query.valid_at, staff=query.staff, unit=query.unit
    )
    return json_response(request, answer.document)


@router.get(
    "/cases/{case_id}/alerts", responses=answers(CaseAlerts, *_REFUSALS), openapi_extra={"parameters": purpose_parameters()}
)
def case_alerts(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Ärendets signaler, besvarade och inte, och var skattningarna står."""
    answer = AlertReader(reader_for(request, account, query), account).of_case(
        case_id, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document, version=answer.version)

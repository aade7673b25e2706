"""`/api/v1/reports`: reports as they were handed in, and what the same count gives since."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, ErasedSince, answers
from api.http.rows import Document
from api.report_reading import ReportReader

router = APIRouter(prefix="/api/v1", tags=["report"])

_REFUSALS = (400, 401, 403, 404, 422)


class ReportHead(Document):
    """What a report is about and how far it has come."""

    report: UUID
    version: int = Field(ge=1)
    status: str = Field(description="started, submitted, published eller withdrawn.")
    enhet: str
    enhet_id: UUID
    period: str
    period_from: date = Field(alias="from")
    to: date
    data_cutoff: date = Field(description="Brytdagen: sista dagen som rapporten tar med.")
    prepared_by: str
    supplements: UUID | None = Field(description="Den inlämnade rapport som den här kompletterar.")
    started_at: str
    size: int | None = Field(description="Siffrorna bygger på så många händelser; null = inte inlämnad.")
    submitted_by: str | None
    submitted_at: str | None
    withdrawn_because: str | None


class Reports(AsOf):
    """Every report."""

    reports: list[ReportHead]


class StatedFigureDocument(Document):
    """A figure exactly as it was stated, and beside it what the same definition gives for the same period later."""

    id: str
    definition_version: int
    name: str
    meaning: str
    definition: str = Field(description="Definitionen som siffran räknades med, hel.")
    unit: str
    shown_value: int | None
    exact: str | None
    numerator: str
    denominator: int
    eligible: int
    by_gender: dict[str, Any]
    missing: dict[str, int]
    assessment: dict[str, Any] | None
    restated: dict[str, Any] | None = Field(description="Samma räkning nu; null = går inte att räkna.")
    why_not_restated: str | None
    differs: bool | None
    differences: dict[str, list[Any]] | None = Field(description="Det som skiljer: [i rapporten, nu].")
    since: dict[str, Any] | None = Field(description="Rader bakom som tillkommit, gått bort eller ändrats, och händelserna.")


class ReportDocument(AsOf, ReportHead):
    """One report, whole."""

    assessments: dict[str, dict[str, Any]]
    figures: list[StatedFigureDocument]
    restated: int = Field(description="Så många av siffrorna som skulle bli andra nu.")
    published: dict[str, Any] | None
    erased_since_submission: ErasedSince | None = Field(
        description="Ärenden som rapporten räknade på och som har gallrats sedan dess: det som räknas om nu är utan dem."
    )


class ReportsQuery(LookupQuery):
    """Which reports."""

    unit: str | None = Field(default=None, description="Bara den här enhetens: namn eller uuid.")
    period: str | None = Field(default=None, description="Bara den här periodens, till exempel 2026-T1.")


@router.get("/reports", responses=answers(Reports, *_REFUSALS))
def list_reports(request: Request, account: LoggedIn, query: Annotated[ReportsQuery, Query()]) -> Response:
    """Rapporterna och hur långt de har kommit."""
    reader = ReportReader(reader_for(request, account, query))
    answer = reader.reports(known_at=query.known_at, unit=query.unit, period=query.period)
    return json_response(request, answer.document)


@router.get("/reports/{report_id}", responses=answers(ReportDocument, *_REFUSALS))
def read_report(request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """En rapport som den lämnades in, med det som har ändrats sedan dess bredvid."""
    answer = ReportReader(reader_for(request, account, query)).report(report_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)

"""`/api/v1/lex-sarah-reports`: each report as much as whoever asks may see of it, and the notification to IVO."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from api.access import CaseAccess
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers, file_answers, problem_answers
from api.http.rows import Document
from api.lex_sarah_control import lex_sarah_control
from api.lex_sarah_notification import notification_of
from api.lex_sarah_reading import LexSarahReader
from domain.base import Purpose
from domain.lex_sarah.codes import HandlingState

router = APIRouter(prefix="/api/v1", tags=["lex_sarah"])

_REFUSALS = (400, 401, 403, 404, 422)
_ADDRESS = "/lex-sarah-reports"
_SEEN = "full, unit, times eller own: hur mycket du ser av ärendet."
_FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class ReportsQuery(AsOfQuery):
    """Which of the reports."""

    unit: UUID | None = Field(default=None, description="Bara dem om den här enheten.")
    state: HandlingState | None = Field(default=None, description="Bara dem som har kommit så långt.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många.")
    after: UUID | None = Field(default=None, description="De som kommer efter den här; tas ur förra sidans next.")


class ListedReport(Document):
    """A report in the list; what is not yours to see is not there."""

    model_config = ConfigDict(extra="allow")

    lex_sarah_report: UUID
    version: int
    unit: UUID
    state: HandlingState
    state_in_words: str
    submitted_on: date
    sight: list[str] = Field(description=_SEEN)


class OwnListedReport(ListedReport):
    """A report in your list."""

    mine: bool = Field(description="Sant när du utreder den.")


class LexSarahReports(AsOf):
    """The reports that you see anything of."""

    day: date = Field(description="Dagen som tiderna gäller.")
    lex_sarah_reports: list[OwnListedReport]
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class OneReport(AsOf):
    """What every answer about one report says of itself."""

    lex_sarah_report: UUID
    version: int = Field(description="Ärendets version; skrivningar har den i If-Match.")


class LexSarahReportDocument(OneReport):
    """A report as much as you may see of it."""

    day: date
    report: ListedReport
    own_report: dict[str, Any] | None = Field(default=None, description="Det som du själv har rapporterat och fått veta.")
    for_unit: dict[str, Any] | None = Field(
        default=None, description="För chefen för enheten: åtgärderna, och den beslutade utredningen utan rapportör."
    )
    whole: dict[str, Any] | None = Field(default=None, description="För den som handlägger: allt, även vem som rapporterade.")


class LexSarahVersions(OneReport):
    """The versions of an investigation."""

    versions: list[dict[str, Any]]


class LexSarahTimers(OneReport):
    """The times of a report."""

    day: date
    steps: list[dict[str, Any]]


class LexSarahMissing(OneReport):
    """What is left in a report."""

    left: dict[str, list[str]] = Field(description="Det som återstår i varje del innan ärendet kan avslutas.")
    nothing_left: bool
    in_investigation: list[str] | None = Field(default=None, description="Det som saknas för att utredningen ska vara klar.")


class LexSarahControl(AsOf):
    """What the control of the work with Lex Sarah found."""

    day: date
    rules: list[dict[str, Any]] = Field(description="R-36 och R-37: antal i ordning, sena, fel och som saknas.")
    findings: list[dict[str, Any]] = Field(description="Det som inte är i ordning, utan ett ord ur rapporten eller akten.")


class IvoNotificationDocument(AsOf):
    """The notification to IVO as it would be sent."""

    notification: dict[str, Any]
    content_sha256: str = Field(description="SHA-256 av notification i kanonisk form (RFC 8785); står i pdf-filens sidfot.")
    pdf_sha256: str


@router.get(_ADDRESS, responses=answers(LexSarahReports, *_REFUSALS), operation_id="list_lex_sarah_reports")
def list_reports(request: Request, account: LoggedIn, query: Annotated[ReportsQuery, Query()]) -> Response:
    """Lex Sarah-rapporterna som du har del i: dina egna utredningar först, sedan det mest försenade. Ingen visar rapportören."""
    answer, has_more = _desk(request, account, query).reports(
        known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, state=query.state, limit=query.limit, after=query.after
    )
    last = answer.shown[-1]["lex_sarah_report"] if has_more else None
    return json_response(request, {**answer.document, "next": last and _next(query, answer.document, last)})


@router.get(_ADDRESS + "/{report_id}", responses=answers(LexSarahReportDocument, *_REFUSALS))
def show_report(request: Request, account: LoggedIn, report_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Ett Lex Sarah-ärende, så mycket av det som du får se."""
    answer = _desk(request, account, query).report(report_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(_ADDRESS + "/{report_id}/versions", responses=answers(LexSarahVersions, *_REFUSALS))
def show_versions(request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Utredningens versioner, den äldsta först; för chefen för enheten de som är beslutade."""
    answer = _desk(request, account, query).versions(report_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(_ADDRESS + "/{report_id}/timers", responses=answers(LexSarahTimers, *_REFUSALS))
def show_timers(request: Request, account: LoggedIn, report_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Ärendets steg med sista dag, när de togs och hur sena de är."""
    answer = _desk(request, account, query).timers(report_id, known_at=query.known_at, valid_at=query.valid_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(_ADDRESS + "/{report_id}/what-is-missing", responses=answers(LexSarahMissing, *_REFUSALS))
def show_what_is_missing(
    request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()]
) -> Response:
    """Det som återstår i varje del, och det som saknas i utredningen."""
    answer = _desk(request, account, query).what_is_missing(report_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get(_ADDRESS + "/{report_id}/ivo-notification.json", responses=answers(IvoNotificationDocument, *_REFUSALS))
def show_notification(request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Anmälan till IVO som data, så som den skulle skickas nu."""
    made = notification_of(_desk(request, account, query), report_id, known_at=query.known_at)
    return json_response(request, made.document, version=made.version)


@router.get(
    _ADDRESS + "/{report_id}/ivo-notification.pdf", response_class=Response,
    responses=file_answers("Anmälan som PDF/A.", "application/pdf", *_REFUSALS),
)
def show_notification_pages(
    request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()]
) -> Response:
    """Anmälan till IVO som tillgänglig pdf, med samma innehåll som i json."""
    made = notification_of(_desk(request, account, query), report_id, known_at=query.known_at)
    return Response(made.pages, headers=_attachment(f"anmalan-{report_id}.pdf"), media_type="application/pdf")


@router.get(
    _ADDRESS + "/{report_id}/documents/{sha256}", response_class=Response,
    responses={200: {"description": "Handlingen.", "content": _FILE}, **problem_answers(*_REFUSALS, 500, 503)},
)
def fetch_document(
    request: Request, account: LoggedIn, report_id: UUID, query: Annotated[LookupQuery, Query()],
    sha256: Annotated[str, Path(description="Handlingens sha256, ur documents i ärendet.")],
) -> Response:
    """En handling som skickades till IVO eller kom därifrån: samma byte som då."""
    kept = _desk(request, account, query).kept(report_id, sha256, known_at=query.known_at)
    # Never shown in the browser: what came from outside is a file to keep, whatever it says that it is.
    headers = {**_attachment(f"handling-{kept.sha256[:12]}"), "Aktspar-Media-Type": kept.media_type}
    return Response(kept.bytes(), headers=headers, media_type="application/octet-stream")


@router.get("/lex-sarah-control", responses=answers(LexSarahControl, *_REFUSALS))
def show_control(request: Request, account: LoggedIn, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Regel R-36 och R-37 för varje rapport: stegen i tid, hänvisningen i akten, och ingen text ur rapporten i akten."""
    answer = lex_sarah_control(
        reader_for(request, account, query, Purpose.LEX_SARAH), known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)


def _desk(request: Request, account: Account, query: LookupQuery) -> LexSarahReader:
    reader = reader_for(request, account, query, Purpose.LEX_SARAH)
    return LexSarahReader(reader, account, CaseAccess(reader.board, account, None).place())


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _next(query: ReportsQuery, document: dict[str, Any], last: str) -> str:
    asked = {
        "known_at": document["known_at"], "valid_at": document["day"], "unit": query.unit, "state": query.state,
        "board": query.board, "limit": query.limit, "after": last,
    }
    return f"/api/v1{_ADDRESS}?" + urlencode({key: value for key, value in asked.items() if value is not None})

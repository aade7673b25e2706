"""`/api/v1/goals/export.xlsx` and `.csv`, and `/completeness/export.xlsx` and `.pdf`: results and reviews as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from adapters.accounts import Role
from api import completeness_export
from api.completeness_export import completeness_file
from api.goal_export import MEDIA_TYPES, goal_file
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import problem_answers
from api.problems import ForbiddenError, Text

router = APIRouter(prefix="/api/v1", tags=["goals"])

INTERNAL = frozenset({Role.MANAGER, Role.INTERNAL_CONTROL})
"""Who may take the internal figures out of the service: a file is passed on as a page is not."""
_NOT_YOURS = Text(
    "Resultaten med små tal lämnas som fil till chef och internkontroll. Begär external=true, så får du dem utan små tal.",
    "Results with small numbers are given as a file to managers and internal control. Ask with external=true for them without.",
)


_NOT_YOUR_REVIEW = Text(
    "Granskningen av alla journaler lämnas som fil till chef och internkontroll. Dina egna ärenden ser du på GET /completeness.",
    "The review of all journals is given as a file to managers and internal control. See your own cases at GET /completeness.",
)
_CHUNK_BYTES = 64 * 1024


class ExportQuery(LookupQuery):
    """For which period, of whom, and in which view."""

    period: str = Field(description="År (2018), tertial (2018-T1, 2018-T2) eller månad (2018-03).", examples=["2026-T1"])
    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten: namn eller uuid.")
    external: bool = Field(default=False, description="Utan små tal, för den som inte arbetar med ärendena.")


class ReviewExportQuery(AsOfQuery):
    """Of whom, and by which rule."""

    unit: str | None = Field(default=None, description="Bara den här enheten eller verksamheten: namn eller uuid.")
    rule: str | None = Field(default=None, max_length=20, description="Bara den här regeln, till exempel R-04.")


def _exporting(form: str) -> Callable[..., Response]:
    def export(request: Request, account: LoggedIn, query: Annotated[ExportQuery, Query()]) -> Response:
        reader = reader_for(request, account, query)
        if not query.external and account.role not in INTERNAL:
            reader.record_refused()
            raise ForbiddenError(_NOT_YOURS)
        made = goal_file(reader, form, query.period, known_at=query.known_at, unit=query.unit, external=query.external)
        headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
        return Response(made.content, headers=headers, media_type=MEDIA_TYPES[form])

    return export


def _exporting_review(form: str) -> Callable[..., Response]:
    def export(request: Request, account: LoggedIn, query: Annotated[ReviewExportQuery, Query()]) -> Response:
        reader = reader_for(request, account, query)
        if account.role not in INTERNAL:
            reader.record_refused()
            raise ForbiddenError(_NOT_YOUR_REVIEW)
        made = TemporaryFile()
        try:
            written = completeness_file(
                reader, form, made, known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, rule=query.rule
            )
        except BaseException:
            made.close()
            raise
        headers = {"Content-Disposition": f'attachment; filename="{written.name}"', "Content-Length": str(made.tell())}
        made.seek(0)
        return StreamingResponse(_chunks(made), headers=headers, media_type=completeness_export.MEDIA_TYPES[form])

    return export


def _chunks(made: BinaryIO) -> Iterator[bytes]:
    with made:
        while chunk := made.read(_CHUNK_BYTES):
            yield chunk


for _form, _summary in (("xlsx", "Resultaten som Excel"), ("csv", "Resultaten som csv, med semikolon")):
    router.add_api_route(
        f"/goals/export.{_form}", _exporting(_form), methods=["GET"], summary=_summary, operation_id=f"export_goals_{_form}",
        response_class=Response, responses={
            200: {
                "description": "En fil.",
                "content": {MEDIA_TYPES[_form].partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}},
            },
            **problem_answers(400, 401, 403, 404, 422, 500, 503),
        },
    )
for _form, _summary in (("xlsx", "Granskningen som Excel"), ("pdf", "Granskningen som pdf för arkivet (PDF/A)")):
    router.add_api_route(
        f"/completeness/export.{_form}", _exporting_review(_form), methods=["GET"], summary=_summary,
        operation_id=f"export_completeness_{_form}", response_class=Response, responses={
            200: {
                "description": "En fil.",
                "content": {completeness_export.MEDIA_TYPES[_form]: {"schema": {"type": "string", "format": "binary"}}},
            },
            **problem_answers(400, 401, 403, 404, 422, 500, 503),
        },
    )

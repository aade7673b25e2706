"""`/api/v1/cases/{case_id}/reconstruction`: a case as it was known at any moment, with its gaps, and what changed when."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import BoardQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import answers
from api.http.reconstruction_documents import CaseChanges, Reconstruction
from api.http.schemas import purpose_parameters
from api.reconstruction_reading import Question, ReconstructionReader, wanted_rows

router = APIRouter(prefix="/api/v1", tags=["cases"])

_REFUSALS = (400, 401, 403, 404, 422)
_WHEN = "Antal händelser, ett datum (dagens slut i Europe/Stockholm) eller en tidpunkt."


class ReconstructionQuery(LookupQuery):
    """What is asked of a case."""

    day: str | None = Field(default=None, description="Berätta också vad som var känt den dagen, till exempel 2026-07-10.")
    from_: str | None = Field(default=None, alias="from", description=f"Berätta också vad som ändrades sedan dess. {_WHEN}")
    to: str | None = Field(default=None, description=f"Till den tidpunkten; utan den, till known_at. {_WHEN}")
    source: str | None = Field(default=None, description="Bara det här: hand, import eller källsystemets namn.")
    author: UUID | None = Field(default=None, description="Bara det som den medarbetaren har skrivit.")
    kind: str | None = Field(
        default=None, description="Bara det slaget: note, visit, signal, staffing, rating, other, gap eller ett händelseslag."
    )
    period: str | None = Field(
        default=None, description="Bara det som hände eller skrevs då: 2026, 2026-07, 2026-07-10 eller 2026-07-01..2026-08-31."
    )
    readings: bool = Field(default=True, description="Berätta när akten lästes.")


class ChangesQuery(BoardQuery):
    """Which moments."""

    from_: str = Field(default="0", alias="from", description=f"Från den tidpunkten; utan den, från början. {_WHEN}")
    to: str | None = Field(default=None, description=f"Till den tidpunkten; utan den, till nu. {_WHEN}")
    readings: bool = Field(default=True, description="Berätta när akten lästes.")


@router.get(
    "/cases/{case_id}/reconstruction", responses=answers(Reconstruction, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def reconstruction(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[ReconstructionQuery, Query()]
) -> Response:
    """Vad som hände i ärendet bredvid vad som skrevs, med luckorna, vem som ansvarade, vad som saknades och vem som läste."""
    author = None if query.author is None else str(query.author)
    wanted = wanted_rows(source=query.source, author=author, kind=query.kind, period=query.period)
    question = Question(query.known_at, query.day, query.from_, query.to, wanted, query.readings)
    answer = ReconstructionReader(reader_for(request, account, query)).of(case_id, question)
    return json_response(request, answer.document, version=answer.version)


@router.get(
    "/cases/{case_id}/reconstruction/changes", responses=answers(CaseChanges, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def reconstruction_changes(
    request: Request, account: LoggedIn, case_id: UUID, query: Annotated[ChangesQuery, Query()]
) -> Response:
    """Vad som tillkom, rättades och lästes i ärendet mellan två tidpunkter."""
    reader = reader_for(request, account, LookupQuery(board=query.board))
    answer = ReconstructionReader(reader).changes(case_id, query.from_, query.to, readings=query.readings)
    return json_response(request, answer.document, version=answer.version)

"""`/api/v1/internal-control`, one journal review, and what case reviews are to take up."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.case_review_reading import CaseReviewReader
from api.control_reading import JournalReviewReader, internal_control
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.http.work_routes import ListQuery, next_page
from domain.case.review.codes import ReviewQuestion

router = APIRouter(prefix="/api/v1")

_REFUSALS = (400, 401, 403, 404, 422)
_SMALL_PAGE = 25
"""Cases are judged one by one, so that a page is there in half a second."""


class InternalControl(AsOf):
    """The plans of a year, with the traffic lights of a day."""

    year: int
    day: date
    plans: list[dict[str, Any]] = Field(
        description="Varje plan med risker, kontrollmoment (light räknas fram ur underlaget), åtgärder, tertial och avslut."
    )


class InternalControlQuery(AsOfQuery):
    """Which year and unit."""

    year: int = Field(ge=1, le=9998, description="Året, till exempel 2026.")
    unit: str | None = Field(default=None, description="Bara den här enhetens plan och nämndens egen: namn eller uuid.")


@router.get("/internal-control", tags=["internal_control"], responses=answers(InternalControl, *_REFUSALS))
def read_internal_control(
    request: Request, account: LoggedIn, query: Annotated[InternalControlQuery, Query()]
) -> Response:
    """Årets internkontroll: risker, kontroller med trafikljus ur underlaget, åtgärder och tertialens redovisning."""
    answer = internal_control(
        reader_for(request, account, query), query.year, unit=query.unit, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)


class JournalReviewAnswer(AsOf):
    """A review of journals with what was found and what became of it."""

    review: UUID
    version: int = Field(ge=1)
    title: str
    kind: str
    kind_in_words: str
    unit: UUID
    started_on: date
    reviewer: UUID
    reviewer_name: str
    reviewer_title: str | None
    size: int = Field(description="Reglerna bedömde de första så många händelserna.")
    judged_on: date
    case_count: int
    sample: UUID | None
    findings_count: int
    by_state: dict[str, int]
    totals: list[dict[str, Any]] = Field(description="Antal per regel och fråga.")
    closed: dict[str, Any] | None
    withdrawn: str | None
    cases: list[UUID] = Field(description="Stickprovets journaler; tom vid totalgranskning. En behandlare ser sina egna.")
    findings: list[dict[str, Any]] = Field(description="Iakttagelserna med svar; en behandlare ser dem i sina egna ärenden.")


@router.get("/journal-reviews/{review_id}", tags=["journal_review"], responses=answers(JournalReviewAnswer, *_REFUSALS))
def read_journal_review(
    request: Request, account: LoggedIn, review_id: UUID, query: Annotated[LookupQuery, Query()]
) -> Response:
    """En journalgranskning: omfattning, regelversioner, iakttagelser och vad som blev av dem."""
    answer = JournalReviewReader(reader_for(request, account, query), account).review(review_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


class StandingQuestion(Document):
    """A question that is answered at every case review."""

    question: ReviewQuestion
    in_words: str


class PreparedReviews(AsOf):
    """What case reviews are to take up, the case whose review is due first."""

    day: date
    staff: UUID | None
    cases: list[dict[str, Any]] = Field(
        description="Varje öppet ärende: när genomgången ska göras, det som ska göras, det som saknas, obesvarade signaler och"
        " synpunkter. Bockas av med POST /cases/{case_id}/reviews."
    )
    standing_questions: list[StandingQuestion]
    next: str | None


class PreparedQuery(ListQuery):
    """Whose, and how far ahead."""

    days: int = Field(default=6, ge=0, le=366, description="Det som ska göras inom så många dagar.")
    limit: int = Field(default=_SMALL_PAGE, ge=1, le=LARGEST_PAGE, description="Högst så många ärenden.")
    after: UUID | None = Field(default=None, description="Ärendena efter det här; tas ur förra sidans next.")


@router.get("/case-reviews/prepared", tags=["work"], responses=answers(PreparedReviews, *_REFUSALS))
def prepared_reviews(request: Request, account: LoggedIn, query: Annotated[PreparedQuery, Query()]) -> Response:
    """Underlag för ärendegenomgång: ärende för ärende vad som saknas, är sent, väntar på svar eller ska följas upp."""
    answer, after = CaseReviewReader(reader_for(request, account, query), account).prepared(
        known_at=query.known_at, valid_at=query.valid_at, staff=query.staff, unit=query.unit, days=query.days, limit=query.limit,
        after=query.after,
    )
    following = next_page("case-reviews/prepared", query, answer.document, after)
    return json_response(request, {**answer.document, "next": following})

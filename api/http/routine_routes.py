"""`/api/v1/journal-routines/{routine_id}/…`: who has yet to know the routine, and how its questions are answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.routine_reading import RoutineReader
from domain.case.review.codes import ReviewQuestion
from domain.journal_routine.codes import RoutineStatus

router = APIRouter(prefix="/api/v1", tags=["journal_routine"])

_REFUSALS = (400, 401, 403, 404, 422)


class RoutineWorker(Document):
    """What the routine asks of a worker, and how far they have come."""

    staff: UUID
    name: str
    routine_version: int
    acknowledge_by: date
    acknowledged_on: date | None
    acknowledgement: RoutineStatus
    induct_by: date | None
    inducted_on: date | None
    induction: RoutineStatus
    is_away: bool = Field(description="Frånvarande på listans dag.")


class RoutineCounts(Document):
    """How many have come how far."""

    staff: int
    acknowledgement: dict[str, int]
    induction: dict[str, int]


class RoutineWorkers(AsOf):
    """Those whom the routine is for, by name: a list to act on, and no ranking."""

    day: date
    routine: UUID
    version: int = Field(ge=1)
    routine_version: int | None = Field(description="Versionen som gäller den dagen; null = ingen.")
    counts: RoutineCounts
    workers: list[RoutineWorker] | None = Field(description="Den egna raden, eller för chef allas; null = bara antalen.")


class QuestionAnswers(Document):
    """How a standing question was answered."""

    question: ReviewQuestion
    question_in_words: str
    yes: int
    no: int
    not_applicable: int
    unanswered: int


class VersionAnswers(Document):
    """The reviews while a version was in force."""

    routine_version: int
    reviews: int
    questions: list[QuestionAnswers]


class RoutineAnswers(AsOf):
    """How the standing questions were answered in a period."""

    routine: UUID
    version: int = Field(ge=1)
    period: str
    from_: date = Field(alias="from")
    to: date
    versions: list[VersionAnswers]


class WorkersQuery(AsOfQuery):
    """Which of them."""

    missing: bool = Field(default=False, description="Bara de som har något kvar att göra.")


class AnswersQuery(LookupQuery):
    """Of which reviews."""

    period: str = Field(description="År (2026), tertial (2026-T1) eller månad (2026-03).")


@router.get("/journal-routines/{routine_id}/staff", responses=answers(RoutineWorkers, *_REFUSALS))
def routine_staff(request: Request, account: LoggedIn, routine_id: UUID, query: Annotated[WorkersQuery, Query()]) -> Response:
    """Vilka som har kvitterat rutinen och introducerats i dokumentation, och vilka som har det kvar."""
    answer = RoutineReader(reader_for(request, account, query), account).workers(
        routine_id, known_at=query.known_at, valid_at=query.valid_at, only_missing=query.missing
    )
    return json_response(request, answer.document)


@router.get("/journal-routines/{routine_id}/answers", responses=answers(RoutineAnswers, *_REFUSALS))
def routine_answers(request: Request, account: LoggedIn, routine_id: UUID, query: Annotated[AnswersQuery, Query()]) -> Response:
    """Hur rutinens stående frågor besvarades vid periodens ärendegenomgångar."""
    answer = RoutineReader(reader_for(request, account, query), account).answers(
        routine_id, query.period, known_at=query.known_at
    )
    return json_response(request, answer.document)

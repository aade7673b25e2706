"""`/api/v1/goal-chain` and what else governs the work: the annual wheel, user surveys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.governance_reading import annual_wheel, goal_chain, results_of_survey, texts_of_survey
from api.http.answers import json_response
from api.http.dependencies import AsOfQuery, LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document

router = APIRouter(prefix="/api/v1")

_REFUSALS = (400, 401, 403, 404, 422)


class GoalChainAnswer(AsOf):
    """A year's goals as a tree; figures are joined by `indicator` and `unit`."""

    chain: UUID
    version: int = Field(ge=1)
    year: int
    goals: list[dict[str, Any]]
    measured_without_goal: list[dict[str, Any]] = Field(description="Indikatorer som följs upp utan att vara mål.")


class GoalChainQuery(LookupQuery):
    """Which year and unit."""

    year: int = Field(ge=1, le=9999, description="Året, till exempel 2026.")
    unit: str | None = Field(default=None, description="Bara den här enhetens mål och det som är ovanför dem: namn eller uuid.")


@router.get("/goal-chain", tags=["goal"], responses=answers(GoalChainAnswer, *_REFUSALS))
def read_goal_chain(request: Request, account: LoggedIn, query: Annotated[GoalChainQuery, Query()]) -> Response:
    """Årets målkedja: målen, de förväntade resultaten, indikatorerna med årsmål och det som har ändrats."""
    answer = goal_chain(reader_for(request, account, query), query.year, unit=query.unit, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


class WheelRowDocument(Document):
    """One time that something on the annual wheel is to be done."""

    item: UUID
    version: int
    kind: str
    kind_in_words: str
    heading: str
    unit: UUID | None = Field(description="Vems; null = nämndens egen.")
    owner_role: str
    occasion: int = Field(ge=1, description="Vilken av årets dagar, från 1; anges när uppgiften bockas av.")
    due_on: date
    status: str = Field(description="done, overdue, due eller ahead, på dagen i day.")
    days_overdue: int = Field(ge=0)
    done_on: date | None
    remark: str | None


class AnnualWheel(AsOf):
    """A year's annual wheel on a day."""

    year: int
    day: date
    items: list[WheelRowDocument]


class AnnualWheelQuery(AsOfQuery):
    """Which year and unit."""

    year: int | None = Field(default=None, ge=1, le=9998, description="Året; annars dagens.")
    unit: str | None = Field(default=None, description="Bara den här enhetens och nämndens egna: namn eller uuid.")


@router.get("/annual-wheel", tags=["annual_wheel"], responses=answers(AnnualWheel, *_REFUSALS))
def read_annual_wheel(request: Request, account: LoggedIn, query: Annotated[AnnualWheelQuery, Query()]) -> Response:
    """Årshjulet: vad som ska göras när, av vem, och vad som är klart eller försenat på dagen."""
    answer = annual_wheel(
        reader_for(request, account, query), query.year, unit=query.unit, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)


class SurveyCounts(AsOf):
    """What is told of a survey whoever asks, also while it goes on."""

    survey: UUID
    version: int
    survey_name: str
    unit: UUID
    first_day: date | None
    last_day: date | None
    closed_on: date | None
    asked: int
    answers: int
    coverage: str | None = Field(description="Svar delat med tillfrågade, i procent.")
    withheld: str | None = Field(description="Varför resultaten inte visas; null = de visas.")


class SurveyResults(SurveyCounts):
    """The results of a closed survey."""

    external: bool
    questions: list[dict[str, Any]] = Field(
        description="För varje fråga fördelningen, andelen i de två högsta värdena och medelvärdet, och det för varje kön."
    )


class SurveyTexts(SurveyCounts):
    """What people wrote freely, in the order of the alphabet."""

    free_text_question: str | None
    free_texts: list[str]


class SurveyResultsQuery(LookupQuery):
    """For whom."""

    external: bool = Field(default=False, description="Som de får visas för andra än dem som arbetar med dem.")


@router.get("/surveys/{survey_id}/results", tags=["survey"], responses=answers(SurveyResults, *_REFUSALS))
def read_survey_results(
    request: Request, account: LoggedIn, survey_id: UUID, query: Annotated[SurveyResultsQuery, Query()]
) -> Response:
    """En undersöknings resultat: fördelning, andel i de två högsta värdena och medelvärde, när den är stängd."""
    answer = results_of_survey(
        reader_for(request, account, query), survey_id, external=query.external, known_at=query.known_at
    )
    return json_response(request, answer.document, version=answer.version)


@router.get("/surveys/{survey_id}/free-texts", tags=["survey"], responses=answers(SurveyTexts, *_REFUSALS))
def read_survey_texts(request: Request, account: LoggedIn, survey_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Fritextsvaren i en stängd undersökning, skilda från det som är ikryssat."""
    answer = texts_of_survey(reader_for(request, account, query), survey_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)

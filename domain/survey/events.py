"""Facts about anonymous user surveys (sv. *brukarundersökning*).

An answer is nobody's: it has no id, no day and no time of its own, and comes with others in a fixed order, so that neither the
ledger's times nor the order of writing tell who gave it. What people wrote freely comes apart from what they ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.codes import Gender
from domain.survey.codes import SurveyOccasion


class SurveyQuestion(Immutable):
    """A question with its scale (sv. *fråga i undersökningen*). Wording and ends are the unit's own.

    `lowest` and `highest` are the ends of the scale, both included; the highest is the best.
    """

    question: str
    lowest: int
    highest: int
    lowest_means: str | None = None
    highest_means: str | None = None


class SurveyAnswer(Immutable):
    """What one person ticked (sv. *svar i undersökningen*): a value a question, None = left out."""

    ticked: tuple[int | None, ...]
    gender: Gender | None = None
    """As the person ticked it; None = not ticked, or not asked."""


class SurveyEvent(DomainEvent):
    """What every fact about a survey shares: it is about the organisation's work, and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.STATISTICS


class SurveyDefined(SurveyEvent):
    """A survey was made for a unit: its questions and scales (sv. *utformad brukarundersökning*)."""

    TYPE: ClassVar[str] = "survey.defined"

    unit: UUID
    survey_name: str
    survey_occasion: SurveyOccasion
    questions: tuple[SurveyQuestion, ...]
    asks_gender: bool
    free_text_question: str | None = None


class SurveyOpened(SurveyEvent):
    """A survey was opened for a period, with how many are asked (sv. *öppnad brukarundersökning*)."""

    TYPE: ClassVar[str] = "survey.opened"

    first_day: date
    last_day: date
    asked_count: int


class SurveyAskedCounted(SurveyEvent):
    """The number of those asked turned out to be another (sv. *ändrat antal tillfrågade*)."""

    TYPE: ClassVar[str] = "survey.asked_counted"

    asked_count: int
    reason: str


class SurveyAnswersRecorded(SurveyEvent):
    """Answers were recorded together, in an order that says nothing (sv. *registrerade svar*)."""

    TYPE: ClassVar[str] = "survey.answers_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"survey_answers": "individual_view"}

    batch_id: UUID
    survey_answers: tuple[SurveyAnswer, ...]


class SurveyTextsRecorded(SurveyEvent):
    """What people wrote freely was recorded together, apart from what they ticked (sv. *registrerade fritextsvar*)."""

    TYPE: ClassVar[str] = "survey.texts_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"free_texts": "individual_view"}

    batch_id: UUID
    free_texts: tuple[str, ...]


class SurveyBatchStruck(SurveyEvent):
    """Answers or texts were wrongly recorded, and count no more (sv. *strukna svar*)."""

    TYPE: ClassVar[str] = "survey.batch_struck"

    struck_batch_id: UUID
    reason: str


class SurveyClosed(SurveyEvent):
    """The survey takes no more answers, and its results can be read (sv. *stängd brukarundersökning*)."""

    TYPE: ClassVar[str] = "survey.closed"

    closed_on: date


EVENTS: tuple[type[DomainEvent], ...] = (
    SurveyDefined, SurveyOpened, SurveyAskedCounted, SurveyAnswersRecorded, SurveyTextsRecorded, SurveyBatchStruck, SurveyClosed,
)

"""Facts: case reviews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable
from domain.case.entry_events import CaseEntry
from domain.case.review.codes import ReviewAnswer, ReviewQuestion


class AnsweredQuestion(Immutable):
    """A standing question with its answer (sv. *besvarad fråga*)."""

    question: ReviewQuestion
    answer: ReviewAnswer


class AgreedMeasure(Immutable):
    """What is to be done after the review, and by when (sv. *överenskommen åtgärd*)."""

    question: ReviewQuestion | None = None
    """The standing question whose answer asks for it; None = something else."""
    measure: str
    measure_due_on: date


class CaseReviewed(CaseEntry):
    """A manager and a worker went through the case (sv. *ärendegenomgång*). Source: SOSFS 2011:9 5 kap. (self-control)."""

    TYPE: ClassVar[str] = "case.reviewed"
    DAY: ClassVar[str | None] = "reviewed_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "led_by_name": "staff", "presented_by_name": "staff", "assessment": "assessment", "agreed_measures": "plan",
    }

    reviewed_on: date
    led_by_id: UUID
    led_by_name: str
    led_by_title: str | None = None
    presented_by_id: UUID
    presented_by_name: str
    presented_by_title: str | None = None
    standing_answers: tuple[AnsweredQuestion, ...] = ()
    assessment: str | None = None
    """How the case stands, and what was decided."""
    agreed_measures: tuple[AgreedMeasure, ...] = ()
    next_review_on: date | None = None
    """None = none is due: the case is closed."""
    longer_interval_reason: str | None = None

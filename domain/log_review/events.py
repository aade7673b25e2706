"""Facts about the review of the access log (sv. *loggkontroll*). They point into the log, and name neither reader nor individual.

Source: SoLPuL 2001:454 10 § (systematic and recurrent checks of whether anybody gets at data without right); lag (2022:913) om
sammanhållen vård- och omsorgsdokumentation 4:4.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.log_review.codes import LogJudgement, LogMeasure
from domain.log_review.draw import DrawnReading, KindCount
from domain.sampling.codes import SeedSource


class LogReviewEvent(DomainEvent):
    """What every fact about a review shares: it is kept as the rules of access are."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_RULES


class LogReviewPlanned(LogReviewEvent):
    """Which month of a unit is looked at was said before anybody could know what is drawn (sv. *planerad loggkontroll*)."""

    TYPE: ClassVar[str] = "log_review.planned"

    unit: UUID
    log_month: str
    """As `2026-03`."""
    random_readings: int
    targeted_readings_max: int
    """The most of each kind of risk that is not always looked at whole."""


class LogReadingsDrawn(LogReviewEvent):
    """The draw, with all that is needed to do it again (sv. *dragning av läsningar*)."""

    TYPE: ClassVar[str] = "log_review.drawn"

    seed: str
    seed_source: SeedSource
    checkpoint_size: int | None = None
    """The size of the witnessed checkpoint that the seed is made of; None = the seed was given for training."""
    frame_position: int
    access_size: int
    frame_hash: str
    readings_in_frame: int
    reading_counts: tuple[KindCount, ...]
    drawn_readings: tuple[DrawnReading, ...]


class LogReadingAssessed(LogReviewEvent):
    """Somebody else than the reader said what a reading was (sv. *bedömd läsning*). The last said holds."""

    TYPE: ClassVar[str] = "log_review.reading_assessed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"judgement_reason": "assessment"}

    reading_number: int
    log_judgement: LogJudgement
    judgement_reason: str
    reading_assessed_on: date


class LogMeasureTaken(LogReviewEvent):
    """Something was done about a deviation (sv. *åtgärd efter loggkontroll*)."""

    TYPE: ClassVar[str] = "log_review.measure_taken"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"log_measure_note": "assessment"}

    log_measure_id: UUID
    reading_number: int
    log_measure: LogMeasure
    log_measure_on: date
    log_measure_note: str


class LogReviewClosed(LogReviewEvent):
    """Every reading drawn is assessed and every deviation dealt with (sv. *avslutad loggkontroll*)."""

    TYPE: ClassVar[str] = "log_review.closed"

    log_review_closed_on: date
    readings_justified: int
    readings_not_justified: int
    readings_unclear: int


EVENTS: tuple[type[DomainEvent], ...] = (
    LogReviewPlanned, LogReadingsDrawn, LogReadingAssessed, LogMeasureTaken, LogReviewClosed,
)

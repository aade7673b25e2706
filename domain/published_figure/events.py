"""Facts about figures that were published before the system kept the records (sv. *tidigare publicerad uppgift*)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.codes import Gender
from domain.goal.codes import TargetUnit


class PublishedValue(Immutable):
    """A figure as it was printed (sv. *publicerat värde*).

    `amount` is the percent, count, mean or months that was printed; None = only numerator and denominator were.
    """

    amount: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None


class GenderValue(Immutable):
    """The figure of one gender, as it was printed (sv. *publicerat värde per kön*)."""

    gender: Gender
    figure: PublishedValue


class PublishedFigureEvent(DomainEvent):
    """What every fact about a published figure shares: it is a number of the organisation's, and never recomputed."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class PublishedFigureEntered(PublishedFigureEvent):
    """An earlier figure was entered as a document gives it (sv. *inskriven tidigare uppgift*)."""

    TYPE: ClassVar[str] = "published_figure.entered"

    indicator: str
    unit: UUID | None = None
    """None = the whole board's."""
    period: str
    """As it is written: `2017`, `2017-T2`, `2017-03`."""
    figure_unit: TargetUnit
    figure: PublishedValue
    by_gender: tuple[GenderValue, ...] = ()
    source_document: str
    published_on: date | None = None
    remark: str | None = None


class PublishedFigureCorrected(PublishedFigureEvent):
    """What was entered differs from the document, and is put right; whole (sv. *rättad tidigare uppgift*)."""

    TYPE: ClassVar[str] = "published_figure.corrected"

    figure_unit: TargetUnit
    figure: PublishedValue
    by_gender: tuple[GenderValue, ...] = ()
    source_document: str
    published_on: date | None = None
    remark: str | None = None
    reason: str


class PublishedFigureWithdrawn(PublishedFigureEvent):
    """A figure was entered that should not have been (sv. *återtagen tidigare uppgift*)."""

    TYPE: ClassVar[str] = "published_figure.withdrawn"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (PublishedFigureEntered, PublishedFigureCorrected, PublishedFigureWithdrawn)

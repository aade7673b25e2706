"""Facts about what a board measures and how (sv. *indikatorbeslut*): definitions, breaks in their series, and targets."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from domain.base import DomainEvent, RetentionClass
from domain.goal.target import Target


class IndicatorDecisionEvent(DomainEvent):
    """What every decision about indicators shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class IndicatorAdopted(IndicatorDecisionEvent):
    """A version of an indicator's definition takes effect on a day (sv. *antagen indikatordefinition*).

    `definition` is the whole of it, as `domain.indicators.text` stores it: an answer rests on this text and not on files that
    another version of the program may come without.
    """

    TYPE: ClassVar[str] = "indicator_definition.adopted"

    indicator: str
    indicator_version: int
    definition: str
    takes_effect_on: date
    adopted_on: date
    adopted_by: str
    """Who decided, as a role or a body: the board, the head of the unit."""
    board_decision_reference: str | None = None
    reason: str


class MeasuringEnded(IndicatorDecisionEvent):
    """An indicator is measured no longer, from a day on (sv. *avslutad mätning*)."""

    TYPE: ClassVar[str] = "indicator_definition.measuring_ended"

    indicator: str
    takes_effect_on: date
    reason: str


class SeriesBreakNoted(IndicatorDecisionEvent):
    """What is measured from a day on cannot be compared with what was before (sv. *tidsseriebrott*)."""

    TYPE: ClassVar[str] = "indicator_definition.series_break_noted"

    indicator: str
    broken_from: date
    reason: str


class TargetSet(IndicatorDecisionEvent):
    """What an indicator aims at where no plan says otherwise, from a day on; earlier targets stay (sv. *satt målvärde*).

    No target: measured without being a goal.
    """

    TYPE: ClassVar[str] = "indicator_definition.target_set"

    indicator: str
    takes_effect_on: date
    target: Target | None = None
    adopted_by: str
    reason: str


class IndicatorDecisionWithdrawn(IndicatorDecisionEvent):
    """A decision about an indicator was taken back (sv. *återtaget indikatorbeslut*)."""

    TYPE: ClassVar[str] = "indicator_definition.withdrawn"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    IndicatorAdopted, MeasuringEnded, SeriesBreakNoted, TargetSet, IndicatorDecisionWithdrawn,
)

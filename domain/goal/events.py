"""Facts about a year's goal chain (sv. *målkedja*): planned, changed with a reason, and never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.goal.codes import ChainLevel, GoalItemEnding, Periodicity
from domain.goal.target import Target


class GoalEvent(DomainEvent):
    """What every fact about goals shares: it is about the organisation and about nobody who gets help."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class GoalChainBegun(GoalEvent):
    """Planning of a year's goals began (sv. *påbörjad målkedja*)."""

    TYPE: ClassVar[str] = "goal.chain_begun"

    year: int


class SteeringGoalSet(GoalEvent):
    """A goal was set on one level of the chain (sv. *uppsatt mål*)."""

    TYPE: ClassVar[str] = "goal.set"

    goal_id: UUID
    level: ChainLevel
    wording: str
    label_used: str | None = None
    """What the unit itself calls it: enhetsmål, åtagande."""
    under: UUID | None = None
    """The goal above it; None = it hangs under none."""
    unit: UUID | None = None
    """Whose goal it is, of a goal on the unit's level."""


class SteeringGoalChanged(GoalEvent):
    """A goal was put in other words, or moved in the chain; whole, the old stays readable (sv. *ändrat mål*)."""

    TYPE: ClassVar[str] = "goal.changed"

    goal_id: UUID
    wording: str
    label_used: str | None = None
    under: UUID | None = None
    changed_on: date
    reason: str


class GoalWorkDescribed(GoalEvent):
    """How the unit works towards a goal was described; whole (sv. *beskrivet arbete mot målet*)."""

    TYPE: ClassVar[str] = "goal.work_described"

    goal_id: UUID
    ways_of_working: str | None = None
    use_of_resources: str | None = None
    how_followed_up: str | None = None
    development: str | None = None


class ExpectedResultSet(GoalEvent):
    """What can be measured was promised under a goal (sv. *förväntat resultat*)."""

    TYPE: ClassVar[str] = "goal.result_set"

    result_id: UUID
    goal_id: UUID
    wording: str
    target: Target | None = None
    """None = left blank."""


class ExpectedResultChanged(GoalEvent):
    """An expected result has other words or another target; whole, with its reason (sv. *ändrat förväntat resultat*)."""

    TYPE: ClassVar[str] = "goal.result_changed"

    result_id: UUID
    wording: str
    target: Target | None = None
    changed_on: date
    reason: str


class IndicatorPlanned(GoalEvent):
    """An indicator is followed up during the year, with its targets (sv. *planerad indikator*)."""

    TYPE: ClassVar[str] = "goal.indicator_planned"

    line_id: UUID
    under: UUID | None = None
    """The goal or expected result that it measures; None = it is measured without being a goal."""
    unit: UUID | None = None
    """Whose figure; None = the board's."""
    indicator: str | None = None
    """The id of its definition; None = it is not defined yet."""
    indicator_name: str
    annual_target: Target | None = None
    council_target: Target | None = None
    periodicity: Periodicity


class IndicatorPlanChanged(GoalEvent):
    """An indicator has other targets, or got its definition; whole, with its reason (sv. *ändrad indikator i planen*)."""

    TYPE: ClassVar[str] = "goal.indicator_changed"

    line_id: UUID
    indicator: str | None = None
    annual_target: Target | None = None
    council_target: Target | None = None
    periodicity: Periodicity
    changed_on: date
    reason: str


class ActivityPlanned(GoalEvent):
    """Something is to be done for a goal, by somebody, between two days (sv. *planerad aktivitet*)."""

    TYPE: ClassVar[str] = "goal.activity_planned"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"responsible_name": "staff", "responsible_title": "staff"}

    activity_id: UUID
    goal_id: UUID
    wording: str
    starts_on: date
    ends_on: date
    responsible_id: UUID
    responsible_name: str
    responsible_title: str | None = None


class ActivityDone(GoalEvent):
    """A planned activity was done (sv. *genomförd aktivitet*)."""

    TYPE: ClassVar[str] = "goal.activity_done"

    activity_id: UUID
    done_on: date


class GoalItemEnded(GoalEvent):
    """A goal, an expected result, an indicator's line or an activity no longer holds (sv. *avslutad del av målkedjan*)."""

    TYPE: ClassVar[str] = "goal.item_ended"

    item_id: UUID
    ending: GoalItemEnding
    ended_on: date
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    GoalChainBegun, SteeringGoalSet, SteeringGoalChanged, GoalWorkDescribed, ExpectedResultSet, ExpectedResultChanged,
    IndicatorPlanned, IndicatorPlanChanged, ActivityPlanned, ActivityDone, GoalItemEnded,
)

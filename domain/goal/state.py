"""A year's goal chain as it stands: every part with what it was before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.goal import events as e
from domain.goal.codes import ChainLevel, Periodicity, TargetFlag
from domain.goal.target import Target, is_above
from domain.stream_state import StreamState


class Earlier(NamedTuple):
    """What a part said until it was changed.

    Args:
        said: The fields that the change replaced, by name.
    """

    said: Mapping[str, Any]
    changed_on: date
    reason: str


class Goal(NamedTuple):
    """A goal on one level (sv. *mål*)."""

    id: UUID
    level: ChainLevel
    wording: str
    label_used: str | None
    under: UUID | None
    unit: UUID | None
    earlier: tuple[Earlier, ...] = ()
    work: e.GoalWorkDescribed | None = None
    ended: e.GoalItemEnded | None = None


class ExpectedResult(NamedTuple):
    """What can be measured and was promised (sv. *förväntat resultat*)."""

    id: UUID
    goal_id: UUID
    wording: str
    target: Target | None
    earlier: tuple[Earlier, ...] = ()
    ended: e.GoalItemEnded | None = None


class IndicatorLine(NamedTuple):
    """An indicator in the plan (sv. *indikator*), with the year's targets."""

    id: UUID
    under: UUID | None
    unit: UUID | None
    indicator: str | None
    indicator_name: str
    annual_target: Target | None
    council_target: Target | None
    periodicity: Periodicity
    earlier: tuple[Earlier, ...] = ()
    ended: e.GoalItemEnded | None = None

    @property
    def flags(self) -> tuple[TargetFlag, ...]:
        """What a reader is told of it; nothing is corrected."""
        annual = self.annual_target
        holds = {
            TargetFlag.ANNUAL_ABOVE_COUNCIL: is_above(annual, self.council_target),
            TargetFlag.TEXT_TARGET: annual is not None and annual.target_text is not None,
            TargetFlag.BLANK_TARGET: annual is None,
            TargetFlag.NOT_DEFINED: self.indicator is None,
            TargetFlag.NO_GOAL: self.under is None,
        }
        return tuple(flag for flag in TargetFlag if holds[flag])


class Activity(NamedTuple):
    """Something to be done for a goal (sv. *aktivitet*)."""

    id: UUID
    goal_id: UUID
    planned: e.ActivityPlanned
    done_on: date | None = None
    ended: e.GoalItemEnded | None = None


class GoalChainState(StreamState):
    """One year's chain, folded from the events of its stream. `version` 0 = not begun.

    Attributes:
        goals, results, lines, activities: Everything that was ever in it, by id, in the order recorded; `ended` tells what
            holds no longer.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.year: int | None = None
        self.goals: dict[UUID, Goal] = {}
        self.results: dict[UUID, ExpectedResult] = {}
        self.lines: dict[UUID, IndicatorLine] = {}
        self.activities: dict[UUID, Activity] = {}

    def _take_in(self, event: DomainEvent) -> None:
        take = _APPLY.get(type(event))
        if take is not None:
            take(self, event)

    def has(self, item_id: UUID) -> bool:
        """Whether something of this id was ever in the chain."""
        return any(item_id in part for part in self._parts)

    def standing(self, item_id: UUID | None) -> Goal | ExpectedResult | IndicatorLine | Activity | None:
        """The part with this id, if it still holds."""
        found = next((part[item_id] for part in self._parts if item_id in part), None) if item_id is not None else None
        return None if found is None or found.ended is not None else found

    def above(self, goal_id: UUID | None) -> list[UUID]:
        """The goals above a goal, the nearest first; itself is not among them."""
        found: list[UUID] = []
        goal = None if goal_id is None else self.goals.get(goal_id)
        while goal is not None and goal.under is not None and goal.under not in found:
            found.append(goal.under)
            goal = self.goals.get(goal.under)
        return found

    def hanging_from(self, item_id: UUID) -> int:
        """How many parts that hold hang directly from a goal or an expected result, from 0."""
        hanging = (
            *(goal.under for goal in self.goals.values() if goal.ended is None),
            *(result.goal_id for result in self.results.values() if result.ended is None),
            *(line.under for line in self.lines.values() if line.ended is None),
            *(each.goal_id for each in self.activities.values() if each.ended is None and each.done_on is None),
        )
        return sum(each == item_id for each in hanging)

    def unit_of(self, item_id: UUID | None) -> UUID | None:
        """The unit that a goal or an expected result belongs to; None = the board itself."""
        result = None if item_id is None else self.results.get(item_id)
        goal = self.goals.get(result.goal_id if result is not None else item_id) if item_id is not None else None
        return None if goal is None else goal.unit

    @property
    def _parts(self) -> tuple[dict[UUID, Any], ...]:
        return self.goals, self.results, self.lines, self.activities

    def _begun(self, event: e.GoalChainBegun) -> None:
        self.year = event.year

    def _set(self, event: e.SteeringGoalSet) -> None:
        self.goals[event.goal_id] = Goal(
            event.goal_id, event.level, event.wording, event.label_used, event.under, event.unit
        )

    def _described(self, event: e.GoalWorkDescribed) -> None:
        if event.goal_id in self.goals:
            self.goals[event.goal_id] = self.goals[event.goal_id]._replace(work=event)

    def _result_set(self, event: e.ExpectedResultSet) -> None:
        self.results[event.result_id] = ExpectedResult(event.result_id, event.goal_id, event.wording, event.target)

    def _planned(self, event: e.IndicatorPlanned) -> None:
        self.lines[event.line_id] = IndicatorLine(
            event.line_id, event.under, event.unit, event.indicator, event.indicator_name, event.annual_target,
            event.council_target, event.periodicity,
        )

    def _activity(self, event: e.ActivityPlanned) -> None:
        self.activities[event.activity_id] = Activity(event.activity_id, event.goal_id, event)

    def _done(self, event: e.ActivityDone) -> None:
        if event.activity_id in self.activities:
            self.activities[event.activity_id] = self.activities[event.activity_id]._replace(done_on=event.done_on)

    def _ended(self, event: e.GoalItemEnded) -> None:
        for part in self._parts:
            if event.item_id in part:
                part[event.item_id] = part[event.item_id]._replace(ended=event)


def _change(part: str, key: str, *names: str) -> Callable[[GoalChainState, Any], None]:
    """Takes in a change of one kind of part: what it said goes among what it said earlier."""
    def take(chain: GoalChainState, event: Any) -> None:
        items = getattr(chain, part)
        item = items.get(getattr(event, key))
        if item is not None:
            said = MappingProxyType({name: getattr(item, name) for name in names})
            earlier = (*item.earlier, Earlier(said, event.changed_on, event.reason))
            items[item.id] = item._replace(earlier=earlier, **{name: getattr(event, name) for name in names})

    return take


_APPLY: Mapping[type[DomainEvent], Callable[[Any, Any], None]] = {
    e.GoalChainBegun: GoalChainState._begun,
    e.SteeringGoalSet: GoalChainState._set,
    e.SteeringGoalChanged: _change("goals", "goal_id", "wording", "label_used", "under"),
    e.GoalWorkDescribed: GoalChainState._described,
    e.ExpectedResultSet: GoalChainState._result_set,
    e.ExpectedResultChanged: _change("results", "result_id", "wording", "target"),
    e.IndicatorPlanned: GoalChainState._planned,
    e.IndicatorPlanChanged: _change(
        "lines", "line_id", "indicator", "annual_target", "council_target", "periodicity"
    ),
    e.ActivityPlanned: GoalChainState._activity,
    e.ActivityDone: GoalChainState._done,
    e.GoalItemEnded: GoalChainState._ended,
}

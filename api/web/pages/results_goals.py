"""The goal chain as the results board shows it (sv. *målkedja*): from the council's goals to the unit's, and how each goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.web.pages.results_lines import ResultLine, target_text

Measured = Mapping[tuple[str, str | None], Sequence[ResultLine]]
"""Lines by indicator and unit; by indicator and None, every unit's."""


class PlannedIndicator(NamedTuple):
    """An indicator of the plan: its name and target, and its results in the period; none = it has no result in this view."""

    name: str
    target: str | None
    lines: Sequence[ResultLine]


class Expected(NamedTuple):
    """An expected result: its wording and target, what it said before, and what it is followed up by."""

    wording: str
    target: str | None
    earlier: Sequence[Mapping[str, Any]]
    indicators: Sequence[PlannedIndicator]


class GoalBranch(NamedTuple):
    """A goal with all that is under it."""

    level: str
    wording: str
    work: Mapping[str, str] | None
    expected: Sequence[Expected]
    indicators: Sequence[PlannedIndicator]
    activities: Sequence[Mapping[str, Any]]
    goals: Sequence[GoalBranch]


def measured(lines: Sequence[ResultLine]) -> Measured:
    """Lines so that a plan's indicators find theirs."""
    found: dict[tuple[str, str | None], list[ResultLine]] = {}
    for line in lines:
        found.setdefault((line.id, line.unit_id), []).append(line)
        found.setdefault((line.id, None), []).append(line)
    return found


def goal_branches(goals: Sequence[Mapping[str, Any]], of: Measured) -> list[GoalBranch]:
    """A chain's goals as branches; what has been ended is not among them.

    Args:
        goals: As `/api/v1/goal-chain` answers.
    """
    return [
        GoalBranch(
            goal["label_used"] or goal["level_in_words"], goal["wording"], goal["work"],
            [
                Expected(
                    each["wording"], target_text(each["target_in_words"]), each["earlier"], _indicators(each["indicators"], of)
                )
                for each in goal["expected_results"] if each["ended"] is None
            ],
            _indicators(goal["indicators"], of), [each for each in goal["activities"] if each["ended"] is None],
            goal_branches(goal["goals"], of),
        )
        for goal in goals if goal["ended"] is None
    ]


def _indicators(planned: Sequence[Mapping[str, Any]], of: Measured) -> list[PlannedIndicator]:
    return [
        # A plan's indicator may be an activity's; its results are stated for the unit that it is part of.
        PlannedIndicator(
            each["name"], target_text(each["annual_target_in_words"]),
            of.get((each["indicator"], each["unit"])) or of.get((each["indicator"], None), ()),
        )
        for each in planned if each["ended"] is None
    ]

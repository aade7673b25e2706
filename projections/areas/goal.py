"""The words of the stream `goal`, and a year's goal chain as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.goal.codes import GoalItemEnding, TargetFlag, TargetUnit
from domain.goal.events import GoalItemEnded
from domain.goal.state import Activity, Earlier, ExpectedResult, Goal, GoalChainState, IndicatorLine
from domain.goal.target import Target
from projections.goals import number_text
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "goal.chain_begun": "Årets målkedja påbörjad",
    "goal.set": "Mål uppsatt",
    "goal.changed": "Mål ändrat",
    "goal.work_described": "Arbetet mot målet beskrivet",
    "goal.result_set": "Förväntat resultat uppsatt",
    "goal.result_changed": "Förväntat resultat ändrat",
    "goal.indicator_planned": "Indikator planerad",
    "goal.indicator_changed": "Indikator i planen ändrad",
    "goal.activity_planned": "Aktivitet planerad",
    "goal.activity_done": "Aktivitet genomförd",
    "goal.item_ended": "Del av målkedjan avslutad",
}
FIELD_LABELS: Mapping[str, str] = {
    "level": "Målnivå",
    "label_used": "Enhetens ord för målet",
    "ways_of_working": "Arbetssätt",
    "use_of_resources": "Resursanvändning",
    "how_followed_up": "Uppföljning",
    "development": "Utveckling",
    "target": "Målvärde",
    "target_unit": "Måttenhet",
    "predicate": "Målvillkor",
    "target_text": "Målvärde i ord",
    "annual_target": "Årsmål",
    "council_target": "KF:s årsmål",
    "periodicity": "Periodicitet",
    "indicator": "Indikatorns id",
    "indicator_name": "Indikator",
}
TEXT_LABELS: Mapping[str, str] = {}


def goal_chain_document(chain: GoalChainState, units: frozenset[UUID] | None = None) -> dict[str, Any]:
    """A year's chain as a tree in JSON: what holds, with what it said before, and what has been ended.

    Args:
        units: Only these units' goals with all that is above them, and only these units' figures; None = the whole board's.
    """
    shown = _Shown(chain, units)
    return {
        "chain": as_json(chain.id), "version": chain.version, "year": chain.year,
        "goals": [_goal(shown, each) for each in shown.goals if each.under not in shown.ids],
        "measured_without_goal": [_line(chain, each) for each in shown.lines if each.under is None],
    }


class _Shown:
    """What of a chain an answer shows."""

    def __init__(self, chain: GoalChainState, units: frozenset[UUID] | None) -> None:
        self.chain = chain
        kept = [each for each in chain.goals.values() if not _is_mistake(each.ended)]
        own = {each.id for each in kept if units is None or each.unit in units}
        self.ids = {goal_id for each in own for goal_id in (each, *chain.above(each))} & {each.id for each in kept}
        self.goals = [each for each in kept if each.id in self.ids]
        self.results = [each for each in chain.results.values() if not _is_mistake(each.ended)]
        # What the board itself follows up is shown with its goals; another unit's figures are not.
        self.lines = [
            each for each in chain.lines.values()
            if not _is_mistake(each.ended) and (units is None or each.unit in units or (each.unit is None and each.under))
        ]
        self.activities = [each for each in chain.activities.values() if not _is_mistake(each.ended)]


def _goal(shown: _Shown, goal: Goal) -> dict[str, Any]:
    return {
        "goal": as_json(goal.id), "level": goal.level.value, "level_in_words": goal.level.swedish, "unit": as_json(goal.unit),
        "label_used": goal.label_used, "wording": goal.wording, "under": as_json(goal.under),
        "work": None if goal.work is None else {
            name: getattr(goal.work, name)
            for name in ("ways_of_working", "use_of_resources", "how_followed_up", "development")
        },
        "expected_results": [_result(shown, each) for each in shown.results if each.goal_id == goal.id],
        "indicators": [_line(shown.chain, each) for each in shown.lines if each.under == goal.id],
        "activities": [_activity(each) for each in shown.activities if each.goal_id == goal.id],
        "earlier": _earlier(goal.earlier), "ended": _ended(goal.ended),
        "goals": [_goal(shown, each) for each in _below(shown, goal)],
    }


def _below(shown: _Shown, goal: Goal) -> list[Goal]:
    # A stored ring, which no decision gives, is shown as far as to where it closes.
    return [each for each in shown.goals if each.under == goal.id and goal.id not in shown.chain.above(goal.id)]


def _result(shown: _Shown, result: ExpectedResult) -> dict[str, Any]:
    return {
        "result": as_json(result.id), "wording": result.wording, "target": as_json(result.target),
        "target_in_words": target_in_words(result.target),
        "indicators": [_line(shown.chain, each) for each in shown.lines if each.under == result.id],
        "earlier": _earlier(result.earlier), "ended": _ended(result.ended),
    }


def _line(chain: GoalChainState, line: IndicatorLine) -> dict[str, Any]:
    return {
        "line": as_json(line.id), "indicator": line.indicator, "name": line.indicator_name, "unit": as_json(line.unit),
        "annual_target": as_json(line.annual_target), "annual_target_in_words": target_in_words(line.annual_target),
        "council_target": as_json(line.council_target), "council_target_in_words": target_in_words(line.council_target),
        "periodicity": line.periodicity.value,
        "flags": [{"flag": flag.value, "text": _flag_text(flag, line)} for flag in line.flags],
        "earlier": _earlier(line.earlier), "ended": _ended(line.ended),
    }


def _activity(activity: Activity) -> dict[str, Any]:
    planned = activity.planned
    return {
        "activity": as_json(activity.id), "wording": planned.wording, "starts_on": as_json(planned.starts_on),
        "ends_on": as_json(planned.ends_on), "responsible": as_json(planned.responsible_id),
        "responsible_name": planned.responsible_name, "responsible_title": planned.responsible_title,
        "done_on": as_json(activity.done_on), "ended": _ended(activity.ended),
    }


def _earlier(earlier: Sequence[Earlier]) -> list[dict[str, Any]]:
    return [
        {
            **{name: as_json(value) for name, value in each.said.items()}, "changed_on": as_json(each.changed_on),
            "reason": each.reason,
        }
        for each in earlier
    ]


def _ended(ended: GoalItemEnded | None) -> dict[str, Any] | None:
    return None if ended is None else {"ended_on": as_json(ended.ended_on), "reason": ended.reason}


def _flag_text(flag: TargetFlag, line: IndicatorLine) -> str:
    if flag is TargetFlag.ANNUAL_ABOVE_COUNCIL:
        whose = "Nämndens" if line.unit is None else "Enhetens"
        return f"{whose} årsmål är högre än KF:s."
    words = flag.swedish
    return f"{words[:1].upper()}{words[1:]}."


def _is_mistake(ended: GoalItemEnded | None) -> bool:
    return ended is not None and ended.ending is GoalItemEnding.MISTAKE


def target_in_words(target: Target | None) -> str | None:
    """A target as a plan has it: `minst 75 procent`, `högst 0` of what is counted, or its text; None = blank."""
    if target is None or target.amount is None or target.target_unit is None or target.predicate is None:
        return None if target is None else target.target_text
    amount = f"{target.predicate.swedish} {number_text(target.amount).replace('.', ',')}"
    return amount if target.target_unit is TargetUnit.COUNT else f"{amount} {target.target_unit.swedish}"


def chain_of_year(chains: Iterable[GoalChainState], year: int) -> GoalChainState | None:
    """The chain of a year, of all that a board has."""
    return next((chain for chain in chains if chain.year == year), None)

"""Results as they are told (sv. *resultatredovisning*): the figure, what it is held against, and what to think of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from domain.goal.state import GoalChainState, IndicatorLine
from domain.goal.target import Target
from domain.indicator_definition.history import IndicatorHistory
from domain.indicators.definition import ResultKind
from domain.indicators.judging import UNITS, ResultFlag, fulfilment, own_council_target, own_target, wilson
from domain.indicators.period import Period
from domain.policies import Policy
from domain.unit.unit import Unit
from projections.areas.goal import target_in_words
from projections.goals import Figure, difference, number_text
from projections.json_values import as_json


class Aim(NamedTuple):
    """What a result is held against (sv. *målvärde*).

    Args:
        source: `plan`, `decision` or `definition`; None = nothing says anything.
        council: The city council's own target, where one is told.
    """

    target: Target | None
    source: str | None
    council: Target | None


class Terms(NamedTuple):
    """What results for a period are judged by, as known at a size.

    Args:
        day: The day that decides what holds: the period's last, or the day of the last known event while the period goes on.
        lines: The indicators in the plan of the period's year.
        units: Every unit and activity.
        policy: The bounds of that day.
    """

    period: Period
    day: date
    history: IndicatorHistory
    lines: tuple[IndicatorLine, ...]
    units: Mapping[UUID, Unit]
    policy: Policy

    @property
    def is_over(self) -> bool:
        """Whether the period is a whole year that has gone."""
        first, last = self.period.first, self.period.last
        return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and self.day == last


def lines_of_year(chains: Iterable[GoalChainState], year: int) -> tuple[IndicatorLine, ...]:
    """The indicators that a year's plan holds, without those that were taken out of it."""
    return tuple(
        line for chain in chains if chain.year == year for line in chain.lines.values() if line.ended is None
    )


def result_document(figure: Figure, terms: Terms) -> dict[str, Any]:
    """A result as JSON: the figure, its interval, its target with fulfilment, and its flags."""
    stated = figure.to_json()
    is_impossible = stated.pop("impossible_mean", False)
    flags = _flags(figure, terms, is_impossible=is_impossible)
    return {**stated, "confidence_interval": _interval(figure), **aim_document(figure, terms), "flags": flags}


def exact_value(figure: Figure) -> Fraction | None:
    """The result exactly: of a share its percent, of a mean in what it is stated in; None = of nothing."""
    total, kind = figure.total, figure.indicator.kind
    if kind is ResultKind.COUNT:
        return Fraction(total.denominator)
    if not total.denominator:
        return None
    if kind is ResultKind.SHARE:
        return Fraction(100 * int(total.numerator), total.denominator)
    return Fraction(total.numerator) / (total.denominator * Fraction(figure.indicator.divided_by))


def aim_of(figure: Figure, terms: Terms) -> Aim:
    """What a result is held against: the year's plan for the activity, then for the unit, then for the board; where there is no
    plan the target that the board has set, and else the definition's own."""
    line = _line(figure, terms)
    if line is not None:
        return Aim(line.annual_target, "plan", line.council_target)
    council = own_council_target(figure.indicator)
    decided = terms.history.target_on(figure.indicator.id, terms.day)
    if decided is not None:
        return Aim(decided.target, "decision", council)
    own = own_target(figure.indicator)
    return Aim(own, None if own is None else "definition", council)


def aim_document(figure: Figure, terms: Terms) -> dict[str, Any]:
    """What a result is held against, and how far it is from it, as JSON."""
    aim, value = aim_of(figure, terms), exact_value(figure)
    reached = fulfilment(value, aim.target, figure.indicator, is_over=terms.is_over)
    direction = figure.indicator.direction
    return {
        "direction": None if direction is None else direction.value,
        "target": as_json(aim.target), "target_in_words": target_in_words(aim.target), "target_from": aim.source,
        "council_target": as_json(aim.council), "council_target_in_words": target_in_words(aim.council),
        "fulfilment": reached.value, "fulfilment_in_words": reached.swedish,
        "difference_to_target": _difference(value, aim.target, figure),
    }


def _line(figure: Figure, terms: Terms) -> IndicatorLine | None:
    def nearness(line: IndicatorLine) -> int | None:
        if line.unit is None:
            return 2
        if line.unit == figure.part_of_id:
            return 1
        unit = terms.units.get(line.unit)
        is_here = unit is not None and unit.part_of == figure.part_of_id and unit.name == figure.unit
        return 0 if is_here else None

    lines = [line for line in terms.lines if line.indicator == figure.indicator.id and nearness(line) is not None]
    return min(lines, key=nearness, default=None)


def _difference(value: Fraction | None, target: Target | None, figure: Figure) -> dict[str, str] | None:
    if value is None or target is None or target.amount is None or target.target_unit not in UNITS[figure.indicator.kind]:
        return None
    return difference(value, Fraction(target.amount), figure.indicator)


def _interval(figure: Figure) -> dict[str, str] | None:
    if figure.indicator.kind is not ResultKind.SHARE:
        return None
    found = wilson(int(figure.total.numerator), figure.total.denominator)
    if found is None:
        return None
    return {"low": number_text(found.low), "high": number_text(found.high), "level": "95", "method": "Wilson"}


def _flags(figure: Figure, terms: Terms, *, is_impossible: bool) -> list[dict[str, str]]:
    raised = {
        ResultFlag.LOW_COVERAGE: _is_low_coverage(figure, terms.policy),
        ResultFlag.SMALL_DENOMINATOR: (
            figure.indicator.kind is ResultKind.SHARE and 0 < figure.total.denominator < terms.policy.goal_small_denominator
        ),
        ResultFlag.IMPOSSIBLE_MEAN: is_impossible,
    }
    return [{"flag": flag.value, "text": flag.swedish} for flag, is_raised in raised.items() if is_raised]


def _is_low_coverage(figure: Figure, policy: Policy) -> bool:
    least = figure.indicator.min_coverage
    percent = Decimal(policy.goal_min_coverage_percent) if least is None else least
    eligible = figure.total.eligible
    return eligible > 0 and Fraction(100 * figure.total.denominator, eligible) < Fraction(percent)

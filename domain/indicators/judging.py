"""What a result is worth and whether it reaches its target (sv. *bedömning av resultat*): exact, and said beside the figure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from domain.codes import Code
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.indicators.definition import Direction, Indicator, ResultKind

UNITS: Mapping[ResultKind, tuple[TargetUnit, ...]] = MappingProxyType({
    ResultKind.COUNT: (TargetUnit.COUNT,),
    ResultKind.SHARE: (TargetUnit.PERCENT,),
    ResultKind.MEAN: (TargetUnit.MEAN, TargetUnit.MONTHS),
})
"""The units that a target can have to be held against a result; percentage points are those of a difference, and of no result."""

_PREDICATES = {Direction.UP: TargetPredicate.AT_LEAST, Direction.DOWN: TargetPredicate.AT_MOST}

_Z = Decimal("1.959963984540054")
"""The 97.5 percent point of the standard normal distribution, for an interval of 95 percent."""

_DECIMALS = Decimal("1E-10")


class TargetReached(Code):
    """Whether a result reaches its target (sv. *uppnått målvärde*)."""

    REACHED = "reached", "uppnått"
    NOT_REACHED = "not_reached", "inte uppnått"
    NOT_YET = "not_yet", "inte uppnått än"
    SO_FAR = "so_far", "hållet så långt"
    NO_TARGET = "no_target", "inget målvärde"
    TEXT_TARGET = "text_target", "målet är en text"
    NOT_COMPARABLE = "not_comparable", "kan inte jämföras: annan måttenhet"
    NO_VALUE = "no_value", "inget resultat"


class ResultFlag(Code):
    """What a reader of a result is told of it; nothing is corrected (sv. *upplysning om resultat*)."""

    LOW_COVERAGE = "low_coverage", "färre än som krävs är mätta"
    SMALL_DENOMINATOR = "small_denominator", "andelen vilar på få"
    IMPOSSIBLE_MEAN = "impossible_mean", "medelvärdet ligger utanför gruppernas medelvärden"


class Interval(NamedTuple):
    """Percents between which a share lies (sv. *konfidensintervall*), as decimals with at most ten figures."""

    low: Decimal
    high: Decimal


def wilson(numerator: int, denominator: int) -> Interval | None:
    """The 95 percent score interval of a share, in percent; None of nothing.

    Args:
        numerator: From 0 to `denominator`.
        denominator: From 0.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22:209-212.
    """
    if not denominator:
        return None
    with localcontext() as context:
        context.prec = 60
        n, p, z2 = Decimal(denominator), Decimal(numerator) / denominator, _Z * _Z
        middle = p + z2 / (2 * n)
        half = _Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
        ends = (100 * (middle + sign * half) / (1 + z2 / n) for sign in (-1, 1))
        # At 0 of n and n of n an end is exactly 0 or 100; what the square root leaves of them is rounding.
        return Interval(*(min(max(end, Decimal(0)), Decimal(100)).quantize(_DECIMALS, ROUND_HALF_UP) for end in ends))


def own_target(indicator: Indicator) -> Target | None:
    """The target that a definition itself states."""
    if indicator.target is None or indicator.direction is None:
        return None
    return _number(indicator, indicator.target, indicator.direction)


def own_council_target(indicator: Indicator) -> Target | None:
    """The city council's target that a definition itself states."""
    if indicator.council_target is None or indicator.direction is None:
        return None
    return _number(indicator, indicator.council_target, indicator.direction)


def fulfilment(value: Fraction | None, target: Target | None, indicator: Indicator, *, is_over: bool) -> TargetReached:
    """Whether a result reaches a target.

    Args:
        value: Exact: of a share its percent; None = of nothing.
        is_over: Whether the whole year that the target is for is counted. A number grows until then; a share and a mean do not.
    """
    if target is None:
        return TargetReached.NO_TARGET
    if target.amount is None:
        return TargetReached.TEXT_TARGET
    if target.target_unit not in UNITS[indicator.kind]:
        return TargetReached.NOT_COMPARABLE
    if value is None:
        return TargetReached.NO_VALUE
    amount = Fraction(target.amount)
    if is_over or indicator.kind is not ResultKind.COUNT:
        return TargetReached.REACHED if _holds(value, target.predicate, amount) else TargetReached.NOT_REACHED
    if target.predicate is TargetPredicate.AT_LEAST:
        return TargetReached.REACHED if value >= amount else TargetReached.NOT_YET
    if value > amount:
        return TargetReached.NOT_REACHED
    return TargetReached.SO_FAR if target.predicate is TargetPredicate.AT_MOST else TargetReached.NOT_YET


def _holds(value: Fraction, predicate: TargetPredicate | None, amount: Fraction) -> bool:
    if predicate is TargetPredicate.AT_MOST:
        return value <= amount
    return value == amount if predicate is TargetPredicate.EXACTLY else value >= amount


def _number(indicator: Indicator, amount: Decimal, direction: Direction) -> Target:
    return Target(amount=amount, target_unit=UNITS[indicator.kind][0], predicate=_PREDICATES[direction])

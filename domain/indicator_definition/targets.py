"""What a result is held against (sv. *målvärde*): the plan's target, or else the board's, or else the definition's own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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


def own_target(indicator: Indicator) -> Target | None:
    """The target that a definition itself states."""
    if indicator.target is None or indicator.direction is None:
        return None
    return Target(
        amount=indicator.target, target_unit=UNITS[indicator.kind][0], predicate=_PREDICATES[indicator.direction]
    )

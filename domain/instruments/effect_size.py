"""How large a change is for a whole group (sv. *effektstorlek*), always with the spread that it is measured in.

Source: Cohen 1988, Statistical Power Analysis (d); Seidel, Miller & Chow 2013, Psychotherapy Research 24:253-267 (adjusted for
the severity at intake: each against what was expected of it).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from domain.errors import InvalidValueError
from domain.instruments.definition import BetterScore
from domain.instruments.exact import decimal, mean, root, shown, variance
from domain.instruments.trajectory import Expected, TrajectoryVersion, require_one_version
from domain.policies import Policy


class ReferenceKind(StrEnum):
    """Whose spread an effect is measured in (sv. *referensspridning*)."""

    NORMATIVE = "normative"
    """A published standard deviation."""
    PRE_TREATMENT = "pre_treatment"
    """The same people's own first ratings."""


class ReferenceSpread(NamedTuple):
    """The standard deviation that an effect is divided by (sv. *referensspridning*).

    Args:
        deviation: In points, above 0.
        source: The publication, or the pairs themselves.
    """

    kind: ReferenceKind
    deviation: Decimal
    source: str


class EffectSize(NamedTuple):
    """The effect in a group (sv. *effektstorlek*).

    Args:
        d: (mean after - mean before) / deviation, to four decimals: its sign says whether the numbers rose.
        towards_better: The same with the sign that says whether it got better; None = the instrument has no direction.
        pairs: How many people have both ratings.
        spread: What it was divided by.
    """

    d: Decimal
    towards_better: Decimal | None
    pairs: int
    spread: ReferenceSpread


class AdjustedEffectSize(NamedTuple):
    """The effect beyond what was expected of each (sv. *svårighetsjusterad effektstorlek*).

    Args:
        value: Mean of (actual - expected) / deviation, to four decimals; 0 = as expected.
        towards_better: As in `EffectSize`.
        expected_by: The one version of the one trajectory that every expectation came from.
    """

    value: Decimal
    towards_better: Decimal | None
    cases: int
    spread: ReferenceSpread
    expected_by: TrajectoryVersion


def effect_size(
    pairs: Sequence[tuple[Decimal, Decimal]], better: BetterScore, policy: Policy, *, normative: ReferenceSpread | None = None
) -> EffectSize:
    """The effect from the first rating to the last.

    Args:
        pairs: Totals before and after, one pair a person.
        normative: A published spread; None = that of the pairs' own first ratings.

    Raises:
        InvalidValueError: Fewer pairs than `effect_size_min_cases`; then a spread that is not above 0.
    """
    _require_enough(len(pairs), policy)
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    spread = normative or own_spread(before)
    _require_spread(spread)
    d = (mean(after) - mean(before)) / Fraction(spread.deviation)
    return EffectSize(shown(decimal(d)), _towards_better(d, better), len(pairs), spread)


def adjusted_effect_size(
    cases: Sequence[tuple[Decimal, Expected]], better: BetterScore, spread: ReferenceSpread, policy: Policy
) -> AdjustedEffectSize:
    """The effect beyond what was expected.

    Args:
        cases: Each person's last total, and what was expected of it.

    Raises:
        InvalidValueError: Fewer cases than `effect_size_min_cases`; then a spread that is not above 0; then expectations of
            more than one trajectory or version.
    """
    _require_enough(len(cases), policy)
    _require_spread(spread)
    version = require_one_version([expected for _, expected in cases])
    beyond = sum((Fraction(actual) - Fraction(expected.total) for actual, expected in cases), Fraction(0))
    value = beyond / len(cases) / Fraction(spread.deviation)
    return AdjustedEffectSize(shown(decimal(value)), _towards_better(value, better), len(cases), spread, version)


def own_spread(before: Sequence[Decimal]) -> ReferenceSpread:
    """The spread of a group's own first totals; of fewer than two there is none, which is 0."""
    if len(before) < 2:
        return ReferenceSpread(ReferenceKind.PRE_TREATMENT, Decimal(0), "inga par")
    source = f"de {len(before)} parens egna första skattningar"
    return ReferenceSpread(ReferenceKind.PRE_TREATMENT, root(variance(before)), source)


def _require_enough(count: int, policy: Policy) -> None:
    if count < policy.effect_size_min_cases:
        raise InvalidValueError(
            f"Effektstorleken räknas på minst {policy.effect_size_min_cases} personer, och här är {count}. Välj en längre period."
        )


def _require_spread(spread: ReferenceSpread) -> None:
    if spread.deviation <= 0:
        raise InvalidValueError("Referensspridningen är 0, så ingen effektstorlek kan räknas. Ange en publicerad spridning.")


def _towards_better(value: Fraction, better: BetterScore) -> Decimal | None:
    if better is BetterScore.NONE:
        return None
    return shown(decimal(value if better is BetterScore.HIGHER else -value))

"""How two ratings with the same instrument differ: predicates that are named, versioned and kept apart (sv. *förändring*).

Any improvement, a reliable one and a clinically significant one are three things. The same ratings can give "100 % improved"
beside "27 % still in the clinical range", and a figure is worth nothing before it says which it counts.

Source: Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19 (reliable and clinically significant change).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from domain.instruments.definition import AgeForm, BetterScore, Instrument

CHANGE_VERSION = "1"
"""The version of these predicates, which an answer that counts by them states."""


class ChangeClass(StrEnum):
    """What a pair of ratings comes to (sv. *utfall*): exactly one of them."""

    RECOVERED = "recovered"
    RELIABLY_IMPROVED = "reliably_improved"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    DETERIORATED = "deteriorated"
    NOT_EVALUABLE = "not_evaluable"


CHANGE_WORDS: Mapping[ChangeClass, str] = MappingProxyType({
    ChangeClass.RECOVERED: "återhämtad",
    ChangeClass.RELIABLY_IMPROVED: "säkert förbättrad",
    ChangeClass.NO_RELIABLE_CHANGE: "ingen säker förändring",
    ChangeClass.DETERIORATED: "säkert försämrad",
    ChangeClass.NOT_EVALUABLE: "går inte att bedöma",
})
"""What people see; *säkert* = by more than the instrument's own uncertainty."""


class Pair(NamedTuple):
    """Two totals of one person with one instrument (sv. *skattningspar*); None = that rating, or its total, is not there.

    Args:
        form: The age form that holds for the person, for its limit; None = not known, or the instrument has none.
    """

    pre: Decimal | None
    post: Decimal | None
    instrument: Instrument
    form: AgeForm | None = None


def gain(pair: Pair) -> Decimal | None:
    """How many points it got better, negative when it got worse; None when it cannot be said."""
    if pair.pre is None or pair.post is None or pair.instrument.better is BetterScore.NONE:
        return None
    return pair.post - pair.pre if pair.instrument.better is BetterScore.HIGHER else pair.pre - pair.post


def any_improvement(pair: Pair) -> bool | None:
    """Better by any step at all (sv. *någon förbättring*); None = cannot be said."""
    points = gain(pair)
    return None if points is None else points > 0


def reliable_change(pair: Pair) -> bool | None:
    """Better by at least the instrument's reliable change index (sv. *säker förbättring*); None = cannot be said."""
    return _by_index(pair, gain(pair))


def deterioration(pair: Pair) -> bool | None:
    """Worse by at least the reliable change index (sv. *säker försämring*); None = cannot be said."""
    points = gain(pair)
    return _by_index(pair, None if points is None else -points)


def clinically_significant_change(pair: Pair) -> bool | None:
    """Reliably better, from inside the clinical range to outside it (sv. *kliniskt signifikant förbättring*); None = cannot be
    said, which it cannot without a limit."""
    reliable, before, after = reliable_change(pair), in_clinical_range(pair.pre, pair), in_clinical_range(pair.post, pair)
    if reliable is None or before is None or after is None:
        return None
    return reliable and before and not after


def not_evaluable(pair: Pair) -> bool:
    """Whether the pair says nothing of a reliable change (sv. *går inte att bedöma*)."""
    return reliable_change(pair) is None


def in_clinical_range(total: Decimal | None, pair: Pair) -> bool | None:
    """Whether a total lies in the clinical range (sv. *kliniskt område*): below the limit where higher is better, at the limit or
    above where lower is. Exactly at the limit a higher-is-better total lies outside. None = no total or no limit."""
    cutoff = None if pair.form is None else pair.form.cutoff
    if total is None or cutoff is None or pair.instrument.better is BetterScore.NONE:
        return None
    return total < cutoff if pair.instrument.better is BetterScore.HIGHER else total >= cutoff


def cannot_improve(pair: Pair) -> bool:
    """Whether it was at its best from the beginning (sv. *takeffekt*), so that no improvement could ever show."""
    return pair.pre is not None and pair.pre == pair.instrument.best_total


def classify(pair: Pair) -> ChangeClass:
    """The one class that the pair belongs to.

    Without a limit nobody is called recovered: who improved reliably is reliably improved.
    """
    if not_evaluable(pair):
        return ChangeClass.NOT_EVALUABLE
    if clinically_significant_change(pair):
        return ChangeClass.RECOVERED
    if reliable_change(pair):
        return ChangeClass.RELIABLY_IMPROVED
    return ChangeClass.DETERIORATED if deterioration(pair) else ChangeClass.NO_RELIABLE_CHANGE


PREDICATES: Mapping[str, Callable[[Pair], bool | None]] = MappingProxyType({
    "any_improvement": any_improvement,
    "reliable_change": reliable_change,
    "clinically_significant_change": clinically_significant_change,
    "deterioration": deterioration,
    "not_evaluable": not_evaluable,
})
"""By the names that an indicator states."""


def _by_index(pair: Pair, points: Decimal | None) -> bool | None:
    if points is None or pair.instrument.reliable_change is None:
        return None
    return points >= pair.instrument.reliable_change.points

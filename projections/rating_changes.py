"""What became of a curve of ratings from its first to its last: each named predicate by itself, with its version."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.case.events import RatingFacts
from domain.codes import Phase
from domain.instruments.change import (
    CHANGE_VERSION,
    CHANGE_WORDS,
    PREDICATES,
    Pair,
    cannot_improve,
    classify,
    gain,
    in_clinical_range,
)
from domain.instruments.definition import BetterScore
from domain.instruments.recall import recall_overlap_days
from projections.json_values import as_json
from projections.rating_points import Curve

TREATMENT, FOLLOW_UP = "treatment", "follow_up"
"""Until when: the last rating of the treatment, or the last one of the follow-up after it."""


def changes_of(curve: Curve) -> list[dict[str, Any]]:
    """From the first total to the last one of the treatment, and of the follow-up if there is one; nothing without a total."""
    rated = [each.stands for each in curve.histories if curve.total(each.stands) is not None]
    in_treatment = [each for each in rated if each.phase is not Phase.FOLLOW_UP]
    afterwards = [each for each in rated if each.phase is Phase.FOLLOW_UP]
    found = [_change(curve, TREATMENT, in_treatment)] if in_treatment else []
    return [*found, _change(curve, FOLLOW_UP, [*in_treatment, *afterwards])] if afterwards else found


def _change(curve: Curve, until: str, rated: Sequence[RatingFacts]) -> dict[str, Any]:
    first, last = rated[0], rated[-1] if len(rated) > 1 else None
    pair = Pair(curve.total(first), None if last is None else curve.total(last), curve.instrument, curve.form)
    return {
        "until": until, "predicates_version": CHANGE_VERSION,
        "first": _rated(curve, first), "last": None if last is None else _rated(curve, last),
        "gain": as_json(gain(pair)),
        "predicates": {name: predicate(pair) for name, predicate in PREDICATES.items()},
        "class": classify(pair).value, "class_in_words": CHANGE_WORDS[classify(pair)],
        "cutoff": None if curve.form is None else as_json(curve.form.cutoff),
        "reliable_change_points": None if curve.instrument.reliable_change is None else as_json(
            curve.instrument.reliable_change.points
        ),
        "target": as_json(_target(pair)), "best_from_the_start": cannot_improve(pair),
        "recall_overlap_days": 0 if last is None else recall_overlap_days(curve.instrument, first.rated_on, last.rated_on),
    }


def _rated(curve: Curve, rating: RatingFacts) -> dict[str, Any]:
    return {
        "rating": as_json(rating.rating_id), "rated_on": as_json(rating.rated_on), "phase": as_json(rating.phase),
        "total": as_json(curve.total(rating)),
    }


def _target(pair: Pair) -> Decimal | None:
    """The nearest total that would be a reliable change, and outside the clinical range where it began inside; None = none is."""
    instrument, change, total = pair.instrument, pair.instrument.reliable_change, pair.instrument.total
    if pair.pre is None or change is None or total is None or instrument.better is BetterScore.NONE:
        return None
    rises = instrument.better is BetterScore.HIGHER
    target = pair.pre + change.points if rises else pair.pre - change.points
    cutoff = None if pair.form is None else pair.form.cutoff
    if cutoff is not None and in_clinical_range(pair.pre, pair):
        # Exactly at the limit is outside where higher is better, and inside where lower is.
        target = max(target, cutoff) if rises else min(target, cutoff - total.step)
    return target if total.minimum <= target <= total.maximum else None

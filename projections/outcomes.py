"""What became of those whose cases closed (sv. *behandlingsresultat*): each named predicate, and the effect, by one instrument.

An indicator answers one question with a target; this answers what the instrument's own literature asks of a whole group, and says
of each number what it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.codes import RatingSubject, Respondent
from domain.errors import InvalidValueError
from domain.instruments.age_forms import form_at
from domain.instruments.bands import possible_ages
from domain.instruments.change import CHANGE_VERSION, PREDICATES, ChangeClass, Pair, cannot_improve, classify
from domain.instruments.definition import Instrument
from domain.instruments.effect_size import (
    ReferenceKind,
    ReferenceSpread,
    adjusted_effect_size,
    effect_size,
    own_spread,
)
from domain.instruments.trajectory import ExpectedTrajectory, FittedOn, LocalRegression, fit_local
from domain.policies import Policy
from projections.json_values import as_json


class Question(NamedTuple):
    """Whose ratings, of which closings.

    Args:
        unstated: Whether ratings that state no version are of this one.
        first, last: Days of closing, both ends included.
        units: Only cases of these; None = of every unit.
    """

    instrument: Instrument
    unstated: bool
    respondent: Respondent
    subject: RatingSubject
    first: date
    last: date
    units: Collection[UUID] | None = None


class ClosedCase(NamedTuple):
    """A case that closed, with what its curve began and ended with.

    Args:
        ratings: How many have a total, from 0; those of the follow-up afterwards are not counted.
        pre, post: The first total and the last; the same one when there is one rating, None when there is none.
    """

    birth_year: int | None
    closed_on: date
    ratings: int
    pre: Decimal | None
    post: Decimal | None
    rated_on: date | None


class Outcomes(Protocol):
    """Port. The cases that closed, with the first and last total of each."""

    def closed(self, question: Question, known_at: int) -> list[ClosedCase]:
        """Every case that was closed in the period, as known at a size, in the order of their closings."""
        ...


def fitted(cases: Sequence[ClosedCase], question: Question, known_at: int, policy: Policy) -> LocalRegression:
    """The line through the cases that closed in the question's days.

    Raises:
        InvalidValueError: See `fit_local`.
    """
    pairs = _pairs(cases)
    instrument = question.instrument
    on = FittedOn(instrument.name, instrument.version, len(pairs), question.first, question.last, known_at)
    return fit_local(pairs, on, policy)


def outcome_document(
    cases: Sequence[ClosedCase], question: Question, policy: Policy, *, normative: ReferenceSpread | None,
    trajectory: Callable[[], ExpectedTrajectory],
) -> dict[str, Any]:
    """The answer as JSON. A number that cannot be computed is replaced by why not: `{"refused": …}`.

    Args:
        normative: A published spread; None = that of the first ratings.
        trajectory: Gives what was to be expected, or refuses.
    """
    judged = [_pair(each, question.instrument) for each in cases if each.ratings >= 2]
    kinds = Counter(classify(each) for each in judged)
    return {
        "instrument": question.instrument.name, "instrument_version": question.instrument.version,
        "respondent": question.respondent.value, "subject": question.subject.value,
        "eligible": len(cases), "measured": len(judged),
        "missing": {
            "no_rating": sum(each.ratings == 0 for each in cases), "one_rating": sum(each.ratings == 1 for each in cases),
        },
        "predicates_version": CHANGE_VERSION,
        "predicates": {name: _counted([predicate(each) for each in judged]) for name, predicate in PREDICATES.items()},
        "classes": {kind.value: kinds[kind] for kind in ChangeClass},
        "best_from_the_start": sum(map(cannot_improve, judged)),
        "effect_size": _or_why_not(lambda: _effect(cases, question.instrument, policy, normative)),
        "adjusted_effect_size": _or_why_not(lambda: _adjusted(cases, question.instrument, policy, normative, trajectory())),
    }


def _pair(case: ClosedCase, instrument: Instrument) -> Pair:
    rated_on = case.rated_on or case.closed_on
    born = case.birth_year if case.birth_year is None or case.birth_year <= rated_on.year else None
    return Pair(case.pre, case.post, instrument, form_at(instrument, possible_ages(born, rated_on.year)))


def _counted(answers: Sequence[bool | None]) -> dict[str, int]:
    """How many of those that it can be said of; of the others nothing is said."""
    return {"numerator": sum(each is True for each in answers), "denominator": sum(each is not None for each in answers)}


def _effect(
    cases: Sequence[ClosedCase], instrument: Instrument, policy: Policy, normative: ReferenceSpread | None
) -> dict[str, Any]:
    found = effect_size(_pairs(cases), instrument.better, policy, normative=normative)
    return {
        "d": as_json(found.d), "towards_better": as_json(found.towards_better), "pairs": found.pairs, **_spread(found.spread)
    }


def _adjusted(
    cases: Sequence[ClosedCase], instrument: Instrument, policy: Policy, normative: ReferenceSpread | None,
    trajectory: ExpectedTrajectory,
) -> dict[str, Any]:
    pairs = _pairs(cases)
    expected = [(post, found) for pre, post in pairs if (found := trajectory.expected(pre)) is not None]
    found = adjusted_effect_size(expected, instrument.better, normative or own_spread([pre for pre, _ in pairs]), policy)
    return {
        "value": as_json(found.value), "towards_better": as_json(found.towards_better), "cases": found.cases,
        **_spread(found.spread), "expected_by": {"maker": found.expected_by.maker, "version": found.expected_by.version},
    }


def _spread(spread: ReferenceSpread) -> dict[str, Any]:
    # Fifty digits are for computing with; four decimals are for reading.
    deviation = spread.deviation if spread.kind is ReferenceKind.NORMATIVE else spread.deviation.quantize(Decimal("0.0001"))
    return {"reference": {"kind": spread.kind.value, "deviation": as_json(deviation), "source": spread.source}}


def _pairs(cases: Sequence[ClosedCase]) -> list[tuple[Decimal, Decimal]]:
    return [
        (each.pre, each.post) for each in cases if each.ratings >= 2 and each.pre is not None and each.post is not None
    ]


def _or_why_not(compute: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return compute()
    except InvalidValueError as why:
        return {"refused": str(why)}

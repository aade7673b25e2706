"""What a sample can be drawn from (sv. *urvalsram*): the port that finds the cases, and the chances of missing what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.policies import Policy
from domain.sampling.codes import SamplePopulation, Stratum
from domain.sampling.draw import DrawnStratum
from domain.sampling.probability import miss_probability, smallest_sample, worst_miss

CERTAINTY = Fraction(95, 100)
"""How surely a fault is to be found by the smallest sample that is told. Source: the convention of statistics, as in a 95 %
confidence level."""

_TOLD = (1, 2, 3, 5, 10)
_PLACES = Decimal("0.001")


class NewWorker(NamedTuple):
    """Days on which somebody is new at work, both included (sv. *nyanställd*)."""

    staff_id: UUID
    first: date
    last: date


class FrameTerms(NamedTuple):
    """Which cases are in a frame, and what makes one worth a look.

    Args:
        units: Whose cases.
        first, last: The period's days, both included.
        silence_days: Days without a note that are not long yet, from 1.
        vacation_months: 1-12.
        new_workers: Who is new, and when.
    """

    units: frozenset[UUID]
    population: SamplePopulation
    first: date
    last: date
    silence_days: int
    vacation_months: tuple[int, ...]
    new_workers: tuple[NewWorker, ...]


class CasesToSample(Protocol):
    """Port. The cases that a sample can be drawn from."""

    def signs(self, terms: FrameTerms, known_at: int) -> dict[UUID, frozenset[Stratum]]:
        """Every case of the population as known at a size, with each stratum that it could be in.

        Open during the vacation months: on a day of the period. Staff change: in the period somebody else became
        responsible than who was. Long silence: in the period, while it was open, more than `silence_days` passed from a note,
        the opening or the period's first day to the next note, the closing or the period's last day. New worker: on a day of
        the period somebody who was new was responsible. Child case: the client may have been under 18 on a day of the period.
        """
        ...


def vacation_months(policy: Policy) -> tuple[int, ...]:
    """The months in which most are on vacation, in order; they may go over the end of the year."""
    first, last = policy.vacation_first_month, policy.vacation_last_month
    count = (last - first) % 12 + 1
    return tuple((first - 1 + each) % 12 + 1 for each in range(count))


def new_workers(employed_from: Mapping[UUID, date], policy: Policy) -> tuple[NewWorker, ...]:
    """Who is new, and when: `policy.new_worker_days` from the first day at work, that day counted."""
    days = timedelta(days=policy.new_worker_days - 1)
    return tuple(NewWorker(staff_id, first, first + days) for staff_id, first in employed_from.items())


def miss_document(frame: int, sample: int, strata: Collection[DrawnStratum] = ()) -> dict[str, Any]:
    """How likely a sample is to miss so many faulty records, as JSON.

    Args:
        frame: Cases that can be drawn, from 1.
        sample: Cases drawn, from 0 to `frame`.
        strata: What was drawn of each; then what is likeliest to be missed wherever it is, is told too.
    """
    rows = [_miss_row(frame, sample, faulty, strata) for faulty in _TOLD if faulty <= frame]
    return {"frame_size": frame, "sample_size": sample, "certainty": "0.95", "faulty": rows}


def _miss_row(frame: int, sample: int, faulty: int, strata: Collection[DrawnStratum]) -> dict[str, Any]:
    at_most = worst_miss([(each.stratum_size, len(each.drawn)) for each in strata], faulty) if strata else None
    return {
        "faulty": faulty, "misses": _stated(miss_probability(frame, faulty, sample)),
        "misses_at_most": None if at_most is None else _stated(at_most),
        "smallest_sample": smallest_sample(frame, faulty, CERTAINTY),
    }


def _stated(probability: Fraction) -> dict[str, str]:
    """A probability to three places, half up, and exact as a fraction."""
    # One division at 28 digits, then one rounding: what is shown is the exact value's third place.
    rounded = (Decimal(probability.numerator) / Decimal(probability.denominator)).quantize(_PLACES, ROUND_HALF_UP)
    return {"probability": str(rounded), "exact": f"{probability.numerator}/{probability.denominator}"}

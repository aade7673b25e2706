"""Equality analyses (sv. *jämställdhetsanalys*): who is met, how long treatment takes and how it ends, by gender, year on year.

The client's gender is as it was stated, and unknown stays unknown. A parent who takes part counts as a woman or a man by their
role; whoever else takes part is of no gender that is known. So the genders of those met add up to nothing in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from domain.codes import CloseManner, Gender
from domain.indicators.measures import SessionParticipant
from projections.analyses.courses import Course, Met
from projections.goals import exact_text, half_up

FEMALE = frozenset({Gender.WOMAN.value, Gender.GIRL.value})
MALE = frozenset({Gender.MAN.value, Gender.BOY.value})
GROUPS: Mapping[str, frozenset[str]] = {
    **{gender.swedish: frozenset({gender.value}) for gender in Gender},
    "kvinnor och flickor": FEMALE, "män och pojkar": MALE,
}
"""Each gender by itself, then girls with women and boys with men."""


class YearOfCases(NamedTuple):
    """What is known of a year: the cases, and the sessions in it."""

    year: int
    courses: Sequence[Course]
    met: Sequence[Met]


def equality(years: Sequence[YearOfCases]) -> dict[str, Any]:
    """Each year as JSON, and what changed from the first of them to the last.

    Args:
        years: At least one, in order.
    """
    stated = [_year(each) for each in years]
    return {"years": stated, "change": _change(stated[0], stated[-1]) if len(stated) > 1 else None}


def _year(about: YearOfCases) -> dict[str, Any]:
    first, last = date(about.year, 1, 1), date(about.year, 12, 31)
    clients = [course for course in about.courses if course.is_open(first, last)]
    closed = [course for course in about.courses if course.closed_on is not None and first <= course.closed_on <= last]
    return {
        "year": about.year,
        "clients": _by_group(clients, len),
        "sessions": _by_group(about.met, lambda met: _sessions(met)),
        "took_part": _took_part(about.met),
        "length_days": _by_group(closed, _lengths),
        "as_planned": _by_group(closed, _as_planned),
    }


def _by_group(items: Sequence[Any], stated: Callable[[list[Any]], Any]) -> dict[str, Any]:
    """What is stated of each group that there is anything of, and of all of them."""
    groups = {name: [item for item in items if item.gender in genders] for name, genders in GROUPS.items()}
    return {"alla": stated(list(items)), **{name: stated(group) for name, group in groups.items() if group}}


def _sessions(met: Sequence[Met]) -> dict[str, Any]:
    held = sum(each.count for each in met if each.held)
    seen = len({each.case_id for each in met if each.held})
    return {
        "held": held, "missed": sum(each.count for each in met if not each.held), "clients_met": seen,
        "held_per_client": exact_text(Fraction(held, seen)) if seen else None,
    }


def _took_part(met: Sequence[Met]) -> dict[str, Any]:
    """Of the sessions that were held and where it is stated who took part: in how many a woman or girl was, and a man or boy."""
    held = [each for each in met if each.held]
    stated = [each for each in held if each.took_part]
    base = sum(each.count for each in stated)
    return {
        "sessions": base, "not_stated": sum(each.count for each in held) - base,
        **{
            name: _share(sum(each.count for each in stated if _is_among(each, genders, parent)), base)
            for name, genders, parent in (
                ("kvinna eller flicka", FEMALE, SessionParticipant.MOTHER), ("man eller pojke", MALE, SessionParticipant.FATHER)
            )
        },
    }


def _is_among(met: Met, genders: frozenset[str], parent: SessionParticipant) -> bool:
    client = SessionParticipant.CLIENT.value in met.took_part and met.gender in genders
    return client or parent.value in met.took_part


def _lengths(closed: Sequence[Course]) -> dict[str, Any]:
    days = [
        (course.closed_on - course.started_on).days for course in closed
        if course.closed_on is not None and course.started_on is not None
    ]
    return {
        "closed": len(closed), "with_known_start": len(days),
        "mean": exact_text(Fraction(sum(days), len(days))) if days else None,
        "median": exact_text(median(map(Fraction, days))) if days else None,
    }


def _as_planned(closed: Sequence[Course]) -> dict[str, Any]:
    manners = [course.closings[-1].manner for course in closed if course.closings and course.closings[-1].manner is not None]
    return {**_share(manners.count(CloseManner.AS_PLANNED.value), len(manners)), "not_stated": len(closed) - len(manners)}


def _share(numerator: int, denominator: int) -> dict[str, Any]:
    percent = Fraction(100 * numerator, denominator) if denominator else None
    return {
        "numerator": numerator, "denominator": denominator, "percent": None if percent is None else half_up(percent),
        "exact": None if percent is None else exact_text(percent),
    }


def _change(first: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
    """The last year less the first, of what both have: shares in percentage points, lengths in days."""
    planned = {
        name: _points(first["as_planned"][name], last["as_planned"][name])
        for name in last["as_planned"] if name in first["as_planned"]
    }
    lengths = {
        name: _less(last["length_days"][name]["mean"], first["length_days"][name]["mean"])
        for name in last["length_days"] if name in first["length_days"]
    }
    return {
        "from": first["year"], "to": last["year"], "as_planned_percentage_points": planned, "mean_length_days": lengths,
    }


def _points(first: Mapping[str, Any], last: Mapping[str, Any]) -> str | None:
    if not first["denominator"] or not last["denominator"]:
        return None
    difference = Fraction(100 * last["numerator"], last["denominator"]) - Fraction(100 * first["numerator"], first["denominator"])
    return exact_text(difference)


def _less(one: str | None, other: str | None) -> str | None:
    return None if one is None or other is None else exact_text(Fraction(one) - Fraction(other))

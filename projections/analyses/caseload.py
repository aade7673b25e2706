"""The caseload of a unit (sv. *ärendemängd*): who is open and where they are, who ended how, and what stands out.

A signal says that a quarter lies outside all of the quarters before it that it is compared with. It says nothing of why, and
nobody who works there is compared with anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from domain.case.alerts.codes import Zone
from domain.case.phases.codes import TreatmentPhase
from domain.codes import CloseManner, Code, Gender
from domain.policies import Policy
from projections.analyses.courses import Course, Ended, Return
from projections.goals import exact_text, half_up

_NOT_STATED = "inte angivet"


class CaseloadMeasure(Code):
    """What is followed from quarter to quarter (sv. *mått på ärendemängd*)."""

    OPENED = "opened", "öppnade ärenden"
    CLOSED = "closed", "avslutade ärenden"
    OPEN_AT_END = "open_at_end", "öppna ärenden vid kvartalets slut"
    UNPLANNED = "unplanned", "oplanerade avslut"
    UNPLANNED_SHARE = "unplanned_share", "andel oplanerade avslut, procent"
    DROPOUT = "dropout", "oplanerade avslut med ORS under grön zon"
    RETURNED = "returned", "åter efter avbrott"


class Quarter(NamedTuple):
    """A quarter of a year (sv. *kvartal*), both ends included."""

    name: str
    first: date
    last: date


def full_quarters(day: date, count: int) -> list[Quarter]:
    """The quarters that had ended by the end of `day`, the last `count` of them, in order.

    Args:
        day: The last day of a quarter ends it.
        count: From 1.
    """
    found: list[Quarter] = []
    following = day + timedelta(days=1)
    year, number = following.year, (following.month - 1) // 3
    while len(found) < count and year > date.min.year:
        year, number = (year - 1, 4) if number == 0 else (year, number)
        first = date(year, 3 * number - 2, 1)
        after = date(year + number // 4, 3 * number % 12 + 1, 1)
        found.append(Quarter(f"{year}-K{number}", first, after - timedelta(days=1)))
        number -= 1
    return found[::-1]


def caseload(courses: Sequence[Course], returns: Sequence[Return], day: date, policy: Policy) -> dict[str, Any]:
    """The caseload on a day as JSON, with the quarters before it and what stands out.

    Args:
        courses: With the phases that were entered by `day`.
    """
    quarters = full_quarters(day, policy.caseload_signal_quarters + 1)
    measured = [_measured(courses, returns, quarter) for quarter in quarters]
    return {
        "day": day.isoformat(), "open": _open(courses, day, policy),
        "quarters": [
            {"quarter": quarter.name, **{name.value: _stated(value) for name, value in values.items()},
             "dropout_not_evaluable": _not_evaluable(courses, quarter)}
            for quarter, values in zip(quarters, measured, strict=True)
        ],
        "signal_rule": (
            f"Det senaste hela kvartalet ligger utanför alla de {policy.caseload_signal_quarters} kvartalen före."
        ),
        "signals": _signals(quarters, measured, courses),
    }


def _open(courses: Iterable[Course], day: date, policy: Policy) -> dict[str, Any]:
    is_open = [course for course in courses if course.is_open(day, day)]
    phases = Counter(course.phase for course in is_open)
    ends = sorted(set(policy.caseload_length_days))
    lengths = Counter(_band(course, day, ends) for course in is_open)
    bands = [*_band_names(ends), _NOT_STATED]
    return {
        "count": len(is_open),
        "by_phase": _counted(phases, {**{phase.value: phase.swedish for phase in TreatmentPhase}, None: _NOT_STATED}),
        "by_length": {name: lengths[name] for name in bands if name != _NOT_STATED or lengths[name]},
        "by_gender": _counted(
            Counter(course.gender for course in is_open), {gender.value: gender.swedish for gender in Gender}
        ),
    }


def _counted(counts: Counter[Any], words: Mapping[Any, str]) -> dict[str, int]:
    return {word: counts[code] for code, word in words.items() if counts[code]}


def _band(course: Course, day: date, ends: Sequence[int]) -> str:
    since = next((span.first for span in reversed(course.spans) if span.first is None or span.first <= day), None)
    if since is None:
        return _NOT_STATED
    days = (day - since).days
    return _band_names(ends)[sum(days > end for end in ends)]


def _band_names(ends: Sequence[int]) -> list[str]:
    begins = [0, *(end + 1 for end in ends)]
    return [*(f"{first}–{last} dagar" for first, last in zip(begins, ends, strict=False)), f"{begins[-1]} dagar eller mer"]


def _measured(
    courses: Sequence[Course], returns: Iterable[Return], quarter: Quarter
) -> dict[CaseloadMeasure, Fraction | int | None]:
    ended = _ended(courses, quarter)
    unplanned = [each for each in ended if _is_unplanned(each)]
    stated = [each for each in ended if each.manner is not None]
    return {
        CaseloadMeasure.OPENED: sum(
            span.first is not None and quarter.first <= span.first <= quarter.last for course in courses for span in course.spans
        ),
        CaseloadMeasure.CLOSED: len(ended),
        CaseloadMeasure.OPEN_AT_END: sum(course.is_open(quarter.last, quarter.last) for course in courses),
        CaseloadMeasure.UNPLANNED: len(unplanned),
        CaseloadMeasure.UNPLANNED_SHARE: Fraction(100 * len(unplanned), len(stated)) if stated else None,
        # Source: OpenFIT's definition: the client ends, and the outcome is not in the green zone.
        CaseloadMeasure.DROPOUT: sum(each.zone in (Zone.ORANGE.value, Zone.RED.value) for each in unplanned),
        CaseloadMeasure.RETURNED: sum(quarter.first <= each.on <= quarter.last for each in returns),
    }


def _ended(courses: Iterable[Course], quarter: Quarter) -> list[Ended]:
    return [each for course in courses for each in course.closings if quarter.first <= each.on <= quarter.last]


def _is_unplanned(ended: Ended) -> bool:
    return ended.manner == CloseManner.INTERRUPTED.value


def _not_evaluable(courses: Iterable[Course], quarter: Quarter) -> int:
    """Unplanned endings of which too little was rated to say whether they are in the green zone."""
    return sum(_is_unplanned(each) and each.zone in (None, Zone.GREY.value) for each in _ended(courses, quarter))


def _signals(
    quarters: Sequence[Quarter], measured: Sequence[Mapping[CaseloadMeasure, Fraction | int | None]], courses: Iterable[Course]
) -> list[dict[str, Any]]:
    """What the last quarter stands out in; nothing while the unit's history is shorter than what it is compared with."""
    begun = min((span.first for course in courses for span in course.spans if span.first is not None), default=None)
    if not quarters or begun is None or begun > quarters[0].last:
        return []
    found = []
    for measure in CaseloadMeasure:
        before = [value for each in measured[:-1] if (value := each[measure]) is not None]
        last = measured[-1][measure]
        if last is not None and before and not min(before) <= last <= max(before):
            word = "högre" if last > max(before) else "lägre"
            heading = measure.swedish[:1].upper() + measure.swedish[1:]
            found.append({
                "measure": measure.value, "quarter": quarters[-1].name, "value": _stated(last),
                "lowest_before": _stated(min(before)), "highest_before": _stated(max(before)),
                "text": f"{heading}: {_words(last)}, {word} än i något av kvartalen före.",
            })
    return found


def _stated(value: Fraction | int | None) -> Any:
    return exact_text(value) if isinstance(value, Fraction) else value


def _words(value: Fraction | int) -> str:
    return str(half_up(Fraction(value)))

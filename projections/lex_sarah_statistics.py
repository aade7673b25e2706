"""Reports of Lex Sarah in numbers (sv. *statistik över lex Sarah*): by degree, cause area, unit type, and the days to each step.

A year has few reports, so most of what could be counted is small. What is shown follows `domain/indicators/suppression.py`: a
number stands only where neither it nor what is left beside it is small, and a degree that is hidden is hidden together with
others. Nobody is named, and no report: a reporter cannot be found here.

Source: SOSFS 2011:9 5 kap. (what comes in is compiled and analysed); the threshold is policy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any
from uuid import UUID

from domain.indicators.period import Period, parse_period
from domain.indicators.suppression import Cells, Series, Shown, is_small, plan_series
from domain.lex_sarah.codes import CauseArea, Degree, HandlingState, LexSarahStep
from domain.lex_sarah.investigation_events import CausesAnalysed
from domain.lex_sarah.state import LexSarahState
from domain.lex_sarah.timers import Step
from domain.offering.codes import ServiceKind
from domain.policies import Policy
from projections.goals import exact_text, half_up

UNDECIDED = "undecided"
"""The row of those whose degree is not decided yet."""
NO_TYPE = "not_stated"
"""The row of units that no offering says the kind of."""

_CARRIED_ON = frozenset({HandlingState.LINKED, HandlingState.TRANSFERRED})


def lex_sarah_statistics(
    reports: Iterable[LexSarahState], unit_types: Mapping[UUID, Collection[ServiceKind]], year: int, day: date, policy: Policy
) -> dict[str, Any]:
    """What was reported in a year, as JSON.

    Args:
        reports: Every report of the board.
        unit_types: What each unit offers, by unit; a unit of several kinds is counted under each.
        day: What is not done is judged as of this day.
        policy: Its `small_cell_min` and the bounds of the steps.
    """
    least = policy.small_cell_min
    submitted = [each for each in reports if each.report is not None and each.report.submitted_on.year == year]
    # Several reports about one event are one event; the one that is investigated stands for it.
    own = [each for each in submitted if each.handling.state not in _CARRIED_ON]
    shown = None if is_small(len(own), least) else len(own)
    return {
        "year": year, "day": day.isoformat(), "least": least,
        "reports": len(submitted) if shown is not None and not _tells(len(own), len(submitted), least) else None,
        "events": shown, "by_degree": _by_degree(own, parse_period(f"{year:04}"), least),
        "by_cause_area": _by_area(own, least), "by_unit_type": _by_type(own, unit_types, least),
        "steps": [_of_step(kind, own, day, policy) for kind in LexSarahStep],
    }


def _tells(part: int, whole: int, least: int) -> bool:
    """Whether a part, or what is left beside it, is so small that it must not be known."""
    return is_small(part, least) or is_small(whole - part, least)


def _by_degree(own: Collection[LexSarahState], period: Period, least: int) -> list[dict[str, Any]]:
    found = [UNDECIDED if each.handling.decision is None else each.handling.decision.degree.value for each in own]
    words = {**{each.value: each.swedish for each in Degree}, UNDECIDED: "inte beslutad"}
    cells = Cells((len(own),), rows={name: (found.count(name),) for name in words})
    shown = plan_series(Series({period: cells}), least)[period]
    return [
        {"degree": name, "degree_in_words": word, "events": found.count(name) if _names(shown, name) else None}
        for name, word in words.items()
    ]


def _names(shown: Shown, name: str) -> bool:
    return shown.rows is not None and name in shown.rows


def _by_area(own: Collection[LexSarahState], least: int) -> dict[str, Any]:
    """By cause area, of those whose causes are analysed; an event has causes in several."""
    analysed = [areas for each in own if (areas := _areas(each)) is not None]
    if _tells(len(analysed), len(own), least):
        return {"analysed": None, "rows": [_area_row(area, None) for area in CauseArea]}
    counts = {area: sum(area in areas for areas in analysed) for area in CauseArea}
    return {
        "analysed": len(analysed),
        "rows": [_area_row(area, None if _tells(n, len(analysed), least) else n) for area, n in counts.items()],
    }


def _areas(report: LexSarahState) -> frozenset[CauseArea] | None:
    analyses: list[CausesAnalysed] = report.handling.of(CausesAnalysed)
    return frozenset(each.area for each in analyses[-1].cause_areas if each.found) if analyses else None


def _area_row(area: CauseArea, events: int | None) -> dict[str, Any]:
    return {"area": area.value, "area_in_words": area.swedish, "events": events}


def _by_type(
    own: Collection[LexSarahState], unit_types: Mapping[UUID, Collection[ServiceKind]], least: int
) -> list[dict[str, Any]]:
    of_each = [unit_types.get(each.unit, ()) if each.unit is not None else () for each in own]
    words = {each.value: each.swedish for each in ServiceKind}
    counts = {each.value: sum(each in kinds for kinds in of_each) for each in ServiceKind}
    counts[NO_TYPE], words[NO_TYPE] = sum(not kinds for kinds in of_each), "inget utbud registrerat"
    return [
        {"unit_type": name, "unit_type_in_words": words[name], "events": None if _tells(n, len(own), least) else n}
        for name, n in counts.items()
    ]


def _of_step(kind: LexSarahStep, own: Collection[LexSarahState], day: date, policy: Policy) -> dict[str, Any]:
    of_each = [[step for step in each.steps(policy) if step.step is kind] for each in own]
    done = [_days(step) for steps in of_each for step in steps if step.done_on is not None]
    done_in = sum(any(step.done_on is not None for step in steps) for steps in of_each)
    least = policy.small_cell_min
    # The days of fewer reports would be the days of one of them.
    days = [] if is_small(done_in, least) else done
    return {
        "step": kind.value, "step_in_words": kind.swedish,
        "events": None if _tells(done_in, len(own), least) else done_in,
        "median_days": half_up(Fraction(median(map(Fraction, days)))) if days else None,
        "median_exact": exact_text(Fraction(median(map(Fraction, days)))) if days else None,
        "max_days": max(days, default=None), "in_time": _in_time(of_each, day, least),
    }


def _days(step: Step) -> int:
    assert step.done_on is not None, "it was done"
    return (step.done_on - step.started_on).days


def _in_time(of_each: list[list[Step]], day: date, least: int) -> dict[str, Any] | None:
    """How many events had every such step in time, of those where it is done or its last day has passed."""
    settled = [steps for steps in of_each if steps and all(each.done_on or each.days_late(day) for each in steps)]
    in_time = sum(not any(each.days_late(day) for each in steps) for steps in settled)
    if not settled or _tells(len(settled), len(of_each), least) or _tells(in_time, len(settled), least):
        return None
    share = Fraction(in_time * 100, len(settled))
    return {"numerator": in_time, "denominator": len(settled), "percent": half_up(share), "exact": exact_text(share)}

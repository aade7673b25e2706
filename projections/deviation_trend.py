"""Deviations per unit, cause area and month (sv. *avvikelser över tid*), suppressed when small.

A deviation is counted in the month that it was reported. The board's numbers are shown only as sums of what is shown of its
units and of the rest together, and one area of a unit is judged with what is left beside it; see
`domain/indicators/suppression_tables.py`.

Source: SOSFS 2011:9 5 kap. (what comes in is compiled and analysed, so that patterns show).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.deviation.codes import DeviationStatus
from domain.deviation.state import DeviationState
from domain.indicators.period import Period, parse_period
from domain.indicators.suppression import HIDDEN, Cells, Series
from domain.indicators.suppression_tables import Plan, Table, plan_tables
from domain.lex_sarah.codes import CauseArea

_BOARD = "board"


class CountedDeviation(NamedTuple):
    """What is counted of one deviation.

    Args:
        areas: Where its causes lie, as last said; empty = not known.
    """

    unit: UUID
    reported_on: date
    areas: frozenset[CauseArea]
    escalated: bool


class _What(NamedTuple):
    """What is counted, beside all of them."""

    name: str
    applies: Callable[[CountedDeviation], bool]


_WHAT = (
    *(_What(area.value, lambda each, area=area: area in each.areas) for area in CauseArea),
    _What("escalated", lambda each: each.escalated),
)
_ALL = "all"


def counted(deviations: Iterable[DeviationState]) -> list[CountedDeviation]:
    """The deviations of a board as they are counted."""
    return [
        CountedDeviation(
            each.reported.unit, each.reported.deviation_reported_on, frozenset(each.areas),
            each.status is DeviationStatus.ESCALATED,
        )
        for each in deviations if each.reported is not None
    ]


def trend_document(
    deviations: Collection[CountedDeviation], units: Mapping[UUID, str], year: int, least: int
) -> dict[str, Any]:
    """A year month by month as JSON: the board, then each unit that had any, in the order of their names.

    Args:
        units: Every unit's name.
        least: The smallest number that is shown; see `Policy.small_cell_min`.
    """
    periods = _periods(year)
    places = sorted({each.unit for each in deviations}, key=lambda unit: (units.get(unit, ""), str(unit)))
    plans = plan_tables(_tables(deviations, periods, places), least)
    whole = _place_document(deviations, periods, plans, None)
    return {
        "year": year, "least": least, "board": whole,
        "units": [
            {
                "unit_id": str(unit), "unit": units.get(unit),
                **_place_document([each for each in deviations if each.unit == unit], periods, plans, unit),
            }
            for unit in places
        ],
    }


def _periods(year: int) -> list[Period]:
    return [parse_period(f"{year:04}"), *(parse_period(f"{year:04}-{month:02}") for month in range(1, 13))]


def _tables(
    deviations: Collection[CountedDeviation], periods: Iterable[Period], places: Iterable[UUID]
) -> list[Table]:
    """All of them, and each share of them, at every place and at the board; each share is a table of its own."""
    chosen = list(periods)
    return [
        _table(name, place, [each for each in deviations if place is None or each.unit == place], applies, chosen)
        for place in (*places, None)
        for name, applies in ((_ALL, None), *_WHAT)
    ]


def _table(
    name: str, place: UUID | None, of_place: Collection[CountedDeviation],
    applies: Callable[[CountedDeviation], bool] | None, periods: Iterable[Period],
) -> Table:
    cells = {}
    for period in periods:
        inside = [each for each in of_place if period.first <= each.reported_on <= period.last]
        those = sum(applies(each) for each in inside) if applies is not None else len(inside)
        cells[period] = Cells((those, len(inside) - those) if applies is not None else (those,))
    activities = frozenset() if place is None else frozenset({str(place)})
    # Each share has a population of its own: it is judged with its complement, and not against the other shares.
    return Table(_key(name, place), _BOARD, activities, name, name, True, Series(cells))


def _key(name: str, place: UUID | None) -> str:
    return f"{name}@{place or _BOARD}"


def _place_document(
    of_place: Collection[CountedDeviation], periods: Iterable[Period], plans: Mapping[tuple[Hashable, str], Plan],
    place: UUID | None,
) -> dict[str, Any]:
    rows = [_row(of_place, period, plans, place) for period in periods]
    return {**rows[0], "months": rows[1:]}


def _row(
    of_place: Collection[CountedDeviation], period: Period, plans: Mapping[tuple[Hashable, str], Plan], place: UUID | None
) -> dict[str, Any]:
    inside = [each for each in of_place if period.first <= each.reported_on <= period.last]

    def shown(name: str, number: int) -> int | None:
        all_shown = plans[_BOARD, _key(_ALL, place)].get(period, HIDDEN).total
        return number if all_shown and plans[_BOARD, _key(name, place)].get(period, HIDDEN).total else None

    shares = {what.name: shown(what.name, sum(map(what.applies, inside))) for what in _WHAT}
    return {
        "period": period.name, "deviations": shown(_ALL, len(inside)), "escalated": shares.pop("escalated"), "areas": shares
    }

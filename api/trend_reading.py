"""Reading results over years (sv. *trend*): what was counted and what was published before, with what breaks the series."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api.goal_question import NO_INDICATOR, Question, question
from api.reading import Answer, Reader
from domain.errors import InvalidValueError, NotFoundError
from domain.indicators.definition import Indicator
from domain.indicators.period import Period, parse_period
from projections.areas.published_figure import figure_document, published_figures
from projections.goal_document import Terms, result_document
from projections.goal_trend import Break, Point, series_document
from projections.goals import Figure
from projections.json_values import as_json

MOST_YEARS = 50
_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")

Key = tuple[UUID | None, Period]
"""A unit (sv. *enhet*), None = the whole board's, and a period."""


class TrendReader:
    """Somebody who asks how results have developed.

    Args:
        reader: Says who asks and writes the reading down.
    """

    def __init__(self, reader: Reader) -> None:
        self._board = reader.board
        self._reader = reader

    def trend(
        self, indicator: str, years: str, *, part: str | None = None, known_at: str | None = None, unit: str | None = None,
        definitions_on: str | None = None,
    ) -> Answer:
        """One indicator's result for each of several years, by unit, with what breaks the series.

        Args:
            years: The first and the last, `2015-2024`, at most `MOST_YEARS`; or one.
            part: The same part of each year, as a period has it after its year: `T1`, `03`; None = whole years.
            known_at, unit, definitions_on: As for `GoalReader.goals`.

        Raises:
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or the indicator is neither measured nor published for any of the years.
            UnavailableError: The access log cannot be written.
        """
        periods = _periods(years, part)
        asked = question(self._reader, known_at=known_at, unit=unit, definitions_on=definitions_on)
        counted, published = self._counted(asked, indicator, periods), _published(asked, indicator, periods)
        if not counted and not published:
            raise NotFoundError(NO_INDICATOR)
        self._reader.record_shown(asked.as_of, ())
        terms, breaks = asked.terms(periods), _breaks(asked, indicator, counted)
        names = {unit_id: unit.name for unit_id, unit in asked.registers.units(asked.as_of.size).items()}
        series = []
        for unit_id in dict.fromkeys((*(root for root, _ in counted), *(root for root, _ in published))):
            points = [
                _point(terms[period], counted.get((unit_id, period)), published.get((unit_id, period), []))
                for period in periods if (unit_id, period) in counted or (unit_id, period) in published
            ]
            series.append({
                "enhet": None if unit_id is None else names.get(unit_id), "enhet_id": as_json(unit_id),
                "points": series_document(points, breaks),
            })
        document = {
            **self._reader.head(asked.as_of), "indicator": indicator, "from": periods[0].first.isoformat(),
            "to": periods[-1].last.isoformat(), "series": series,
        }
        return Answer(document, series)

    def _counted(self, asked: Question, indicator: str, periods: Sequence[Period]) -> dict[Key, Figure]:
        by_definition: dict[Indicator, list[Period]] = {}
        for period in periods:
            for each in asked.indicators(period):
                if each.id == indicator:
                    by_definition.setdefault(each, []).append(period)
        found: dict[Key, Figure] = {}
        for definition, in_periods in by_definition.items():
            figures = self._board.goals.trend([definition], in_periods, asked.as_of.size, units=asked.units)
            for period, of_period in zip(in_periods, figures, strict=True):
                found.update({(figure.part_of_id, period): figure for figure in of_period})
        return found


def _published(asked: Question, indicator: str, periods: Sequence[Period]) -> dict[Key, list[dict[str, Any]]]:
    """What was published for the periods, by the unit (sv. *enhet*) that it belongs to; None = the whole board's."""
    events = (each.event for each in asked.registers.events_of("published_figure", asked.as_of.size))
    known, named = asked.registers.units(asked.as_of.size), {period.name: period for period in periods}
    found: dict[Key, list[dict[str, Any]]] = {}
    for figure in published_figures(events):
        if figure.indicator == indicator and figure.period in named and _is_asked(figure.unit, asked.units):
            unit = None if figure.unit is None else known.get(figure.unit)
            root = figure.unit if unit is None or unit.part_of is None else unit.part_of
            found.setdefault((root, named[figure.period]), []).append(figure_document(figure))
    return found


def _breaks(asked: Question, indicator: str, counted: Mapping[Key, Figure]) -> list[Break]:
    noted = {Break(each.broken_from, each.reason) for each in asked.history.breaks_of(indicator)}
    stated = {Break(each.since, each.reason) for figure in counted.values() for each in figure.indicator.series_breaks}
    return sorted(noted | stated)


def _point(terms: Terms, figure: Figure | None, published: Sequence[dict[str, Any]]) -> Point:
    # Where nothing could be counted what was published stands alone: the system had no records then.
    if figure is None or (published and not figure.total.eligible):
        return Point(terms.period, None, None, published)
    return Point(terms.period, figure.indicator.version, result_document(figure, terms), published)


def _is_asked(unit: UUID | None, units: frozenset[UUID] | None) -> bool:
    return units is None or unit in units


def _periods(years: str, part: str | None) -> list[Period]:
    found = _YEARS.fullmatch(years.strip())
    first, last = (0, -1) if found is None else (int(found[1]), int(found[2] or found[1]))
    if not first <= last < first + MOST_YEARS:
        raise InvalidValueError(
            f"Åren går inte att läsa. Skriv det första och det sista, till exempel 2015-2024, högst {MOST_YEARS} år."
        )
    suffix = "" if part is None else f"-{part}"
    return [parse_period(f"{year:04}{suffix}") for year in range(first, last + 1)]

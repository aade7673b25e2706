"""A result year by year as a figure (sv. *trend*): a line only where the years can be compared, and breaks drawn as breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from api.web.charts.axes import NumberAxis, Tick
from api.web.formats import NOTHING, number, percent
from api.web.pages.results_asked import period_in_words
from api.web.pages.results_lines import of_text
from api.web.texts import _
from domain.indicators.period import parse_period

HEIGHT = 266
_TOP, _PLOT = 46.0, 180.0
_START, _END = 10.0, 92.0
_HUNDRED = Decimal(100)


class TrendPoint(NamedTuple):
    """A value that is drawn.

    Args:
        is_given: It was published, and is not counted here.
    """

    x: float
    y: float
    text: str
    is_given: bool


class TrendLine(NamedTuple):
    """A line between two points that can be compared."""

    x1: float
    y1: float
    x2: float
    y2: float


class TrendRow(NamedTuple):
    """One period in the table under the figure.

    Args:
        by_gender: Each gender's own, in words.
        published: What was published for the period, as it was printed.
        breaks: Why it cannot be compared with the period before.
    """

    period: str
    value: str
    rests_on: str
    by_gender: Sequence[tuple[str, str]]
    published: Sequence[str]
    breaks: Sequence[str]


class TrendFigure(NamedTuple):
    """One unit's series as it is drawn; what is drawn stands in `rows` too.

    Args:
        name: Of the elements of the drawing, unique in the page.
        gaps: Where between two periods the series is broken, in per cent across.
        top: Of the plot, in pixels.
    """

    name: str
    title: str
    summary: str
    points: Sequence[TrendPoint]
    lines: Sequence[TrendLine]
    gaps: Sequence[float]
    numbers: Sequence[Tick]
    periods: Sequence[Tick]
    rows: Sequence[TrendRow]
    bottom: float
    height: int = HEIGHT
    top: float = _TOP


def trend_figures(title: str, series: Sequence[Mapping[str, Any]]) -> list[TrendFigure]:
    """The figures of an indicator, one a unit.

    Args:
        title: What the indicator is called.
        series: As `/api/v1/goals/trend` answers.
    """
    return [_figure(f"trend-{place}", title, each) for place, each in enumerate(series, start=1)]


def _figure(name: str, title: str, series: Mapping[str, Any]) -> TrendFigure:
    points = series["points"]
    values = [_value(each) for each in points]
    axis = _axis(points, [each for each in values if each is not None])
    places = [_START + (_END - _START) * place / max(len(points) - 1, 1) for place in range(len(points))]
    drawn = [
        None if value is None else TrendPoint(round(x, 2), axis.at(value), _value_text(point), point["given"])
        for x, value, point in zip(places, values, points, strict=True)
    ]
    rows = [_row(each) for each in points]
    pairs = list(zip(pairwise(drawn), points[1:], strict=False))
    return TrendFigure(
        name, _("{name}, {unit}").format(name=title, unit=series["enhet"] or _("hela nämnden")), _summary(rows),
        [each for each in drawn if each is not None],
        [
            TrendLine(one.x, one.y, other.x, other.y)
            for (one, other), point in pairs if one is not None and other is not None and not point["breaks"]
        ],
        _gaps(places, drawn, points),
        axis.ticks(), [Tick(round(x, 2), each["period"]) for x, each in zip(places, points, strict=True)], rows, axis.bottom,
    )


def _gaps(
    places: Sequence[float], drawn: Sequence[TrendPoint | None], points: Sequence[Mapping[str, Any]]
) -> list[float]:
    """Midway between two periods where the series is broken; before its first value there is nothing to break."""
    return [
        round((places[place - 1] + places[place]) / 2, 2) for place in range(1, len(points))
        if points[place]["breaks"] and any(drawn[:place]) and any(drawn[place:])
    ]


def _axis(points: Sequence[Mapping[str, Any]], values: Sequence[Decimal]) -> NumberAxis:
    is_share = any(each["result"] is not None and each["result"]["kind"] == "share" for each in points) or any(
        "percent" in one for each in points for one in each["published"]
    )
    return NumberAxis(Decimal(0), _HUNDRED if is_share else max([*values, Decimal(1)]), _TOP, _PLOT)


def _value(point: Mapping[str, Any]) -> Decimal | None:
    """What is drawn for a period: what is counted, and where nothing could be counted what was published."""
    result = point["result"]
    if result is not None:
        return None if result["exact"] is None else Decimal(result["exact"])
    amounts = [each.get("percent", each.get("value")) for each in point["published"]]
    return next((Decimal(each) for each in amounts if each is not None), None)


def _value_text(point: Mapping[str, Any]) -> str:
    result = point["result"]
    if result is None:
        return next((_published_value(each) for each in point["published"]), NOTHING)
    return percent(result["percent"]) if result["kind"] == "share" else number(result["value"])


def _row(point: Mapping[str, Any]) -> TrendRow:
    result = point["result"]
    rows = {} if result is None else result.get("by_gender") or result.get("givers") or {}
    return TrendRow(
        period_in_words(parse_period(point["period"])), _value_text(point),
        _rests_on(result) if result is not None else _("lämnat, inte räknat"),
        [
            (_(name), f"{percent(row['percent'])} ({of_text(row)})" if isinstance(row, Mapping) else number(row))
            for name, row in rows.items()
        ],
        [_published_text(each) for each in point["published"]],
        [_(each["reason"]) for each in point["breaks"]],
    )


def _rests_on(result: Mapping[str, Any]) -> str:
    return of_text(result) if result["kind"] == "share" else ""


def _published_value(published: Mapping[str, Any]) -> str:
    if published.get("percent") is not None:
        return f"{number(published['percent'])}\N{NO-BREAK SPACE}%"
    return number(published.get("value"))


def _published_text(published: Mapping[str, Any]) -> str:
    """A published figure with the document that it stands in."""
    return f"{_published_value(published)} ({published['source_document']})"


def _summary(rows: Iterable[TrendRow]) -> str:
    told = [_("{period}: {value}").format(period=row.period, value=row.value) for row in rows if row.value != NOTHING]
    return "; ".join(told) + "." if told else _("Inga värden.")

"""The axes of a chart (sv. *axlar*): where numbers and days go, and which of them are written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from babel.dates import format_date

from api.web.formats import number

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
"""Times a power of ten: each is at most twice the one before, so that there is always a number to write out."""
_MONTHS_APART = (1, 2, 3, 4, 6, 12)
_LOCALE = "sv_SE"
_TEXT_PER_CENT = 28.0
"""What the text of a month takes of the width of a phone."""


class Tick(NamedTuple):
    """A value that is written out on an axis.

    Args:
        at: Per cent across, or pixels down.
    """

    at: float
    text: str


class NumberAxis:
    """Numbers from the bottom up.

    Args:
        low, high: Its ends; equal ends are moved apart.
        top, height: Of the plot, in pixels.
    """

    def __init__(self, low: Decimal, high: Decimal, top: float, height: float) -> None:
        self.low, self.high = (low, high) if low < high else (low, low + 1)
        self.top, self.height = top, height

    @property
    def bottom(self) -> float:
        """Where the lowest number goes."""
        return self.top + self.height

    def at(self, value: Decimal) -> float:
        """How far down a number goes; one beyond an end goes to that end."""
        within = min(max(value, self.low), self.high)
        return round(float(self.bottom - float((within - self.low) / (self.high - self.low)) * self.height), 1)

    def ticks(self, most: int = 5) -> list[Tick]:
        """Round numbers at even distances.

        Args:
            most: From 2.
        """
        power = Decimal(10) ** ((self.high - self.low) / most).adjusted()
        steps = (each * power * ten for ten in (1, 10) for each in _STEPS)
        found = (self._multiples(step) for step in steps)
        return next([Tick(self.at(each), number(each)) for each in values] for values in found if len(values) <= most)

    def _multiples(self, step: Decimal) -> list[Decimal]:
        first = (self.low / step).to_integral_value(ROUND_CEILING)
        last = (self.high / step).to_integral_value(ROUND_FLOOR)
        return [each * step for each in range(int(first), int(last) + 1)]


class DayAxis:
    """Days from left to right.

    Args:
        first, last: Its ends.
        start, end: Where they go, in per cent of the width.
    """

    def __init__(self, first: date, last: date, *, start: float = 14.0, end: float = 93.0) -> None:
        self.first, self.last = first, max(last, first)
        self.start, self.end = start, end

    def at(self, day: date) -> float:
        """How far across a day goes; when there is one day only, in the middle."""
        days = (self.last - self.first).days
        if not days:
            return (self.start + self.end) / 2
        within = min(max(day, self.first), self.last)
        return round(self.start + (within - self.first).days / days * (self.end - self.start), 2)

    def ticks(self, most: int = 3) -> list[Tick]:
        """The first days of months or years at even distances; of a time within one month its first and last day.

        Args:
            most: From 2.
        """
        months = list(_months(self.first, self.last))
        for apart in _MONTHS_APART:
            found = [each for each in months if (each.month - 1) % apart == 0]
            if len(found) <= most:
                break
        else:
            years = [each for each in months if each.month == 1]
            found = years[:: -(-len(years) // most)]
        if len(found) < 2:
            return [Tick(self.at(day), _day_text(day)) for day in dict.fromkeys((self.first, self.last))]
        is_years = all(each.month == 1 for each in found)
        ticks = [Tick(self.at(each), str(each.year) if is_years else _month_text(each)) for each in found]
        return [each for before, each in zip([None, *ticks], ticks, strict=False) if before is None or _is_clear(before, each)]


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    if month < first:
        month = _next(month)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _month_text(day: date) -> str:
    return format_date(day, "MMM y", locale=_LOCALE).replace(".", "")


def _is_clear(one: Tick, other: Tick) -> bool:
    """Whether two texts have room beside each other, on a phone too."""
    return other.at - one.at >= _TEXT_PER_CENT


def _day_text(day: date) -> str:
    return format_date(day, "d MMM y", locale=_LOCALE).replace(".", "")

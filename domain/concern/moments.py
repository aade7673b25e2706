"""Two moments with their precision: which came first, and how long there was between them."""

from __future__ import annotations

import calendar
from datetime import datetime, time
from typing import NamedTuple

from domain.base import Occurred
from domain.errors import InvalidValueError


class Elapsed(NamedTuple):
    """Time between two moments. `days`: by the calendar; None = one is known by month only. `minutes`: None = not known."""

    days: int | None
    minutes: int | None


def elapsed(first: Occurred, later: Occurred) -> Elapsed:
    """Days and minutes from one moment to another, by the clock on the wall."""
    days = None if "month" in (first.precision, later.precision) else (later.on - first.on).days
    if first.at is None or later.at is None:
        return Elapsed(days, None)
    between = datetime.combine(later.on, later.at) - datetime.combine(first.on, first.at)
    return Elapsed(days, int(between.total_seconds() // 60))


def is_certainly_before(first: Occurred, second: Occurred) -> bool:
    """Whether one moment lies before another however the rest of their days or months went."""
    return _last(first) < _first(second)


def require_moments_in_order(first: Occurred, first_what: str, later: Occurred, later_what: str) -> None:
    """Refuse a later moment that certainly lies before the first; the same one is allowed."""
    if is_certainly_before(later, first):
        raise InvalidValueError(
            f"{later_what} är {_text(later)}, före {first_what} {_text(first)}. Rätta den tidpunkt som är fel."
        )


def _first(moment: Occurred) -> datetime:
    return datetime.combine(moment.on, moment.at or time.min)


def _last(moment: Occurred) -> datetime:
    day = moment.on
    if moment.precision == "month":
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return datetime.combine(day, moment.at or time.max)


def _text(moment: Occurred) -> str:
    return str(moment.on) if moment.at is None else f"{moment.on} {moment.at:%H:%M}"

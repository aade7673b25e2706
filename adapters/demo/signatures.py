"""When notes are signed (sv. *signering*): nearly always at once or the next day, now and then weeks later, a few not yet."""

from __future__ import annotations

from datetime import date

from adapters.demo.cast import Colleague
from adapters.demo.days import LAST_DAY, office_day, plus
from adapters.demo.luck import Luck

_AT_ONCE, _SOON = 0.8, 0.7
"""The shares that are signed at once, and of the others those that are signed within days."""


def signed_at(luck: Luck, by: Colleague, day: date, clock: str, *, careful: bool) -> tuple[date, str] | None:
    """Day and time of the signature of a note that was written then; None = it waits still.

    Args:
        careful: Whether it is a file in which everything is as it should be, and so signed at once.
    """
    at_once = day, plus(clock, luck.between(2, 12))
    if careful or luck.happens(_AT_ONCE):
        return at_once
    if luck.happens(_SOON):
        soon = office_day(day, luck.between(1, 3))
        return at_once if by.is_away(soon) else _if_come(soon, "08:12")
    late = office_day(day, luck.between(11, 30))
    while by.is_away(late):
        late = office_day(late, 1)
    return _if_come(late, "16:25")


def _if_come(day: date, clock: str) -> tuple[date, str] | None:
    return (day, clock) if day <= LAST_DAY else None

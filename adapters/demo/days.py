"""The demo's calendar: which days the office is open (sv. *vardagar*), and how long the story goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

FIRST_DAY = date(2025, 1, 7)
"""When the municipality begins to keep its records here."""
LAST_DAY = date(2026, 10, 30)
"""Today, in the demo: nothing is recorded after it."""

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Public holidays that fall on Monday to Friday, and the eves on which offices are closed by custom.
# Source: lag (1989:253) om allmänna helgdagar.
CLOSED_DAYS = frozenset(
    (
        date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 1), date(2025, 5, 29), date(2025, 6, 6), date(2025, 6, 20),
        date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2025, 12, 31),
        date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14),
        date(2026, 6, 19),
    )
)
_SATURDAY = 5
_DAY = timedelta(days=1)


def is_office_day(day: date) -> bool:
    """Whether the office is open: Monday to Friday, no holiday."""
    return day.weekday() < _SATURDAY and day not in CLOSED_DAYS


def office_day(day: date, later: int = 0) -> date:
    """The first day, from `later` calendar days after `day` on, on which the office is open."""
    day += timedelta(days=later)
    while not is_office_day(day):
        day += _DAY
    return day


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month from that of `first` to that of `last`, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def plus(clock: str, minutes: int) -> str:
    """The time of day some minutes later, the same day; both HH:MM."""
    hour, minute = divmod(int(clock[:2]) * 60 + int(clock[3:]) + minutes, 60)
    return f"{hour:02}:{minute:02}"


def microseconds(local: datetime) -> int:
    """A wall clock time in Europe/Stockholm as microseconds since 1970 UTC."""
    return (local.replace(tzinfo=STOCKHOLM) - _EPOCH) // timedelta(microseconds=1)

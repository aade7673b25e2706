"""Instants as people read them: the day in Sweden, and ISO 8601 in UTC with microseconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR_US = 3_600_000_000


def day_of(instant_us: int) -> date:
    """The calendar day in Europe/Stockholm of an instant in microseconds since 1970 UTC."""
    return _day_of_hour(instant_us // _HOUR_US)


def instant_text(instant_us: int) -> str:
    """An instant in microseconds since 1970 UTC as `2021-09-01T07:00:00.000000Z`."""
    moment = _EPOCH + timedelta(microseconds=instant_us)
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def local_text(instant_us: int) -> str:
    """An instant in microseconds since 1970 UTC as `2021-09-01 09:00`, the wall clock in Sweden."""
    moment = (_EPOCH + timedelta(microseconds=instant_us)).astimezone(STOCKHOLM)
    return moment.strftime("%Y-%m-%d %H:%M")


# The Swedish offset has been whole hours since 1879, so one hour in UTC lies within one day in Sweden.
@lru_cache(maxsize=4096)
def _day_of_hour(hour: int) -> date:
    return (_EPOCH + timedelta(hours=hour)).astimezone(STOCKHOLM).date()

"""What a reader may write for `known_at` and `valid_at`, and which size of the ledger it means (sv. *som det var känt*).

    12                            the first 12 events; 0 = nothing known
    2018-07-31                    the end of that day in Europe/Stockholm
    2018-07-31T14:05              that instant in Europe/Stockholm
    2018-07-31T12:05:00.5Z        that instant; any UTC offset

Only digits is always a size, so that `20180731` is never half a date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from domain.errors import InvalidValueError

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SIZE = re.compile(r"[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_ALLOWED = (
    "Skriv antalet händelser (till exempel 120), ett datum (2018-07-31) eller en tidpunkt (2018-07-31T14:05+02:00;"
    " i en webbadress skrivs plustecknet %2B)."
)


class Size(NamedTuple):
    """The first so many events."""

    size: int


class Instant(NamedTuple):
    """Everything recorded up to and including an instant, microseconds since 1970 UTC."""

    us: int


class KnownAt(NamedTuple):
    """What an answer is as of.

    Args:
        size: The first so many events of the ledger.
        provisional: More may yet be recorded up to the instant that was asked for (sv. *preliminärt*).
    """

    size: int
    provisional: bool


class Sizes(Protocol):
    """What a ledger tells of its size."""

    def size(self) -> int:
        """How many events are recorded now."""
        ...

    def size_at(self, instant_us: int) -> tuple[int, bool]:
        """(size, final) for an instant in microseconds since 1970 UTC."""
        ...


def parse_known_at(text: str) -> Size | Instant:
    """Read a `known_at`.

    A time of day without an offset is Swedish local time. The hour that comes twice when summer time ends means its
    second turn, so that all that was recorded in that hour is included.

    Raises:
        InvalidValueError: It is none of the allowed forms, no real date, or a time of day that the clock skipped.
    """
    text = text.strip()
    if _SIZE.fullmatch(text):
        return Size(int(text))
    try:
        if _DATE.fullmatch(text):
            return Instant(_microseconds(_end_of(date.fromisoformat(text))))
        if _INSTANT.fullmatch(text):
            return Instant(_microseconds(_aware(datetime.fromisoformat(text))))
    except (ValueError, OverflowError):
        raise InvalidValueError(f"Tidpunkten i known_at finns inte i kalendern. {_ALLOWED}") from None
    raise InvalidValueError(f"Värdet i known_at går inte att läsa. {_ALLOWED}")


def parse_valid_at(text: str | None) -> date | None:
    """Read a `valid_at`: a date in Europe/Stockholm; None = not asked for.

    Raises:
        InvalidValueError: It is not a date in the form 2018-07-31.
    """
    if text is None:
        return None
    try:
        if not _DATE.fullmatch(text.strip()):
            raise ValueError
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValueError("Värdet i valid_at går inte att läsa. Skriv ett datum, till exempel 2018-07-31.") from None


def resolve_known_at(text: str | None, ledger: Sizes) -> KnownAt:
    """Which size of a ledger a `known_at` means; None = all that is recorded now.

    Raises:
        InvalidValueError: It cannot be read, or is a size that the ledger has not reached.
    """
    if text is None:
        return KnownAt(ledger.size(), provisional=False)
    match parse_known_at(text):
        case Size(size):
            current = ledger.size()
            if size > current:
                raise InvalidValueError(f"Liggaren har {current} händelser; known_at kan vara 0 till {current}, inte {size}.")
            return KnownAt(size, provisional=False)
        case Instant(us):
            size, final = ledger.size_at(us)
            return KnownAt(size, provisional=not final)


def _end_of(day: date) -> datetime:
    # The next local midnight, since a day is 23 or 25 hours when summer time begins or ends. The last microsecond before
    # it, since the bounds of an instant include the instant.
    midnight = datetime.combine(day + timedelta(days=1), time(), STOCKHOLM)
    return midnight.astimezone(UTC) - _MICROSECOND


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        return moment
    local = moment.replace(tzinfo=STOCKHOLM, fold=1)
    # A time that the clock skipped does not survive the way through UTC.
    if local.astimezone(UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != moment:
        raise InvalidValueError("Klockslaget i known_at finns inte: klockan ställdes fram då. Skriv tidpunkten med förskjutning.")
    return local


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND

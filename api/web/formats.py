"""Days, times and numbers as people read them (sv. *format*): in the language of the page, in Europe/Stockholm."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from api.web.texts import LANGUAGE, SWEDISH
from projections.local_time import STOCKHOLM

_LOCALES = {SWEDISH: "sv_SE", "en": "en_GB"}
NOTHING = "–"
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def day(value: date | str | None) -> str:
    """A day as `12 aug 2026`; what is none is a dash.

    Args:
        value: A day, or ISO 8601 text of a day or an instant.
    """
    found = _day_of(value)
    return NOTHING if found is None else format_date(found, "d MMM y", locale=_locale()).replace(".", "")


def weekday(value: date | str | None) -> str:
    """A day as `onsdag 12 augusti`."""
    found = _day_of(value)
    return NOTHING if found is None else format_date(found, "EEEE d MMMM", locale=_locale())


def days_in(text: str) -> str:
    """A text in which every day stands as people read it; `2026-08-12` in it becomes `12 aug 2026`."""
    return _ISO_DAY.sub(lambda found: day(found[0]), text)


def month(value: str | None) -> str:
    """A month as `augusti 2026`.

    Args:
        value: ISO 8601 text of a month, for example `2026-08`; what is none is a dash.
    """
    return NOTHING if not value else format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=_locale())


def moment(value: datetime | str | None) -> str:
    """An instant as `12 aug 2026 kl. 14.05`, in Sweden's time."""
    if value is None:
        return NOTHING
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = found.astimezone(STOCKHOLM)
    return day(local.date()) + at_time(local.time())


def at_time(value: time | None) -> str:
    """A time of day as it follows its day: ` kl. 14.05`; empty = it is not known."""
    return "" if value is None else f" kl. {value:%H.%M}" if _is_swedish() else f", {value:%H:%M}"


def clock(value: str) -> str:
    """A time of day, `14:05`, as the language writes it."""
    return value.replace(":", ".") if _is_swedish() else value


def number(value: float | int | Decimal | str | None) -> str:
    """A number as `1 234,5`."""
    if value is None or value == "":
        return NOTHING
    return format_decimal(Decimal(str(value)), locale=_locale())


def sentence(text: str) -> str:
    """A text that begins with a capital letter, and is as it was after that."""
    return text[:1].upper() + text[1:]


def percent(value: int | float | None) -> str:
    """A whole per cent as `83 %`."""
    if value is None:
        return NOTHING
    return f"{number(value)}\N{NO-BREAK SPACE}%" if _is_swedish() else f"{number(value)}%"


def _is_swedish() -> bool:
    return LANGUAGE.get() == SWEDISH


def _locale() -> str:
    return _LOCALES[LANGUAGE.get()]


def _day_of(value: date | str | None) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.astimezone(STOCKHOLM).date()
    if isinstance(value, date):
        return value
    return _day_of(datetime.fromisoformat(value)) if "T" in value else date.fromisoformat(value)

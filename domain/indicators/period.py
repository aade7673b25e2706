"""The periods that results are stated for (sv. *period*): a month, a tertial as it is reported, or a year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from domain.errors import InvalidValueError

_FORM = re.compile(r"([0-9]{4})(?:-(?:T([1-9])|(0[1-9]|1[0-2])))?", re.IGNORECASE)
_LAST_MONTH_OF_TERTIAL = {"1": 4, "2": 8}
"""Tertial reports are cumulative: T2 begins in January too. Source: Stockholms stad, tertialrapporter 1 and 2."""
_ALLOWED = "Skriv ett år (2018), en tertial (2018-T1 för januari–april, 2018-T2 för januari–augusti) eller en månad (2018-03)."


class Period(NamedTuple):
    """Days that a result is about (sv. *period*).

    Args:
        name: As it is written: `2018`, `2018-T2`, `2018-03`.
        first: The first day.
        last: The last day, included.
    """

    name: str
    first: date
    last: date


def parse_period(text: str) -> Period:
    """Read a period.

    Raises:
        InvalidValueError: It is none of the allowed forms, or there is no such tertial report.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None or found[1] == "0000" or found[1] == "9999":
        raise InvalidValueError(f"Perioden går inte att läsa. {_ALLOWED}")
    year, tertial, month = int(found[1]), found[2], found[3]
    if tertial is not None and tertial not in _LAST_MONTH_OF_TERTIAL:
        raise InvalidValueError(f"Det finns ingen tertialrapport {tertial}: efter T2 följer helåret. {_ALLOWED}")
    if month is not None:
        return Period(text.strip(), date(year, int(month), 1), _end_of_month(year, int(month)))
    last = 12 if tertial is None else _LAST_MONTH_OF_TERTIAL[tertial]
    return Period(text.strip().upper(), date(year, 1, 1), _end_of_month(year, last))


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

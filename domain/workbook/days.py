"""From a cell to a day, a month or a moment.

The format knows date cells and ISO text. A spreadsheet's bare serial number is refused: it may be any number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from domain.workbook.cells import CellContext, Converter
from domain.workbook.faults import CellProblem

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DATE_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_SHORT_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")

_DATE_ALLOWED = "tillåtet: datumcell eller text ÅÅÅÅ-MM-DD"


class Written(NamedTuple):
    """When the source says that a note was written (sv. *skriven*), Swedish time; `at` is None if only the day is known."""

    on: date
    at: time | None


def past_date(context: CellContext) -> Converter:
    """A day that has been, or is today."""

    def convert(cell: Any) -> date:
        return context.shared(_not_future(_sensible(_as_date(cell), context), context))

    return convert


def any_date(context: CellContext) -> Converter:
    """A day that may lie ahead, such as the last day of a planned absence."""

    def convert(cell: Any) -> date:
        return context.shared(_sensible(_as_date(cell), context))

    return convert


def short_date(context: CellContext) -> Converter:
    """A day written YYMMDD (sv. *ÅÅMMDD*) in this century, as text or number; date cells and ISO text are taken too."""

    def convert(cell: Any) -> date:
        day = _as_short_date(cell)
        return context.shared(_not_future(_sensible(day if day is not None else _as_date(cell, short=True), context), context))

    return convert


def month(context: CellContext) -> Converter:
    """A month, as the date of its first day: text YYYY-MM, or any date cell in it. At most next month: rent is paid ahead."""

    def convert(cell: Any) -> date:
        first = _as_month(cell)
        months_ahead = (first.year - context.today.year) * 12 + first.month - context.today.month
        if months_ahead > 1:
            raise CellProblem("månaden ligger i framtiden; tillåtet: högst nästa månad")
        return context.shared(_sensible(first, context))

    return convert


def written(context: CellContext) -> Converter:
    """When a note was written: a day that has been, with the time of day if it is known."""

    def convert(cell: Any) -> Written:
        moment = _as_written(cell)
        _not_future(_sensible(moment.on, context), context)
        return moment

    return convert


def _as_date(cell: Any, *, short: bool = False) -> date:
    if cell.__class__ is date:
        return cell
    allowed = _DATE_ALLOWED + (" eller ÅÅMMDD" if short else "")
    if cell.__class__ is datetime:
        if cell.time() != time.min:
            raise CellProblem(f"datumet har ett klockslag; {allowed}")
        return cell.date()
    if cell.__class__ is str and (match := _DATE.fullmatch(cell.strip())):
        return _calendar_day(*match.groups(), allowed=allowed)
    raise CellProblem(f"inte ett datum; {allowed}")


def _as_short_date(cell: Any) -> date | None:
    text = cell.strip() if cell.__class__ is str else None
    if cell.__class__ in (float, int) and 10_101 <= cell <= 999_999 and cell == int(cell):
        text = f"{int(cell):06d}"
    match = _SHORT_DATE.fullmatch(text) if text else None
    if match is None:
        return None
    short_year, month_number, day = match.groups()
    return _calendar_day("20" + short_year, month_number, day, allowed="tillåtet: ÅÅMMDD, till exempel 180725")


def _calendar_day(year_text: str, month_text: str, day_text: str, *, allowed: str) -> date:
    try:
        return date(int(year_text), int(month_text), int(day_text))
    except ValueError:
        raise CellProblem(f"inte ett datum, dagen finns inte i kalendern; {allowed}") from None


def _as_month(cell: Any) -> date:
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    if cell.__class__ is str and (match := _MONTH.fullmatch(cell.strip())):
        return _calendar_day(*match.groups(), "01", allowed="tillåtet: text ÅÅÅÅ-MM")
    raise CellProblem("inte en månad; tillåtet: text ÅÅÅÅ-MM eller datumcell")


def _as_written(cell: Any) -> Written:
    if cell.__class__ is datetime:
        return _whole_second(cell)
    if cell.__class__ is str and (match := _DATE_AND_TIME.fullmatch(cell.strip())):
        try:
            return Written(date.fromisoformat(match[1]), time.fromisoformat(match[2]))
        except ValueError:
            raise CellProblem("dagen eller klockslaget finns inte; tillåtet: ÅÅÅÅ-MM-DD TT:MM") from None
    try:
        return Written(_as_date(cell), None)
    except CellProblem:
        raise CellProblem("inte datum och klockslag; tillåtet: datumcell eller text ÅÅÅÅ-MM-DD TT:MM, svensk tid") from None


def _whole_second(moment: datetime) -> Written:
    # A day is stored as a fraction of 1, so that 10:30 may come back some microseconds early.
    if moment.microsecond >= 500_000 and moment.time() < time(23, 59, 59):
        moment += timedelta(seconds=1)
    return Written(moment.date(), moment.time().replace(microsecond=0))


def _sensible(day: date, context: CellContext) -> date:
    if day < context.earliest:
        raise CellProblem(f"orimligt tidigt datum; tillåtet: från och med {context.earliest.isoformat()}")
    return day


def _not_future(day: date, context: CellContext) -> date:
    if day > context.today:
        raise CellProblem(f"datumet ligger i framtiden; tillåtet: till och med {context.today.isoformat()}")
    return day

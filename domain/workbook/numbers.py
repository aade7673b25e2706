"""From a cell to an exact number: a count, a year, a percentage or a row of scores."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from domain.workbook.cells import CellContext, Converter
from domain.workbook.faults import CellProblem

MAX_NUMBER = 10**12
"""Policy: no count, year or score comes near; larger numbers cost memory and time."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?")

_SUBSCALES_WRONG = "inte delskalor; tillåtet: tal åtskilda av semikolon, till exempel 6,1;5,2;7,0;4,4"


def year(context: CellContext) -> Converter:
    """A whole year of four digits."""

    def convert(cell: Any) -> int:
        number = as_decimal(cell, "inte ett årtal; tillåtet: fyra siffror")
        if number != number.to_integral_value() or not 1000 <= number <= 9999:
            raise CellProblem("inte ett årtal; tillåtet: fyra siffror")
        return int(number)

    return convert


def number(context: CellContext) -> Converter:
    """A number, as an exact decimal without trailing zeros."""
    return as_decimal


def percent(context: CellContext) -> Converter:
    """A percentage from 0 to 100, both included."""

    def convert(cell: Any) -> Decimal:
        value = as_decimal(cell)
        if not 0 <= value <= 100:
            raise CellProblem("utanför 0–100 procent; tillåtet: 0–100")
        return value

    return convert


def subscales(context: CellContext) -> Converter:
    """Subscale scores in order, separated by semicolons; one score alone may stand as a number."""

    def convert(cell: Any) -> tuple[Decimal, ...]:
        if cell.__class__ is not str:
            return (as_decimal(cell, _SUBSCALES_WRONG),)
        return _scores(cell)

    return convert


def as_decimal(cell: Any, wrong: str = "inte ett tal; tillåtet: siffror med decimalkomma eller decimalpunkt") -> Decimal:
    """The exact decimal that a cell shows, without trailing zeros.

    Raises:
        CellProblem: It is no number, or lies outside ±`MAX_NUMBER`; `wrong` is the message.
    """
    kind = cell.__class__
    if kind is float or kind is int:
        if not -MAX_NUMBER < cell < MAX_NUMBER:
            raise CellProblem(wrong)
        return _decimal_of_number(cell)
    if kind is str and _NUMBER.fullmatch(text := cell.strip()):
        return _decimal_of_text(text)
    raise CellProblem(wrong)


@lru_cache(maxsize=4096)
def _scores(text: str) -> tuple[Decimal, ...]:
    return tuple(as_decimal(part, _SUBSCALES_WRONG) for part in text.split(";"))


@lru_cache(maxsize=16384)
def _decimal_of_text(text: str) -> Decimal:
    return _plain(Decimal(text.replace(",", ".")))


@lru_cache(maxsize=16384)
def _decimal_of_number(value: float) -> Decimal:
    # A spreadsheet keeps and shows 15 digits: =4,6+4,5+4,7+4,6 is stored as 18.400000000000002 and means 18,4.
    return _plain(Decimal(f"{value:.15g}"))


def _plain(value: Decimal) -> Decimal:
    # 16, 16,0 and 16,00 are one value and must look the same wherever they are stored.
    whole = value.to_integral_value()
    return whole + 0 if value == whole else value.normalize()

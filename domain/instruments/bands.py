"""Which band a total lies in (sv. *riskgräns*): by gender and age where they are known, else every band that is possible.

A gender or an age that is not known is never guessed, and a gender for which nothing is published gets every band there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from domain.codes import Gender
from domain.instruments.definition import BandTable, Instrument

EVERY_AGE = range(131)
"""What an age in whole years can be when nothing is known of it."""


class Band(NamedTuple):
    """One reading of a total.

    Args:
        low, high: The band's totals, both ends included.
        genders: Whom the limits are published for; empty = everybody.
    """

    name: str
    low: Decimal
    high: Decimal
    genders: tuple[Gender, ...]
    source: str


def possible_ages(birth_year: int | None, year: int) -> range:
    """The ages in whole years that somebody born in a year has during another, which is not before it; None = every age."""
    return EVERY_AGE if birth_year is None else range(max(0, year - birth_year - 1), year - birth_year + 1)


def bands_of(instrument: Instrument, total: Decimal, gender: Gender, ages: Iterable[int] = EVERY_AGE) -> tuple[Band, ...]:
    """Every band that the total can lie in; one = it is certain, none = the instrument has no bands for anybody like that.

    Args:
        total: On the instrument's scale.
        gender: As the person states it; other and unknown give the bands of every gender.
        ages: The ages that are possible, in whole years from 0.
    """
    years = tuple(ages)
    tables = dict.fromkeys(
        table for each in _genders(instrument, gender) for age in years if (table := _table(instrument, each, age)) is not None
    )
    return tuple(dict.fromkeys(_band(instrument, table, total) for table in tables))


def _genders(instrument: Instrument, gender: Gender) -> tuple[Gender, ...]:
    if gender not in (Gender.OTHER, Gender.UNKNOWN):
        return (gender,)
    return tuple(dict.fromkeys(each for table in instrument.bands for each in table.genders)) or (gender,)


def _table(instrument: Instrument, gender: Gender, age: int) -> BandTable | None:
    return next(
        (table for table in instrument.bands if table.ages.include(age) and (not table.genders or gender in table.genders)), None
    )


def _band(instrument: Instrument, table: BandTable, total: Decimal) -> Band:
    assert instrument.total is not None, "a definition with bands has a total"
    index = max(index for index, level in enumerate(table.levels) if level.low <= total)
    high = instrument.total.maximum
    if index + 1 < len(table.levels):
        high = table.levels[index + 1].low - instrument.total.step
    return Band(table.levels[index].name, table.levels[index].low, high, table.genders, table.source)

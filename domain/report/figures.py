"""What a report says in numbers: figures exactly as they were stated, and what of them was published."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from domain.base import Immutable
from domain.codes import Gender


class StatedRow(Immutable):
    """One gender's part of a figure (sv. *delsiffra*).

    `denominator` is how many are counted, and `numerator` how many of them fulfil what a share asks for, or the sum of a mean.
    """

    gender: Gender
    eligible: int
    denominator: int
    numerator: Decimal


class StatedMissing(Immutable):
    """How many were not measured for one reason (sv. *bortfall*)."""

    missing_because: str
    missing_count: int


class StatedFigure(Immutable):
    """One result as it was stated (sv. *redovisad siffra*), with the definition that it was counted by, whole.

    `definition` is the definition as stored text, so that the same can be counted again whatever definitions hold then, and
    `meaning` what it says to people. `shown_value` is the whole number or percent that was read in the report, and `exact_value`
    the value itself.
    """

    indicator: str
    indicator_version: int
    definition: str
    indicator_name: str
    meaning: str
    counted_in: str
    eligible: int
    denominator: int
    numerator: Decimal
    stated_rows: tuple[StatedRow, ...]
    stated_missing: tuple[StatedMissing, ...]
    shown_value: int | None = None
    exact_value: str | None = None


class PublicFigure(Immutable):
    """What was published of one result (sv. *offentlig siffra*).

    `eligible` is None where it was suppressed; `public_rows` is None where the whole breakdown was, and `rest_suppressed` says
    whether there were more people than in the rows that were shown.
    """

    indicator: str
    indicator_version: int
    denominator: int
    numerator: Decimal
    eligible: int | None = None
    public_rows: tuple[StatedRow, ...] | None = None
    rest_suppressed: bool = False


class Statement(NamedTuple):
    """What a report states when it is submitted.

    Args:
        size: The first so many events of the ledger: all that the figures rest on.
        figures: One each indicator.
    """

    size: int
    figures: tuple[StatedFigure, ...]


class Publication(NamedTuple):
    """What may be published of a report.

    Args:
        least: The smallest number that is no small cell.
        figures: Those that are shown; every other figure of the report is suppressed.
    """

    least: int
    figures: tuple[PublicFigure, ...]

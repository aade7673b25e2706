"""The values that facts about ratings are made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import Immutable
from domain.case.ratings.codes import MissingReason


class MissingItem(Immutable):
    """An item without an answer, and why (sv. *obesvarad fråga*). `item_number` counts from 1 in the instrument's order."""

    item_number: int
    missing_reason: MissingReason


class TrajectoryPoint(Immutable):
    """What a vendor expects at one session or on one day (sv. *förväntat värde*), in the instrument's own total.

    `at_session` counts from 1; exactly one of it and `at_date` is given. The bounds are the vendor's own, None = it gives none.
    """

    at_session: int | None = None
    at_date: date | None = None
    expected_total: Decimal
    expected_lower: Decimal | None = None
    expected_upper: Decimal | None = None

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

    @property
    def is_by_session(self) -> bool:
        """Whether it is counted by session, and by nothing else."""
        return self.at_session is not None and self.at_session >= 1 and self.at_date is None

    @property
    def is_by_day(self) -> bool:
        """Whether it is counted by day, and by nothing else."""
        return self.at_date is not None and self.at_session is None

    @property
    def place(self) -> tuple[int, date]:
        """Where it stands among points that are counted alike."""
        return self.at_session or 0, self.at_date or date.min

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """Lower bound, expected total and upper bound, those that there are."""
        return tuple(each for each in (self.expected_lower, self.expected_total, self.expected_upper) if each is not None)

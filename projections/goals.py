"""Results of indicators (sv. *resultat*): from counted rows to whole percents and means, and the port that counts.

Every number is exact until it is stated: a percent or a mean is rounded once, half up, from a fraction of whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.codes import Gender
from domain.indicators.definition import Breakdown, Indicator, ResultKind
from domain.indicators.period import Period

_EXACT_DECIMALS = Decimal("1E-10")


class Tally(NamedTuple):
    """What was counted, in all or of one gender.

    Args:
        eligible: Rows of the population, from 0.
        denominator: Of those, rows of which what is needed is known.
        numerator: Of those, rows that fulfil the numerator; for a mean the sum of its values.
    """

    eligible: int
    denominator: int
    numerator: Decimal


class Behind(NamedTuple):
    """One of the rows that a figure counted (sv. *underlag*), which is of its population.

    Args:
        stream_id: The case, viewpoint or count of outreach work that it comes from.
        entry_id: The entry in it that is counted, such as a session or a decision; the stream's own id = the whole of it.
        gender: By the stored code, as the breakdown has it; None of a viewpoint, which may have several givers.
        measured: Whether it is in the denominator.
        fulfils: Whether it is in the numerator; for a number and a mean the same as `measured`.
        missing: Why it is not measured; None = it is.
        value: What a mean is a mean of; None = it is no mean, or nothing is known.
        positions: The events that decided it, in order: those that it comes from, and those of what else was asked for.
    """

    stream_id: UUID
    entry_id: UUID
    gender: str | None
    measured: bool
    fulfils: bool
    missing: str | None
    value: Decimal | None
    positions: tuple[int, ...]


class Figure(NamedTuple):
    """One indicator's result in one unit, for one period, as known at one size (sv. *resultat*).

    Args:
        unit: The names of the activities that something was counted in, or else of all that it counts in.
        part_of: The unit (sv. *enhet*) that they belong to.
        by_gender: By the stored code of the gender; only those that occur. For `Breakdown.GIVERS` their number.
        missing: How many are not measured, for each reason of the indicator; empty = it has one reason for all.
    """

    indicator: Indicator
    unit: str
    part_of: str
    part_of_id: UUID
    total: Tally
    by_gender: Mapping[str, Tally]
    missing: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result as JSON; whole numbers as people state them, with the exact value beside."""
        indicator = self.indicator
        head = {"id": indicator.id, "unit": self.unit, "enhet": self.part_of, "enhet_id": str(self.part_of_id)}
        tail: dict[str, Any] = {
            "eligible": self.total.eligible, "coverage": self._coverage(), "missing": self._missing(), "name": indicator.name,
            "kind": indicator.kind.value, "unit_of_count": indicator.unit_of_count.value,
            "definition_version": indicator.version, "stated_in": indicator.stated_in,
        }
        return {**head, **self._value(), **tail, **self._flags()}

    def _flags(self) -> dict[str, Any]:
        # Said only when it is so: a mean that cannot be is a fault in what was counted, and nothing to show on.
        is_whole = sum(tally.denominator for tally in self.by_gender.values()) == self.total.denominator
        if self.indicator.kind is ResultKind.MEAN and is_whole and impossible_mean(self.total, self.by_gender):
            return {"impossible_mean": True}
        return {}

    def _value(self) -> dict[str, Any]:
        match self.indicator.kind:
            case ResultKind.COUNT:
                named = "givers" if self.indicator.breakdown is Breakdown.GIVERS else "by_gender"
                count = self.total.denominator
                return {"value": count, "exact": str(count), named: self._each(lambda tally: tally.denominator)}
            case ResultKind.SHARE:
                return {
                    **share(self.total), "by_gender": self._each(lambda tally: without_exact(share(tally))),
                    "exact_by_gender": self._each(lambda tally: share(tally)["exact"]),
                }
        means = {name: mean(tally, self.indicator) for name, tally in self._named()}
        value, exact = mean(self.total, self.indicator)
        return {
            "value": value, "exact": exact, "sum": number_text(self.total.numerator),
            "denominator": self.total.denominator, "by_gender": {name: each[0] for name, each in means.items()},
            "exact_by_gender": {name: each[1] for name, each in means.items()},
        }

    def _each(self, stated: Any) -> dict[str, Any]:
        return {name: stated(tally) for name, tally in self._named()}

    def _named(self) -> list[tuple[str, Tally]]:
        # In the order of the code list; a gender of which nothing was measured says nothing.
        return [
            (gender.swedish, self.by_gender[gender.value]) for gender in Gender
            if gender.value in self.by_gender and self.by_gender[gender.value].denominator
        ]

    def _coverage(self) -> str | None:
        return exact_text(Fraction(self.total.denominator, self.total.eligible)) if self.total.eligible else None

    def _missing(self) -> dict[str, int]:
        left = self.total.eligible - self.total.denominator - sum(self.missing)
        counts: dict[str, int] = {}
        for reason, count in zip(self.indicator.reasons, self.missing, strict=False):
            counts[reason] = counts.get(reason, 0) + count
        # What no condition has said is missing for a mean: the value itself.
        counts[self.indicator.missing or ""] = counts.get(self.indicator.missing or "", 0) + left
        return {reason: count for reason, count in counts.items() if count}


class Goals(Protocol):
    """Port. Every answer is exact at its size: the views are brought up to it first."""

    def figures(
        self, indicators: Sequence[Indicator], period: Period, known_at: int, *, units: frozenset[UUID] | None = None
    ) -> list[Figure]:
        """One figure for each indicator and each unit (sv. *enhet*) that has an activity that it counts in.

        Args:
            units: Only these units and activities; None = all of the board. An indicator of the whole unit is answered
                when the unit itself is among them.

        Raises:
            InvalidValueError: The ledger has fewer events than `known_at`.
            CorruptLedgerError: Stored bytes are not what they must be.
        """
        ...

    def trend(
        self, indicators: Sequence[Indicator], periods: Sequence[Period], known_at: int, *,
        units: frozenset[UUID] | None = None,
    ) -> list[list[Figure]]:
        """For each period what `figures` answers, all of them counted together.

        Args:
            periods: At least one; they may overlap.

        Raises:
            As `figures` does.
        """
        ...

    def behind(
        self, indicator: Indicator, period: Period, known_at: int, part_of: UUID, *, units: frozenset[UUID] | None = None
    ) -> list[Behind]:
        """The rows that a figure counted, by the first event of each.

        Args:
            part_of: The unit (sv. *enhet*) of the figure.
            units: As the figure was asked for.

        Raises:
            As `figures` does.
        """
        ...


def share(tally: Tally) -> dict[str, Any]:
    """A share as JSON: whole percent half up, null of nothing."""
    numerator = int(tally.numerator)
    if not tally.denominator:
        return {"numerator": numerator, "denominator": 0, "percent": None, "exact": None}
    percent = Fraction(100 * numerator, tally.denominator)
    return {
        "numerator": numerator, "denominator": tally.denominator, "percent": half_up(percent), "exact": exact_text(percent)
    }


def without_exact(stated: dict[str, Any]) -> dict[str, Any]:
    """The same without its exact value, which a breakdown has beside and not in it."""
    return {name: value for name, value in stated.items() if name != "exact"}


def mean(tally: Tally, indicator: Indicator) -> tuple[int | None, str | None]:
    """A mean, whole and half up, and its exact value; None of nothing."""
    if not tally.denominator:
        return None, None
    value = Fraction(tally.numerator) / (tally.denominator * Fraction(indicator.divided_by))
    return half_up(value), exact_text(value)


def impossible_mean(total: Tally, parts: Mapping[str, Tally]) -> bool:
    """Whether a mean lies outside those of the groups that it is made of, which no mean can.

    Args:
        total: Of all.
        parts: Groups that are all of them together; one of which nothing is measured says nothing.
    """
    means = [Fraction(part.numerator) / part.denominator for part in parts.values() if part.denominator]
    if not means or not total.denominator:
        return False
    return not min(means) <= Fraction(total.numerator) / total.denominator <= max(means)


def difference(value: Fraction, other: Fraction, indicator: Indicator) -> dict[str, str]:
    """How far a value is from another of the same indicator, such as its target, as JSON with what it is stated in.

    Between two percents that is percentage points (sv. *procentenheter*), and never percent.
    """
    return {"difference": exact_text(value - other), "stated_in": indicator.difference_in}


def half_up(value: Fraction) -> int:
    """The nearest whole number, and of two equally near the higher one."""
    return floor(value + Fraction(1, 2))


def exact_text(value: Fraction) -> str:
    """The value in decimal figures: whole, or as far as ten decimals."""
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return number_text(quotient.quantize(_EXACT_DECIMALS, rounding=ROUND_HALF_UP))


def number_text(value: Decimal) -> str:
    """A number without zeros at the end that say nothing."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

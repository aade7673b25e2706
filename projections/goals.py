"""Results of indicators (sv. *resultat*): from counted rows to whole percents and means, and the port that counts.

Every number is exact until it is stated: a percent or a mean is rounded once, half up, from a fraction of whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
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


class Figure(NamedTuple):
    """One indicator's result in one unit, for one period, as known at one size (sv. *resultat*).

    Args:
        unit: The names of the activities that something was counted in, or else of all that it counts in.
        part_of: The unit (sv. *enhet*) that they belong to.
        by_gender: By the stored code of the gender; only those that occur. For `Breakdown.GIVERS` their number.
    """

    indicator: Indicator
    unit: str
    part_of: str
    part_of_id: UUID
    total: Tally
    by_gender: Mapping[str, Tally]

    def to_json(self) -> dict[str, Any]:
        """The result as JSON; whole numbers as people state them, with the exact value beside."""
        indicator = self.indicator
        head = {"id": indicator.id, "unit": self.unit, "enhet": self.part_of, "enhet_id": str(self.part_of_id)}
        tail: dict[str, Any] = {
            "eligible": self.total.eligible, "coverage": self._coverage(), "missing": self._missing(), "name": indicator.name,
            "kind": indicator.kind.value, "unit_of_count": indicator.unit_of_count.value,
            "definition_version": indicator.version,
        }
        return {**head, **self._value(), **tail}

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
        count = self.total.eligible - self.total.denominator
        return {self.indicator.missing or "": count} if count else {}


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


def half_up(value: Fraction) -> int:
    """The nearest whole number, and of two equally near the higher one; for values from 0."""
    return int(value + Fraction(1, 2))


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

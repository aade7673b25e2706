"""Targets (sv. *målvärde*): a number with its unit, or the words that the plan has instead of one."""

from __future__ import annotations

from decimal import Decimal

from domain.base import Immutable
from domain.errors import InvalidValueError
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.policies import Policy

_RANGES: dict[TargetUnit, tuple[int, int | None]] = {
    # A share lies between nothing and all; a difference between two shares between minus all and all.
    TargetUnit.PERCENT: (0, 100),
    TargetUnit.PERCENTAGE_POINTS: (-100, 100),
    TargetUnit.COUNT: (0, None),
    TargetUnit.MEAN: (0, None),
    TargetUnit.MONTHS: (0, None),
}


class Target(Immutable):
    """What is to be reached (sv. *målvärde*).

    `amount`, `target_unit` and `predicate` are given together; `target_text` instead of them, as in "tas fram av nämnd". A blank
    target is no target at all.
    """

    amount: Decimal | None = None
    target_unit: TargetUnit | None = None
    predicate: TargetPredicate | None = None
    target_text: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether a result can be held against it."""
        return self.amount is not None and self.target_unit is not None


def require_target(target: Target | None, what: str, policy: Policy) -> None:
    """Refuse a target that is neither a number with its unit nor a text; none at all is allowed.

    Args:
        target: Percent 0-100, percentage points -100-100, a whole count from 0, a mean or months from 0; all ends included.
        what: In Swedish, as the subject of a sentence: "Årsmålet".

    Raises:
        InvalidValueError: It is both, or neither; then a text that cannot be stored; then an amount outside its unit's range.
    """
    if target is None:
        return
    number = (target.amount, target.target_unit, target.predicate)
    if target.target_text is not None and number == (None, None, None):
        policy.require_short_text(target.target_text, what)
        return
    if target.target_text is not None or None in number:
        raise InvalidValueError(
            f"{what} anges antingen som ett tal med måttenhet och villkor (minst, högst, exakt) eller som en text. Ange det ena."
        )
    assert target.amount is not None and target.target_unit is not None, "checked just above"
    require_amount(target.amount, target.target_unit, what)


def require_amount(amount: Decimal, unit: TargetUnit, what: str) -> None:
    """Refuse a number that its unit cannot have.

    Args:
        amount: Percent 0-100, percentage points -100-100, a whole count from 0, a mean or months from 0; all ends included.

    Raises:
        InvalidValueError: It is outside that range, or a count that is not whole.
    """
    low, high = _RANGES[unit]
    top = "" if high is None else f" till {high}"
    if amount < low or (high is not None and amount > high):
        raise InvalidValueError(f"{what} är {amount} {unit.swedish}. Ange ett tal från {low}{top}.")
    if unit is TargetUnit.COUNT and amount != amount.to_integral_value():
        raise InvalidValueError(f"{what} är {amount}, men ett antal är ett heltal. Ange ett heltal.")


def require_same_unit(first: Target | None, second: Target | None, what: str) -> None:
    """Refuse two numbers that cannot be held against each other, percent and percentage points above all.

    Raises:
        InvalidValueError: Both are numbers, of different units.
    """
    units = [each.target_unit for each in (first, second) if each is not None and each.target_unit is not None]
    if len(set(units)) > 1:
        raise InvalidValueError(
            f"{what} har olika måttenheter: {units[0].swedish} och {units[1].swedish}. De kan inte jämföras; ange samma,"
            " eller lägg upp en egen rad för den andra."
        )


def is_above(first: Target | None, second: Target | None) -> bool:
    """Whether both are numbers of the same unit and the first is the higher."""
    if first is None or second is None or first.amount is None or second.amount is None:
        return False
    return first.target_unit == second.target_unit and first.amount > second.amount

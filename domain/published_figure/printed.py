"""Figures as they were printed: what cannot have been printed, and what a reader is told of the rest.

Nothing is corrected. A printed figure that contradicts itself is shown with what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from domain.errors import InvalidValueError
from domain.goal.codes import TargetUnit
from domain.goal.target import require_amount
from domain.published_figure.codes import FigureFlag
from domain.published_figure.events import GenderValue, PublishedValue


def require_printed(figure: PublishedValue, unit: TargetUnit, what: str) -> None:
    """Refuse what no document can have given.

    Args:
        figure: Numerator and denominator from 0, the numerator of a share not above the denominator; percent 0-100, percentage
            points -100-100, others from 0; all ends included.
        what: In Swedish, as the subject of a sentence: "Uppgiften".

    Raises:
        InvalidValueError: Of a share, a numerator without its denominator or the other way round; a negative one; of a share, a
            numerator above its denominator; no amount (only a share has numerator and denominator instead); an amount that its
            unit cannot have.
    """
    amount, numerator, denominator = figure.amount, figure.numerator, figure.denominator
    if (numerator is None) != (denominator is None) and unit is TargetUnit.PERCENT:
        raise InvalidValueError(f"{what} har täljare utan nämnare eller tvärtom. Ange båda som de står i källan, eller ingen.")
    if min(numerator or 0, denominator or 0) < 0:
        raise InvalidValueError(f"{what} har en negativ täljare eller nämnare. Ange tal från 0.")
    if unit is TargetUnit.PERCENT and (numerator or 0) > (denominator or 0):
        raise InvalidValueError(f"{what} har täljaren {numerator} av {denominator}. En andel har högst nämnaren som täljare.")
    if amount is None:
        if unit is not TargetUnit.PERCENT or denominator is None:
            raise InvalidValueError(f"{what} saknar värde. Ange det som det står i källan.")
        return
    require_amount(amount, unit, what)


def figure_flags(figure: PublishedValue, unit: TargetUnit, by_gender: Sequence[GenderValue]) -> tuple[FigureFlag, ...]:
    """What a reader is told of a printed figure, in the order of the code list."""
    parts = [exact(each.figure, unit) for each in by_gender]
    known = [part for part in parts if part is not None]
    whole = exact(figure, unit)
    can_lie_between = unit in (TargetUnit.PERCENT, TargetUnit.MEAN, TargetUnit.MONTHS) and len(known) > 1
    values = [figure, *(each.figure for each in by_gender)]
    holds = {
        FigureFlag.PERCENT_DIFFERS: unit is TargetUnit.PERCENT and any(map(_differs, values)),
        FigureFlag.OUTSIDE_BREAKDOWN: (
            can_lie_between and whole is not None and not _reaches(figure, min(known), max(known), whole)
        ),
    }
    return tuple(flag for flag in FigureFlag if holds[flag])


def exact(figure: PublishedValue, unit: TargetUnit) -> Fraction | None:
    """The figure as exactly as the document gives it: from numerator and denominator where a share has them."""
    if unit is TargetUnit.PERCENT and figure.numerator is not None and figure.denominator:
        return Fraction(100 * figure.numerator, figure.denominator)
    return None if figure.amount is None else Fraction(figure.amount)


def _differs(figure: PublishedValue) -> bool:
    """Whether a printed percent cannot be the rounding of its own numerator and denominator."""
    if figure.amount is None or figure.numerator is None or figure.denominator is None:
        return False
    if not figure.denominator:
        return True
    return abs(Fraction(figure.amount) - Fraction(100 * figure.numerator, figure.denominator)) > _rounding(figure.amount)


def _reaches(figure: PublishedValue, low: Fraction, high: Fraction, whole: Fraction) -> bool:
    # What was printed was rounded, and so were its parts.
    slack = 2 * _rounding(figure.amount) if figure.amount is not None else Fraction(0)
    return low - slack <= whole <= high + slack


def _rounding(amount: Decimal) -> Fraction:
    """Half of the last figure that was printed."""
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int), "a stored amount is finite"
    return Fraction(1, 2) * Fraction(10) ** min(exponent, 0)

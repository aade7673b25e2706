"""Numbers as they are: means, spreads and roots without rounding on the way, `Fraction` inside and `Decimal` out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)
_SHOWN = Decimal("0.0001")


def mean(values: Sequence[Decimal]) -> Fraction:
    """The mean of at least one value."""
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def variance(values: Sequence[Decimal]) -> Fraction:
    """The sample variance of at least two values: the sum of squares around the mean, divided by one less than their number."""
    middle = mean(values)
    return sum(((Fraction(value) - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def root(value: Fraction) -> Decimal:
    """The square root of a value from 0, to 50 digits."""
    return _CONTEXT.sqrt(decimal(value))


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal number of 50 digits."""
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown(value: Decimal) -> Decimal:
    """A number as an answer states it: four decimals, half away from zero."""
    return value.quantize(_SHOWN, ROUND_HALF_UP, _CONTEXT)


def swedish(value: Decimal) -> str:
    """A number in a message: with a decimal comma, and never with an exponent."""
    return f"{value:f}".replace(".", ",")

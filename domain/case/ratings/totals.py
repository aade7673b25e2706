"""What a rating's numbers are worth: the total that stands, as every count and every alert takes it."""

from __future__ import annotations

from decimal import Decimal

from domain.case.events import RatingFacts
from domain.instruments import Instrument, Scale


def whole_subscales(rating: RatingFacts, instrument: Instrument) -> tuple[Decimal, ...]:
    """The rating's subscales, if every one is there and on its scale; else none of them."""
    values = tuple(value for value in rating.subscales if value is not None)
    if not len(values) == len(rating.subscales) == len(instrument.subscales):
        return ()
    return values if all(_on_scale(scale, value) for scale, value in zip(instrument.subscales, values, strict=True)) else ()


def total_of(rating: RatingFacts, instrument: Instrument) -> Decimal | None:
    """The total as stated, or the sum of all subscales where that is the total; None = neither, or off the scale."""
    if instrument.total is None:
        return None
    total = rating.total
    if total is None and instrument.total_is_sum and (subscales := whole_subscales(rating, instrument)):
        total = sum(subscales, Decimal(0))
    return total if total is not None and _on_scale(instrument.total, total) else None


def is_plain(value: Decimal) -> bool:
    """Whether a number can be kept and counted exactly."""
    text = str(value)
    if len(text) <= 15 and text.replace(".", "", 1).isdigit():
        # Nearly every score; taking a number apart costs ten times as much.
        return True
    # More digits are no reading of anything, arithmetic on them would not be exact, and a column would not take them.
    return len(value.as_tuple().digits) <= 15 and abs(int(value.as_tuple().exponent)) <= 15


def _on_scale(scale: Scale, value: Decimal) -> bool:
    return is_plain(value) and scale.allows(value)

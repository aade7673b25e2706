"""What a rating's numbers are worth: the total that stands, as every count and every alert takes it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from domain.case.events import RatingFacts
from domain.case.guards import is_imported
from domain.case.ratings.events import RatingNotMade
from domain.instruments import SHIPPED, Instrument, Scale


class Counted(NamedTuple):
    """A rating as counts take it.

    Args:
        instrument: As the catalogue writes it.
        subscales: All of them; empty unless every one is there and on its scale.
        total: See `total_of`.
    """

    instrument: str
    subscales: tuple[Decimal, ...]
    total: Decimal | None


def counted(rating: RatingFacts) -> Counted | None:
    """A rating as counts take it; None = its instrument is in no catalogue.

    A board's own instrument is not among the shipped ones. What was rated with it was held to its definition when it was
    recorded, so its numbers are taken as they stand.
    """
    instrument = SHIPPED.find(rating.instrument, rating.instrument_version)
    if instrument is not None:
        return Counted(instrument.name, whole_subscales(rating, instrument), total_of(rating, instrument))
    if rating.instrument_version is None or is_imported(rating, rating.source):
        return None
    values = tuple(value for value in rating.subscales if value is not None and is_plain(value))
    total = rating.total if rating.total is not None and is_plain(rating.total) else None
    return Counted(rating.instrument, values if len(values) == len(rating.subscales) else (), total)


def instrument_name(event: RatingNotMade) -> str | None:
    """The instrument of a rating that was not made, as the catalogue writes it; None = in no catalogue."""
    instrument = SHIPPED.find(event.instrument)
    if instrument is not None:
        return instrument.name
    return None if is_imported(event, event.source) else event.instrument


def whole_subscales(rating: RatingFacts, instrument: Instrument) -> tuple[Decimal, ...]:
    """The rating's subscales, if every one is there and on its scale; else none of them."""
    values = tuple(value for value in rating.subscales if value is not None)
    scales = instrument.scales_by(rating.respondent)
    if not len(values) == len(rating.subscales) == len(scales):
        return ()
    return values if all(_on_scale(scale, value) for scale, value in zip(scales, values, strict=True)) else ()


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

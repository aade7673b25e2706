"""One full example of every event type of the stream `published_figure`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import DomainEvent, envelope
from domain.codes import Gender
from domain.goal.codes import TargetUnit
from domain.published_figure.events import (
    GenderValue,
    PublishedFigureCorrected,
    PublishedFigureEntered,
    PublishedFigureWithdrawn,
    PublishedValue,
)
from tests.support.cast import ADMINISTRATION_STAMP, UNIT, cast_id

FIGURE = cast_id(1220)
_figure = envelope(FIGURE, 0, ADMINISTRATION_STAMP)
_PRINTED = {
    "figure_unit": TargetUnit.PERCENT,
    "figure": PublishedValue(amount=Decimal("77"), numerator=44, denominator=57),
    "by_gender": (
        GenderValue(gender=Gender.WOMAN, figure=PublishedValue(amount=Decimal("80"), numerator=16, denominator=20)),
        GenderValue(gender=Gender.MAN, figure=PublishedValue(amount=Decimal("76"), numerator=28, denominator=37)),
    ),
    "source_document": "Verksamhetsberättelse 2017, s. 14",
    "published_on": date(2018, 1, 31),
    "remark": "Avser KBT-teamet.",
}

EXAMPLES: tuple[DomainEvent, ...] = (
    PublishedFigureEntered(**_figure, indicator="kbt.closed_as_planned", unit=UNIT, period="2017", **_PRINTED),
    PublishedFigureCorrected(
        **_figure, **_PRINTED | {"figure": PublishedValue(amount=Decimal("77.2"), numerator=44, denominator=57)},
        reason="Källan har en decimal.",
    ),
    PublishedFigureWithdrawn(**_figure, reason="Gällde en annan enhet."),
)

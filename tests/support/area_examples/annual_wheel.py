"""One full example of every event type of the stream `annual_wheel`."""

from __future__ import annotations

from datetime import date

from domain.annual_wheel.codes import WheelKind
from domain.annual_wheel.events import (
    WheelDay,
    WheelItemChanged,
    WheelItemDone,
    WheelItemEnded,
    WheelItemPlaced,
    WheelItemReopened,
)
from domain.base import DomainEvent, envelope
from tests.support.cast import ADMINISTRATION_STAMP, UNIT, cast_id

ITEM = cast_id(1230)
_item = envelope(ITEM, 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    WheelItemPlaced(
        **_item, wheel_kind=WheelKind.INTERNAL_CONTROL_REVIEW, heading="Granskning av alla journaler", unit=UNIT,
        owner_role="biträdande enhetschef", due_days=(WheelDay(month=3, day=31), WheelDay(month=9)), from_year=2023,
    ),
    WheelItemChanged(
        **_item, heading="Granskning av alla akter", owner_role="enhetschef", due_days=(WheelDay(month=10, day=15),),
        from_year=2025, reason="En gång om året räcker.",
    ),
    WheelItemDone(**_item, year=2024, occasion=2, done_on=date(2024, 9, 20), remark="Två akter saknade anteckningar."),
    WheelItemReopened(**_item, year=2024, occasion=2, reason="En akt var inte granskad."),
    WheelItemEnded(**_item, last_year=2024, reason="Sker löpande."),
)
FIRST: dict[str, list[str]] = {"annual_wheel.reopened": ["annual_wheel.placed", "annual_wheel.done"]}

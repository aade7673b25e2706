"""Facts about what comes back every year (sv. *årshjul*), and about each time that it was done."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.annual_wheel.codes import WheelKind
from domain.base import DomainEvent, Immutable, RetentionClass


class WheelDay(Immutable):
    """A last day that comes every year (sv. *dag i årshjulet*).

    `month` counts from 1. `day` counts from 1; None = some day in the month, so its last.
    """

    month: int
    day: int | None = None


class WheelEvent(DomainEvent):
    """What every fact about the annual wheel shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class WheelItemPlaced(WheelEvent):
    """Something that comes back was placed on the annual wheel (sv. *uppgift i årshjulet*)."""

    TYPE: ClassVar[str] = "annual_wheel.placed"

    wheel_kind: WheelKind
    heading: str
    unit: UUID | None = None
    """None = the board's own."""
    owner_role: str
    """Whose task it is, as a role: people change, the wheel does not."""
    due_days: tuple[WheelDay, ...]
    from_year: int


class WheelItemChanged(WheelEvent):
    """From a year on it has other words, another owner or other days; whole (sv. *ändrad uppgift i årshjulet*)."""

    TYPE: ClassVar[str] = "annual_wheel.changed"

    heading: str
    owner_role: str
    due_days: tuple[WheelDay, ...]
    from_year: int
    reason: str


class WheelItemDone(WheelEvent):
    """It was done, one of a year's times (sv. *avbockad uppgift i årshjulet*)."""

    TYPE: ClassVar[str] = "annual_wheel.done"

    year: int
    occasion: int
    """Which of the year's days, from 1 in the order of the calendar."""
    done_on: date
    remark: str | None = None


class WheelItemReopened(WheelEvent):
    """It was ticked off by mistake and is to be done after all (sv. *ångrad avbockning*)."""

    TYPE: ClassVar[str] = "annual_wheel.reopened"

    year: int
    occasion: int
    reason: str


class WheelItemEnded(WheelEvent):
    """It comes back no more after a year (sv. *borttagen uppgift i årshjulet*)."""

    TYPE: ClassVar[str] = "annual_wheel.ended"

    last_year: int
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    WheelItemPlaced, WheelItemChanged, WheelItemDone, WheelItemReopened, WheelItemEnded,
)

"""The words of the stream `annual_wheel`, and a year's wheel on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.annual_wheel.codes import WheelStatus
from domain.annual_wheel.events import WheelItemDone
from domain.annual_wheel.wheel_item import WheelItem, WheelTerms
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "annual_wheel.placed": "Uppgift inlagd i årshjulet",
    "annual_wheel.changed": "Uppgift i årshjulet ändrad",
    "annual_wheel.done": "Uppgift i årshjulet avbockad",
    "annual_wheel.reopened": "Avbockning i årshjulet ångrad",
    "annual_wheel.ended": "Uppgift borttagen ur årshjulet",
}
FIELD_LABELS: Mapping[str, str] = {
    "wheel_kind": "Återkommande uppgift",
    "heading": "Rubrik",
    "owner_role": "Ansvarig roll",
    "due_days": "Dagar",
    "month": "Månad",
    "day": "Dag",
    "from_year": "Från år",
    "occasion": "Tillfälle",
    "last_year": "Till och med år",
}
TEXT_LABELS: Mapping[str, str] = {}


class WheelRow(NamedTuple):
    """One time that something on the wheel is to be done (sv. *rad i årshjulet*).

    Args:
        occasion: Which of the year's days, from 1.
        due_on: The last day.
    """

    item: WheelItem
    terms: WheelTerms
    year: int
    occasion: int
    due_on: date
    status: WheelStatus

    @property
    def done(self) -> WheelItemDone | None:
        """How it was done, if it was."""
        return self.item.done.get((self.year, self.occasion))

    def to_json(self, day: date) -> dict[str, Any]:
        """The row as JSON, on a day."""
        assert self.item.kind is not None, "an item with terms was placed"
        late = self.status is WheelStatus.OVERDUE
        done = self.done if self.status is WheelStatus.DONE else None
        return {
            "item": as_json(self.item.id), "version": self.item.version, "kind": self.item.kind.value,
            "kind_in_words": self.item.kind.swedish, "heading": self.terms.heading, "unit": as_json(self.item.unit),
            "owner_role": self.terms.owner_role, "occasion": self.occasion, "due_on": as_json(self.due_on),
            "status": self.status.value, "days_overdue": (day - self.due_on).days if late else 0,
            "done_on": as_json(done and done.done_on), "remark": done and done.remark,
        }


def wheel_rows(
    items: Iterable[WheelItem], year: int, day: date, *, ahead_days: int, units: frozenset[UUID] | None = None
) -> list[WheelRow]:
    """A year's wheel in the order of the calendar, with how far each thing has come on a day.

    Args:
        ahead_days: What is to be done within so many days is due now, from 0.
        units: Only these units' and the board's own; None = everybody's.
    """
    rows = [
        WheelRow(item, terms, year, occasion, due_on, _status(item, (year, occasion), due_on, day, ahead_days))
        for item in items if (units is None or item.unit is None or item.unit in units) and item.kind is not None
        for terms in (item.terms_in(year),) if terms is not None
        for occasion, due_on in enumerate(item.due_in(year), 1)
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.terms.heading, str(row.item.id)))


def _status(item: WheelItem, key: tuple[int, int], due_on: date, day: date, ahead_days: int) -> WheelStatus:
    # Done later than the day of the list is not done yet on that day.
    if key in item.done and item.done[key].done_on <= day:
        return WheelStatus.DONE
    if due_on < day:
        return WheelStatus.OVERDUE
    return WheelStatus.DUE if due_on <= day + timedelta(days=ahead_days) else WheelStatus.AHEAD

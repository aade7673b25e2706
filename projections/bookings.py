"""Sessions that are booked and have no outcome (sv. *kommande besök*), of cases and of calendars, as a list across cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

from domain.case.bookings.events import BookedSession
from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.case.contacts.events import CalendarContactImported
from domain.codes import SessionKind
from projections.case_facts import CaseFactRow
from projections.case_item import CaseItem
from projections.json_values import as_json
from projections.statements.fact import FactKind

BOOKED_KINDS = (FactKind.RECORD_OUTCOME, FactKind.EXPLAIN_APPOINTMENT)
"""The facts that a time stands by until something is said of what it became."""


class BookedItem(NamedTuple):
    """A time that is booked, with the names of its case.

    Args:
        session_id: What the session is recorded under; None = the time is in a calendar only.
        entry_id: The entry that booked it, or the appointment as it was taken in.
        ends_at: The end that a calendar gives, if it is on the same day.
        kind: None = a calendar says nothing of it.
        position: Of the event that says what holds.
    """

    case_id: UUID
    number: str
    unit: UUID
    unit_name: str | None
    session_id: UUID | None
    entry_id: UUID
    on: date
    at: time | None
    ends_at: time | None
    kind: SessionKind | None
    worker_id: UUID
    worker_name: str
    place: ContactPlace | None
    invited: tuple[ContactParty, ...]
    position: int

    def meets(self, other: BookedItem) -> bool:
        """Whether both begin at once, or one begins while the other goes on, for the same member of staff."""
        if (self.worker_id, self.on) != (other.worker_id, other.on) or self.at is None or other.at is None:
            return False
        first, then = sorted((self, other), key=lambda each: each.at or time.min)
        return first.at == then.at or (first.ends_at is not None and then.at is not None and then.at < first.ends_at)

    def is_same_as(self, other: BookedItem) -> bool:
        """Whether both are the same time with the same member of staff in one case, as precisely as they are known."""
        same_day = (self.case_id, self.worker_id, self.on) == (other.case_id, other.worker_id, other.on)
        return same_day and (self.at == other.at or self.at is None or other.at is None)

    def to_json(self, day: date, *, clashes: bool) -> dict[str, Any]:
        """The time as JSON, on a day."""
        return {
            "case": str(self.case_id), "number": self.number, "unit": self.unit_name, "unit_id": str(self.unit),
            "session": as_json(self.session_id), "booking": str(self.entry_id), "in_calendar": self.session_id is None,
            "on": as_json(self.on), "at": None if self.at is None else f"{self.at:%H:%M}",
            "ends_at": None if self.ends_at is None else f"{self.ends_at:%H:%M}",
            "kind": as_json(self.kind), "kind_in_words": None if self.kind is None else self.kind.swedish,
            "worker": str(self.worker_id), "worker_name": self.worker_name, "place": as_json(self.place),
            "invited": [each.value for each in self.invited], "has_passed": self.on < day, "clashes": clashes,
            "position": self.position,
        }


def booked_item(fact: CaseFactRow, event: BookedSession | CalendarContactImported, case: CaseItem) -> BookedItem:
    """A time, made of the fact that it stands by and the event that says what holds."""
    of_case = (case.case_id, case.number, case.unit, case.unit_name)
    if isinstance(event, CalendarContactImported):
        ends = event.ends if event.ends is not None and event.ends.on == event.occurred.on else None
        return BookedItem(
            *of_case, None, event.entry_id, event.occurred.on, event.occurred.at, None if ends is None else ends.at, None,
            event.calendar_owner_id, event.calendar_owner_name, None, (), fact.item_position,
        )
    entry_id = getattr(event, "booking_id", event.entry_id)
    return BookedItem(
        *of_case, event.session_id, entry_id, event.booked_for.on, event.booked_for.at, None, event.kind, event.worker_id,
        event.worker_name, event.place, event.invited, fact.item_position,
    )


def listed(items: Iterable[BookedItem], day: date) -> list[BookedItem]:
    """Those of a day's list, by time: booked sessions that have passed without an outcome, and all that is ahead.

    What has passed in a calendar is explained, not attended: that is a duty of its own. What is in a calendar because it is
    booked here is one time, not two.
    """
    held = list(items)
    booked = [each for each in held if each.session_id is not None]
    ahead = (each for each in held if each.session_id is None and each.on >= day)
    found = [*booked, *(each for each in ahead if not any(each.is_same_as(other) for other in booked))]
    return sorted(found, key=lambda each: (each.on, each.at or time.min, each.position))


def clashing(items: Sequence[BookedItem]) -> frozenset[int]:
    """The positions of those that meet another of the same member of staff."""
    by_day: dict[tuple[UUID, date], list[BookedItem]] = {}
    for each in items:
        by_day.setdefault((each.worker_id, each.on), []).append(each)
    return frozenset(
        each.position for same in by_day.values() for each in same
        if any(other is not each and each.meets(other) for other in same)
    )

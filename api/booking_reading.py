"""Reading what is booked (sv. *kommande besök*): one's own times ahead, and those of which nobody has said how they went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from api.list_reading import ListReader
from api.paging import page_of
from api.reading import Answer
from domain.base import DomainEvent
from domain.case.bookings.codes import BookingWarning
from domain.case.bookings.events import BookedSession
from domain.case.ratings.looking_again import Warned
from projections.bookings import BookedItem, clashing

if TYPE_CHECKING:
    from api.main import OpenBoard

_TAKEN = "Medarbetaren har redan en bokning {day} kl. {at:%H.%M}. Besöket är bokat ändå: boka om ett av dem om tiderna krockar."


class BookingReader(ListReader):
    """Somebody who asks for what is booked in one board."""

    def bookings(
        self, *, known_at: str | None = None, valid_at: str | None = None, days: int, staff: UUID | None = None,
        unit: str | None = None, limit: int | None = None, after: str | None = None,
    ) -> tuple[Answer, str | None]:
        """What is booked in so many days from the day of the list, and what has passed without an outcome, by time.

        Args:
            valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
            days: From 0 (today's) on.
            staff, unit: Whose; a worker's own unless said otherwise, and everybody's for who has no list of their own.
            limit, after: The most times, from 1 (None = all), and only those after this key.

        Returns:
            The answer, and the key that the next page comes after; None = there is none.

        Raises:
            ForbiddenError: Somebody else's list; the attempt is logged.
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        found = self._board.work_lists.bookings(as_of.size, day, until=day + timedelta(days=days), staff=who, units=units)
        shown, has_more = page_of(found, [_key(each) for each in found], limit, after)
        self._reader.record_shown(as_of, {each.case_id for each in shown})
        meeting = clashing(found)
        rows = [each.to_json(day, clashes=each.position in meeting) for each in shown]
        return Answer({**self._head(as_of, day, who), "bookings": rows}, shown), _key(shown[-1]) if has_more else None


def double_booked(board: OpenBoard, events: Sequence[DomainEvent], size: int) -> Iterator[Warned]:
    """A warning where the time that was just booked meets another of the same member of staff, in whatever case it is.

    Args:
        size: As known at so many events.
    """
    for event in events:
        if isinstance(event, BookedSession) and event.booked_for.at is not None:
            day: date = event.booked_for.on
            found = board.work_lists.bookings(size, day, until=day, staff=event.worker_id)
            meeting = clashing(found)
            if any(each.session_id == event.session_id and each.position in meeting for each in found):
                yield Warned(BookingWarning.DOUBLE_BOOKED, _TAKEN.format(day=day, at=event.booked_for.at))


def _key(item: BookedItem) -> str:
    return f"{item.on}.{item.position}"

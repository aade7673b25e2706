"""What a case remembers: sessions that are booked ahead."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.bookings.events import BookedSession, SessionBooked, SessionRebooked


class Booking(NamedTuple):
    """A booked session with all that has been said of it, in the order recorded; the last holds."""

    booked: SessionBooked
    moved: tuple[SessionRebooked, ...]

    @property
    def now(self) -> BookedSession:
        """What holds."""
        return self.moved[-1] if self.moved else self.booked


class Bookings(Area):
    """Sessions that are booked ahead.

    Attributes:
        booked: By the id of the entry that booked it, in the order recorded.
    """

    def clear(self) -> None:
        """Nothing is booked."""
        self.booked: dict[UUID, Booking] = {}

    def of_session(self, session_id: UUID) -> Booking | None:
        """The booking of a session; None = it was not booked here."""
        return next((each for each in self.booked.values() if each.booked.session_id == session_id), None)

    def _book(self, event: SessionBooked) -> None:
        self.booked[event.entry_id] = Booking(event, ())

    def _rebook(self, event: SessionRebooked) -> None:
        booking = self.booked[event.booking_id]
        self.booked[event.booking_id] = booking._replace(moved=(*booking.moved, event))

    APPLY = {SessionBooked: _book, SessionRebooked: _rebook}

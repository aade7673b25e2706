"""One full example of every event type of the area `bookings`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.bookings.events import SessionBooked, SessionRebooked
from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.codes import SessionKind
from tests.support.cast import ANNA, CASE, CECILIA, STAMP, cast_id, source

BOOKING, REBOOKING, BOOKED_SESSION = map(cast_id, range(30600, 30603))

_FACTS = {
    **envelope(CASE, 0, STAMP), "session_id": BOOKED_SESSION, "kind": SessionKind.HOME_VISIT,
    "invited": (ContactParty.CHILD, ContactParty.FATHER, ContactParty.FATHER), "place": ContactPlace.HOME,
    "source": source("Bokningar"),
}

EXAMPLES: tuple[DomainEvent, ...] = (
    SessionBooked(
        **_FACTS, entry_id=BOOKING, booked_for=Occurred(on=date(2024, 9, 10), at=time(15, 30), precision="minute"),
        worker_id=ANNA, worker_name="Anna Exempel", worker_title="KBT-behandlare",
    ),
    SessionRebooked(
        **_FACTS, entry_id=REBOOKING, booking_id=BOOKING, booked_for=Occurred(on=date(2024, 9, 5)), worker_id=CECILIA,
        worker_name="Cecilia Exempel", worker_title="KBT-behandlare",
    ),
)

FIRST = {"case.session_rebooked": ["case.opened", "case.session_booked"]}

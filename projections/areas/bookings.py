"""The words and the document of an area: sessions that are booked ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.bookings.state import Booking
from domain.case.case import Case
from domain.case.contacts.state import moment
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.session_booked": "Besök bokat",
    "case.session_rebooked": "Besök ombokat",
}
FIELD_LABELS: Mapping[str, str] = {
    "booked_for": "Bokad tid",
    "invited": "Ska vara med",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: every booked session by its time, with the times it was moved from and its outcome."""
    bookings = sorted(case.bookings.booked.values(), key=lambda each: moment(each.now.booked_for))
    return {"bookings": [_booking(case, each) for each in bookings]}


def _booking(case: Case, booking: Booking) -> dict[str, Any]:
    session = case.sessions.get(booking.booked.session_id)
    earlier = [booking.booked, *booking.moved][:-1]
    return {
        **entry_as_json(booking.now), "entry": as_json(booking.booked.entry_id),
        "moved_from": [as_json(each.booked_for) for each in earlier],
        "outcome": None if session is None else as_json(session.outcome),
    }

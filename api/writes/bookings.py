"""What may be written: sessions that are booked ahead, moved, and what became of them."""

from __future__ import annotations

from api.booking_reading import double_booked
from api.writes.write import Write, example_id
from domain.case.case import Case

BOOKINGS = "/cases/{case_id}/bookings"
OUTCOMES = f"{BOOKINGS}/{{booking_id}}/outcome"

WRITES: tuple[Write, ...] = (
    Write(
        BOOKINGS, Case.book_session, "Boka ett besök",
        {
            "booked_for": {"on": "2026-03-17", "at": "09:30:00", "precision": "minute"}, "kind": "conversation",
            "worker_id": example_id("/staff", "staff_id"), "invited": ["client", "mother"], "place": "unit",
        },
        new_ids=("entry_id", "session_id"), warns_across=double_booked,
    ),
    Write(
        f"{BOOKINGS}/{{booking_id}}/times", Case.rebook_session, "Boka om ett besök",
        {"booked_for": {"on": "2026-03-18", "at": "13:15:00", "precision": "minute"}}, warns_across=double_booked,
    ),
    Write(
        OUTCOMES, Case.record_booked_session, "Registrera hur ett bokat besök gick: genomfört, uteblivet eller avbokat",
        {"outcome": "cancelled"}, new_ids=(),
    ),
)

"""The coded words of bookings."""

from __future__ import annotations

from domain.codes import Code


class BookingWarning(Code):
    """What is worth a second look at a booked time, and stops nothing (sv. *varning om en bokning*)."""

    DOUBLE_BOOKED = "double_booked", "tiden är redan bokad"

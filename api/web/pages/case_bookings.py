"""What is booked in a case (sv. *bokade besök*), as its page shows it: by time, with the way to its note and to changing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.page_matrix import RECORD
from api.web.pages.today_bookings import filled_in
from api.web.texts import _
from domain.codes import SessionKind


class ShownBooking(NamedTuple):
    """A booked session of which nobody has said what became.

    Args:
        worker: Whom it is with.
        moved: How often it has been moved.
        is_ahead: Whether it is after the day of the page.
        note, move, outcome: Where each is done.
    """

    on: str
    at: str
    kind: str
    worker: str
    moved: int
    is_ahead: bool
    note: str
    move: str
    outcome: str


def bookings_of(area: Mapping[str, Any], case_id: UUID, day: str) -> tuple[ShownBooking, ...]:
    """The booked sessions without an outcome, by time.

    Args:
        area: The document of the area, as `projections.areas.bookings` makes it.
        day: Of the page, as YYYY-MM-DD.
    """
    return tuple(_bookings(area, case_id, day))


def _bookings(area: Mapping[str, Any], case_id: UUID, day: str) -> Iterator[ShownBooking]:
    for each in area["bookings"]:
        if each["outcome"] is None:
            form, after = f"{RECORD}/cases/{case_id}/bookings/{each['entry']}", f"next=/cases/{case_id}"
            when = each["booked_for"]
            yield ShownBooking(
                when["on"], when.get("at") or "", _(SessionKind(each["kind"]).swedish), each["worker_name"],
                len(each["moved_from"]), when["on"] > day, f"/cases/{case_id}/notes/new?session={each['session_id']}",
                f"{form}/times?{after}{filled_in(when['on'], when.get('at'))}", f"{form}/outcome?{after}",
            )

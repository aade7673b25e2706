"""One's own sessions ahead (sv. *mina nästa besök*): each with the way to its note, and to moving it or calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from adapters.accounts import Role
from api.booking_reading import BookingReader
from api.page_matrix import RECORD
from api.web.pages.asking import API, Asking
from api.web.texts import _

BOOKINGS = f"GET {API}/bookings"
DAYS_AHEAD = 14
MOST = 12


class ComingSession(NamedTuple):
    """A booked time.

    Args:
        what: The kind of session; of a time in a calendar, that it is there.
        ends_at: "" = nobody has said.
        is_today: Whether it is on the day of the list, so that its note can be written.
        note, move, missed, called_off: Where each is done; "" = it is not done here.
    """

    on: str
    at: str
    ends_at: str
    what: str
    number: str
    case: str
    is_today: bool
    clashes: bool
    note: str
    move: str
    missed: str
    called_off: str


class Coming(NamedTuple):
    """The next sessions, and how many there are beside those shown."""

    sessions: tuple[ComingSession, ...]
    more: int


def coming_of(asking: Asking) -> Coming | None:
    """One's own next sessions; None = the account has no list of its own.

    Those that have passed without an outcome are among what is to be done.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    account = asking.account
    if account.role is not Role.THERAPIST or account.staff is None or not asking.may(BOOKINGS):
        return None
    answer, _after = BookingReader(asking.reader(BOOKINGS), account).bookings(days=DAYS_AHEAD)
    day = answer.document["day"]
    found = [_coming(each, day) for each in answer.document["bookings"] if not each["has_passed"]]
    return Coming(tuple(found[:MOST]), max(len(found) - MOST, 0))


def filled_in(on: str, at: str | None) -> str:
    """What goes on in the address of the form that moves a session: the time that it is moved from."""
    return f"&booked_for-on={on}" + (f"&booked_for-at={at}" if at else "")


def _coming(booking: Mapping[str, Any], day: str) -> ComingSession:
    case, is_today = booking["case"], booking["on"] == day
    form, after = f"{RECORD}/cases/{case}/bookings/{booking['booking']}", "next=/today"
    note, move, missed, called_off = f"/cases/{case}/notes/new", "", "", ""
    if not booking["in_calendar"]:
        note = f"{note}?session={booking['session']}"
        move = f"{form}/times?{after}{filled_in(booking['on'], booking['at'])}"
        called_off = f"{form}/outcome?outcome=cancelled&{after}"
        missed = f"{form}/outcome?outcome=missed&{after}" if is_today else ""
    what = _("Tid i kalendern") if booking["in_calendar"] else _(booking["kind_in_words"])
    return ComingSession(
        booking["on"], booking["at"] or "", booking["ends_at"] or "", what[:1].upper() + what[1:], booking["number"], case,
        is_today, booking["clashes"], note if is_today else "", move, missed, called_off,
    )

"""Steps of tests of notes: where they are written, and somebody else who writes too."""

from __future__ import annotations

from uuid import UUID

from api.note_reading import case_notes
from api.reading import Reader
from domain.base import Purpose
from domain.case.case import Case
from tests.web.browser import Web
from tests.web.place import Place

NUMBER = "2026-0482"
"""A case of the demo's therapist."""


def new_note(place: Place, number: str = NUMBER, session: str = "") -> str:
    """The address of the form, about a session where one is named."""
    return f"/cases/{place.case_id(number)}/notes/new" + (f"?session={session}" if session else "")


def a_session(place: Place, number: str = NUMBER) -> UUID:
    """The session of a case that was held last."""
    events = [each.event for each in place.board.ledger.stream(place.case_id(number))]
    return list(Case.fold(events).sessions)[-1]


def a_booked_session(place: Place, number: str = NUMBER) -> UUID:
    """The session that is booked in a case."""
    events = [each.event for each in place.board.ledger.stream(place.case_id(number))]
    return next(iter(Case.fold(events).bookings.booked.values())).now.session_id


def a_note(place: Place, number: str = NUMBER) -> UUID:
    """The first note of a case."""
    reader = Reader(place.board, "prov", Purpose.CASE_WORK, "prov")
    return next(iter(case_notes(reader, place.case_id(number)).notes))


def write_elsewhere(web: Web, text: str) -> None:
    """Somebody else writes a note in the case, on a device of their own."""
    other = web.page("chef")
    web.visit(other, new_note(web.place))
    other.get_by_label("Anteckning", exact=True).fill(text)
    other.get_by_role("button", name="Spara utan att signera").click()
    other.wait_for_url(lambda address: "done=note_saved" in address)

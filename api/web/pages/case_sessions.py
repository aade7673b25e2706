"""The sessions of a case that a form can be about (sv. *besök att välja*), with what a form takes over from one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from api.note_reading import sessions_without_note
from api.web.formats import day
from api.web.pages.asking import API, Asking
from domain.base import Occurred
from domain.case.case import Case
from domain.case.contacts.state import moment
from domain.case.state import CaseState, Session
from domain.codes import SessionKind

SESSIONS = f"GET {API}/cases/{{case_id}}/sessions"
_MOST = 15
_BOOKED = "booked-"


class SessionChoice(NamedTuple):
    """A session to choose.

    Args:
        id: What a form sends: the session's own id, or which booking it is of.
        text: Kind, day and time, in Swedish.
        on, at: As a form's fields have them.
        waits: Whether it waits for its note.
        booking: The entry that booked it, while nobody has said what became of it; None = that is recorded.
        session: Its own id.
    """

    id: str
    text: str
    on: str
    at: str
    participants: str
    waits: bool
    booking: UUID | None
    session: str


class CaseSessions(NamedTuple):
    """A case's sessions: those that are booked, those that wait for a note, then the latest.

    Args:
        number: Of the case.
        version: Of the case, which a form has seen.
    """

    number: str
    version: int
    choices: tuple[SessionChoice, ...]

    def of_id(self, session_id: str) -> SessionChoice | None:
        """One of them, by its own id or by what a form sends, also when it has been settled since the form was opened."""
        wanted = _own_id(session_id)
        return next((each for each in self.choices if each.session == wanted), None)


def case_sessions(asking: Asking, case_id: UUID, wanted: str = "") -> CaseSessions:
    """The sessions that can be chosen: those booked until today, every one that waits, the latest others, and one that is named.

    Raises:
        NotFoundError, PurposeRequiredError, UnavailableError: As `api.reading.Reader.case_stream`.
    """
    reader = asking.reader(SESSIONS)
    as_of = reader.as_of(None)
    case = Case.fold(each.event for each in reader.case_stream(case_id, as_of))
    today, wanted = asking.today or date.min, _own_id(wanted)
    waiting = sessions_without_note(asking.board, case_id, as_of.size, today)
    booked = [each for each in _booked(case) if each.on <= today.isoformat() or each.session == wanted]
    return CaseSessions(case.number or "", case.version, (*booked, *session_choices(case, wanted, waiting)))


class ChosenBooking(NamedTuple):
    """A booked session that a form is about: the entry that booked it, and what the session is recorded under."""

    booking_id: UUID
    session_id: UUID


def booking_of(chosen: str) -> ChosenBooking | None:
    """The booking that a form has chosen a session by; None = it has chosen none, or a session that has been."""
    booking, _, session = chosen.removeprefix(_BOOKED).partition(".")
    try:
        return ChosenBooking(UUID(booking), UUID(session)) if chosen.startswith(_BOOKED) else None
    except ValueError:
        return None


def _own_id(chosen: str) -> str:
    """The session's own id, of what a form sends."""
    booking = booking_of(chosen)
    return chosen if booking is None else str(booking.session_id)


def session_choices(case: CaseState, wanted: str = "", waiting: Collection[UUID] = ()) -> tuple[SessionChoice, ...]:
    """The sessions of a case to choose among: those that wait first, then the latest, and the one that is named."""
    in_turn = sorted(case.sessions.values(), key=lambda each: (each.occurred.on, each.occurred.at or time.min), reverse=True)
    found = [_choice(each, each.session_id in waiting) for each in in_turn]
    chosen = [each for each in found if each.waits]
    chosen += [each for each in found if not each.waits][:_MOST]
    return (*chosen, *(each for each in found if each.id == wanted and each not in chosen))


def _booked(case: CaseState) -> Iterator[SessionChoice]:
    """The booked sessions of which nobody has said what became, by time."""
    for booking_id, booking in sorted(case.bookings.booked.items(), key=lambda each: moment(each[1].now.booked_for)):
        now = booking.now
        if now.session_id not in case.sessions:
            text, on, at = _said(now.kind, now.booked_for)
            people = ", ".join(each.swedish for each in now.invited)
            yield SessionChoice(
                f"{_BOOKED}{booking_id}.{now.session_id}", text, on, at, people, False, booking_id, str(now.session_id)
            )


def _choice(session: Session, waits: bool) -> SessionChoice:
    text, on, at = _said(session.kind, session.occurred)
    own_id = str(session.session_id)
    return SessionChoice(own_id, text, on, at, ", ".join(session.participants), waits, None, own_id)


def _said(kind: SessionKind, occurred: Occurred) -> tuple[str, str, str]:
    """A session in words, and its day and time as a form's fields have them."""
    clock = "" if occurred.at is None else f"{occurred.at:%H:%M}"
    at = f" kl. {clock.replace(':', '.')}" if clock else ""
    return f"{kind.swedish.capitalize()} {day(occurred.on)}{at}", occurred.on.isoformat(), clock

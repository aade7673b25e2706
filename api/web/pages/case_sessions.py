"""The sessions of a case that a form can be about (sv. *besök att välja*), with what a form takes over from one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from api.note_reading import sessions_without_note
from api.web.formats import day
from api.web.pages.asking import API, Asking
from domain.case.case import Case
from domain.case.state import CaseState, Session

SESSIONS = f"GET {API}/cases/{{case_id}}/sessions"
_MOST = 15


class SessionChoice(NamedTuple):
    """A session to choose.

    Args:
        text: Kind, day and time, in Swedish.
        on, at: As a form's fields have them.
        waits: Whether it waits for its note.
    """

    id: str
    text: str
    on: str
    at: str
    participants: str
    waits: bool


class CaseSessions(NamedTuple):
    """A case's sessions, those that wait for a note first, then the latest.

    Args:
        number: Of the case.
        version: Of the case, which a form has seen.
    """

    number: str
    version: int
    choices: tuple[SessionChoice, ...]

    def of_id(self, session_id: str) -> SessionChoice | None:
        """One of them."""
        return next((each for each in self.choices if each.id == session_id), None)


def case_sessions(asking: Asking, case_id: UUID, wanted: str = "") -> CaseSessions:
    """The sessions that can be chosen: every one that waits, the latest of the others, and one that is named.

    Raises:
        NotFoundError, PurposeRequiredError, UnavailableError: As `api.reading.Reader.case_stream`.
    """
    reader = asking.reader(SESSIONS)
    as_of = reader.as_of(None)
    case = Case.fold(each.event for each in reader.case_stream(case_id, as_of))
    waiting = sessions_without_note(asking.board, case_id, as_of.size, asking.today or date.min)
    return CaseSessions(case.number or "", case.version, session_choices(case, wanted, waiting))


def session_choices(case: CaseState, wanted: str = "", waiting: Collection[UUID] = ()) -> tuple[SessionChoice, ...]:
    """The sessions of a case to choose among: those that wait first, then the latest, and the one that is named."""
    in_turn = sorted(case.sessions.values(), key=lambda each: (each.occurred.on, each.occurred.at or time.min), reverse=True)
    found = [_choice(each, each.session_id in waiting) for each in in_turn]
    chosen = [each for each in found if each.waits]
    chosen += [each for each in found if not each.waits][:_MOST]
    return (*chosen, *(each for each in found if each.id == wanted and each not in chosen))


def _choice(session: Session, waits: bool) -> SessionChoice:
    occurred = session.occurred
    clock = "" if occurred.at is None else f"{occurred.at:%H:%M}"
    at = f" kl. {clock.replace(':', '.')}" if clock else ""
    return SessionChoice(
        str(session.session_id), f"{session.kind.swedish.capitalize()} {day(occurred.on)}{at}", occurred.on.isoformat(), clock,
        ", ".join(session.participants), waits,
    )

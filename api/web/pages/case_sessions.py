"""The sessions of a case that a form can be about (sv. *besök att välja*), with what a form takes over from one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.web.formats import day
from api.web.pages.asking import API, Asking
from api.work_reading import WorkReader
from domain.codes import SessionKind

SESSIONS = f"GET {API}/cases/{{case_id}}/sessions"
_SESSION_TYPES = ("case.session_held", "case.session_missed", "case.session_cancelled")
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
    held: bool


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
        NotFoundError, PurposeRequiredError, UnavailableError: As `api.work_reading.WorkReader.sessions`.
    """
    answer = WorkReader(asking.reader(SESSIONS), asking.account).sessions(case_id)
    document = answer.document
    waiting = {each["about"] for each in document["without_note"]}
    found = [_choice(each, waiting) for each in reversed(document["items"]) if each["type"] in _SESSION_TYPES]
    chosen = [each for each in found if each.waits]
    chosen += [each for each in found if not each.waits][:_MOST]
    chosen += [each for each in found if each.id == wanted and each not in chosen]
    assert answer.version is not None, "a case's sessions are of one stream"
    return CaseSessions(document["number"], answer.version, tuple(chosen))


def _choice(item: Mapping[str, Any], waiting: set[str]) -> SessionChoice:
    # A correction states the session anew, whole; the last one stands.
    facts = item["corrections"][-1]["facts"] if item["corrections"] else item["facts"]
    occurred = item["occurred"]
    at = occurred["at"] or ""
    kind, clock = SessionKind(facts["kind"]).swedish, f" kl. {at.replace(':', '.')}" if at else ""
    return SessionChoice(
        item["entry"], f"{kind.capitalize()} {day(occurred['on'])}{clock}", occurred["on"], at,
        ", ".join(facts.get("participants", ())), item["entry"] in waiting,
        facts.get("outcome", "held" if item["type"] == "case.session_held" else "") == "held",
    )

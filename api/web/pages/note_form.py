"""What a note's form holds (sv. *anteckningens formulär*): from what was typed to the body of the write, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from api.web.pages.frame import Fault
from api.web.pages.submitting import WHOLE_FORM
from api.web.texts import _
from domain.codes import SessionOutcome

WITHOUT_SESSION, NEW_SESSION = "", "new"
"""What `session` says of a note that is about no session, and of one whose session is recorded with it."""

TEXT_FIELDS: Mapping[str, str] = {
    "text": "unmarked", "fact": "fact", "assessment": "assessment", "individual_view": "individual_view",
    "child_view": "child_view", "third_party": "third_party",
}
"""The fields of running text, and the content kind that each is recorded as."""

KIND_NAMES: Mapping[str, str] = {
    "unmarked": "Anteckning", "fact": "Fakta", "assessment": "Bedömning", "individual_view": "Den enskildes egen syn",
    "child_view": "Barnets egen syn", "third_party": "Från eller om någon annan",
}
"""What each content kind is called over its text."""

FIELDS = (
    "session", "outcome", "kind", "on", "at", *TEXT_FIELDS, "entry_type", "channel", "information_source", "participants",
    "individual_informed", "late_reason",
)
"""Every field that is typed or chosen; a draft keeps these."""

# By the beginning of the sentence that a decision refuses with: which field it is about.
_SUBJECTS = (
    ("Anteckningen skrivs", "late_reason"), ("Orsaken till att anteckningen är sen", "late_reason"),
    ("Anteckningen är tom", "text"), ("Texten", "text"), ("Fakta", "fact"), ("Bedömningen", "assessment"),
    ("Den enskildes uppfattning", "individual_view"), ("Barnets uppfattning", "child_view"),
    ("Uppgiften från eller om annan person", "third_party"), ("Händelsedatum", "on"), ("Besökets datum", "on"),
    ("Uppgiftslämnaren", "information_source"), ("Deltagaren", "participants"), ("Besöket", "session"),
    ("Det är redan registrerat hur det bokade besöket", "session"), ("Bokningen finns inte", "session"),
    ("Orsaken till rättelsen", "reason"), ("Rättelsen ändrar ingenting", "text"),
)
# Members of the bodies that are called otherwise in the form.
_MEMBERS = {"texts": "text", "occurred": "on", "session_id": "session"}


class When(NamedTuple):
    """When something happened as the form has it: a day, and a time or nothing."""

    on: date
    at: time | None

    def body(self) -> dict[str, Any]:
        """As a write's body has it."""
        day = self.on.isoformat()
        return {"on": day} if self.at is None else {"on": day, "at": self.at.isoformat(), "precision": "minute"}


def has_text(form: Mapping[str, str]) -> bool:
    """Whether anything is written in any of the fields of running text."""
    return any(form.get(field, "").strip() for field in TEXT_FIELDS)


def when_of(form: Mapping[str, str]) -> tuple[When | None, list[Fault]]:
    """When it happened, or what is wrong with the day and the time."""
    day, clock = form.get("on", "").strip(), form.get("at", "").strip().replace(".", ":")
    faults = []
    found_day, found_time = _day(day), None if not clock else _time(clock)
    if not day:
        faults.append(Fault("on", _("Ange vilken dag det hände.")))
    elif found_day is None:
        faults.append(Fault("on", _("Dagen finns inte. Skriv den som 2026-03-16.")))
    if clock and found_time is None:
        faults.append(Fault("at", _("Klockslaget går inte att läsa. Skriv det som 13:30, eller lämna det tomt.")))
    return (None, faults) if faults or found_day is None else (When(found_day, found_time), [])


def note_body(form: Mapping[str, str], when: When, session: str | None) -> dict[str, Any]:
    """The body of the write.

    Args:
        session: The session's id; None = it is about none.
    """
    return {
        "occurred": when.body(), "entry_type": form.get("entry_type") or "contact", "texts": texts_of(form),
        "session_id": session, "participants": participants_of(form),
        "individual_informed": {"yes": True, "no": False}.get(form.get("individual_informed", "")),
        **{name: form.get(name, "").strip() or None for name in ("channel", "information_source", "late_reason")},
    }


def session_body(form: Mapping[str, str], when: When) -> dict[str, Any]:
    """The body of the write of a session that is recorded with its note."""
    return {
        "outcome": form.get("outcome") or None, "kind": form.get("kind") or None, "occurred": when.body(),
        "participants": participants_of(form),
    }


def booked_session_body(form: Mapping[str, str], when: When) -> dict[str, Any]:
    """The body of what became of a booked session: held unless the form says otherwise. One that was cancelled keeps its time."""
    outcome = form.get("outcome") or SessionOutcome.HELD.value
    occurred = None if outcome == SessionOutcome.CANCELLED else when.body()
    return {"outcome": outcome, "occurred": occurred, "participants": participants_of(form)}


def texts_of(form: Mapping[str, str]) -> dict[str, str]:
    """The texts that are written, by content kind; line ends as one sign, as browsers send two."""
    written = {kind: form.get(field, "").replace("\r\n", "\n").strip() for field, kind in TEXT_FIELDS.items()}
    return {kind: text for kind, text in written.items() if text}


def participants_of(form: Mapping[str, str]) -> list[str]:
    """Who took part, as they are written between commas."""
    return [each.strip() for each in form.get("participants", "").split(",") if each.strip()]


def at_fields(faults: Sequence[Fault]) -> list[Fault]:
    """Faults, each at the field of the form that it is about; what is about none is the whole form's."""
    return [each._replace(field=_field_of(each)) for each in faults]


def _field_of(fault: Fault) -> str:
    if fault.field != WHOLE_FORM:
        return _MEMBERS.get(fault.field, fault.field)
    return next((field for beginning, field in _SUBJECTS if fault.text.startswith(beginning)), WHOLE_FORM)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None and not found.second and not found.microsecond else None

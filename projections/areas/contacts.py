"""The words and the document of an area: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.case.case import Case
from domain.case.contacts.codes import NoteProof
from domain.case.contacts.events import CalendarContactImported, ContactFacts, GroupJoined
from domain.case.contacts.proof import note_proof, without_note
from domain.case.contacts.state import moment
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.contact_made": "Kontakt",
    "case.session_described": "Besöket beskrivet",
    "case.advice_talk_held": "Rådgivningssamtal",
    "case.contact_note_stated": "Kontaktens anteckning",
    "case.calendar_contact_imported": "Kontakt i kalendern",
    "case.calendar_contact_matched": "Kalenderkontakt matchad",
    "case.group_joined": "Började i grupp",
    "case.group_left": "Slutade i grupp",
    "case.group_attendance_recorded": "Närvaro vid gruppträff",
}
FIELD_LABELS: Mapping[str, str] = {
    "parties": "Deltog",
    "place": "Plats",
    "duration_minutes": "Längd i minuter",
    "themes": "Teman",
    "child_heard": "Hur barnet kom till tals",
    "way": "Kontaktsätt",
    "contact_result": "Resultat",
    "initiated_by": "Initiativ",
    "right_to_apply_told": "Informerad om rätten att ansöka",
    "max_talks": "Högst antal samtal",
    "ends": "Slut",
    "calendar_status": "Status i kalendern",
    "calendar_owner_name": "Vems kalender",
    "calendar_owner_title": "Befattning",
    "calendar_match": "Kalenderkontakten är",
    "group_programme": "Gruppens program",
    "joined_on": "Första dagen i gruppen",
    "individual_talk_on": "Enskilt samtal före gruppen",
    "left_group_on": "Första dagen utan gruppen",
    "leaving": "Varför gruppen avslutades för klienten",
    "group_step": "Träff nummer",
    "group_steps": "Av planerade träffar",
    "attendance_in_group": "Närvaro",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: what lacks a note first, then what there has been, the latest first."""
    contacts = case.contacts
    talks = contacts.advice_talks
    return {
        "without_note": [as_json(each) for each in without_note(case)],
        "unmatched_appointments": [_appointment(each) for each in contacts.unmatched()],
        "contacts": [_entry(each) | _counted(each) | _note(case, each.entry_id) for each in reversed(contacts.made)],
        "sessions": [
            _entry(each) | _counted(each) | {"occurred": as_json(case.sessions[session_id].occurred)} | _note(case, session_id)
            for session_id, each in sorted(
                contacts.descriptions.items(), key=lambda one: moment(case.sessions[one[0]].occurred), reverse=True
            )
        ],
        "advice_talks": {"held": len(talks), "talks": [_entry(each) for each in reversed(talks)]},
        "groups": [_membership(case, each) for each in contacts.memberships.values()],
        "matched_appointments": [
            _appointment(contacts.calendar[event_id]) | {"match": _entry(match)} for event_id, match in contacts.matches.items()
        ],
        "themes": _theme_counts([*contacts.made, *contacts.descriptions.values()]),
    }


def _entry(event: Any) -> dict[str, Any]:
    names = type(event).model_fields.keys() - _NOT_SHOWN
    return {"entry": as_json(event.entry_id)} | {name: as_json(getattr(event, name)) for name in sorted(names)}


def _counted(facts: ContactFacts) -> dict[str, int]:
    return {"mothers": facts.mothers, "fathers": facts.fathers}


def _note(case: Case, about_id: UUID) -> dict[str, Any]:
    stated = case.contacts.stated_notes.get(about_id)
    proof: NoteProof = note_proof(case, about_id)
    return {"note": as_json(proof), "no_note_reason": None if stated is None else stated.no_note_reason}


def _appointment(event: CalendarContactImported) -> dict[str, Any]:
    return _entry(event) | {"source": None if event.source is None else event.source.model_dump(mode="json")}


def _membership(case: Case, joined: GroupJoined) -> dict[str, Any]:
    left = case.contacts.leavings.get(joined.entry_id)
    attendances = [each for each in case.contacts.attendances if each.membership_id == joined.entry_id]
    return _entry(joined) | {
        "left": None if left is None else _entry(left),
        "attendances": [_entry(each) for each in attendances],
    }


def _theme_counts(facts: Iterable[ContactFacts]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in facts:
        for theme in each.themes:
            counts[theme.value] = counts.get(theme.value, 0) + 1
    return dict(sorted(counts.items()))


_NOT_SHOWN = frozenset(CalendarContactImported.model_fields) & frozenset(ContactFacts.model_fields)
"""The envelope, the entry's id and its source, which are shown in places of their own."""

"""What may be written: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from api.writes.parties import warnings_of_parties
from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/contacts", Case.record_contact, "Registrera en kontakt eller ett kontaktförsök",
        {
            "occurred": {"on": "2026-03-16", "at": "10:40:00", "precision": "minute"}, "way": "telephone",
            "contact_result": "reached", "parties": ["mother", "father"], "initiated_by": "relative", "duration_minutes": 20,
            "themes": ["parenthood", "childs_best"], "child_heard": "through_adult",
        },
        warns=warnings_of_parties,
    ),
    Write(
        "/cases/{case_id}/session-descriptions", Case.describe_session,
        "Beskriv ett genomfört besök: vilka, var och om vad",
        {
            "session_id": example_id("/cases/{case_id}/sessions", "session_id"), "parties": ["client", "mother"],
            "place": "unit", "duration_minutes": 60, "themes": ["family_relations", "childs_best"], "child_heard": "in_talk",
        },
        warns=warnings_of_parties,
    ),
    Write(
        "/cases/{case_id}/advice-talks", Case.record_advice_talk, "Registrera ett rådgivningssamtal",
        {
            "occurred": {"on": "2026-03-16"}, "way": "visit", "parties": ["father"], "themes": ["parenthood"],
            "right_to_apply_told": True,
        },
    ),
    Write(
        "/cases/{case_id}/contact-notes", Case.state_contact_note,
        "Ange kontaktens anteckning, eller varför ingen behövs",
        {
            "about_id": example_id("/cases/{case_id}/contacts"),
            "no_note_reason": "Bara tiden för nästa besök bekräftades.",
        },
    ),
    Write(
        "/cases/{case_id}/calendar-contacts", Case.import_calendar_contact, "Läs in en kontakt ur en kalender",
        {
            "calendar_event_id": "5c1f3c1e-8a52-4a3e-9a41-2f6d6c3f0b11",
            "occurred": {"on": "2026-03-16", "at": "10:30:00", "precision": "minute"},
            "ends": {"on": "2026-03-16", "at": "11:00:00", "precision": "minute"}, "calendar_status": "confirmed",
            "calendar_owner_id": example_id("/staff", "staff_id"),
        },
    ),
    Write(
        "/cases/{case_id}/calendar-matches", Case.match_calendar_contact, "Ange vad en kontakt i kalendern var",
        {
            "calendar_entry_id": example_id("/cases/{case_id}/calendar-contacts"), "calendar_match": "contact",
            "matched_id": example_id("/cases/{case_id}/contacts"),
        },
    ),
)

"""Whether what happened has its journal note: what an account of missing notes rests on (sv. *bevis för saknad anteckning*)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.case.contacts.codes import CalendarStatus, ContactResult, NoteProof
from domain.case.contacts.events import CalendarContactImported
from domain.case.state import CaseState
from domain.codes import SessionOutcome


def note_proof(case: CaseState, about_id: UUID) -> NoteProof:
    """Whether a session, a contact or an attendance in a group has its note. A note in the wrong file is none.

    Source: SoL 2025:400 14:3.
    """
    stated = case.contacts.stated_notes.get(about_id)
    named = {note_id for note_id, note in case.notes.items() if note.session_id == about_id}
    if stated is not None and stated.note_id is not None:
        named.add(stated.note_id)
    if named - case.misfiled.keys():
        return NoteProof.NOTED
    if stated is not None and stated.no_note_reason is not None:
        return NoteProof.NOT_NEEDED
    session = case.sessions.get(about_id)
    return NoteProof.MISSING if session is None or session.note_written_on is None else NoteProof.CLAIMED


def without_note(case: CaseState) -> Iterator[UUID]:
    """Held sessions and contacts that reached somebody, in which a note is missing."""
    held = [each.session_id for each in case.sessions.values() if each.outcome is SessionOutcome.HELD]
    made = [each.entry_id for each in case.contacts.made if each.contact_result is not ContactResult.NOT_REACHED]
    return (about_id for about_id in (*held, *made) if note_proof(case, about_id) is NoteProof.MISSING)


def unexplained_appointments(case: CaseState, today: date) -> list[CalendarContactImported]:
    """Appointments before `today` that the calendar has as kept and the record says nothing of.

    Each proves that a contact was planned with the client and has left no trace, where counting notes could only suspect it.
    """
    return [
        each
        for each in case.contacts.unmatched()
        if each.calendar_status is not CalendarStatus.CANCELLED and each.occurred.on < today
    ]

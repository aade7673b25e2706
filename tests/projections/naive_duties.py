"""Which duties stand, worked out the slow way: from the folded cases, every time anew. Shares nothing with `projections/`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.base import RecordedEvent
from domain.case import events as c
from domain.case.case import Case
from domain.case.journal_events import JournalNoteCorrected
from domain.codes import SessionOutcome
from tests.projections.naive import swedish_day


def duties(history: Sequence[RecordedEvent], size: int, case_id: UUID) -> set[tuple[str, UUID | None, date, date | None]]:
    """(kind, what it is about, since, last day if stated) of a case after `size` events."""
    own = [each for each in history[:size] if each.event.originator_id == case_id]
    if not own:
        return set()
    case = Case.fold(each.event for each in own)
    notes = [note for note in case.notes.values() if note.note_id not in case.misfiled]
    found: set[tuple[str, UUID | None, date, date | None]] = set()
    for session in case.sessions.values():
        stands = session.outcome is not SessionOutcome.CANCELLED and session.occurred.precision != "month"
        written = session.note_written_on is not None or any(
            note.session_id == session.session_id or note.session_id is None and note.occurred.on == session.occurred.on
            for note in notes
        )
        if stands and not written:
            found.add(("write_note", session.session_id, session.occurred.on, None))
    recorded_on = {each.event.note_id: swedish_day(each.recorded_us) for each in own if hasattr(each.event, "entry_type")}
    found |= {("sign_note", note.note_id, recorded_on[note.note_id], None) for note in notes}
    in_file = {note.note_id for note in notes}
    found |= {
        ("sign_note", each.event.correction_id, swedish_day(each.recorded_us), None)
        for each in own if isinstance(each.event, JournalNoteCorrected) and each.event.note_id in in_file
    }
    found |= {
        ("give_account", request_id, request.requested_on, None)
        for request_id, request in case.requests.items() if request_id not in case.answers
    }
    if case.closing is None:
        found |= _of_an_open_case(own, case)
    else:
        for year, month in _months_after(case.closing.closed_on):
            due = _day_in(year, month, case.closing.closed_on.day)
            found.add(("follow_up_closing", None, case.closing.closed_on, due))
    return found


def _of_an_open_case(own: Sequence[RecordedEvent], case: Case) -> set[tuple[str, UUID | None, date, date | None]]:
    told = [each for each in own if isinstance(each.event, c.CaseFacts)][-1]
    days = [day for day in (told.event.received_on, told.event.started_on) if day is not None]
    found: set[tuple[str, UUID | None, date, date | None]] = {
        ("review_case", case.id, _review_since(own, min(days, default=swedish_day(told.recorded_us))), None)
    }
    for hand_over_id in case.pending_hand_overs:
        found.add(("accept_hand_over", hand_over_id, case.hand_overs[hand_over_id].on_date, None))
    if case.plan is not None:
        found.add(("follow_up_plan", case.id, case.plan.established_on, case.plan.follow_up_on))
    return found


def _review_since(own: Sequence[RecordedEvent], opened: date) -> date:
    turns = [opened, *(each.event.reopened_on for each in own if isinstance(each.event, c.CaseReopened))]
    return max(turns)


def _months_after(day: date) -> list[tuple[int, int]]:
    return [((day.year * 12 + day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1) for n in (3, 6, 12)]


def _day_in(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1

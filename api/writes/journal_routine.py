"""What may be written in the stream `journal_routine`: its versions, who has read them, and induction in documentation."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.journal_routine.routine import JournalRoutine

_ROUTINE = "/journal-routines/{routine_id}"
_ME = example_id("/staff", "staff_id")
_VERSION = {
    "routine_text": "Varje besök antecknas inom sju dagar.", "effective_from": "2026-04-15", "decided_on": "2026-04-08",
    "decided_by": "enhetschefen",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/journal-routines", JournalRoutine.adopt, "Anta en journalrutin",
        {**_VERSION, "unit": example_id("/units", "unit_id"), "standing_questions": ["notes_up_to_date", "plan_in_force"]},
        new_ids=("routine_id",), begins=True, on="2026-04-10", by_manager=True,
    ),
    Write(
        f"{_ROUTINE}/versions", JournalRoutine.revise, "Besluta nästa version av journalrutinen",
        {
            **_VERSION, "routine_text": "Varje besök antecknas inom tre dagar.", "effective_from": "2026-05-01",
            "change_summary": "Tre dagar i stället för sju.",
        },
        new_ids=(), on="2026-04-10", by_manager=True,
    ),
    Write(
        f"{_ROUTINE}/acknowledgements", JournalRoutine.acknowledge, "Kvittera att du har läst journalrutinen",
        {"routine_version": 1, "acknowledged_on": "2026-04-10"}, on="2026-04-10",
    ),
    Write(
        f"{_ROUTINE}/planned-inductions", JournalRoutine.plan_induction, "Planera dokumentationsintroduktion för en nyanställd",
        {"staff_id": _ME, "employed_from": "2026-04-01"}, on="2026-04-10", by_manager=True,
    ),
    Write(
        f"{_ROUTINE}/inductions", JournalRoutine.give_induction, "Registrera en genomförd dokumentationsintroduktion",
        {
            "staff_id": _ME, "given_on": "2026-04-10", "routine_version": 1, "gone_through": "Rutinen, systemet och två akter.",
            "given_by_id": example_id("/staff/managers", "staff_id"),
        },
        on="2026-04-10", by_manager=True,
    ),
    Write(
        f"{_ROUTINE}/struck-entries", JournalRoutine.strike_entry, "Stryk en kvittens eller introduktion som registrerats fel",
        {"struck_entry_id": example_id(f"{_ROUTINE}/inductions"), "reason": "Introduktionen gällde någon annan."}, new_ids=(),
        on="2026-04-10", by_manager=True,
    ),
    Write(
        f"{_ROUTINE}/ending", JournalRoutine.end, "Upphäv en journalrutin efter en dag",
        {"last_day": "2027-12-31", "reason": "Nämndens rutin gäller i stället."}, new_ids=(), on="2026-04-10", by_manager=True,
    ),
)

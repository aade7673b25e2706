"""What may be written: plans, sessions, and the commissioner's requests for an account."""

from __future__ import annotations

from api.writes.write import Write
from domain.case.case import Case

_PLAN = {
    "established_on": "2026-03-09", "individual_took_part": True, "contact_interval_days": 7,
    "goals": ["Färre bråk hemma på kvällarna."], "follow_up_on": "2026-06-08",
}
_SESSION = {
    "outcome": "held", "occurred": {"on": "2026-03-10", "at": "15:00:00", "precision": "minute"}, "kind": "conversation",
    "participants": ["brukaren", "behandlaren"],
}

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/plans", Case.establish_plan, "Upprätta en genomförandeplan", _PLAN, new_ids=("plan_id",),
    ),
    Write(
        "/cases/{case_id}/plans/{plan_id}/corrections", Case.correct_plan, "Rätta en genomförandeplan",
        {**_PLAN, "contact_interval_days": 14, "reason": "Vi ses varannan vecka, inte varje."}, new_ids=(),
    ),
    Write(
        "/cases/{case_id}/sessions", Case.record_session, "Registrera ett besök som blev av, uteblev eller avbokades", _SESSION,
        new_ids=("session_id",),
    ),
    Write(
        "/cases/{case_id}/sessions/{session_id}/corrections", Case.correct_session, "Rätta ett besök",
        {
            **_SESSION, "participants": ["brukaren", "mamman", "behandlaren"], "note_written_on": None,
            "reason": "Mamman var också med.",
        },
        new_ids=(),
    ),
    Write(
        "/cases/{case_id}/account-requests", Case.request_account, "Registrera att uppdragsgivaren begär redogörelse",
        {
            "requested_on": "2026-03-13", "requested_by": "Socialsekreterare Disa Exempel",
            "question": "Vad har gjorts i ärendet hittills?",
        },
        new_ids=("request_id",),
    ),
    Write(
        "/cases/{case_id}/account-requests/{request_id}/answers", Case.give_account, "Lämna redogörelse till uppdragsgivaren",
        {"given_on": "2026-03-16", "answer": "En plan är upprättad och ett samtal har hållits."}, new_ids=(),
    ),
)

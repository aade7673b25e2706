"""What may be written: what was done about an alert."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/alert-answers", Case.answer_alert, "Besvara en signal: vad som gjordes, eller varför inget gjordes",
        {
            "alert_kind": "alliance_low", "rating_id": example_id("/cases/{case_id}/ratings/low-alliance", "rating_id"),
            "answered_on": "2026-03-16", "alert_answer": "contact",
            "answer_details": "Ringde och frågade vad som saknades: mer tid för jobbfrågan nästa gång.",
        },
        on="2026-03-23",
    ),
)

"""What may be written: that a deviation around the individual was reported."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/deviation-notes", Case.note_deviation,
        "Anteckna i akten att något har hänt och är rapporterat, och vad som gjordes för den enskilde",
        {
            "deviation_on": "2026-03-02", "deviation_report_id": example_id("/lex-sarah-reports", "report_id"),
            "done_for_individual": "Klienten ringdes upp samma dag och fick en ny tid.",
        },
        on="2026-04-22",
    ),
)

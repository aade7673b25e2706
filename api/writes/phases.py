"""What may be written: the phases of the treatment."""

from __future__ import annotations

from api.writes.write import Write
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/phases", Case.enter_phase, "Gå in i en ny behandlingsfas",
        {"phase": "motivation", "entered_on": "2026-03-16"},
    ),
)

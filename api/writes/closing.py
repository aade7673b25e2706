"""What may be written of the end of the work in a case (sv. *avslut*); what is documented then is in `ending`."""

from __future__ import annotations

from api.writes.write import Write
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/closing", Case.close, "Avsluta ärendet",
        {"closed_on": "2026-09-30", "manner": "interrupted", "referred_onward": False}, new_ids=(), on="2026-09-30",
    ),
    Write(
        "/cases/{case_id}/closing-corrections", Case.correct_closing, "Rätta avslutet, helt",
        {
            "closed_on": "2026-09-30", "manner": "interrupted", "referred_onward": True,
            "reason": "Klienten hänvisades till öppenvården.",
        },
        new_ids=(), on="2026-09-30",
    ),
)

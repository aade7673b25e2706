"""What may be written last: that a case is opened again, who came back, and that an entry was wrongly recorded."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/reopenings", Case.reopen, "Öppna ett avslutat ärende igen",
        {"reopened_on": "2027-10-04", "reason": "Klienten hör av sig och behöver mer stöd."}, new_ids=(), on="2027-10-04",
    ),
    Write(
        "/cases/{case_id}/returns", Case.record_return, "Dokumentera att någon kom tillbaka efter ett avbrott",
        {"returned_on": "2027-10-04", "same_problem": "yes", "return_details": "Bråken på kvällarna är tillbaka."},
        on="2027-10-04",
    ),
    Write(
        "/cases/{case_id}/strikings", Case.strike_entry, "Stryka en uppgift som blev fel",
        {"entry_id": example_id("/cases/{case_id}/phases"), "reason": "Fasen hörde till ett annat ärende."},
        new_ids=(), on="2027-10-04",
    ),
)

"""What may be written: what the individual was informed of."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_INFORMED = {
    "informed_on": "2026-03-16", "informed": ["individual"], "information_form": "oral_and_written",
    "informed_by_id": example_id("/staff", "staff_id"),
}

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/right-to-apply-information", Case.inform_of_right_to_apply,
        "Dokumentera att den enskilde har informerats om rätten att ansöka om insats", _INFORMED,
    ),
    Write(
        "/cases/{case_id}/complaint-information", Case.inform_of_complaints,
        "Dokumentera att den enskilde har informerats om synpunkter och klagomål",
        {**_INFORMED, "informed": ["child", "guardian"], "information_form": "adapted"},
    ),
    Write(
        "/cases/{case_id}/child-told-of-contact", Case.tell_child_of_contact,
        "Dokumentera om barnet fick veta innan vårdnadshavarna kontaktas",
        {"child_told_on": "2026-03-16", "told_before": True, "child_view": "Det är bra att ni ringer mamma."},
    ),
)

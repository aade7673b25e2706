"""What may be written: exemptions from completeness rules."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/rule-exemptions", Case.exempt_from_rule, "Undanta ärendet, eller en uppgift i det, från en regel",
        {
            "rule": "R-04", "exempted_until": "2026-12-31", "exemption_basis": "documented_elsewhere",
            "exemption_reason": "Klienten är på behandlingshem, som för journalen under tiden.",
            "exempted_by_id": example_id("/staff/managers", "staff_id"),
        },
        by_manager=True,
        more={
            "by_law": {
                "rule": "R-02", "exempted_until": "2026-12-31", "exemption_basis": "law",
                "legal_support": "SoL 2025:400 14:4", "exemption_reason": "Insatsen är rådgivning som inte dokumenteras.",
                "exempted_by_id": example_id("/staff/managers", "staff_id"),
            },
        },
    ),
)

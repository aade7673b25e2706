"""What may be written of a case itself (sv. *ärende*): that it is opened, its basic facts and its circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.writes.write import Write, example_id
from domain.case.case import Case

_FACTS: Mapping[str, Any] = {
    "unit": example_id("/units", "unit_id"), "gender": "woman", "birth_year": 1988, "client_name": "Klara Påhittad",
    "received_on": "2026-03-02", "started_on": "2026-03-09", "legal_basis": "assistance", "reason_codes": ["spel"],
}

WRITES: tuple[Write, ...] = (
    Write(
        "/cases", Case.open, "Öppna ett ärende", {"number": "2026-0017", **_FACTS},
        new_ids=("case_id",), on="2026-03-09", begins=True,
    ),
    Write(
        "/cases/{case_id}/fact-corrections", Case.correct_facts, "Rätta ärendets grunduppgifter, hela",
        {**_FACTS, "birth_year": 1989, "reason": "Födelseåret var fel avskrivet."}, new_ids=(), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/circumstances", Case.record_circumstances, "Registrera ärendets omständigheter",
        {"information_meeting": True, "children_in_home": "yes"}, new_ids=(), on="2026-03-09",
    ),
    Write(
        "/cases/{case_id}/circumstance-corrections", Case.correct_circumstances, "Rätta ärendets omständigheter, hela",
        {
            "information_meeting": True, "continued_after_motivation": None, "children_in_home": "no", "housing": None,
            "reason": "Barnet bor hos sin pappa.",
        },
        new_ids=(), on="2026-03-09",
    ),
)

"""The words and the document of an area: the phases of the treatment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"case.phase_entered": "Ny behandlingsfas"}
FIELD_LABELS: Mapping[str, str] = {"phase": "Fas", "entered_on": "Från och med", "reason": "Orsak"}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON."""
    entered = case.phases.entered
    return {
        "current": as_json(entered[-1].phase) if entered else None,
        "phases": [
            {
                "entry": as_json(each.entry_id), "phase": as_json(each.phase), "from": as_json(each.entered_on),
                "reason": each.reason,
            }
            for each in entered
        ],
    }

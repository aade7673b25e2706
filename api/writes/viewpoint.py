"""What may be written about viewpoints (sv. *synpunkter*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.writes.write import Write, example_id
from domain.viewpoint.viewpoint import Viewpoint

_RECEIVED: Mapping[str, Any] = {
    "case_id": example_id("/cases", "case_id"), "unit": example_id("/units", "unit_id"), "received_on": "2026-03-23",
    "kind": "viewpoint", "givers": [{"giver": "client", "gender": "woman"}],
    "subject_category": "accessibility", "channel": "oral", "description": "Det är svårt att komma på dagtid.",
}
_ADAPTATION = "Samtalen läggs efter klockan 16."

WRITES: tuple[Write, ...] = (
    Write(
        "/viewpoints", Viewpoint.receive, "Ta emot en synpunkt", _RECEIVED,
        new_ids=("viewpoint_id",), on="2026-03-23", begins=True,
    ),
    Write(
        "/viewpoints/{viewpoint_id}/adaptation", Viewpoint.make_adaptation, "Registrera vad synpunkten ledde till",
        {"adaptation": _ADAPTATION}, new_ids=(), on="2026-03-24",
    ),
    Write(
        "/viewpoints/{viewpoint_id}/feedback", Viewpoint.give_feedback, "Registrera att den som lämnade synpunkten har fått svar",
        {"given_on": "2026-03-25"}, new_ids=(), on="2026-03-25",
    ),
    Write(
        "/viewpoints/{viewpoint_id}/corrections", Viewpoint.correct, "Rätta en synpunkt, hel",
        {
            **_RECEIVED, "comment": None, "channel": "written", "adaptation": _ADAPTATION, "feedback_on": "2026-03-25",
            "reason": "Synpunkten kom i ett brev.",
        },
        new_ids=(), on="2026-03-26",
    ),
)

"""The words and the document of an area: the answers to alerts. The alerts themselves are in `projections.alerts`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json

HEADINGS: Mapping[str, str] = {"case.alert_answered": "Besvarad signal"}
FIELD_LABELS: Mapping[str, str] = {
    "alert_kind": "Signal", "answered_on": "Besvarad", "alert_answer": "Svar", "answer_details": "Vad som gjordes",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The answers as they stand, as JSON, by the day they were given."""
    answers = sorted(case.alerts.answers.values(), key=lambda each: each.answered_on)
    return {"answers": [entry_as_json(each) for each in answers]}

"""The words of an area: the answers to alerts. The alerts themselves are in `projections.alerts`."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {"case.alert_answered": "Besvarad signal"}
FIELD_LABELS: Mapping[str, str] = {
    "alert_kind": "Signal", "answered_on": "Besvarad", "alert_answer": "Svar", "answer_details": "Vad som gjordes",
}
TEXT_LABELS: Mapping[str, str] = {}

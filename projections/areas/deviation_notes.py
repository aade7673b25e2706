"""The words and the document of an area: that deviations were reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json

HEADINGS: Mapping[str, str] = {"case.deviation_noted": "Avvikelse rapporterad"}
FIELD_LABELS: Mapping[str, str] = {"deviation_on": "Avvikelsens dag", "done_for_individual": "Gjort för den enskilde"}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON."""
    return {"deviations_noted": [entry_as_json(each) for each in case.deviation_notes.noted]}

"""The words and the document of an area: exemptions from completeness rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json

HEADINGS: Mapping[str, str] = {"case.exempted_from_rule": "Undantag från granskningsregel"}
FIELD_LABELS: Mapping[str, str] = {
    "exempted_until": "Undantaget till och med", "exemption_basis": "Grund för undantaget", "legal_support": "Lagrum",
    "exemption_reason": "Skäl till undantaget", "exempted_by_name": "Undantaget beslutat av", "exempted_by_title": "Befattning",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON."""
    return {"exemptions": [entry_as_json(each) for each in case.exemptions.granted]}

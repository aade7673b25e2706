"""The words and the document of an area: signatures on journal notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.signing.unsigned import unsigned
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"case.note_signed": "Anteckning signerad"}
FIELD_LABELS: Mapping[str, str] = {"signed_on": "Signerad", "in_place_reason": "Signerad i stället för författaren"}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: what waits for a signature first."""
    return {
        "unsigned": [
            {
                "note": as_json(each.note_id), "correction": as_json(each.correction_id), "author": as_json(each.author_id),
                "occurred": as_json(each.occurred),
            }
            for each in unsigned(case)
        ],
        "signatures": [
            {
                "entry": as_json(each.entry_id), "note": as_json(each.note_id), "correction": as_json(each.correction_id),
                "signed_on": as_json(each.signed_on), "signed_by": as_json(each.author_id), "name": each.author_name,
                "title": each.author_title, "in_place_reason": each.in_place_reason,
            }
            for each in case.signing.signatures.values()
        ],
    }

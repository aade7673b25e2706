"""The words of the stream `record_extract`, and a handed-out extract as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.record_extract.extract import RecordExtract
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"record_extract.handed_out": "Utdrag lämnat till en part"}
FIELD_LABELS: Mapping[str, str] = {
    "handed_out_on": "Lämnades ut",
    "known_size": "Känt vid, antal händelser",
    "shown_parts": "Antal utlämnade delar",
    "masked_parts": "Antal maskerade delar",
    "extract_sha256": "Utdragets SHA-256",
}
TEXT_LABELS: Mapping[str, str] = {}


def extract_document(extract: RecordExtract) -> dict[str, Any]:
    """A handed-out extract as JSON: about which case, for whom, by which answer, and what tells it from any other."""
    told = extract.handed_out
    document: dict[str, Any] = {"record_extract": as_json(extract.id), "version": extract.version}
    if told is None:
        return document
    return {
        **document, "case": as_json(told.about_case_id), "person": as_json(told.recipient_person_id),
        "answer": as_json(told.decision_id), "handed_out_on": as_json(told.handed_out_on), "known_at": told.known_size,
        "shown_parts": told.shown_parts, "masked_parts": told.masked_parts, "extract_sha256": told.extract_sha256,
    }


def cases_of(extract: RecordExtract) -> tuple[UUID, ...]:
    """The case that an extract is about."""
    return () if extract.handed_out is None else (extract.handed_out.about_case_id,)

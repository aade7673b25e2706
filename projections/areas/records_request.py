"""The words of the stream `records_request`, and a request as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.disclosure.handling import Handling
from domain.records_request.records_request import RecordsRequest
from projections.areas import disclosure
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "records_request.received": "Begäran om allmän handling",
    "records_request.reviewed": "Sekretessprövning av allmänna handlingar",
    "records_request.decided": "Svar på begäran om allmän handling",
    "records_request.disclosed": "Allmän handling utlämnad",
    "records_request.appealed": "Överklagat beslut om allmän handling",
    "records_request.appeal_settled": "Överklagande om allmän handling avgjort",
    "records_request.step_struck": "Uppgift om begäran struken",
}
FIELD_LABELS: Mapping[str, str] = {
    "unit": "Enhet",
    "received_on": disclosure.FIELD_LABELS["received_on"],
    "answer_by": disclosure.FIELD_LABELS["answer_by"],
}
TEXT_LABELS: Mapping[str, str] = {}


def request_document(request: RecordsRequest) -> dict[str, Any]:
    """A request as it stands, as JSON: how far it has come, then its steps; `request` None = its receipt was struck."""
    handling: Handling | None = request.handling
    return {
        "records_request": as_json(request.id), "version": request.version, "unit": as_json(request.unit),
        "request": None if handling is None else disclosure.handling_as_json(handling),
        "struck": [as_json(entry_id) for entry_id in request.struck],
    }

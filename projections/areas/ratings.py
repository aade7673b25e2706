"""The words and the document of an area: what is known around the ratings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json

HEADINGS: Mapping[str, str] = {
    "case.close_person_named": "Närstående",
    "case.rating_not_made": "Skattning inte gjord",
    "case.trajectory_imported": "Förväntat förlopp inläst",
}
FIELD_LABELS: Mapping[str, str] = {
    "close_person_name": "Närstående", "close_relation": "Relation", "not_made_on": "Dag", "offered": "Erbjuden",
    "not_made_reason": "Orsak till att den saknas", "imported_on": "Inläst", "vendor": "Leverantör",
    "vendor_version": "Leverantörens version", "trajectory_points": "Förväntade värden", "at_session": "Besök nummer",
    "at_date": "Dag", "expected_total": "Förväntad summa", "expected_lower": "Lägst", "expected_upper": "Högst",
    "instrument_version": "Instrumentets version", "missing_items": "Obesvarade frågor", "item_number": "Fråga",
    "missing_reason": "Orsak", "mode": "Ifylld genom", "language": "Språk", "assisted": "Med hjälp",
}
TEXT_LABELS: Mapping[str, str] = {}

def document(case: Case) -> dict[str, Any]:
    """What is known around the ratings, as JSON; the ratings themselves, read, are `ratings_document`."""
    work = case.rating_work
    return {
        "close_people": [entry_as_json(each) for each in work.close_people.values()],
        "not_made": [entry_as_json(each) for each in sorted(work.not_made, key=lambda each: each.not_made_on)],
        "expected": [entry_as_json(each) for each in work.trajectories],
    }

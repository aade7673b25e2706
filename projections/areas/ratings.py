"""The words of an area: ratings, and what is known around them."""

from __future__ import annotations

from collections.abc import Mapping

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

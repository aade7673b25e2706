"""The words of the stream `offering`, and an offering as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.offering.offering import Offering
from domain.offering.rating_terms import ExpectedRating
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "offering.established": "Verksamhetsutbud inrättat",
    "offering.regime_changed": "Ändrad dokumentationsregim",
    "offering.changed": "Ändrat verksamhetsutbud",
    "offering.instruments_set": "Ny skattningsrutin",
    "offering.withdrawn": "Verksamhetsutbud nedlagt",
}
FIELD_LABELS: Mapping[str, str] = {
    "offering_name": "Utbudets namn",
    "service_kind": "Slag av insats",
    "max_talks": "Högst antal samtal",
    "terms_from": "Villkoren gäller från",
    "regime": "Dokumentationsregim",
    "regime_from": "Regimen gäller från",
    "board_decision_reference": "Nämndens beslut",
    "board_decided_on": "Beslutat av nämnden",
    "expected_ratings": "Skattas med alla",
    "instruments_from": "Skattningsrutinen gäller från",
    "rated_when": "Skattas när",
    "session_kinds": "Slag av besök",
    "every_months": "Månader emellan",
    "withdrawn_from": "Tar inte emot nya från",
}
TEXT_LABELS: Mapping[str, str] = {}


def offering_document(offering: Offering, day: date) -> dict[str, Any]:
    """An offering as it stands, as JSON: what holds on a day first, then every regime with its evidence."""
    regime, terms = offering.regime_on(day), offering.terms_on(day)
    return {
        "offering": as_json(offering.id), "version": offering.version, "unit": as_json(offering.unit), "name": terms.name,
        "kind": as_json(offering.kind), "max_talks": terms.max_talks, "regime": as_json(regime),
        "takes_identity": regime.takes_identity, "takes_new": offering.takes_new_on(day),
        "withdrawn_from": as_json(offering.withdrawn_from),
        "regimes": [
            {
                "from": as_json(each.regime_from), "regime": as_json(each.regime),
                "board_decision": each.board_decision_reference, "board_decided_on": as_json(each.board_decided_on),
            }
            for each in offering.regimes
        ],
        "terms": [
            {"from": as_json(each.since), "name": each.name, "max_talks": each.max_talks} for each in offering.terms
        ],
        "rating_terms": [
            {"from": as_json(each.since), "expected": [_expected(one) for one in each.expected]} for each in offering.rating_terms
        ],
    }


def _expected(expected: ExpectedRating) -> dict[str, Any]:
    return {
        "instrument": expected.instrument, "when": as_json(expected.rated_when),
        "session_kinds": [as_json(kind) for kind in expected.session_kinds], "every_months": expected.every_months,
    }

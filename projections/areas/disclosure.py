"""The words and the document of an area: extracts to the individual and requests for records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.disclosure.handling import Handling
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.disclosure_requested": "Begäran om utlämnande",
    "case.secrecy_reviewed": "Sekretessprövning",
    "case.disclosure_decided": "Svar på begäran om utlämnande",
    "case.extract_disclosed": "Utdrag utlämnat",
    "case.disclosure_appealed": "Överklagat svar på begäran",
    "case.disclosure_appeal_settled": "Överklagande av utlämnande avgjort",
}
FIELD_LABELS: Mapping[str, str] = {
    "received_on": "Inkom",
    "disclosure_kind": "Slag av begäran",
    "requester": "Den som begär",
    "answer_by": "Besked senast",
    "secrecy_reviewed_on": "Prövad",
    "secrecy_reviewer_name": "Prövad av",
    "secrecy_reviewer_title": "Befattning",
    "harm_test": "Menprövning",
    "rulings": "Prövade uppgifter",
    "content_kind": "Slag av innehåll",
    "ruling": "Lämnas ut eller maskeras",
    "secrecy_ground": "Sekretessgrund",
    "unmaskings": "Lämnas ut trots skydd",
    "of_entry_id": "Uppgift",
    "unmasking_reason": "Skäl till att det lämnas ut",
    "answered_on": "Besvarad",
    "decision_level": "Besked eller beslut",
    "disclosure_outcome": "Utfall av begäran",
    "answered_by_name": "Besvarad av",
    "answered_by_title": "Befattning",
    "delegation_reference": "Delegation",
    "told_of_written_decision": "Upplyst om rätten till skriftligt beslut",
    "appeal_instructions": "Besvärshänvisning",
    "told_otherwise": "Parten upplyst på annat sätt",
    "requester_notified_on": "Den som begärt underrättad",
    "disclosed_on": "Utlämnat",
    "disclosure_basis": "Rättslig grund för utlämnandet",
    "disclosure_form": "Form för utlämnandet",
    "identity_check": "Identitetskontroll",
    "fee_kronor": "Avgift i kronor",
    "kept_entries": "Antal utlämnade uppgifter",
    "masked_entries": "Antal uppgifter med maskering",
    "masked_kinds": "Maskerade slag av innehåll",
    "appealed_on": "Överklagandet kom in",
    "appeal_in_time": "Överklagat i rätt tid",
    "appeal_forwarded_on": "Överlämnat till domstol",
    "settled_on": "Överklagandet avgjort",
    "appeal_settlement": "Hur överklagandet avgjordes",
    "settled_by_court": "Avgörande domstol",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: every request, the latest first, with its steps."""
    return {"requests": [handling_as_json(each) for each in reversed(case.disclosure.handlings.values())]}


def handling_as_json(handling: Handling) -> dict[str, Any]:
    """A request with its steps, each in the order recorded.

    Its `state` is received, reviewed, answered (something is to go out), appealed, to_be_answered_anew or finished.
    """
    return {
        **entry_as_json(handling.request), "state": handling.state,
        "reviews": [entry_as_json(each) for each in handling.reviews],
        "answers": [
            {**entry_as_json(each), **{name: as_json(value) for name, value in handling.tally(each).items()}}
            for each in handling.decisions
        ],
        "extracts": [entry_as_json(each) for each in handling.extracts],
        "appeals": [entry_as_json(each) for each in handling.appeals],
        "appeal_settlements": [entry_as_json(each) for each in handling.settlements],
    }

"""The words and the document of the stream `concern`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.base import ENVELOPE_FIELDS, DomainEvent
from domain.concern.state import ConcernState
from projections.json_values import as_json
from projections.legal_timers import timer_document

HEADINGS: Mapping[str, str] = {
    "concern.received": "Oro mottagen",
    "concern.corrected": "Oro rättad",
    "concern.protection_assessed": "Omedelbar skyddsbedömning",
    "concern.inquiry_decided": "Beslut efter förhandsbedömning",
    "concern.inquiry_extended": "Utredningstiden förlängd",
    "concern.parties_informed": "Underrättade om utredning",
    "concern.outreach_made": "Uppsökande försök",
    "concern.closed": "Arbetet med oron avslutat",
    "concern.entry_struck": "Uppgift om oron struken",
}
FIELD_LABELS: Mapping[str, str] = {
    "received_at": "Kom in",
    "concern_about": "Oron gäller",
    "concern_kinds": "Slag av oro",
    "reporter_role": "Anmäld av",
    "concern_channel": "Oron kom genom",
    "receiver_name": "Mottagare",
    "receiver_title": "Mottagarens befattning",
    "inquiry_decision": "Utredning",
    "decided_on": "Beslutat",
    "decider_name": "Beslutsfattare",
    "decider_title": "Befattning",
    "delegation": "Delegation",
    "extended_to": "Förlängd till och med",
    "parties_informed_on": "Underrättade",
    "informed_parties": "Underrättade parter",
    "sought_at": "Sökt",
    "outreach_way": "Sökt genom",
    "outreach_result": "Resultat",
    "acute_need": "Akut behov",
    "try_again_on": "Nästa försök",
    "seeker_name": "Sökt av",
    "seeker_title": "Den sökandes befattning",
    "concern_closed_on": "Arbetet avslutat",
    "concern_outcome": "Ledde till",
    "handed_to": "Överlämnad till",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(concern: ConcernState) -> dict[str, Any]:
    """The concern as it stands, as JSON: where it stands and which times run first, then what was done."""
    closing, decision = concern.closing, concern.decision
    return {
        "concern": as_json(concern.id),
        "closed": closing is not None,
        "outcome": None if closing is None else as_json(closing.concern_outcome),
        "inquiry_decision": None if decision is None else as_json(decision.inquiry_decision),
        "timers": [timer_document(each) for each in concern.timers()],
        "try_again_on": as_json(concern.try_again_on),
        "facts": None if concern.facts is None else _own(concern.facts),
        "entries": [{"type": type(each).TYPE, **_own(each)} for each in concern.entries.values()],
    }


def _own(event: DomainEvent) -> dict[str, Any]:
    names = (name for name in type(event).model_fields if name not in ENVELOPE_FIELDS and name != "source")
    return {name.removesuffix("_id") if name == "entry_id" else name: as_json(getattr(event, name)) for name in names}

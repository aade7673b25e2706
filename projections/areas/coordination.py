"""The words and the document of an area: the coordinated individual plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.coordination.codes import SipPrincipal
from domain.case.coordination.events import SipEstablished
from domain.case.coordination.state import Sip
from projections.entry_json import entry_as_json, optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.sip_raised": "SIP erbjuden eller begärd",
    "case.sip_consent_recorded": "Samtycke till SIP",
    "case.sip_called": "Kallelse till SIP",
    "case.sip_meeting_held": "SIP-möte",
    "case.sip_established": "SIP upprättad",
    "case.sip_followed_up": "SIP uppföljd",
    "case.sip_ended": "SIP avslutad",
}
FIELD_LABELS: Mapping[str, str] = {
    "raised_on": "Togs upp",
    "raised_by": "Togs upp av",
    "consented_on": "Tog ställning",
    "sip_consent": "Samtycke",
    "consent_by": "Samtycke lämnat av",
    "called_on": "Kallade",
    "meeting_on": "Möte",
    "parties_called": "Kallade parter",
    "met_at": "Möttes",
    "parties_present": "Parter på mötet",
    "sip_established_on": "SIP upprättad",
    "sip_measure": "Insats",
    "principal": "Huvudman",
    "carried_out_by": "Utförs av",
    "lead_principal": "Övergripande ansvar",
    "coordinator": "Samordnare",
    "close_ones_part": "Närståendes deltagande",
    "sip_follow_up_on": "SIP följs upp",
    "sip_progress": "Läge",
    "sip_ended_on": "SIP avslutad",
    "sip_end_reason": "Orsak till att SIP avslutas",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: the plan that goes on first, then those that have ended."""
    sips = list(case.coordination.sips.values())
    return {
        "current": next((_sip(each) for each in sips if each.ended is None), None),
        "ended": [_sip(each) for each in sips if each.ended is not None],
    }


def _sip(sip: Sip) -> dict[str, Any]:
    last = sip.consents[-1] if sip.consents else None
    return {
        "sip": as_json(sip.raised.entry_id),
        "raised": entry_as_json(sip.raised),
        "consent": None if last is None else as_json(last.sip_consent),
        "plan": None if sip.plan is None else _plan(sip.plan),
        "follow_up_on": as_json(sip.follow_up_on),
        "consents": [entry_as_json(each) for each in sip.consents],
        "calls": [entry_as_json(each) for each in sip.calls],
        "meetings": [entry_as_json(each) for each in sip.meetings],
        "earlier_plans": [_plan(each) for each in sip.plans if each is not sip.plan],
        "follow_ups": [entry_as_json(each) for each in sip.follow_ups],
        "ended": optional_entry_as_json(sip.ended),
    }


def _plan(plan: SipEstablished) -> dict[str, Any]:
    by = {
        each.value: [as_json(measure) for measure in plan.sip_measures if measure.principal is each] for each in SipPrincipal
    }
    return {**entry_as_json(plan), "measures_by": by}

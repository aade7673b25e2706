"""The words and the document of an area: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.case.case import Case
from domain.case.housing.state import HousingLadder, Step
from projections.entry_json import entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.housing_step_taken": "Nytt steg i boendekedjan",
    "case.own_contract_received": "Eget kontrakt",
    "case.disturbance_reported": "Störning i boendet",
    "case.arrears_recorded": "Hyresskuld",
    "case.arrears_handled": "Hyresskuld hanterad",
    "case.eviction_stage_reached": "Avhysning",
}
FIELD_LABELS: Mapping[str, str] = {
    "moved_on": "Flyttade",
    "housing_step": "Boendesteg",
    "landlord_kind": "Slag av hyresvärd",
    "housing_step_reason": "Orsak till flytten",
    "contract_from": "Kontrakt från och med",
    "contract_kind": "Slag av kontrakt",
    "took_over_flat": "Tog över lägenheten",
    "disturbance_kind": "Slag av störning",
    "disturbance_reporter": "Störning anmäld av",
    "disturbance_text": "Vad som ska ha hänt",
    "rectification_demanded": "Rättelse begärd",
    "disturbance_measure": "Vad som gjordes åt störningen",
    "disturbance_view": "Den enskilde om störningen",
    "arrears_month": "Hyresmånad",
    "arrears_known_on": "Skulden känd",
    "arrears_sek": "Skuld i kronor",
    "arrears_handled_on": "Skulden hanterad",
    "arrears_handling": "Hantering av skulden",
    "remaining_sek": "Kvar i kronor",
    "arrears_text": "Om skulden",
    "eviction_stage": "Steg mot avhysning",
    "stage_reached_on": "Steget nått",
    "eviction_cause": "Orsak till avhysningen",
    "eviction_on": "Dag för avhysningen",
    "children_affected": "Barn berörs",
    "eviction_measure": "Vad som gjordes för att avvärja",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: the latest step (which may lie ahead) and what threatens the home, then all by day.

    `rents` are the months whose rent was measured, which are recorded apart; `total_arrears_sek` is what is owed in all.
    """
    ladder = case.housing_ladder
    steps = [_step(each) for each in ladder.steps]
    return {
        "latest_step": steps[-1] if steps else None,
        "total_arrears_sek": as_json(ladder.total_arrears_sek),
        "eviction_under_way": [entry_as_json(each) for each in ladder.eviction_under_way],
        "steps": steps,
        "contracts": [entry_as_json(each) for each in sorted(ladder.contracts, key=lambda each: each.contract_from)],
        "disturbances": [entry_as_json(each) for each in sorted(ladder.disturbances, key=lambda each: each.occurred.on)],
        "arrears": [_arrears(ladder, each) for each in ladder.arrears],
        "evictions": [entry_as_json(each) for each in ladder.evictions],
        "rents": [
            {"entry": as_json(each.rent_id), "month": each.month, "paid_in_time": each.paid_in_time}
            for each in sorted(case.rents.values(), key=lambda each: each.month)
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "entry": as_json(step.entry_id), "from": as_json(step.since), "housing_step": as_json(step.housing_step),
        "landlord_kind": as_json(step.landlord_kind),
    }


def _arrears(ladder: HousingLadder, arrears_id: UUID) -> dict[str, Any]:
    return {
        **entry_as_json(ladder.arrears[arrears_id]),
        "remaining_sek": as_json(ladder.remaining_sek(arrears_id)),
        "handlings": [entry_as_json(each) for each in ladder.handlings.get(arrears_id, ())],
    }

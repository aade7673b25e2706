"""The words of the streams `viewpoint_inventory` and `development_proposal`, and each as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.development_proposal.proposal import DevelopmentProposal
from domain.viewpoint_inventory.inventory import ViewpointInventory
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "viewpoint_inventory.held": "Veckogenomgång av synpunkter",
    "viewpoint_inventory.withdrawn": "Veckogenomgång återtagen",
    "development_proposal.raised": "Utvecklingsförslag",
    "development_proposal.corrected": "Utvecklingsförslag ändrat",
    "development_proposal.status_changed": "Utvecklingsförslagets läge ändrat",
}
FIELD_LABELS: Mapping[str, str] = {
    "week_from": "Veckans måndag",
    "inventory_notes": "Anteckning",
    "proposed_on": "Föreslaget",
    "proposal": "Förslag",
    "owner_name": "Ansvarig för förslaget",
    "owner_title": "Befattning",
    "what_came_of_it": "Vad det ledde till",
}
TEXT_LABELS: Mapping[str, str] = {}


def inventory_document(inventory: ViewpointInventory) -> dict[str, Any]:
    """A weekly going-through as JSON; its viewpoints are ids, and a reader sees those that they may."""
    facts = inventory.facts
    assert facts is not None, "a stream that was read has events"
    year, week, _ = facts.week_from.isocalendar()
    return {
        "viewpoint_inventory": as_json(inventory.id), "version": inventory.version, "unit": as_json(facts.unit),
        "week_from": as_json(facts.week_from), "week": f"{year}-W{week:02}", "held_on": as_json(facts.held_on),
        "leader": {"id": as_json(facts.leader_id), "name": facts.leader_name, "title": facts.leader_title},
        "viewpoint_ids": as_json(facts.viewpoint_ids), "inventory_notes": facts.inventory_notes,
        "withdrawn": inventory.withdrawn is not None,
    }


def proposal_document(proposal: DevelopmentProposal) -> dict[str, Any]:
    """A development proposal as it stands, as JSON, with every change of its status."""
    facts = proposal.facts
    assert facts is not None, "a stream that was read has events"
    return {
        "development_proposal": as_json(proposal.id), "version": proposal.version, "unit": as_json(facts.unit),
        "proposed_on": as_json(facts.proposed_on), "proposal": facts.proposal, "viewpoint_ids": as_json(facts.viewpoint_ids),
        "owner": {"id": as_json(facts.owner_id), "name": facts.owner_name, "title": facts.owner_title},
        "due_on": as_json(facts.due_on), "status": as_json(proposal.status),
        "what_came_of_it": proposal.changes[-1].what_came_of_it if proposal.changes else None,
        "changes": [
            {
                "status": as_json(each.status), "changed_on": as_json(each.changed_on), "reason": each.reason,
                "what_came_of_it": each.what_came_of_it,
            }
            for each in proposal.changes
        ],
    }

"""What may be written: weekly goings-through of viewpoints, and the development proposals that come out of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.writes.write import Write, example_id
from domain.development_proposal.proposal import DevelopmentProposal
from domain.viewpoint_inventory.inventory import ViewpointInventory

_INVENTORIES = "/viewpoint-inventories"
_PROPOSALS = "/development-proposals"
_PROPOSAL = _PROPOSALS + "/{proposal_id}"
_UNIT = example_id("/units", "unit_id")
_MANAGER = example_id("/staff/managers", "staff_id")
_VIEWPOINT = example_id("/viewpoints", "viewpoint_id")

_PROPOSED: Mapping[str, Any] = {
    "unit": _UNIT, "proposed_on": "2026-03-27", "proposal": "Alla samtal får en agenda.", "viewpoint_ids": [_VIEWPOINT],
    "owner_id": _MANAGER, "due_on": "2026-05-29",
}

WRITES: tuple[Write, ...] = (
    Write(
        _INVENTORIES, ViewpointInventory.hold, "Registrera veckans genomgång av synpunkter, också när inget har kommit in",
        {
            "unit": _UNIT, "week_from": "2026-03-23", "held_on": "2026-03-27", "leader_id": _MANAGER,
            "viewpoint_ids": [_VIEWPOINT],
        },
        new_ids=("inventory_id",), on="2026-03-27", begins=True,
        more={"empty": {"unit": _UNIT, "week_from": "2026-03-16", "held_on": "2026-03-27", "leader_id": _MANAGER}},
    ),
    Write(
        _INVENTORIES + "/{inventory_id}/withdrawal", ViewpointInventory.withdraw, "Återta en veckogenomgång som blev fel",
        {"reason": "Genomgången ställdes in."}, new_ids=(), on="2026-03-27",
    ),
    Write(
        _PROPOSALS, DevelopmentProposal.raise_proposal, "Lägg ett utvecklingsförslag", _PROPOSED, new_ids=("proposal_id",),
        on="2026-03-27", begins=True,
    ),
    Write(
        _PROPOSAL + "/corrections", DevelopmentProposal.correct, "Ändra ett utvecklingsförslag: ansvarig, dag eller text",
        {**_PROPOSED, "due_on": "2026-06-12", "reason": "Arbetsgruppen behöver två veckor till."}, new_ids=(),
        on="2026-03-27",
    ),
    Write(
        _PROPOSAL + "/statuses", DevelopmentProposal.change_status, "Ändra utvecklingsförslagets läge",
        {"status": "resting", "changed_on": "2026-03-27", "reason": "Väntar på att alla är tillbaka."}, new_ids=(),
        on="2026-03-27",
        more={
            "done": {
                "status": "done", "changed_on": "2026-03-27", "reason": "Infört.",
                "what_came_of_it": "Varje samtal börjar med en agenda.",
            },
        },
    ),
)

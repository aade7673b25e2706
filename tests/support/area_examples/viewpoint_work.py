"""One full example of every event type of the streams `viewpoint_inventory` and `development_proposal`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.development_proposal.codes import ProposalStatus
from domain.development_proposal.events import ProposalCorrected, ProposalRaised, ProposalStatusChanged
from domain.viewpoint_inventory.events import InventoryHeld, InventoryWithdrawn
from tests.support.cast import BO, STAMP, UNIT, VIEWPOINT, cast_id

INVENTORY, PROPOSAL = cast_id(2420), cast_id(2421)

_inventory, _proposal = envelope(INVENTORY, 0, STAMP), envelope(PROPOSAL, 0, STAMP)
_PROPOSAL = {
    "unit": UNIT,
    "proposed_on": date(2024, 9, 2),
    "proposal": "Kvällstider två dagar i veckan.",
    "viewpoint_ids": (VIEWPOINT,),
    "owner_id": BO,
    "owner_name": "Bo Påhittad",
    "owner_title": "biträdande enhetschef",
    "due_on": date(2024, 11, 1),
}

EXAMPLES: tuple[DomainEvent, ...] = (
    InventoryHeld(
        **_inventory, unit=UNIT, week_from=date(2024, 7, 8), held_on=date(2024, 7, 12), leader_id=BO,
        leader_name="Bo Påhittad", leader_title="biträdande enhetschef", viewpoint_ids=(VIEWPOINT,),
        inventory_notes="Tas upp på arbetsgruppens möte.",
    ),
    InventoryWithdrawn(**_inventory, reason="Genomgången ställdes in."),
    ProposalRaised(**_proposal, **_PROPOSAL),
    ProposalCorrected(**_proposal, **_PROPOSAL, reason="Ny ansvarig."),
    ProposalStatusChanged(
        **_proposal, status=ProposalStatus.DONE, changed_on=date(2024, 10, 28), reason="Infört.",
        what_came_of_it="Kvällstider tisdag och torsdag.",
    ),
)

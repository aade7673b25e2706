"""One full example of every event type of the stream `viewpoint` that is not among the first ones."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.viewpoint import events as v
from domain.viewpoint.codes import ViewpointStep
from tests.support.cast import ANNA, BO, CASE, STAMP, VIEWPOINT, cast_id

DECISION = cast_id(2410)

_viewpoint = envelope(VIEWPOINT, 0, STAMP) | {"case_id": CASE}

EXAMPLES: tuple[DomainEvent, ...] = (
    v.AdaptationRuledOut(
        **_viewpoint, ruled_out_on=date(2024, 7, 16), ruled_out_reason="Lokalen kan inte byggas om.", ruled_out_by_id=ANNA,
        ruled_out_by_name="Anna Exempel", ruled_out_by_title="KBT-behandlare",
    ),
    v.ManagerTold(
        **_viewpoint, manager_told_on=date(2024, 7, 11), manager_id=BO, manager_name="Bo Påhittad",
        manager_title="biträdande enhetschef",
    ),
    v.ComplaintRegistered(**_viewpoint, registered_on=date(2024, 7, 12), registry_number="2024-0711"),
    v.ComplaintAnswered(
        **_viewpoint, complaint_answered_on=date(2024, 7, 24), complaint_answer="Du skulle ha fått tala till punkt.",
        measures_taken="Samtalen har en agenda som du är med och sätter.", answered_by_id=BO, answered_by_name="Bo Påhittad",
        answered_by_title="biträdande enhetschef",
    ),
    v.ReferredToAppeal(**_viewpoint, told_to_appeal_on=date(2024, 7, 15), decision_id=DECISION),
    v.StepWithdrawn(**_viewpoint, step=ViewpointStep.MANAGER, reason="Fel synpunkt."),
)

FIRST = {"viewpoint.step_withdrawn": ["viewpoint.received", "viewpoint.manager_told"]}

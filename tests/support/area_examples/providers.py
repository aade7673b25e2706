"""One full example of every event type of the area `providers`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.providers.events import (
    ExternalPlanReceived,
    ExternalPlanRefused,
    ExternalPlanReminded,
    ExternalPlanRequested,
)
from tests.support.cast import CASE, STAMP, cast_id, source

_CASE = envelope(CASE, 0, STAMP)
_REQUEST = cast_id(900)

EXAMPLES: tuple[DomainEvent, ...] = (
    ExternalPlanRequested(
        **_CASE, entry_id=_REQUEST, provider_name="Behandlingshemmet Påhittet", requested_on=date(2024, 4, 2),
        external_plan_due_on=date(2024, 4, 16), source=source("Externa planer"),
    ),
    ExternalPlanReminded(
        **_CASE, entry_id=cast_id(901), plan_request_id=_REQUEST, reminded_on=date(2024, 4, 17),
        external_plan_due_on=date(2024, 4, 30), source=source("Externa planer"),
    ),
    ExternalPlanReceived(
        **_CASE, entry_id=cast_id(902), plan_request_id=_REQUEST, provider_name="Behandlingshemmet Påhittet",
        received_on=date(2024, 4, 29), readable_by_system=False, established_on=date(2024, 3, 20), individual_took_part=True,
        document_reference="Bilaga 4 i pappersakten", source=source("Externa planer"),
    ),
    ExternalPlanRefused(
        **_CASE, entry_id=cast_id(903), plan_request_id=_REQUEST, refused_on=date(2024, 4, 22),
        reason="Utföraren lämnar bara ut planen till den enskilde.", source=source("Externa planer"),
    ),
)

FIRST = {
    "case.external_plan_reminded": ["case.opened", "case.external_plan_requested"],
    "case.external_plan_received": ["case.opened", "case.external_plan_requested"],
    "case.external_plan_refused": ["case.opened", "case.external_plan_requested"],
}

"""One full example of every event type of the stream `emergency_access`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.emergency_access import events as e
from domain.emergency_access.codes import EmergencyOutcome
from tests.support.cast import ANNA, BO, CASE, UNIT, cast_id

EXAMPLES: tuple[DomainEvent, ...] = (
    e.EmergencyAccessOpened(
        **envelope(cast_id(7010), 0, Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.CASE_WORK)), emergency_case_id=CASE,
        emergency_reason="Polisen ringer om ett akut hot; ansvarig går inte att nå.", emergency_minutes=60,
    ),
    e.EmergencyAccessReviewed(
        **envelope(cast_id(7010), 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.MANAGEMENT_REVIEW)),
        emergency_outcome=EmergencyOutcome.JUSTIFIED, emergency_review="Samtalet är bekräftat av polisen.",
        emergency_reviewed_on=date(2024, 12, 2),
    ),
)

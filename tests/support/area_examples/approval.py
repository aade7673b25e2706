"""One full example of every event type of the stream `approval`."""

from __future__ import annotations

from datetime import date

from domain.approval import events as e
from domain.approval.codes import ApprovalKind
from domain.base import DomainEvent, Purpose, Stamp, envelope
from tests.support.cast import ANNA, BO, UNIT, cast_id

_ASKED = envelope(cast_id(7000), 0, Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))
_ANSWERED = envelope(cast_id(7000), 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.ADMINISTRATION))

EXAMPLES: tuple[DomainEvent, ...] = (
    e.ApprovalRequested(
        **_ASKED, approval_kind=ApprovalKind.ERASURE, approval_subject="gallringsförslag 2024-1",
        approval_reason="Arkivet har kvitterat det som ska bevaras.", approval_asked_on=date(2024, 12, 2),
    ),
    e.ApprovalGranted(
        **_ANSWERED, approval_answer_reason="Varje akt är kontrollerad mot sista anteckningen.",
        approval_answered_on=date(2024, 12, 3),
    ),
    e.ApprovalDenied(
        **_ANSWERED, approval_answer_reason="Två av akterna har ett pågående ärende.", approval_answered_on=date(2024, 12, 3),
    ),
    e.ApprovalUsed(**_ASKED, approval_used_on=date(2024, 12, 4)),
)

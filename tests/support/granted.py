"""What takes two people, asked for by one and granted by another, as the ledger says it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from api.main import OpenBoard
from api.shell_writing import day_of_writing, simulated_time
from domain.approval.approval import Approval
from domain.approval.codes import ApprovalKind
from domain.base import Purpose, RetentionClass, Stamp
from domain.policies import DEFAULT_POLICY
from domain.record_keeping import Request

ASKER, GRANTER = UUID(int=0xA5C), UUID(int=0x64A)


def grant(board: OpenBoard, kind: ApprovalKind, subject: str, *, on: date | None = None) -> UUID:
    """An approval that can be used once; its id."""
    approval_id, day = uuid4(), on or day_of_writing(board)
    _decide(board, approval_id, ASKER, lambda approval, stamp: approval.request(
        approval_id=approval_id, approval_kind=kind, approval_subject=subject, approval_reason="Övning", stamp=stamp, today=day,
        policy=DEFAULT_POLICY,
    ))
    _decide(board, approval_id, GRANTER, lambda approval, stamp: approval.grant(
        approval_answer_reason="Planerat", stamp=stamp, today=day, policy=DEFAULT_POLICY,
    ))
    return approval_id


def _decide(board, approval_id, actor, decide):
    stamp = Stamp(actor_id=actor, unit_id=None, purpose=Purpose.ADMINISTRATION)
    board.records.carry_out(
        approval_id, RetentionClass.ACCESS_RULES, Approval.fold, lambda approval: decide(approval, stamp),
        Request(uuid4(), b"test", simulated_time(board)),
    )

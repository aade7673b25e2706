"""Four eyes (sv. *tvåhandsprincipen*): what is done only when one person has asked for it and another has granted it.

Whoever carries out such a thing calls `require_granted` first. The approval is used up by that; the same command asked again
finds that it is its own, so that what was interrupted can be taken up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.shell_writing import day_of_writing, simulated_time
from domain.approval.approval import Approval
from domain.approval.codes import ApprovalKind, ApprovalStatus
from domain.base import Purpose, RetentionClass, Stamp
from domain.errors import NotAllowedError
from domain.record_keeping import Request

if TYPE_CHECKING:
    from api.main import OpenBoard

_BY_COMMAND = UUID("b1d3b0f6-3c0e-5b2c-8e55-2f0f6a7f1c11")


def require_granted(
    board: OpenBoard, kind: ApprovalKind, subject: UUID | str, *, used_by: Account | str, command: UUID | None = None
) -> UUID:
    """Use an approval that another person has granted, before what it is about is begun; the approval's id.

    Args:
        subject: What is to be done, exactly as it was asked for.
        used_by: The account that does it, or whoever does as the access log names them.
        command: Of what is done; with it, doing the same again after an interruption finds the approval that it used.

    Raises:
        NotAllowedError: There is none that is granted, unused and not lapsed.
        StaleVersionError: Somebody else used it just now.
    """
    registers, today = Registers(board.ledger), day_of_writing(board)
    policy = registers.policy_history().on(today)
    about = [
        each for each in registers.of_kind("approval", Approval.fold).values()
        if each.asked is not None and each.asked.approval_kind is kind and each.asked.approval_subject == str(subject).strip()
    ]
    for each in about:
        if command is not None and each.id is not None and board.recorded_command(_use_of(each.id, command)):
            return each.id
    granted = next((each.id for each in about if each.status_on(today, policy) is ApprovalStatus.GRANTED), None)
    if granted is None:
        raise NotAllowedError(
            f"Det här ({kind.swedish}) kräver två personer. Begär det med 'aktspar approval request {kind} \"{subject}\"'"
            " eller POST /api/v1/approvals, och låt en annan person godkänna. Godkännandet gäller en gång och i"
            f" {policy.approval_days} dagar."
        )
    stamp = Stamp(actor_id=actor_of(board, used_by), unit_id=None, purpose=Purpose.ADMINISTRATION)
    use = _use_of(granted, command or uuid4())
    board.records.carry_out(
        granted, RetentionClass.ACCESS_RULES, Approval.fold,
        lambda approval: approval.use(stamp=stamp, today=today, policy=policy),
        Request(use, f"use/{granted}".encode(), simulated_time(board)),
    )
    return granted


def actor_of(board: OpenBoard, who: Account | str) -> UUID:
    """Who acts, as the ledger names them: the account's member of staff, or a pseudonym of the caller."""
    if isinstance(who, str):
        return board.access_log.pseudonym(who)
    return who.staff or board.access_log.pseudonym(f"konto:{who.name}")


def _use_of(approval_id: UUID, command: UUID) -> UUID:
    return uuid5(_BY_COMMAND, f"{approval_id}/{command}")

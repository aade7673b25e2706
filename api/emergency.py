"""Emergency access (sv. *nödåtkomst*): opened by who has no other way in, seen at once by others, and reviewed by one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.access import CaseAccess, today
from api.access_matrix import rule_of
from api.emergency_standing import opened_us
from api.problems import Text
from api.reading import Answer, Reader
from api.writing_member import require_member
from domain.base import DomainEvent, RecordedEvent, RetentionClass, Stamp
from domain.case.case import Case
from domain.emergency_access.access import EmergencyAccess
from domain.emergency_access.codes import EmergencyOutcome
from domain.errors import NotFoundError
from domain.policies import Policy
from domain.record_keeping import Request
from projections.areas.emergency_access import emergency_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.main import OpenBoard

_NO_STAFF = Text(
    "Nödåtkomst öppnas och granskas av den som finns i personalregistret. Koppla kontot till en medarbetare.",
    "An emergency access is opened and reviewed by members of staff. Connect the account with a member of staff.",
)
_MADE = UUID("7a7b9bd6-2f5b-5ac3-9c06-6a2d1f0c8e55")


class Emergency:
    """Somebody who opens or reviews an emergency access, once.

    Args:
        caller: As the access log names them.
        action: The route's pattern.
        request_id: Of the access record.
        simulated_us: When, on a simulated ledger; microseconds since 1970 UTC.
    """

    def __init__(
        self, board: OpenBoard, account: Account, *, caller: str, action: str, request_id: UUID, simulated_us: int | None
    ) -> None:
        self._actor = require_member(board, account, simulated_us, _NO_STAFF)
        self._board = board
        self._account = account
        self._log = (caller, action, request_id)
        self._simulated_us = simulated_us

    def open(self, case_id: UUID, reason: str, key: UUID) -> dict[str, Any]:
        """Open a case's record for some minutes; from now on it can be read.

        Args:
            reason: What has happened, and why it cannot wait.
            key: The `Idempotency-Key`.

        Raises:
            NotFoundError: There is no such case.
            DomainError: What the decision refuses.
            UnavailableError: Neither the access log nor its second place can be written.
        """
        if self._board.family_of(case_id) != "case":
            raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera uuid:t.")
        unit = Case.fold(each.event for each in self._board.ledger.stream(case_id)).unit
        access_id, stamp = uuid5(_MADE, str(key)), self._stamp(unit)

        def decide(access: EmergencyAccess, policy: Policy) -> Sequence[DomainEvent]:
            return access.open(
                access_id=access_id, emergency_case_id=case_id, emergency_reason=reason, stamp=stamp, policy=policy
            )

        return self._carried_out(access_id, decide, key, f"open/{case_id}/{reason}", [case_id], reason)

    def review(self, access_id: UUID, outcome: EmergencyOutcome, review: str, key: UUID) -> dict[str, Any]:
        """Say afterwards what an emergency access was.

        Raises:
            NotFoundError: There is none of that id where the reviewer may review.
            DomainError: What the decision refuses.
            UnavailableError: The access log cannot be written.
        """
        access = _found(self._board, access_id)
        if access.opened is None or not _may_see(self._board, self._account, access.opened.emergency_case_id):
            raise NotFoundError("Nödåtkomsten finns inte i nämnden. Se GET /api/v1/emergency-accesses.")
        stamp, day = self._stamp(None), today(self._board)

        def decide(access: EmergencyAccess, policy: Policy) -> Sequence[DomainEvent]:
            return access.review(
                emergency_outcome=outcome, emergency_review=review, stamp=stamp, today=day, policy=policy
            )

        case_id = access.opened.emergency_case_id
        return self._carried_out(access_id, decide, key, f"review/{outcome}/{review}", [case_id], None)

    def _carried_out(
        self, access_id: UUID, decide: Any, key: UUID, content: str, cases: list[UUID], reason: str | None
    ) -> dict[str, Any]:
        policy = Registers(self._board.ledger).policy_history().on(today(self._board))

        def logged(access: EmergencyAccess) -> Sequence[DomainEvent]:
            decided: Sequence[DomainEvent] = decide(access, policy)
            self._record(cases, "written", reason)
            return decided

        request = Request(key, content.encode(), self._simulated_us)
        receipt = self._board.records.carry_out(
            access_id, RetentionClass.ACCESS_RULES, EmergencyAccess.fold, logged, request
        )
        if receipt.repeated:
            self._record(cases, "repeated", reason)
        return {"position": receipt.first_position, **emergency_document(
            _found(self._board, access_id), opened_us(self._board, access_id)
        )}

    def _record(self, cases: list[UUID], outcome: str, reason: str | None) -> None:
        caller, action, request_id = self._log
        self._board.access_log.record(
            caller=caller, action=action, purpose=self._account.role.purpose, cases=cases, known_at=self._board.ledger.size(),
            outcome=outcome, purpose_reason=reason, request_id=request_id, is_emergency=reason is not None,
        )

    def _stamp(self, unit: UUID | None) -> Stamp:
        return Stamp(actor_id=self._actor, unit_id=unit, purpose=self._account.role.purpose)


def emergency_accesses(
    board: OpenBoard, reader: Reader, account: Account, *, known_at: str | None = None, unreviewed: bool = False
) -> Answer:
    """The emergency accesses that somebody may review, the latest first.

    Args:
        unreviewed: Only those that nobody has reviewed.

    Raises:
        InvalidValueError: `known_at` cannot be used.
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(known_at)
    found: list[tuple[EmergencyAccess, int]] = []
    for each_id, each in Registers(board.ledger).of_kind("emergency_access", EmergencyAccess.fold, as_of.size).items():
        is_wanted = each.opened is not None and not (unreviewed and each.reviewed is not None)
        if is_wanted and each.opened is not None and _may_see(board, account, each.opened.emergency_case_id):
            found.append((each, opened_us(board, each_id)))
    found.sort(key=lambda pair: -pair[1])
    reader.record_shown(as_of, {each.opened.emergency_case_id for each, _ in found if each.opened is not None})
    waiting = sum(each.reviewed is None for each, _ in found)
    document = {
        **reader.head(as_of), "unreviewed": waiting, "emergency_accesses": [emergency_document(*pair) for pair in found],
    }
    return Answer(document, found)


def _may_see(board: OpenBoard, account: Account, case_id: UUID) -> bool:
    stream: list[RecordedEvent] = board.ledger.stream(case_id)
    unit = Case.fold(each.event for each in stream).unit
    scope = CaseAccess(board, account, None).scope(rule_of("GET /api/v1/emergency-accesses"))
    return scope.units is None or unit in scope.units


def _found(board: OpenBoard, access_id: UUID) -> EmergencyAccess:
    if board.family_of(access_id) != "emergency_access":
        raise NotFoundError("Nödåtkomsten finns inte i nämnden. Se GET /api/v1/emergency-accesses.")
    return EmergencyAccess.fold(each.event for each in board.ledger.stream(access_id))

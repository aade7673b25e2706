"""Review of rights (sv. *behörighetsgenomgång*): every account is listed with its last use, and somebody else decides of it.

A decision takes effect at once: the account is changed or closed first, and then it is recorded that it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access import today
from api.problems import Text
from api.reading import Answer, Reader
from api.writing_member import require_member
from domain.base import DomainEvent, Purpose, RetentionClass, Stamp
from domain.errors import InvalidValueError, NotFoundError
from domain.record_keeping import Request
from domain.rights_review.codes import RightsDecision
from domain.rights_review.events import ListedAccount
from domain.rights_review.review import RightsReview
from projections.areas.rights_review import rights_review_document
from projections.local_time import day_of

if TYPE_CHECKING:
    from api.main import OpenBoard

_MADE = UUID("0c9f4f0e-6a0b-5b39-9d57-8f8f3c1d7a31")
_NO_STAFF = Text(
    "Behörigheter gås igenom av den som finns i personalregistret. Koppla kontot till en medarbetare.",
    "Rights are reviewed by members of staff. Connect the account with a member of staff.",
)


class RightsDesk:
    """Somebody who begins a review, decides of an account, or ends it, once.

    Args:
        caller, action, request_id: As the access log is to name them.
        simulated_us: When, on a simulated ledger; microseconds since 1970 UTC.
    """

    def __init__(
        self, board: OpenBoard, account: Account, *, caller: str, action: str, request_id: UUID, simulated_us: int | None
    ) -> None:
        actor = require_member(board, account, simulated_us, _NO_STAFF)
        self._board = board
        self._account = account
        self._log = (caller, action, request_id)
        self._simulated_us = simulated_us
        self._stamp = Stamp(actor_id=actor, unit_id=None, purpose=Purpose.ADMINISTRATION)
        self._today = today(board) if simulated_us is None else day_of(simulated_us)

    def begin(self, key: UUID) -> dict[str, Any]:
        """List every open account with its role, unit and last use.

        Raises:
            ConflictError: A review goes on.
            UnavailableError: The access log cannot be written.
        """
        review_id = uuid5(_MADE, str(key))

        def decide(review: RightsReview) -> Sequence[DomainEvent]:
            others = Registers(self._board.ledger).of_kind("rights_review", RightsReview.fold).values()
            return review.begin(
                rights_review_id=review_id, listed_accounts=listed_accounts(self._board), others=others, stamp=self._stamp,
                today=self._today,
            )

        return self._carried_out(review_id, decide, key, "begin")

    def decide(
        self, review_id: UUID, account: str, decision: RightsDecision, reason: str, new_role: str | None, key: UUID
    ) -> dict[str, Any]:
        """Confirm, change or remove an account's rights; what is changed or removed is so at once.

        Raises:
            NotFoundError: Unknown review, or the account is not in its list.
            InvalidValueError: There is no such role.
            DomainError: What the decision refuses.
            UnavailableError: The access log cannot be written.
        """
        if new_role is not None and new_role not in list(Role):
            raise InvalidValueError(f"Rollen finns inte; välj bland {', '.join(Role)}.")
        policy = Registers(self._board.ledger).policy_history().on(self._today)

        def decide(review: RightsReview) -> Sequence[DomainEvent]:
            return review.decide(
                account_name=account, rights_decision=decision, rights_reason=reason, new_account_role=new_role,
                own_account=self._account.name, stamp=self._stamp, policy=policy,
            )

        def take_effect() -> None:
            self._take_effect(account, decision, new_role)

        return self._carried_out(review_id, decide, key, f"decide/{account}/{decision}/{new_role}/{reason}", take_effect)

    def close(self, review_id: UUID, key: UUID) -> dict[str, Any]:
        """End the review, when everybody's rights are decided of.

        Raises:
            NotFoundError: Unknown review.
            DomainError: What the decision refuses.
            UnavailableError: The access log cannot be written.
        """
        return self._carried_out(
            review_id, lambda review: review.close(stamp=self._stamp, today=self._today), key, "close"
        )

    def _take_effect(self, name: str, decision: RightsDecision, new_role: str | None) -> None:
        known = self._board.accounts.named(name)
        if known is None or known.board != self._board.slug or decision is RightsDecision.CONFIRMED:
            return
        change = {"is_closed": True} if new_role is None else {"role": Role(new_role)}
        self._board.accounts.put([known.model_copy(update=change)])

    def _carried_out(
        self, review_id: UUID, decide: Callable[[RightsReview], Sequence[DomainEvent]], key: UUID, content: str,
        take_effect: Callable[[], None] = lambda: None,
    ) -> dict[str, Any]:
        def logged(review: RightsReview) -> Sequence[DomainEvent]:
            decided = decide(review)
            self._record("written")
            # Before it is recorded: what is recorded has happened, and what happens twice is the same.
            take_effect()
            return decided

        request = Request(key, content.encode(), self._simulated_us)
        receipt = self._board.records.carry_out(
            review_id, RetentionClass.ACCESS_RULES, RightsReview.fold, logged, request
        )
        if receipt.repeated:
            self._record("repeated")
        return {"position": receipt.first_position, **rights_review_document(_found(self._board, review_id))}

    def _record(self, outcome: str) -> None:
        caller, action, request_id = self._log
        self._board.access_log.record(
            caller=caller, action=action, purpose=self._account.role.purpose, cases=(), known_at=self._board.ledger.size(),
            outcome=outcome, request_id=request_id,
        )


def rights_reviews(reader: Reader) -> Answer:
    """The reviews, the latest first, and whether the next is overdue.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    board, as_of = reader.board, reader.as_of(None)
    found = list(Registers(board.ledger).of_kind("rights_review", RightsReview.fold, as_of.size).values())
    due = due_on(board, found)
    reader.record_shown(as_of, ())
    document = {
        **reader.head(as_of), "due_on": due.isoformat(), "is_overdue": due < today(board),
        "rights_reviews": [rights_review_document(each) for each in reversed(found)],
    }
    return Answer(document, found)


def due_on(board: OpenBoard, reviews: Sequence[RightsReview]) -> date:
    """The last day to end the next review: so long after the last, or after the board's first event."""
    closed = [each.closed.rights_review_closed_on for each in reviews if each.closed is not None]
    policy = Registers(board.ledger).policy_history().on(today(board))
    if closed:
        return max(closed) + timedelta(days=policy.rights_review_days)
    first = board.ledger.read(0, 1)
    since = day_of(first[0].recorded_us) if first else today(board)
    return since + timedelta(days=policy.rights_review_days)


def listed_accounts(board: OpenBoard) -> list[ListedAccount]:
    """Every open account of the board, with its unit and the day that it was last used, by the access log."""
    used: dict[str, int] = {}
    for reading in board.access_readings.in_period():
        used[reading.caller] = reading.at_us
    staff = Registers(board.ledger).staff()
    found = []
    for each in board.accounts.all():
        if each.board != board.slug or each.is_closed:
            continue
        member = None if each.staff is None else staff.get(each.staff)
        last = used.get(f"konto:{each.name}")
        found.append(ListedAccount(
            account_name=each.name, account_role=each.role.value, account_staff=each.staff,
            account_unit=None if member is None else member.unit, last_used_on=None if last is None else day_of(last),
        ))
    return found


def _found(board: OpenBoard, review_id: UUID) -> RightsReview:
    if board.family_of(review_id) != "rights_review":
        raise NotFoundError("Behörighetsgenomgången finns inte i nämnden. Se GET /api/v1/rights-reviews.")
    return RightsReview.fold(each.event for each in board.ledger.stream(review_id))

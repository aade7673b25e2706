"""One review of everybody's rights (sv. *genomgång av behörigheter*)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.rights_review.codes import RightsDecision
from domain.rights_review.events import ListedAccount, RightsDecided, RightsReviewBegun, RightsReviewClosed
from domain.stream_state import StreamState


class RightsReview(StreamState):
    """One review of rights (sv. *behörighetsgenomgång*), folded from its stream's events. `version` 0 = not begun."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.begun: RightsReviewBegun | None = None
        self.decided: dict[str, RightsDecided] = {}
        self.closed: RightsReviewClosed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case RightsReviewBegun():
                self.begun = event
            case RightsDecided():
                self.decided[event.account_name] = event
            case RightsReviewClosed():
                self.closed = event

    @property
    def accounts(self) -> tuple[ListedAccount, ...]:
        """The accounts that are looked at."""
        return () if self.begun is None else self.begun.listed_accounts

    def undecided(self) -> list[str]:
        """The accounts that nobody has decided of."""
        return [each.account_name for each in self.accounts if each.account_name not in self.decided]

    def begin(
        self, *, rights_review_id: UUID, listed_accounts: Sequence[ListedAccount], others: Iterable[RightsReview], stamp: Stamp,
        today: date,
    ) -> tuple[RightsReviewBegun]:
        """List every open account (sv. *påbörja behörighetsgenomgång*).

        Raises:
            ConflictError: It is begun already, or another is and is not closed.
        """
        if self.version or any(each.begun is not None and each.closed is None for each in others):
            raise ConflictError("En behörighetsgenomgång pågår redan. Avsluta den först.")
        return (
            RightsReviewBegun(
                **envelope(rights_review_id, 0, stamp), rights_review_begun_on=today, listed_accounts=tuple(listed_accounts)
            ),
        )

    def decide(
        self, *, account_name: str, rights_decision: RightsDecision, rights_reason: str, new_account_role: str | None,
        own_account: str, stamp: Stamp, policy: Policy,
    ) -> tuple[RightsDecided]:
        """Confirm, change or remove somebody's rights, as another manager than the holder (sv. *besluta om behörighet*).

        Args:
            own_account: Of who decides.

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: It is closed.
            NotFoundError: The account is not in its list.
            NotAllowedError: It is the decider's own.
            InvalidValueError: `rights_reason`; a changed role without a new one, or a new one without a change.
        """
        review_id = self._require_open()
        listed = next((each for each in self.accounts if each.account_name == account_name), None)
        if listed is None:
            raise NotFoundError("Kontot finns inte i genomgångens lista. Se GET /api/v1/rights-reviews.")
        if account_name == own_account or listed.account_staff == stamp.actor_id:
            raise NotAllowedError("Ingen beslutar om sin egen behörighet. Be en annan chef.")
        policy.require_text(rights_reason, "Skälet till beslutet")
        if (rights_decision is RightsDecision.CHANGED) != (new_account_role is not None):
            raise InvalidValueError("Ange den nya rollen precis när rollen ändras.")
        return (
            RightsDecided(
                **envelope(review_id, self.version, stamp), account_name=account_name, rights_decision=rights_decision,
                new_account_role=new_account_role, rights_reason=rights_reason,
            ),
        )

    def close(self, *, stamp: Stamp, today: date) -> tuple[RightsReviewClosed]:
        """End the review (sv. *avsluta behörighetsgenomgång*).

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: It is closed; somebody's rights are not decided of.
        """
        review_id = self._require_open()
        if waiting := len(self.undecided()):
            raise NotAllowedError(f"{waiting} konton saknar beslut. Behåll, ändra eller avsluta vart och ett först.")
        decisions = [each.rights_decision for each in self.decided.values()]
        return (
            RightsReviewClosed(
                **envelope(review_id, self.version, stamp), rights_review_closed_on=today,
                rights_confirmed=decisions.count(RightsDecision.CONFIRMED),
                rights_changed=decisions.count(RightsDecision.CHANGED),
                rights_removed=decisions.count(RightsDecision.REMOVED),
            ),
        )

    def _require_open(self) -> UUID:
        if self.id is None or self.begun is None:
            raise NotFoundError("Behörighetsgenomgången finns inte i nämnden. Se GET /api/v1/rights-reviews.")
        if self.closed is not None:
            raise NotAllowedError(f"Behörighetsgenomgången avslutades {self.closed.rights_review_closed_on}.")
        return self.id

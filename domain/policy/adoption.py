"""A decision on the bounds that a board sets itself (sv. *beslut om riktvärden*): each is a stream of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.adopting import require_adopted, require_from_today, require_undecided
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.policy.events import PolicyAdopted, PolicyValue, PolicyWithdrawn
from domain.policy.values import checked
from domain.stream_state import StreamState


class PolicyAdoption(StreamState):
    """One decision on bounds (sv. *beslut om riktvärden*), folded from its stream's events. `version` 0 = not adopted."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.adopted: PolicyAdopted | None = None
        self.withdrawn: PolicyWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, PolicyAdopted):
            self.adopted = event
        elif isinstance(event, PolicyWithdrawn):
            self.withdrawn = event

    def adopt(
        self,
        *,
        adoption_id: UUID,
        policy_values: tuple[PolicyValue, ...],
        takes_effect_on: date,
        adopted_on: date,
        adopted_by: str,
        board_decision_reference: str | None = None,
        reason: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PolicyAdopted]:
        """Adopt bounds from a day on (sv. *anta riktvärden*).

        Args:
            policy_values: At least one; those that are not named stay as they are.
            takes_effect_on: From today on. Never before: what was answered as of yesterday must not change.
            adopted_on: Not after today.

        Raises:
            ConflictError: Already adopted.
            InvalidValueError: `policy_values`; then `takes_effect_on`, `adopted_on`, `adopted_by`, `board_decision_reference`,
                `reason`.
        """
        require_undecided(self.version)
        values = checked(policy_values)
        require_from_today(takes_effect_on, "Riktvärdena", today)
        require_adopted(adopted_on, adopted_by, board_decision_reference, reason, today=today, policy=policy)
        return (
            PolicyAdopted(
                **envelope(adoption_id, 0, stamp),
                policy_values=values,
                takes_effect_on=takes_effect_on,
                adopted_on=adopted_on,
                adopted_by=adopted_by,
                board_decision_reference=board_decision_reference,
                reason=reason,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[PolicyWithdrawn]:
        """Take back bounds that have not taken effect (sv. *återta riktvärden*).

        Raises:
            NotFoundError: Unknown decision.
            NotAllowedError: Withdrawn already; then they took effect today or earlier: adopt others instead.
            InvalidValueError: `reason`.
        """
        if self.id is None or self.adopted is None:
            raise NotFoundError("Beslutet finns inte i nämnden. Kontrollera vilket beslut det gäller.")
        if self.withdrawn is not None:
            raise NotAllowedError("Beslutet är redan återtaget.")
        if self.adopted.takes_effect_on <= today:
            raise NotAllowedError(
                f"Riktvärdena gäller sedan {self.adopted.takes_effect_on} och kan inte återtas. Anta nya från en senare dag."
            )
        policy.require_short_text(reason, "Orsaken till att beslutet återtas")
        return (PolicyWithdrawn(**envelope(self.id, self.version, stamp), reason=reason),)

"""Facts about the bounds that a board decides for itself (sv. *riktvärden*)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from domain.base import DomainEvent, Immutable, RetentionClass


class PolicyValue(Immutable):
    """One bound and what it is to be (sv. *riktvärde*).

    `bound` is the name of a field of `Policy`; `amount` is its value as text, so that days, decimals and lists are stored alike.
    """

    bound: str
    amount: str


class PolicyEvent(DomainEvent):
    """What every fact about bounds shares: it is about the organisation and about no person."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class PolicyAdopted(PolicyEvent):
    """Bounds were adopted that take effect on a day; the others stay as they are (sv. *antagna riktvärden*)."""

    TYPE: ClassVar[str] = "policy.adopted"

    policy_values: tuple[PolicyValue, ...]
    takes_effect_on: date
    adopted_on: date
    adopted_by: str
    """Who decided, as a role or a body: the board, the head of the unit."""
    board_decision_reference: str | None = None
    reason: str


class PolicyWithdrawn(PolicyEvent):
    """Adopted bounds were taken back before they took effect (sv. *återtagna riktvärden*)."""

    TYPE: ClassVar[str] = "policy.withdrawn"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (PolicyAdopted, PolicyWithdrawn)

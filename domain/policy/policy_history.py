"""Which bounds held when (sv. *riktvärdenas historik*): an answer as of March uses the bounds of March."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from domain.base import DomainEvent
from domain.policies import DEFAULT_POLICY, Policy
from domain.policy.events import PolicyAdopted, PolicyWithdrawn
from domain.policy.values import as_adopted


class PolicyHistory:
    """Every bound that a board has adopted, with its day of effect (sv. *riktvärdenas historik*).

    Attributes:
        adopted: What stands, by the day that it takes effect, then as recorded.
    """

    def __init__(self, adopted: Iterable[PolicyAdopted] = ()) -> None:
        self.adopted = tuple(sorted(adopted, key=lambda each: each.takes_effect_on))

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The history after the events of all decisions of a board, in the order recorded; never refuses."""
        standing: dict[UUID, PolicyAdopted] = {}
        for event in events:
            if isinstance(event, PolicyAdopted):
                standing[event.originator_id] = event
            elif isinstance(event, PolicyWithdrawn):
                standing.pop(event.originator_id, None)
        return cls(standing.values())

    def on(self, day: date) -> Policy:
        """The bounds on a day: of each the value that took effect last by then, else its default.

        A bound that was adopted and is no longer in the program is passed over. A value that today's limits for the bound would
        refuse holds until the board adopts another: tightening those limits changes no history.
        """
        values: dict[str, Any] = {}
        for adopted in self.adopted:
            if adopted.takes_effect_on <= day:
                for value in adopted.policy_values:
                    values |= as_adopted(value)
        return DEFAULT_POLICY.model_copy(update=values) if values else DEFAULT_POLICY

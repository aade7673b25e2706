"""Which bounds a record was written under (sv. *riktvärden när det skrevs*), whatever has been adopted since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.base import RecordedEvent
from domain.policies import Policy
from domain.policy.policy_history import PolicyHistory


class BoundsAsWritten:
    """The bounds that were known when something was recorded, so that what was in time then is in time for ever.

    Args:
        adopted: The events of a board's decisions about bounds, in the ledger's order.
    """

    def __init__(self, adopted: Iterable[RecordedEvent] = ()) -> None:
        self._adopted = tuple(adopted)
        self._histories: dict[int, PolicyHistory] = {}

    def at(self, position: int, day: date) -> Policy:
        """The bounds on a day, by what had been recorded before a position."""
        known = sum(each.position < position for each in self._adopted)
        if known not in self._histories:
            self._histories[known] = PolicyHistory.fold(each.event for each in self._adopted[:known])
        return self._histories[known].on(day)

"""What every decision about formal decisions checks the same way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.decisions.events import DecisionMade
from domain.case.guards import GuardedCase, require_existing
from domain.policies import require_not_after_today, require_order


class GuardedDecisions(GuardedCase):
    """A case that knows its formal decisions.

    What follows a decision is not bound by the closing of the case: an appeal comes when it comes.
    """

    def _require_decision(self, entry_id: UUID, what: str, decision_id: UUID) -> DecisionMade:
        """Refuse an unknown case, a used id, and a decision that is not in the case."""
        self._require_known()
        self._require_new_entry(entry_id, what)
        require_existing(decision_id, self.decision.decisions, "Beslutet")
        return self.decision.decisions[decision_id]


def require_after_decision(decision: DecisionMade, day: date, what: str, today: date) -> None:
    """Refuse a day after today, and one before the decision."""
    require_not_after_today(day, what, today)
    require_order(decision.decided_on, "dagen för beslutet", day, what)

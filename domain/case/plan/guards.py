"""What every decision about the plan checks the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.case.guards import GuardedCase, require_existing
from domain.errors import InvalidValueError
from domain.policies import Policy, require_order

_CODE = re.compile(r"[A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö._-]*")


class GuardedPlan(GuardedCase):
    """A case that knows its plans."""

    def _require_entry_of_plan(self, entry_id: UUID, plan_id: UUID, what: str) -> None:
        """Refuse an unknown case, a used id, and a plan that is not this case's, in that order."""
        self._require_known()
        self._require_new_entry(entry_id, what)
        require_existing(plan_id, self.plans, "Planen")

    def _require_known_goals(self, goal_ids: Iterable[UUID]) -> None:
        for goal_id in goal_ids:
            require_existing(goal_id, self.plan_work.goals, "Målet")

    def _require_known_methods(self, method_ids: Iterable[UUID]) -> None:
        for method_id in method_ids:
            require_existing(method_id, self.plan_work.methods, "Metoden")

    def _require_after_plan(self, plan_id: UUID, day: date, what: str) -> None:
        require_order(self.plans[plan_id].established_on, "planens datum", day, what)


def require_catalogue_code(code: str, what: str, policy: Policy) -> None:
    """Refuse what is no code: it stands among codes and dates, where nothing that tells about a person may stand."""
    policy.require_short_text(code, what)
    if not _CODE.fullmatch(code):
        raise InvalidValueError(
            f"{what} är ingen kod. Skriv koden ur enhetens lista: en bokstav först, sedan bokstäver, siffror, punkt eller streck."
        )


def require_text_if(text: str | None, what: str, policy: Policy, *, needed: bool = False) -> None:
    """Refuse a text that is missing where it is needed, or that is given and is no text."""
    if text is not None or needed:
        policy.require_text(text or "", what)

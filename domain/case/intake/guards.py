"""What every decision about intake checks the same way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.case.guards import GuardedCase
from domain.policies import require_not_after_today, require_order


class GuardedIntake(GuardedCase):
    """A case that knows when its requests came in."""

    def _require_intake_day(self, day: date, what: str, today: date, *, imported: bool) -> None:
        """Refuse a day after today, and one after the closing."""
        require_not_after_today(day, what, today)
        self._require_open_on(day, what, imported=imported)

    def _require_after_intake(self, intake_id: UUID, day: date, what: str, today: date, *, imported: bool) -> None:
        """Refuse the same, and a day before the request."""
        self._require_intake_day(day, what, today, imported=imported)
        require_order(self.intake.intakes[intake_id].requested_on, "den dag begäran kom in", day, what)

"""What a case remembers: that deviations around the individual were reported."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.deviation_notes.events import DeviationNoted


class DeviationNotes(Area):
    """Deviations that were noted.

    Attributes:
        noted: As recorded.
    """

    def clear(self) -> None:
        """Nothing was noted."""
        self.noted: list[DeviationNoted] = []

    def _note(self, event: DeviationNoted) -> None:
        self.noted = [*self.noted, event]

    APPLY = {DeviationNoted: _note}

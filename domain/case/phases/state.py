"""What a case remembers: the phases of the treatment."""

from __future__ import annotations

from datetime import date

from domain.case.area import Area
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered


class Phases(Area):
    """The phases of the treatment.

    Attributes:
        entered: By the day they were entered, then as recorded.
    """

    def clear(self) -> None:
        """No phase has been entered."""
        self.entered: list[PhaseEntered] = []

    def on(self, day: date) -> TreatmentPhase | None:
        """The phase on a day; None = none was entered by then."""
        return next((each.phase for each in reversed(self.entered) if each.entered_on <= day), None)

    def _enter(self, event: PhaseEntered) -> None:
        self.entered = sorted([*self.entered, event], key=lambda each: each.entered_on)

    APPLY = {PhaseEntered: _enter}

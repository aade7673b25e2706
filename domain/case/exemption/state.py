"""What a case remembers: exemptions from completeness rules."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.exemption.events import CaseExempted


class Exemptions(Area):
    """Exemptions from completeness rules.

    Attributes:
        granted: As recorded.
    """

    def clear(self) -> None:
        """The case is exempted from nothing."""
        self.granted: list[CaseExempted] = []

    def _exempt(self, event: CaseExempted) -> None:
        self.granted = [*self.granted, event]

    APPLY = {CaseExempted: _exempt}

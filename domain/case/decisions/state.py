"""What a case remembers: formal decisions, their follow-up and appeals."""

from __future__ import annotations

from domain.case.area import Area


class DecisionRecord(Area):
    """Formal decisions, their follow-up and appeals."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

"""What a case remembers: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from domain.case.area import Area


class PlanWork(Area):
    """The implementation plan's goals, methods, revisions and follow-ups."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

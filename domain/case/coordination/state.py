"""What a case remembers: the coordinated individual plan."""

from __future__ import annotations

from domain.case.area import Area


class Coordination(Area):
    """The coordinated individual plan."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

"""What a case remembers: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from domain.case.area import Area


class Team(Area):
    """The coordinating worker and the co-workers, with their periods."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

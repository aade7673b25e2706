"""What a case remembers: case reviews."""

from __future__ import annotations

from domain.case.area import Area


class Review(Area):
    """Case reviews."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

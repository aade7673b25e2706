"""What a case remembers: meetings of the three parties."""

from __future__ import annotations

from domain.case.area import Area


class Meetings(Area):
    """Meetings of the three parties."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

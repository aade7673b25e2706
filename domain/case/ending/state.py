"""What a case remembers: what is documented when a case ends."""

from __future__ import annotations

from domain.case.area import Area


class Ending(Area):
    """What is documented when a case ends."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

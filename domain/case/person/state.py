"""What a case remembers: what must be known of the person to meet them rightly."""

from __future__ import annotations

from domain.case.area import Area


class Person(Area):
    """What must be known of the person to meet them rightly."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

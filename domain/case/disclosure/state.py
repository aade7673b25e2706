"""What a case remembers: extracts to the individual and requests for records."""

from __future__ import annotations

from domain.case.area import Area


class Disclosure(Area):
    """Extracts to the individual and requests for records."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

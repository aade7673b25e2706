"""What a case remembers: plans of external providers."""

from __future__ import annotations

from domain.case.area import Area


class Providers(Area):
    """Plans of external providers."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

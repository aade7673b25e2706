"""What a case remembers: signatures on journal notes."""

from __future__ import annotations

from domain.case.area import Area


class Signing(Area):
    """Signatures on journal notes."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

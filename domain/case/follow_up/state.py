"""What a case remembers: follow-ups after the closing."""

from __future__ import annotations

from domain.case.area import Area


class FollowUp(Area):
    """Follow-ups after the closing."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

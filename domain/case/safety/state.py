"""What a case remembers: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from domain.case.area import Area


class Safety(Area):
    """Screening, warning signals, concern reports and immediate protection."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

"""What a case remembers: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from domain.case.area import Area


class Contacts(Area):
    """Contacts of every kind beside the booked sessions."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

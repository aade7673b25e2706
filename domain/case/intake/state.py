"""What a case remembers: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from domain.case.area import Area


class Intake(Area):
    """How the case came to the unit: referral, first contact, queue, first visits and need."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

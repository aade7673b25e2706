"""What a case remembers: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from domain.case.area import Area


class HousingLadder(Area):
    """Steps on the housing ladder, disturbances, arrears, eviction, own contract."""

    APPLY = {}

    def clear(self) -> None:
        """Nothing is remembered."""

"""The coded words of the review of rights."""

from __future__ import annotations

from domain.codes import Code


class RightsDecision(Code):
    """What was decided of somebody's rights (sv. *beslut om behörighet*)."""

    CONFIRMED = "confirmed", "behålls"
    CHANGED = "changed", "ändrad roll"
    REMOVED = "removed", "avslutad"

"""Decisions: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class HousingLadderDecisions(GuardedCase):
    """Steps on the housing ladder, disturbances, arrears, eviction, own contract."""

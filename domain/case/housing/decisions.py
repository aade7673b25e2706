"""Decisions: steps on the housing ladder, disturbances, arrears, eviction, own contract."""

from __future__ import annotations

from domain.case.housing.home_decisions import HomeDecisions
from domain.case.housing.tenancy_decisions import TenancyDecisions


class HousingLadderDecisions(HomeDecisions, TenancyDecisions):
    """Steps on the housing ladder, disturbances, arrears, eviction, own contract."""

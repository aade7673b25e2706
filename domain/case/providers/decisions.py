"""Decisions: plans of external providers."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class ProvidersDecisions(GuardedCase):
    """Plans of external providers."""

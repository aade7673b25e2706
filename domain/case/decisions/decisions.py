"""Decisions: formal decisions, their follow-up and appeals."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class DecisionDecisions(GuardedCase):
    """Formal decisions, their follow-up and appeals."""

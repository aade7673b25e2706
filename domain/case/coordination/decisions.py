"""Decisions: the coordinated individual plan."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class CoordinationDecisions(GuardedCase):
    """The coordinated individual plan."""

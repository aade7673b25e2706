"""Decisions: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class TeamDecisions(GuardedCase):
    """The coordinating worker and the co-workers, with their periods."""

"""Decisions: case reviews."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class ReviewDecisions(GuardedCase):
    """Case reviews."""

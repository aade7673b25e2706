"""Decisions: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class PlanWorkDecisions(GuardedCase):
    """The implementation plan's goals, methods, revisions and follow-ups."""

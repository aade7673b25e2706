"""Decisions: follow-ups after the closing."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class FollowUpDecisions(GuardedCase):
    """Follow-ups after the closing."""

"""Decisions: meetings of the three parties."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class MeetingsDecisions(GuardedCase):
    """Meetings of the three parties."""

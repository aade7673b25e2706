"""Decisions: what is documented when a case ends."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class EndingDecisions(GuardedCase):
    """What is documented when a case ends."""

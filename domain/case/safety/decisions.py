"""Decisions: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class SafetyDecisions(GuardedCase):
    """Screening, warning signals, concern reports and immediate protection."""

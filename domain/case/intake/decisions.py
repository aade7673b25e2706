"""Decisions: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class IntakeDecisions(GuardedCase):
    """How the case came to the unit: referral, first contact, queue, first visits and need."""

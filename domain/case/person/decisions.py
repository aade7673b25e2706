"""Decisions: what must be known of the person to meet them rightly."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class PersonDecisions(GuardedCase):
    """What must be known of the person to meet them rightly."""

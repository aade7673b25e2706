"""Decisions: extracts to the individual and requests for records."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class DisclosureDecisions(GuardedCase):
    """Extracts to the individual and requests for records."""

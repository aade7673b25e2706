"""Decisions: signatures on journal notes."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class SigningDecisions(GuardedCase):
    """Signatures on journal notes."""

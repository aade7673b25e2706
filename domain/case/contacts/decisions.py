"""Decisions: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from domain.case.guards import GuardedCase


class ContactsDecisions(GuardedCase):
    """Contacts of every kind beside the booked sessions."""

"""Decisions: what must be known of the person to meet them rightly."""

from __future__ import annotations

from domain.case.person.consent_decisions import ConsentDecisions
from domain.case.person.family_decisions import FamilyDecisions
from domain.case.person.identity_decisions import IdentityDecisions
from domain.case.person.needs_decisions import NeedsDecisions
from domain.case.person.protection_decisions import ProtectedIdentityDecisions


class PersonDecisions(IdentityDecisions, FamilyDecisions, ConsentDecisions, NeedsDecisions, ProtectedIdentityDecisions):
    """What must be known of the person to meet them rightly."""

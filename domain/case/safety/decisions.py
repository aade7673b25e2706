"""Decisions: screening, warning signals, concern reports and immediate protection."""

from __future__ import annotations

from domain.case.safety.protection import ProtectionDecisions
from domain.case.safety.screening import ScreeningDecisions


class SafetyDecisions(ScreeningDecisions, ProtectionDecisions):
    """Screening, warning signals, concern reports and immediate protection."""

"""The notification to IVO: the decisions."""

from __future__ import annotations

from domain.lex_sarah.guards import GuardedReport


class IvoDecisions(GuardedReport):
    """The notification to IVO."""

"""Who was told what came of it: the decisions."""

from __future__ import annotations

from domain.lex_sarah.guards import GuardedReport


class FeedbackDecisions(GuardedReport):
    """Who was told what came of it."""

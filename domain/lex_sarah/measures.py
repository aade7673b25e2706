"""What is done about what happened: the decisions."""

from __future__ import annotations

from domain.lex_sarah.guards import GuardedReport


class MeasureDecisions(GuardedReport):
    """What is done about what happened."""

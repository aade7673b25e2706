"""The handling of a report, from its submission to its closing."""

from __future__ import annotations

from domain.lex_sarah.guards import GuardedReport


class HandlingDecisions(GuardedReport):
    """Every decision of the handling (sv. *handläggning*)."""

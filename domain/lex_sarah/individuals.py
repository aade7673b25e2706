"""What the individuals concerned were told: the decisions."""

from __future__ import annotations

from domain.lex_sarah.guards import GuardedReport


class IndividualDecisions(GuardedReport):
    """What the individuals concerned were told."""

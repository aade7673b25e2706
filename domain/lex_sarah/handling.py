"""The handling of a report, from its submission to its closing."""

from __future__ import annotations

from domain.lex_sarah.assigning import AssigningDecisions
from domain.lex_sarah.closing import ClosingDecisions
from domain.lex_sarah.completing import CompletingDecisions
from domain.lex_sarah.deciding import DecidingDecisions
from domain.lex_sarah.investigating import InvestigatingDecisions
from domain.lex_sarah.passing_on import PassingOnDecisions
from domain.lex_sarah.submitting import SubmittingDecisions
from domain.lex_sarah.taking_in import TakingInDecisions


class HandlingDecisions(
    SubmittingDecisions, TakingInDecisions, PassingOnDecisions, AssigningDecisions, InvestigatingDecisions, CompletingDecisions,
    DecidingDecisions, ClosingDecisions,
):
    """Every decision of the handling (sv. *handläggning*)."""

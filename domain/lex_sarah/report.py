"""A report of a wrong or of a tangible risk (sv. *Lex Sarah-rapport*), with all that becomes of it."""

from __future__ import annotations

from domain.lex_sarah.feedback import FeedbackDecisions
from domain.lex_sarah.handling import HandlingDecisions
from domain.lex_sarah.individuals import IndividualDecisions
from domain.lex_sarah.ivo import IvoDecisions
from domain.lex_sarah.measures import MeasureDecisions


class LexSarahReport(HandlingDecisions, IvoDecisions, MeasureDecisions, IndividualDecisions, FeedbackDecisions):
    """One report in its five regions (sv. *Lex Sarah-ärende*); see `domain/lex_sarah/base.py`.

    Source: SoL 2025:400 27 kap.; SOSFS 2011:5.
    """

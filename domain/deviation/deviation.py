"""A deviation (sv. *avvikelse*), with all that becomes of it."""

from __future__ import annotations

from domain.deviation.escalating import EscalatingDecisions
from domain.deviation.handling import HandlingDecisions


class Deviation(HandlingDecisions, EscalatingDecisions):
    """One deviation (sv. *avvikelse*): reported, assessed, remedied, and closed or escalated.

    Source: SOSFS 2011:9 5 kap. (deviations are received, investigated, compiled and analysed).
    """

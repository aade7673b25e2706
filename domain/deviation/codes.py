"""The coded words of deviations. Causes are sought in the same areas as those of a Lex Sarah report; none says who."""

from __future__ import annotations

from domain.codes import Code


class DeviationStatus(Code):
    """How far the work with a deviation has come (sv. *avvikelsens läge*)."""

    REPORTED = "reported", "rapporterad"
    ASSESSED = "assessed", "bedömd"
    REMEDIED = "remedied", "åtgärdad"
    CLOSED = "closed", "avslutad"
    ESCALATED = "escalated", "överförd till lex Sarah"

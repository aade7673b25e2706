"""The coded words of internal control (sv. *internkontroll*)."""

from __future__ import annotations

from domain.codes import Code


class RiskResponse(Code):
    """What is done about a risk (sv. *hantering av risk*)."""

    ACCEPTED = "accepted", "accepteras"
    HANDLED = "handled", "hanteras"


class ControlMethod(Code):
    """How something is controlled (sv. *kontrollmetod*)."""

    FULL_REVIEW = "full_review", "totalgranskning enligt regler"
    SAMPLE = "sample", "stickprov"
    OTHER = "other", "annan kontroll"


class ControlLight(Code):
    """What the evidence of a control shows, the gravest first (sv. *trafikljus*)."""

    RED = "red", "rött"
    YELLOW = "yellow", "gult"
    GREY = "grey", "grått: inte kontrollerat"
    GREEN = "green", "grönt"


class MeasureEffect(Code):
    """Whether what was done helped (sv. *effekt av åtgärd*)."""

    FULL = "full", "full effekt"
    PARTIAL = "partial", "viss effekt"
    NONE = "none", "ingen effekt"


class Tertial(Code):
    """A third of the year (sv. *tertial*). Source: Stockholms stad, ILS."""

    T1 = "T1", "tertial 1, januari–april"
    T2 = "T2", "tertial 2, maj–augusti"
    T3 = "T3", "tertial 3, september–december"

    @property
    def last_month(self) -> int:
        """Its last month, from 1."""
        return {Tertial.T1: 4, Tertial.T2: 8, Tertial.T3: 12}[self]

"""The coded words of journal review (sv. *journalgranskning*)."""

from __future__ import annotations

from domain.codes import Code


class Status(Code):
    """What a rule says (sv. *granskningsresultat*), the gravest first: of several in a case the first one stands for it."""

    GAP = "gap", "saknas"
    LATE = "late", "sent"
    UNKNOWN = "unknown", "okänt"
    EXEMPT = "exempt", "undantag"
    OK = "ok", "i ordning"
    NOT_APPLICABLE = "not_applicable", "inte aktuellt"


class Severity(Code):
    """What a rule rests on (sv. *regelns tyngd*)."""

    LAW = "A", "måste enligt lag"
    ROUTINE = "B", "föreskrift eller rutin"
    QUALITY = "C", "kvalitet"


class Proof(Code):
    """What shows that something is missing (sv. *bevisläge*)."""

    REGISTERED = "registered", "något registrerat visar det"
    SILENCE = "silence", "bara tystnad tyder på det"


class ClosingPart(Code):
    """What the documentation of a closing consists of (sv. *del av avslutsdokumentationen*). Source: SOSFS 2014:5 6 kap."""

    DOCUMENTED = "documented", "dag, orsak och vad som gjordes"
    GOALS = "goals", "måluppfyllelse"
    OWN_VIEW = "own_view", "egen uppfattning eller varför den saknas"
    REMAINING_NEED = "remaining_need", "kvarstående behov"
    COMMISSIONER = "commissioner", "återrapport till uppdragsgivaren"


class ViewpointNeed(Code):
    """What a viewpoint waits for (sv. *vad en synpunkt väntar på*). Source: SOSFS 2011:9 5 kap."""

    RECEIVER = "receiver", "vem som tog emot"
    MEASURE = "measure", "åtgärd eller varför ingen är möjlig"
    FEEDBACK = "feedback", "återkoppling eller formellt svar"

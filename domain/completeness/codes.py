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

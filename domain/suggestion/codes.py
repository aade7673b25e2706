"""The coded words of suggested Lex Sarah reports."""

from __future__ import annotations

from domain.codes import Code


class SuggestionKind(Code):
    """Why a report is suggested (sv. *slag av förslag*)."""

    LAW_GAP = "law_gap", "något som lagen kräver har saknats länge"
    SILENCE = "silence", "ingenting är skrivet på länge"
    LATE_NOTES = "late_notes", "flera anteckningar från en månad är sena"


class SuggestionAnswer(Code):
    """What came of it (sv. *svar på förslaget*). Source: SoL 2025:400 27:2."""

    REPORTED = "reported", "rapport lämnad"
    NOT_REPORTED = "not_reported", "ingen rapport"

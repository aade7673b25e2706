"""The coded words of suggested Lex Sarah reports."""

from __future__ import annotations

from domain.codes import Code


class SuggestionKind(Code):
    """Why a report is suggested (sv. *slag av förslag*)."""

    LAW_GAP = "law_gap", "något som lagen kräver har saknats länge"
    SILENCE = "silence", "ingenting är skrivet på länge"
    LATE_NOTES = "late_notes", "flera anteckningar från en månad är sena"
    COMPLAINTS = "complaints", "klagomål på rättssäkerheten"
    CHILD_TIMER = "child_timer", "en lagstadgad frist för ett barn har gått ut"
    ACCESS_VIOLATION = "access_violation", "en akt har lästs utan att det var befogat"
    ERASURE_ERROR = "erasure_error", "gallring har inte gjorts i tid eller inte gjorts klart"

    @property
    def is_of_rules(self) -> bool:
        """Whether it follows from what a rule finds in a case."""
        return self in (SuggestionKind.LAW_GAP, SuggestionKind.SILENCE, SuggestionKind.LATE_NOTES)

    @property
    def about(self) -> frozenset[str]:
        """What kinds of streams it points at."""
        if self.is_of_rules:
            return frozenset({"case"})
        return {
            SuggestionKind.COMPLAINTS: frozenset({"unit"}), SuggestionKind.CHILD_TIMER: frozenset({"concern"}),
            SuggestionKind.ACCESS_VIOLATION: frozenset({"case", "log_review"}),
        }.get(self, frozenset({"erasure"}))


class SuggestionAnswer(Code):
    """What came of it (sv. *svar på förslaget*). Source: SoL 2025:400 27:2."""

    REPORTED = "reported", "rapport lämnad"
    REPORTED_ELSEWHERE = "reported_elsewhere", "rapport lämnad utanför systemet"
    NOT_REPORTED = "not_reported", "ingen rapport"


class ErasureFault(Code):
    """What is wrong with an erasure (sv. *gallringsfel*). Source: SoL 2025:400 16:1."""

    NOT_IN_TIME = "not_in_time", "inte gallrad sista dagen"
    HALF_DONE = "half_done", "gallringen påbörjad men inte klar"

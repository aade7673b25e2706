"""Facts about suggested Lex Sarah reports (sv. *förslag om rapport*): what was answered, and nothing that is sent.

They lie in no case: what belongs to Lex Sarah is kept apart from the record of the individual. Source: SoL 2025:400 27 kap.
A suggestion itself is no event: it follows from what the rules find.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind


class SuggestionEvent(DomainEvent):
    """What every fact about a suggestion shares: a key of its own, and not the case's."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class SuggestionAnswered(SuggestionEvent):
    """A suggested report was made, or was not, because (sv. *besvarat förslag om rapport*).

    Source: SoL 2025:400 27:2 (whoever becomes aware of a wrong reports it; no system does).
    """

    TYPE: ClassVar[str] = "suggestion.answered"
    SCHEMA: ClassVar[int] = 2
    SEGMENTS: ClassVar[Mapping[str, str]] = {"suggestion_reason": "assessment", "suggestion_answered_by_name": "staff"}

    suggestion_kind: SuggestionKind
    suggestion_ground: str
    """What it rests on: the rule's id, or the code of the category, the time, or what was found."""
    about_stream_id: UUID
    """What it points at: a case, a unit, a concern, or whichever stream its kind is about."""
    missing_since: date
    """The first day on which something was missing, or the first of the month whose notes, complaints or readings it is about."""
    suggestion_answer: SuggestionAnswer
    lex_sarah_report_id: UUID | None = None
    """The report, where it was made here; given exactly then."""
    suggestion_reason: str
    """What is reported and where, or why there is no report; without names."""
    answered_on: date
    suggestion_answered_by_id: UUID
    suggestion_answered_by_name: str
    suggestion_answered_by_title: str | None = None


class SuggestionAnswerTakenBack(SuggestionEvent):
    """The answer was wrong, and the suggestion stands again (sv. *återtaget svar på förslag*)."""

    TYPE: ClassVar[str] = "suggestion.answer_taken_back"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (SuggestionAnswered, SuggestionAnswerTakenBack)

"""The answer to a suggested Lex Sarah report (sv. *förslag om rapport*): each is a stream of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.rule_definition.history import RuleHistory
from domain.stream_state import StreamState
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind
from domain.suggestion.events import SuggestionAnswered, SuggestionAnswerTakenBack


class SuggestionKey(NamedTuple):
    """What tells one suggestion from another.

    Args:
        ground: The rule, or what else it rests on.
        stream_id: What it points at.
    """

    kind: SuggestionKind
    ground: str
    stream_id: UUID
    since: date


class AnsweredSuggestion(StreamState):
    """One answer (sv. *besvarat förslag*), folded from its stream's events. `version` 0 = not given."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.answered: SuggestionAnswered | None = None
        self.taken_back: SuggestionAnswerTakenBack | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, SuggestionAnswered):
            self.answered = event
        elif isinstance(event, SuggestionAnswerTakenBack):
            self.taken_back = event

    @property
    def key(self) -> SuggestionKey | None:
        """The suggestion that is answered; None when the answer was taken back, or none was given."""
        if self.answered is None or self.taken_back is not None:
            return None
        return key_of(self.answered)

    def answer(
        self,
        *,
        suggestion_id: UUID,
        suggestion_kind: SuggestionKind,
        suggestion_ground: str,
        about_stream_id: UUID,
        missing_since: date,
        suggestion_answer: SuggestionAnswer,
        lex_sarah_report_id: UUID | None = None,
        suggestion_reason: str,
        answered_on: date,
        suggestion_answered_by_id: UUID,
        suggestion_answered_by_name: str,
        suggestion_answered_by_title: str | None = None,
        known_rules: RuleHistory,
        family_of: Callable[[UUID], str | None],
        others: Callable[[], Iterable[AnsweredSuggestion]],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SuggestionAnswered]:
        """Answer a suggested report: which it is, or why there is none (sv. *besvara förslag om rapport*).

        Args:
            suggestion_ground, about_stream_id, missing_since: As the suggestion has them.
            lex_sarah_report_id: The report, given exactly when it was made here.
            answered_on: From the first day of what is missing to today, both included.
            known_rules: What the board's journals are reviewed by.
            family_of: What kind of stream an id in the board is; None = none.

        Raises:
            ConflictError: The answer is recorded already.
            InvalidValueError: `suggestion_ground`; then NotFoundError: there is no such rule; nothing of that kind to point at.
            ConflictError: It is answered.
            InvalidValueError: A report without its id, or an id without a report made here; then NotFoundError: it is no report.
            InvalidValueError: `answered_on` after today; before what is missing; `suggestion_reason`; the name, then the title.
        """
        if self.version:
            raise ConflictError("Svaret är redan registrerat. Återta det om det är fel, och registrera ett nytt.")
        policy.require_short_text(suggestion_ground, "Vad förslaget bygger på")
        key = SuggestionKey(suggestion_kind, suggestion_ground, about_stream_id, missing_since)
        _require_there(key, known_rules, family_of)
        if any(each.key == key for each in others()):
            raise ConflictError("Förslaget är redan besvarat. Återta svaret om det är fel, och registrera ett nytt.")
        _require_report(suggestion_answer, lex_sarah_report_id, family_of)
        require_not_after_today(answered_on, "Dagen då förslaget besvarades", today)
        require_order(missing_since, "den första dagen som förslaget gäller", answered_on, "Dagen då förslaget besvarades")
        policy.require_text(suggestion_reason, "Vad som är rapporterat och var, eller varför ingen rapport lämnas,")
        policy.require_short_text(suggestion_answered_by_name, "Namnet på den som har svarat")
        if suggestion_answered_by_title is not None:
            policy.require_short_text(suggestion_answered_by_title, "Befattningen")
        return (
            SuggestionAnswered(
                **envelope(suggestion_id, 0, stamp), suggestion_kind=suggestion_kind,
                suggestion_ground=suggestion_ground, about_stream_id=about_stream_id, missing_since=missing_since,
                suggestion_answer=suggestion_answer, lex_sarah_report_id=lex_sarah_report_id,
                suggestion_reason=suggestion_reason, answered_on=answered_on, suggestion_answered_by_id=suggestion_answered_by_id,
                suggestion_answered_by_name=suggestion_answered_by_name,
                suggestion_answered_by_title=suggestion_answered_by_title,
            ),
        )

    def take_back(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[SuggestionAnswerTakenBack]:
        """Take back an answer that was wrong (sv. *återta svar på förslag*).

        Raises:
            NotFoundError: Unknown answer.
            NotAllowedError: Taken back already.
            InvalidValueError: `reason`.
        """
        if self.id is None or self.answered is None:
            raise NotFoundError("Svaret finns inte i nämnden. Kontrollera vilket svar det gäller.")
        if self.taken_back is not None:
            raise NotAllowedError("Svaret är redan återtaget.")
        policy.require_short_text(reason, "Orsaken till att svaret återtas")
        return (SuggestionAnswerTakenBack(**envelope(self.id, self.version, stamp), reason=reason),)


def key_of(answered: SuggestionAnswered) -> SuggestionKey:
    """Which suggestion an answer is to."""
    return SuggestionKey(
        answered.suggestion_kind, answered.suggestion_ground, answered.about_stream_id, answered.missing_since
    )


def _require_there(key: SuggestionKey, known_rules: RuleHistory, family_of: Callable[[UUID], str | None]) -> None:
    if key.kind.is_of_rules and key.ground not in known_rules.ids:
        raise NotFoundError("Regeln finns inte i nämnden. Ta den ur förslaget, se GET /api/v1/completeness/suggestions.")
    if family_of(key.stream_id) not in key.kind.about:
        raise NotFoundError(
            "Det som förslaget gäller finns inte i nämnden. Ta det ur förslaget, se GET /api/v1/completeness/suggestions."
        )


def _require_report(answer: SuggestionAnswer, report_id: UUID | None, family_of: Callable[[UUID], str | None]) -> None:
    if (answer is SuggestionAnswer.REPORTED) != (report_id is not None):
        raise InvalidValueError(
            "Ange Lex Sarah-rapporten när en är lämnad här, och bara då. Lämna den först med POST /api/v1/lex-sarah-reports."
        )
    if report_id is not None and family_of(report_id) != "lex_sarah":
        raise NotFoundError("Lex Sarah-rapporten finns inte i nämnden. Kontrollera uuid:t.")

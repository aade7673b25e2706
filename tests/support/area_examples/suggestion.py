"""One full example of every event type of the stream `suggestion`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.suggestion import events as e
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind
from tests.support.cast import BO, CASE, STAMP, cast_id

_suggestion = envelope(cast_id(2430), 0, STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    e.SuggestionAnswered(
        **_suggestion, suggestion_kind=SuggestionKind.SILENCE, suggestion_ground="R-04", about_stream_id=CASE,
        missing_since=date(2024, 7, 22), suggestion_answer=SuggestionAnswer.REPORTED, lex_sarah_report_id=cast_id(30000),
        suggestion_reason="Rapporten är diarieförd hos nämnden.", answered_on=date(2024, 8, 19),
        suggestion_answered_by_id=BO, suggestion_answered_by_name="Bo Påhittad", suggestion_answered_by_title="enhetschef",
    ),
    e.SuggestionAnswerTakenBack(**_suggestion, reason="Svaret gällde ett annat ärende."),
)

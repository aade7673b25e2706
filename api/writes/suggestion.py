"""What may be written in the stream `suggestion`."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.suggestion.suggestion import AnsweredSuggestion

WRITES: tuple[Write, ...] = (
    Write(
        "/suggestion-answers", AnsweredSuggestion.answer, "Besvara ett förslag om rapport enligt lex Sarah",
        {
            "suggestion_kind": "silence", "suggestion_ground": "R-04", "about_stream_id": example_id("/cases", "case_id"),
            "missing_since": "2026-03-16", "suggestion_answer": "not_reported",
            "suggestion_reason": "Klienten hade kontakt med teamet varje vecka; anteckningarna låg i ett annat ärende.",
            "answered_on": "2026-03-16", "suggestion_answered_by_id": example_id("/staff/managers", "staff_id"),
        },
        new_ids=("suggestion_id",), begins=True, by_manager=True,
    ),
    Write(
        "/suggestion-answers/{suggestion_id}/taking-back", AnsweredSuggestion.take_back,
        "Återta ett svar på ett förslag om rapport", {"reason": "Svaret gällde ett annat ärende."}, new_ids=(), by_manager=True,
    ),
)

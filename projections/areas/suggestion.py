"""The words of the stream `suggestion`: answers to suggested Lex Sarah reports."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "suggestion.answered": "Förslag om rapport besvarat",
    "suggestion.answer_taken_back": "Svar på förslag om rapport återtaget",
}
FIELD_LABELS: Mapping[str, str] = {
    "suggestion_kind": "Förslaget bygger på",
    "suggestion_ground": "Förslagets grund",
    "missing_since": "Saknas sedan",
    "suggestion_answer": "Svar",
    "suggestion_reason": "Var rapporten finns, eller varför ingen lämnas",
    "suggestion_answered_by_name": "Besvarat av",
    "suggestion_answered_by_title": "Befattning",
}
TEXT_LABELS: Mapping[str, str] = {}

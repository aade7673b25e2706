"""Facts of the region: who was told what came of it (sv. *återföring*).

Source: SOSFS 2011:9 6 kap. (staff take part in the quality work); SoL 2025:400 27:3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent
from domain.lex_sarah.codes import FeedbackForm, FeedbackLevel


class LexSarahFeedbackGiven(LexSarahEntry):
    """Somebody was told what came of the report (sv. *återföring*)."""

    TYPE: ClassVar[str] = "lex_sarah.feedback_given"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"feedback_text": "fact"}

    feedback_level: FeedbackLevel
    feedback_on: date
    feedback_form: FeedbackForm
    feedback_text: str | None = None
    """What was said, where it is worth keeping."""


class FeedbackOmitted(LexSarahEntry):
    """A level was not told, because (sv. *utelämnad återföring*)."""

    TYPE: ClassVar[str] = "lex_sarah.feedback_omitted"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"omission_motivation": "assessment"}

    feedback_level: FeedbackLevel
    omitted_on: date
    """The server's day."""
    omission_motivation: str


class LessonShared(LexSarahEntry):
    """What others can learn of it was shared, without identities (sv. *delad lärdom*)."""

    TYPE: ClassVar[str] = "lex_sarah.lesson_shared"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"lesson": "fact"}

    lesson: str
    shared_with: str
    """With which units or forums."""
    shared_on: date
    feedback_form: FeedbackForm


EVENTS: tuple[type[LexSarahEvent], ...] = (LexSarahFeedbackGiven, FeedbackOmitted, LessonShared)
"""In the order that they come in."""

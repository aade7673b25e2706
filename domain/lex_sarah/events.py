"""Every fact of the stream `lex_sarah`, region by region."""

from __future__ import annotations

from domain.lex_sarah import (
    feedback_events,
    handling_events,
    individuals_events,
    investigation_events,
    ivo_events,
    measures_events,
)
from domain.lex_sarah.base import LexSarahEvent

EVENTS: tuple[type[LexSarahEvent], ...] = (
    *handling_events.EVENTS, *investigation_events.EVENTS, *ivo_events.EVENTS, *measures_events.EVENTS,
    *individuals_events.EVENTS, *feedback_events.EVENTS,
)

"""The readings of a case in an evidence package (sv. *läsningar*): who read it, when and why, and how far that is proved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.access.events import RecordsRead
from domain.base import Purpose, RecordedEvent
from domain.evidence.codes import MaskReason
from projections.evidence.shown import MASKED, Hidden, ShownEvent
from projections.local_time import instant_text

_PURPOSES = {
    Purpose.CASE_WORK: "handläggning", Purpose.MANAGEMENT_REVIEW: "uppföljning", Purpose.INTERNAL_CONTROL: "internkontroll",
    Purpose.LEX_SARAH: "lex Sarah", Purpose.LOG_REVIEW: "loggkontroll", Purpose.STATISTICS: "statistik",
    Purpose.IMPORT: "inläsning", Purpose.ADMINISTRATION: "drift",
}


def hidden_of_reading(recorded: RecordedEvent, kinds: tuple[str, ...], case_id: UUID, *, to_party: bool) -> dict[int, Hidden]:
    """The parts of an access record that are not shown: all of one that names other cases too, whose ids are others' business.

    Args:
        to_party: Whether a person of the case gets it; then what was searched for and the reason that was given are not shown.
    """
    event = recorded.event
    if isinstance(event, RecordsRead) and set(event.cases) == {case_id}:
        kept_back = Hidden(MASKED, MaskReason.KEPT_BACK.value)
        return {number: kept_back for number, kind in enumerate(kinds) if to_party and kind == "search"}
    return dict.fromkeys(range(len(kinds)), Hidden(MASKED, MaskReason.OTHER_CASES_TOO.value))


def reading_row(shown: ShownEvent) -> dict[str, Any]:
    """A reading as people read it; what is not proved is the board's own word."""
    event = shown.event
    assert isinstance(event, RecordsRead), "the access log holds nothing else about a case"
    return {
        "position": shown.recorded.position, "recorded_at": instant_text(shown.recorded.recorded_us), "caller": event.caller,
        "action": event.action, "purpose": event.purpose.value, "purpose_in_words": _PURPOSES[event.purpose],
        "outcome": event.outcome, "known_at": event.known_at, "proven": not shown.is_hidden("record"),
    }

"""One full example of every event type of the area `parties`."""

from __future__ import annotations

from domain.base import DomainEvent, envelope
from domain.case.disclosure.codes import SegmentKind
from domain.case.parties.events import ContentLabelled
from tests.support.cast import CASE, NOTE, STAMP, cast_id, source

LABEL_ID = cast_id(8100)

EXAMPLES: tuple[DomainEvent, ...] = (
    ContentLabelled(
        **envelope(CASE, 0, STAMP), entry_id=LABEL_ID, of_entry_id=NOTE, content_kind=SegmentKind.THIRD_PARTY,
        concerns_person_ids=(CASE,), keep_from_ids=(cast_id(857),), source=source("Märkning"),
    ),
)

FIRST: dict[str, list[str]] = {}

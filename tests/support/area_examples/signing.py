"""One full example of every event type of the area `signing`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.signing.events import NoteSigned
from tests.support.cast import ANNA, CASE, NOTE, NOTE_CORRECTION, STAMP, cast_id, source

EXAMPLES: tuple[DomainEvent, ...] = (
    NoteSigned(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(950), note_id=NOTE, correction_id=NOTE_CORRECTION,
        signed_on=date(2024, 7, 15), author_id=ANNA, author_name="Anna Andersson", author_title="Behandlare",
        in_place_reason="Den som skrev har slutat.", source=source("Journal"),
    ),
)

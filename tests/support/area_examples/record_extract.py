"""One full example of every event type of the stream `record_extract`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.record_extract.events import RecordExtractHandedOut
from tests.support.area_examples.disclosure import DECISION_ID
from tests.support.cast import CASE, STAMP, cast_id

EXTRACT = cast_id(8110)

EXAMPLES: tuple[DomainEvent, ...] = (
    RecordExtractHandedOut(
        **envelope(EXTRACT, 0, STAMP), about_case_id=CASE, recipient_person_id=CASE, decision_id=DECISION_ID,
        handed_out_on=date(2024, 9, 5), known_size=140, shown_parts=12, masked_parts=7, extract_sha256="ef" * 32,
    ),
)

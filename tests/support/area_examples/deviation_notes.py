"""One full example of every event type of the area `deviation_notes`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.deviation_notes.events import DeviationNoted
from tests.support.cast import CASE, STAMP, cast_id, source

DEVIATION_NOTE, REPORT = cast_id(30500), cast_id(30501)

EXAMPLES: tuple[DomainEvent, ...] = (
    DeviationNoted(
        **envelope(CASE, 0, STAMP), entry_id=DEVIATION_NOTE, deviation_on=date(2024, 7, 10), deviation_report_id=REPORT,
        done_for_individual="Nytt samtal samma vecka med ordinarie behandlare.", source=source("Avvikelser"),
    ),
)

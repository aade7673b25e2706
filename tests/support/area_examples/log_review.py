"""One full example of every event type of the stream `log_review`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.log_review import events as e
from domain.log_review.codes import LogJudgement, LogMeasure, ReadingKind
from domain.log_review.draw import DrawnReading, KindCount
from domain.sampling.codes import SeedSource
from tests.support.cast import ANNA, BO, UNIT, cast_id

_REVIEW = envelope(cast_id(32000), 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.LOG_REVIEW))

EXAMPLES: tuple[DomainEvent, ...] = (
    e.LogReviewPlanned(**_REVIEW, unit=UNIT, log_month="2024-11", random_readings=20, targeted_readings_max=25),
    e.LogReadingsDrawn(
        **_REVIEW, seed="localhost/ledger/410/ab12", seed_source=SeedSource.CHECKPOINT, checkpoint_size=410, frame_position=404,
        access_size=9120, frame_hash="9f" * 32, readings_in_frame=612,
        reading_counts=(KindCount(reading_kind=ReadingKind.NO_RELATION, readings_found=3, readings_drawn=3),),
        drawn_readings=(DrawnReading(
            reading_number=1, access_position=8801, read_by=ANNA,
            reading_kinds=(ReadingKind.NO_RELATION, ReadingKind.OUT_OF_HOURS),
        ),),
    ),
    e.LogReadingAssessed(
        **_REVIEW, reading_number=1, log_judgement=LogJudgement.NOT_JUSTIFIED,
        judgement_reason="Medarbetaren hade ingen del i ärendet och har inte kunnat säga varför.",
        reading_assessed_on=date(2024, 12, 4),
    ),
    e.LogMeasureTaken(
        **_REVIEW, log_measure_id=cast_id(32001), reading_number=1, log_measure=LogMeasure.BREACH_NOTIFIED,
        log_measure_on=date(2024, 12, 5), log_measure_note="Anmäld inom 72 timmar; diarienummer 2024-311.",
    ),
    e.LogReviewClosed(
        **_REVIEW, log_review_closed_on=date(2024, 12, 6), readings_justified=41, readings_not_justified=1, readings_unclear=0
    ),
)

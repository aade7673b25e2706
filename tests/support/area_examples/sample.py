"""One full example of every event type of the stream `sample`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.sample.events import SampleDrawn, SampleRuleRecorded, SampleWithdrawn
from domain.sampling.codes import SamplePopulation, SeedSource, Stratum
from domain.sampling.draw import DrawnStratum
from tests.support.cast import ADMINISTRATION_STAMP, CASE, OTHER_CASE, UNIT, cast_id

SAMPLE = cast_id(1400)
_sample = envelope(SAMPLE, 0, ADMINISTRATION_STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    SampleRuleRecorded(
        **_sample, unit=UNIT, population=SamplePopulation.OPEN_SOME_DAY, review_from=date(2024, 6, 1),
        review_to=date(2024, 8, 31), sample_size=2, strata_order=(Stratum.LONG_SILENCE, Stratum.CHILD_CASE),
        sample_purpose="Om fakta och bedömningar hålls isär.", reviewed_by="internkontrollanten",
    ),
    SampleDrawn(
        **_sample, seed="aktspar.example/4100/5d0b", seed_source=SeedSource.CHECKPOINT, checkpoint_size=4100,
        frame_position=4000, frame_size=7, frame_hash="5d0b" * 16,
        drawn_strata=(
            DrawnStratum(stratum=Stratum.LONG_SILENCE, stratum_size=3, drawn=(CASE,)),
            DrawnStratum(stratum=Stratum.OTHER, stratum_size=4, drawn=(OTHER_CASE,)),
        ),
    ),
    SampleWithdrawn(**_sample, reason="Perioden var fel."),
)

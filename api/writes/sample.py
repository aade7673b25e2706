"""What may be written in the stream `sample`: which records are to be drawn for review, and the draw."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.sample.sample import Sample

_SAMPLE = "/samples/{sample_id}"
_RULE = {
    "unit": example_id("/units", "unit_id"), "population": "open_some_day", "review_from": "2026-01-01",
    "review_to": "2026-04-08", "sample_size": 1, "sample_purpose": "Om fakta och bedömningar hålls isär.",
    "reviewed_by": "internkontrollanten",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/samples", Sample.record_rule, "Anteckna en urvalsregel, innan något dras", _RULE, new_ids=("sample_id",), begins=True,
        on="2026-04-10",
        more={"by-risk": {**_RULE, "sample_size": 3, "strata_order": ["long_silence", "staff_change", "child_case"]}},
    ),
    Write(
        f"{_SAMPLE}/draws", Sample.draw, "Dra stickprovet; med seed är dragningen märkt som övning", {"seed": "övning 2026-04"},
        new_ids=(), on="2026-04-10",
    ),
    Write(
        f"{_SAMPLE}/withdrawal", Sample.withdraw, "Återta en urvalsregel som inget är draget efter",
        {"reason": "Enheten granskar alla akter i stället."}, new_ids=(), on="2026-04-10", of="by-risk",
    ),
)

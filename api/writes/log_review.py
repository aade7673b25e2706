"""What may be written in the stream `log_review`: which month is looked at, the draw, what each reading was, what was done."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.log_review.review import LogReview

_PLAN = {"unit": example_id("/units", "unit_id"), "log_month": "2026-03"}
_REVIEW = "/log-reviews/{log_review_id}"

WRITES: tuple[Write, ...] = (
    Write(
        "/log-reviews", LogReview.plan, "Planera en loggkontroll av en enhets månad, innan något dras",
        _PLAN, new_ids=("log_review_id",), begins=True, on="2026-04-10",
        more={"quiet-month": {**_PLAN, "log_month": "2020-01"}},
    ),
    Write(
        f"{_REVIEW}/draws", LogReview.draw, "Dra månadens läsningar; med seed är loggkontrollen märkt som övning",
        {"seed": "övning 2026-04"}, new_ids=(), on="2026-04-10", also={"quiet-month": {"seed": "övning 2020-01"}},
    ),
    Write(
        f"{_REVIEW}/assessments", LogReview.assess, "Bedöm en dragen läsning som någon annan har gjort",
        {
            "reading_number": 1, "log_judgement": "unclear",
            "judgement_reason": "Ärendet var överlämnat dagen före; medarbetaren ska tillfrågas.",
        },
        new_ids=(), on="2026-04-10", by_another=True,
    ),
    Write(
        f"{_REVIEW}/measures", LogReview.take_measure, "Registrera vad som görs efter en avvikelse",
        {
            "reading_number": 1, "log_measure": "manager_told", "log_measure_on": "2026-04-10",
            "log_measure_note": "Enhetschefen frågar medarbetaren och återkommer före fredag.",
        },
        new_ids=("log_measure_id",), on="2026-04-10", by_another=True,
    ),
    Write(
        f"{_REVIEW}/closing", LogReview.close, "Avsluta månadens loggkontroll", {}, new_ids=(), on="2026-04-10", of="quiet-month"
    ),
)

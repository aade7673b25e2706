"""One full example of every event type of the area `review`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AgreedMeasure, AnsweredQuestion, CaseReviewed
from tests.support.cast import ANNA, BO, CASE, STAMP, cast_id, source

REVIEW = cast_id(990)

ANSWERS = tuple(
    AnsweredQuestion(
        question=question,
        answer=ReviewAnswer.NO if question is ReviewQuestion.PLAN_FOLLOWED_UP else ReviewAnswer.YES,
    )
    for question in ReviewQuestion
)

EXAMPLES: tuple[DomainEvent, ...] = (
    CaseReviewed(
        **envelope(CASE, 0, STAMP), entry_id=REVIEW, reviewed_on=date(2024, 4, 15), led_by_id=BO, led_by_name="Bo Påhittad",
        led_by_title="biträdande enhetschef", presented_by_id=ANNA, presented_by_name="Anna Påhittad",
        presented_by_title="behandlare", standing_answers=ANSWERS,
        assessment="Arbetet går framåt, men planen ligger efter.",
        agreed_measures=(
            AgreedMeasure(
                question=ReviewQuestion.PLAN_FOLLOWED_UP, measure="Följ upp planen på nästa möte.",
                measure_due_on=date(2024, 4, 29),
            ),
        ),
        next_review_on=date(2024, 6, 3), longer_interval_reason="Semester i vecka 22.", source=source("Genomgångar"),
    ),
)

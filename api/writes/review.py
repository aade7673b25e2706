"""What may be written: case reviews."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case
from domain.case.review.codes import ReviewQuestion

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/reviews", Case.review_case, "Dokumentera en ärendegenomgång",
        {
            "reviewed_on": "2026-03-16",
            "led_by_id": example_id("/staff/managers", "staff_id"),
            "presented_by_id": example_id("/staff", "staff_id"),
            "standing_answers": [
                {"question": question.value, "answer": "no" if question is ReviewQuestion.PLAN_FOLLOWED_UP else "yes"}
                for question in ReviewQuestion
            ],
            "assessment": "Arbetet går framåt, men planen behöver följas upp.",
            "agreed_measures": [
                {"question": "plan_followed_up", "measure": "Följ upp planen på nästa möte.", "measure_due_on": "2026-03-30"}
            ],
            "next_review_on": "2026-04-27",
        },
    ),
)

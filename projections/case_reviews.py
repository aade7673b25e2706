"""What a case review is to take up (sv. *underlag för ärendegenomgång*): an open case, with when its review is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.case.review.codes import ReviewQuestion
from projections.duties import Duty
from projections.json_values import as_json
from projections.statements.fact import FactKind
from projections.work_lists import CaseloadItem

_Q = ReviewQuestion
RULES_OF: Mapping[ReviewQuestion, tuple[str, ...]] = {
    _Q.NOTES_UP_TO_DATE: ("R-02", "R-03", "R-04"), _Q.ASSIGNMENT_IN_FORCE: ("R-07", "R-16"),
    _Q.PLAN_IN_FORCE: ("R-11", "R-12"), _Q.PLAN_FOLLOWED_UP: ("R-14", "R-15"), _Q.INDIVIDUAL_TOOK_PART: ("R-13",),
    _Q.CHILD_HEARD: ("R-13b",), _Q.CHILDREN_ASKED_ABOUT: ("R-22",), _Q.SAFETY_ASSESSED: ("R-24",), _Q.CONSENT_IN_PLACE: ("R-21",),
    _Q.RATINGS_DONE: ("R-26", "R-26b", "R-27", "R-28", "R-29", "R-29b", "R-30"), _Q.RATINGS_ANSWERED: ("R-27b",),
    _Q.VIEWPOINTS_ANSWERED: ("R-32",),
}
"""The rules that bear on each standing question: what they find is shown beside it, and the answer is still people's own."""


class PreparedCase(NamedTuple):
    """An open case that is to be gone through (sv. *ärende att gå igenom*).

    Args:
        review: The duty to review it; None = no review is due, since one without a next day was held or none is asked for.
    """

    item: CaseloadItem
    review: Duty | None

    @property
    def case_id(self) -> UUID:
        """Which case."""
        return self.item.case.case_id

    @property
    def number(self) -> str:
        """Its number."""
        return self.item.case.number

    def to_json(self, day: date, *, until: date) -> dict[str, Any]:
        """The case as JSON, on a day, with what is to be done in it by the end of another."""
        review = self.review
        due = [each for each in self.item.duties if each.duty.since <= day and each.duty.due_on <= until]
        return {
            **self.item.to_json(day), "review_due_on": as_json(review and review.due_on),
            "review_days_overdue": 0 if review is None else review.days_overdue(day),
            "to_do": [each.to_json(day) for each in due],
        }


def prepared(caseload: Iterable[CaseloadItem], day: date) -> list[PreparedCase]:
    """The open cases, the one whose review is due first; those that wait for none come last, by number."""
    found = [PreparedCase(item, _review(item, day)) for item in caseload]
    return sorted(found, key=lambda each: (date.max if each.review is None else each.review.due_on, each.number))


def _review(item: CaseloadItem, day: date) -> Duty | None:
    reviews = (each.duty for each in item.duties if each.duty.kind is FactKind.REVIEW_CASE and each.duty.since <= day)
    return next(reviews, None)

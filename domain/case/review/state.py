"""What a case remembers: case reviews."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.review.events import CaseReviewed


class Review(Area):
    """Case reviews.

    Attributes:
        reviews: By the day they were held, then as recorded.
    """

    def clear(self) -> None:
        """The case has not been gone through."""
        self.reviews: list[CaseReviewed] = []

    @property
    def latest(self) -> CaseReviewed | None:
        """The review that says when the next one is due; None = there was none."""
        return self.reviews[-1] if self.reviews else None

    def _review(self, event: CaseReviewed) -> None:
        self.reviews = sorted([*self.reviews, event], key=lambda each: each.reviewed_on)

    APPLY = {CaseReviewed: _review}

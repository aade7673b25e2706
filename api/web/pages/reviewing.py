"""Every page of the review (sv. *granskning*) as one part of the service."""

from __future__ import annotations

from fastapi import APIRouter

from api.web.pages import (
    review,
    review_cases,
    review_journals,
    review_plan,
    review_samples,
    review_suggestions,
)

router = APIRouter(include_in_schema=False)

for _module in (review, review_cases, review_samples, review_journals, review_suggestions, review_plan):
    # As they are: the routes of an included router are made anew, and are no routes until the first request.
    router.routes.extend(_module.router.routes)

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
    router.include_router(_module.router)

"""Every page of the review (sv. *granskning*) as one part of the service."""

from __future__ import annotations

from fastapi import APIRouter

from api.web.pages import review, review_cases, review_samples

router = APIRouter(include_in_schema=False)

for _module in (review, review_cases, review_samples):
    router.include_router(_module.router)

"""The words and the document of an area: case reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from domain.case.review.events import CaseReviewed
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"case.reviewed": "Ärendegenomgång"}
FIELD_LABELS: Mapping[str, str] = {
    "reviewed_on": "Ärendet genomgånget",
    "led_by_name": "Genomgången ledd av",
    "led_by_title": "Befattning",
    "presented_by_name": "Ärendet föredraget av",
    "presented_by_title": "Befattning",
    "standing_answers": "Stående frågor",
    "measure": "Åtgärd",
    "measure_due_on": "Åtgärden klar senast",
    "next_review_on": "Nästa ärendegenomgång",
    "longer_interval_reason": "Orsak till längre tid",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON.

    `counted_from` is the day from which the policy's days to the first review are counted; None once there was a review, or
    while the case is closed.
    """
    latest, is_open = case.review.latest, case.closing is None
    since = case.open_spans[-1].first if case.open_spans else None
    of_this_span = latest is not None and (since is None or latest.reviewed_on >= since)
    return {
        "next_review_on": as_json(latest.next_review_on) if latest is not None and of_this_span and is_open else None,
        "counted_from": as_json(since) if is_open and not of_this_span else None,
        "reviews": [_review(each) for each in reversed(case.review.reviews)],
    }


def _review(event: CaseReviewed) -> dict[str, Any]:
    return {
        "entry": as_json(event.entry_id), "reviewed_on": as_json(event.reviewed_on),
        "led_by": {"staff": as_json(event.led_by_id), "name": event.led_by_name, "title": event.led_by_title},
        "presented_by": {
            "staff": as_json(event.presented_by_id), "name": event.presented_by_name, "title": event.presented_by_title,
        },
        "answers": as_json(event.standing_answers), "assessment": event.assessment,
        "agreed_measures": as_json(event.agreed_measures), "next_review_on": as_json(event.next_review_on),
        "longer_interval_reason": event.longer_interval_reason,
    }

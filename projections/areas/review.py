"""The words and the document of an area: case reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.case import Case
from projections.entry_json import entry_as_json
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
TEXT_LABELS: Mapping[str, str] = {"agreed_measures": "Överenskommen åtgärd"}


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
        "reviews": [entry_as_json(each) for each in reversed(case.review.reviews)],
    }

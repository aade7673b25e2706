"""The words and the document of an area: follow-ups after the closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.case.case import Case
from domain.case.follow_up.codes import FollowUpPoint
from domain.months import months_after
from projections.entry_json import optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.follow_up_done": "Uppföljning efter avslut",
    "case.follow_up_not_done": "Bortfall vid uppföljning efter avslut",
}
FIELD_LABELS: Mapping[str, str] = {
    "closing_number": "Avslut nummer",
    "follow_up_point": "Uppföljningstillfälle",
    "closing_followed_up_on": "Uppföljt efter avslut",
    "follow_up_manner": "Uppföljt genom",
    "answered_by": "Svarande",
    "follow_up_outcome": "Läget jämfört med avslutet",
    "result_lasts": "Resultatet står sig",
    "known_to_services": "Aktuell igen i socialtjänsten",
    "given_up_on": "Bortfall",
    "no_follow_up_cause": "Orsak till bortfall",
    "contact_attempts": "Försök att nå",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: each closing with its three points, when each is due, and what came of it.

    A point is `open` until it is followed up (`done`) or given up (`not_done`), and `lapsed` when the case was opened again
    before it was due.
    """
    spans = case.open_spans
    closings = [(number, span.last) for number, span in enumerate(spans, 1) if span.last is not None]
    return {
        "closings": [
            {
                "closing_number": number, "closed_on": as_json(closed_on),
                "points": [
                    _point(case, number, closed_on, point, spans[number].first if number < len(spans) else None)
                    for point in FollowUpPoint
                ],
            }
            for number, closed_on in reversed(closings)
        ],
    }


def _point(case: Case, number: int, closed_on: date, point: FollowUpPoint, reopened_on: date | None) -> dict[str, Any]:
    due_on = months_after(closed_on, point.months)
    done, not_done = case.follow_up.done.get((number, point)), case.follow_up.not_done.get((number, point))
    if done is not None:
        state = "done"
    elif not_done is not None:
        state = "not_done"
    else:
        state = "open" if reopened_on is None or reopened_on > due_on else "lapsed"
    return {
        "point": as_json(point), "due_on": as_json(due_on), "state": state,
        "done": optional_entry_as_json(done, *_SHOWN_ALREADY), "not_done": optional_entry_as_json(not_done, *_SHOWN_ALREADY),
    }


_SHOWN_ALREADY = ("closing_number", "follow_up_point")

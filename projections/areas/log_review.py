"""The words of the stream `log_review`, and a review of the access log as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.log_review.draw import DrawnReading
from domain.log_review.review import LogReview
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "log_review.planned": "Loggkontroll planerad",
    "log_review.drawn": "Läsningar dragna för loggkontroll",
    "log_review.reading_assessed": "Läsning bedömd",
    "log_review.measure_taken": "Åtgärd efter loggkontroll",
    "log_review.closed": "Loggkontroll avslutad",
}
FIELD_LABELS: Mapping[str, str] = {
    "log_month": "Månad som kontrolleras",
    "random_readings": "Läsningar som dras slumpvis",
    "targeted_readings_max": "Högst så många läsningar av varje urvalsgrund",
    "access_size": "Åtkomstloggens antal läsningar",
    "readings_in_frame": "Läsningar i ramen",
    "reading_counts": "Läsningar per urvalsgrund",
    "drawn_readings": "Dragna läsningar",
    "reading_number": "Läsningens nummer i dragningen",
    "access_position": "Plats i åtkomstloggen",
    "read_by": "Läst av",
    "reading_kinds": "Urvalsgrunder",
    "reading_kind": "Urvalsgrund",
    "readings_found": "Antal läsningar",
    "readings_drawn": "Antal dragna läsningar",
    "log_judgement": "Bedömning av läsningen",
    "judgement_reason": "Skäl till bedömningen av läsningen",
    "reading_assessed_on": "Läsningen bedömd den",
    "log_measure": "Åtgärd efter avvikelsen",
    "log_measure_on": "Åtgärden gjord den",
    "log_measure_note": "Vad som gjordes efter avvikelsen",
    "log_review_closed_on": "Loggkontrollen avslutad den",
    "readings_justified": "Befogade läsningar",
    "readings_not_justified": "Läsningar som inte var befogade",
    "readings_unclear": "Oklara läsningar",
}
TEXT_LABELS: Mapping[str, str] = {}


def review_document(review: LogReview) -> dict[str, Any]:
    """A review as JSON: what was planned, how much was drawn and found, and what waits."""
    planned, drawn, closed = review.planned, review.drawn, review.closed
    judged = [each.log_judgement.value for each in review.assessed.values()]
    return {
        "log_review": as_json(review.id), "version": review.version, "unit": as_json(review.unit),
        "month": None if planned is None else planned.log_month, "is_drawn": drawn is not None, "is_training": review.is_training,
        "seed": None if drawn is None else drawn.seed, "seed_source": None if drawn is None else drawn.seed_source.value,
        "readings_in_frame": None if drawn is None else drawn.readings_in_frame,
        "frame_hash": None if drawn is None else drawn.frame_hash,
        "kinds": [] if drawn is None else [
            {
                "kind": each.reading_kind.value, "kind_in_words": each.reading_kind.swedish, "found": each.readings_found,
                "drawn": each.readings_drawn,
            }
            for each in drawn.reading_counts
        ],
        "drawn": len(review.readings), "assessed": len(judged), "justified": judged.count("justified"),
        "not_justified": judged.count("not_justified"), "unclear": judged.count("unclear"),
        "without_measure": review.without_measure(),
        "closed_on": None if closed is None else as_json(closed.log_review_closed_on),
    }


def reading_document(review: LogReview, drawn: DrawnReading) -> dict[str, Any]:
    """What is said of a drawn reading: why it was drawn, what it was found to be, and what was done."""
    assessed = review.assessed.get(drawn.reading_number)
    return {
        "number": drawn.reading_number, "access_position": drawn.access_position, "read_by": as_json(drawn.read_by),
        "kinds": [each.value for each in drawn.reading_kinds],
        "kinds_in_words": [each.swedish for each in drawn.reading_kinds],
        "judgement": None if assessed is None else assessed.log_judgement.value,
        "judgement_in_words": None if assessed is None else assessed.log_judgement.swedish,
        "judgement_reason": None if assessed is None else assessed.judgement_reason,
        "assessed_by": None if assessed is None else as_json(assessed.actor_id),
        "assessed_on": None if assessed is None else as_json(assessed.reading_assessed_on),
        "measures": [
            {
                "measure": each.log_measure.value, "measure_in_words": each.log_measure.swedish,
                "on": as_json(each.log_measure_on), "note": each.log_measure_note, "by": as_json(each.actor_id),
            }
            for each in review.measures if each.reading_number == drawn.reading_number
        ],
    }

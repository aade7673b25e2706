"""What may be written: ratings, who rates, what was not rated, and a vendor's expected course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.writes.write import Write, example_id
from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.events import RatingFacts
from domain.case.ratings.looking_again import Warned, warnings_of
from domain.instruments.catalogue import InstrumentCatalogue

_CLOSE_PEOPLE = "/cases/{case_id}/close-people"
_SESSION = example_id("/cases/{case_id}/sessions", "session_id")

_RATING: Mapping[str, Any] = {
    "rated_on": "2026-03-10", "instrument": "ORS", "phase": "start", "respondent": "client", "subject": "client",
    "subscales": ["5.2", "4.8", "6.1", "5.0"], "mode": "tablet", "language": "sv", "session_id": _SESSION, "assisted": False,
}
_MORE: Mapping[str, Mapping[str, Any]] = {
    "audit-with-jump": {
        "rated_on": "2026-03-10", "instrument": "AUDIT", "phase": "start", "respondent": "client", "subject": "client",
        "subscales": ["1", "0", "0", None, None, None, None, None, "0", "2"], "mode": "interview",
    },
    "missing-answer": {
        "rated_on": "2026-03-10", "instrument": "SRS", "phase": "start", "respondent": "client", "subject": "client",
        "subscales": ["8.2", None, "9.0", "8.7"], "missing_items": [{"item_number": 2, "missing_reason": "refused"}],
        "mode": "tablet", "session_id": _SESSION,
    },
    "parent-about-child": {
        "rated_on": "2026-03-12", "instrument": "Caretaker ORS", "phase": "start", "respondent": "parent",
        "respondent_person_id": example_id(_CLOSE_PEOPLE), "subject": "child", "subscales": ["6.0", "4.4", "3.8", "5.1"],
        "total": "19.3", "mode": "paper", "language": "so",
    },
    "one-caregiver": {
        "rated_on": "2026-03-12", "instrument": "Frågor till Dig", "phase": "start", "respondent": "child",
        "subject": "caregiver", "about_person_id": example_id(_CLOSE_PEOPLE), "subscales": ["2", "3", "3"], "mode": "paper",
        "assisted": True,
    },
    "low-alliance": {
        "rated_on": "2026-03-12", "instrument": "SRS", "phase": "ongoing", "respondent": "client", "subject": "client",
        "subscales": ["8.0", "7.1", "8.4", "7.7"], "mode": "tablet",
    },
    "total-alone": {
        "rated_on": "2026-03-12", "instrument": "ORS", "phase": "ongoing", "respondent": "client", "subject": "client",
        "subscales": [], "total": "22.4", "mode": "paper",
    },
}


def rating_warnings(case: Case, events: Iterable[DomainEvent], catalogue: InstrumentCatalogue) -> tuple[Warned, ...]:
    """What is worth a second look at the ratings that were just recorded."""
    ratings = (event for event in events if isinstance(event, RatingFacts))
    return tuple(warned for rating in ratings for warned in warnings_of(case, rating, catalogue))


WRITES: tuple[Write, ...] = (
    Write(
        _CLOSE_PEOPLE, Case.name_close_person, "Registrera en närstående som skattar eller som en skattning gäller",
        {"close_person_name": "Stina Påhittad", "close_relation": "step_parent"}, on="2026-03-23",
    ),
    Write(
        "/cases/{case_id}/ratings", Case.record_rating, "Registrera en skattning", _RATING,
        new_ids=("rating_id",), on="2026-03-23", more=_MORE, warns=rating_warnings,
    ),
    Write(
        "/cases/{case_id}/ratings/{rating_id}/corrections", Case.correct_rating, "Rätta en skattning, hel",
        {
            **_RATING, "subscales": ["5.2", "4.8", "6.1", "5.5"], "total": "21.6",
            "reason": "Fjärde skalan var fel avläst.",
        },
        new_ids=(), on="2026-03-23", warns=rating_warnings,
    ),
    Write(
        "/cases/{case_id}/ratings-not-made", Case.record_rating_not_made, "Registrera att en skattning inte gjordes",
        {
            "not_made_on": "2026-03-10", "instrument": "CSRS", "phase": "start", "respondent": "child",
            "respondent_person_id": example_id(_CLOSE_PEOPLE), "session_id": _SESSION, "offered": True,
            "not_made_reason": "declined",
        },
        on="2026-03-23",
    ),
    Write(
        "/cases/{case_id}/expected-trajectories", Case.import_trajectory, "Läs in en leverantörs förväntade förlopp",
        {
            "imported_on": "2026-03-23", "instrument": "ORS", "respondent": "client", "subject": "client",
            "vendor": "Påhittad leverantör", "vendor_version": "4.2", "trajectory_points": [
                {"at_session": 1, "expected_total": "21.1"},
                {"at_session": 2, "expected_total": "22.6", "expected_lower": "18.0", "expected_upper": "27.5"},
            ],
        },
        on="2026-03-23",
    ),
)

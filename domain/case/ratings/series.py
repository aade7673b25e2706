"""Which ratings belong together (sv. *skattningsserie*): of one instrument, by one person, about one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from domain.case.events import RatingFacts
from domain.codes import RatingSubject, Respondent


class Series(NamedTuple):
    """What one curve is of (sv. *skattningsserie*).

    Respondent and subject are two things: a parent who rates the child is a series of its own, and so is each of two parents.

    Args:
        instrument: Its name without regard to case. Versions are told apart within the series, since a curve goes on.
    """

    instrument: str
    respondent: Respondent
    respondent_person_id: UUID | None
    subject: RatingSubject
    about_person_id: UUID | None


def series_of(rating: RatingFacts) -> Series:
    """The series that a rating belongs to."""
    return Series(
        rating.instrument.casefold(), rating.respondent, rating.respondent_person_id, rating.subject, rating.about_person_id
    )


def by_series(ratings: Iterable[RatingFacts]) -> dict[Series, list[RatingFacts]]:
    """Ratings by series, each in order of the day they were made, and of one day as given."""
    found: dict[Series, list[RatingFacts]] = {}
    for rating in sorted(ratings, key=lambda each: each.rated_on):
        found.setdefault(series_of(rating), []).append(rating)
    return found

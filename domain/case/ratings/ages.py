"""Whose age a form goes by, and what that age can be; what is not known is never guessed."""

from __future__ import annotations

from domain.case.events import RatingFacts
from domain.case.person.ages import OF_AGE_FROM, ages_on
from domain.case.state import CaseState
from domain.codes import RatingSubject, Respondent
from domain.instruments.bands import EVERY_AGE
from domain.instruments.definition import AgeOf, Instrument

_CHILD = "child"


def goes_by_client(case: CaseState, rating: RatingFacts, instrument: Instrument) -> bool:
    """Whether it is the client's own age that the form goes by; a child without a name is the client, where the client is one."""
    whose, is_named = _whose(rating, instrument)
    return whose == Respondent.CLIENT.value or (whose == _CHILD and not is_named and _is_child(case, rating))


def possible_ages(case: CaseState, rating: RatingFacts, instrument: Instrument) -> range:
    """The ages in whole years, both ends included, that whom the form's age goes by can have when it was rated.

    Of others than the client only this is known: a child is a child, and who is none is of age.
    """
    if goes_by_client(case, rating, instrument):
        ages = _client_ages(case, rating)
        return EVERY_AGE if ages is None else range(max(ages[0], 0), max(ages[1], 0) + 1)
    whose, _ = _whose(rating, instrument)
    return range(OF_AGE_FROM) if whose == _CHILD else range(OF_AGE_FROM, EVERY_AGE.stop)


def _whose(rating: RatingFacts, instrument: Instrument) -> tuple[str, bool]:
    whose: RatingSubject | Respondent = rating.subject if instrument.age_of is AgeOf.SUBJECT else rating.respondent
    named = rating.about_person_id if instrument.age_of is AgeOf.SUBJECT else rating.respondent_person_id
    return whose.value, named is not None


def _is_child(case: CaseState, rating: RatingFacts) -> bool:
    ages = _client_ages(case, rating)
    return ages is not None and ages[1] < OF_AGE_FROM


def _client_ages(case: CaseState, rating: RatingFacts) -> tuple[int, int] | None:
    birth_year = None if case.facts is None else case.facts.birth_year
    return ages_on(case.person.birth_date, birth_year, rating.rated_on)

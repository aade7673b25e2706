"""What is worth a second look at a rating is said, and stops nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.events import SessionMissed
from domain.case.ratings.codes import RatingWarning
from domain.case.ratings.looking_again import warnings_of
from domain.codes import RatingSubject, Respondent
from domain.instruments import SHIPPED
from tests.support.examples import SESSION, SESSION_ON, cast_id
from tests.support.rating_calls import HELD, IDENTIFIED, NAMED, OPENED, OTHER_ID, RATING_ID, rated
from tests.support.scenario import given

DAY = timedelta(days=1)
FROM_PARENT = {"instrument": "Caretaker ORS", "respondent": Respondent.PARENT, "subject": RatingSubject.CHILD}


def warnings(*before, born=None, **rating):
    """The warnings about one rating, the last of the case."""
    opened = OPENED.model_copy(update={"birth_year": born})
    case = given(Case, opened, *before, rated(**rating)).state
    return [each.warning for each in warnings_of(case, case.ratings[rating.get("rating_id", RATING_ID)], SHIPPED)]


@pytest.mark.parametrize(
    ("instrument", "respondent", "born", "warned"),
    [
        ("ORS", Respondent.CLIENT, 2011, False),
        ("ORS", Respondent.CLIENT, 2012, True),
        ("CORS", Respondent.CHILD, 2011, False),
        ("CORS", Respondent.CHILD, 2010, True),
        ("CORS", Respondent.CHILD, 2018, False),
        ("CORS", Respondent.CHILD, 2019, True),
        ("ORS", Respondent.CLIENT, None, False),
        ("CORS", Respondent.CLIENT, 1980, True),
        ("CORS", Respondent.CHILD, 1980, False),
        ("ORS", Respondent.THERAPIST, 2019, False),
        ("AUDIT-C", Respondent.CLIENT, 2019, False),
    ],
)
def test_a_form_for_no_age_that_is_possible_warns(instrument, respondent, born, warned):
    found = warnings(instrument=instrument, respondent=respondent, born=born, total=Decimal(1), subscales=())
    assert (RatingWarning.WRONG_AGE_FORM in found) is warned


def test_a_form_about_a_child_goes_by_the_childs_age():
    assert warnings(**FROM_PARENT, born=2016) == []
    assert warnings(**{**FROM_PARENT, "subject": RatingSubject.CLIENT}, born=1980) == [RatingWarning.WRONG_AGE_FORM]
    assert warnings(**FROM_PARENT, born=1980) == []
    assert warnings(NAMED, **FROM_PARENT, about_person_id=NAMED.entry_id, born=2016) == []


def test_a_birth_date_tells_more_than_the_year():
    turns_thirteen = date(2011, 7, 11)
    identified = IDENTIFIED.model_copy(update={"birth_date": turns_thirteen})
    assert warnings(identified, born=2011, rated_on=date(2024, 7, 10)) == [RatingWarning.WRONG_AGE_FORM]
    assert warnings(identified, born=2011, rated_on=date(2024, 7, 11)) == []


@pytest.mark.parametrize(("days", "warned"), [(364, True), (365, False)])
def test_two_ratings_that_ask_about_the_same_time_warn(days, warned):
    audit = {"instrument": "AUDIT", "subscales": (), "total": Decimal(9)}
    first = rated(OTHER_ID, SESSION_ON - days * DAY, **audit)
    assert warnings(first, **audit) == [RatingWarning.RECALL_OVERLAP] * warned
    other = first.model_copy(update={"respondent_person_id": cast_id(1)})
    assert warnings(other, **audit) == []
    later = first.model_copy(update={"rated_on": SESSION_ON + DAY})
    assert warnings(later, **audit) == []


def test_the_nearest_earlier_rating_is_the_one_that_overlaps():
    old, near = rated(OTHER_ID, SESSION_ON - 300 * DAY), rated(cast_id(1298), SESSION_ON - 6 * DAY)
    opened = given(Case, OPENED.model_copy(update={"birth_year": None}), near, old, rated()).state
    (found,) = warnings_of(opened, opened.ratings[RATING_ID], SHIPPED)
    assert found.warning is RatingWarning.RECALL_OVERLAP and "1 av dem" in found.message


def test_another_day_than_the_session_warns_and_a_session_that_was_not_held():
    assert warnings(HELD, session_id=SESSION) == []
    assert warnings(HELD, session_id=SESSION, rated_on=SESSION_ON + DAY) == [RatingWarning.OTHER_DAY]
    month = HELD.model_copy(update={"occurred": Occurred(on=date(2024, 7, 1), precision="month")})
    assert warnings(month, session_id=SESSION) == []
    missed = SessionMissed(**{name: getattr(HELD, name) for name in type(HELD).model_fields})
    assert warnings(missed, session_id=SESSION) == [RatingWarning.SESSION_NOT_HELD]


def test_nothing_is_said_of_an_instrument_that_the_catalogue_does_not_have():
    assert warnings(instrument="Vår skala", born=2019) == []


def test_a_warning_says_what_to_look_at_and_nothing_of_the_person():
    case = given(Case, OPENED.model_copy(update={"birth_year": 2019}), rated()).state
    (found,) = warnings_of(case, case.ratings[RATING_ID], SHIPPED)
    assert "Kontrollera att det är rätt formulär" in found.message and "2019" not in found.message

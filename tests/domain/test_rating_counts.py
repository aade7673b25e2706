"""What counts take of a rating: by the shipped definition, by a board's own, and never a number that nothing was held to."""

from decimal import Decimal

import pytest

from domain.base import Purpose
from domain.case.ratings.totals import counted, instrument_name
from domain.codes import Respondent
from tests.support.examples import EXAMPLES, source

RATING = EXAMPLES["case.rating_recorded.v2"].model_copy(update={"source": None, "missing_items": ()})
NOT_MADE = EXAMPLES["case.rating_not_made.v1"].model_copy(update={"source": None})
IMPORTED = {"purpose": Purpose.IMPORT, "source": source("Skattningar")}


def rating(instrument, version, subscales=(), total=None, **changes):
    scores = tuple(None if each is None else Decimal(each) for each in subscales)
    return RATING.model_copy(update={
        "instrument": instrument, "instrument_version": version, "subscales": scores,
        "total": None if total is None else Decimal(total), **changes,
    })


def test_a_shipped_instrument_is_counted_by_its_definition():
    scores = (Decimal("6.1"), Decimal("5.2"), Decimal(7), Decimal("4.4"))
    assert counted(rating("ors", None, scores)) == ("ORS", scores, Decimal("22.7"))
    assert counted(rating("ORS", "1", ("6.1", None, "7", "4.4"))) == ("ORS", (), None)
    assert counted(rating("ORS", "1", ("6.1", "5.2", "7", "11"), "29.3")) == ("ORS", (), Decimal("29.3"))


@pytest.mark.parametrize(
    ("version", "respondent", "count", "top", "whole"),
    [
        (None, Respondent.THERAPIST, 7, 9, True), ("2", Respondent.THERAPIST, 7, 9, True), ("2", Respondent.CLIENT, 14, 4, True),
        ("2", Respondent.CLIENT, 14, 5, False), ("2", Respondent.CLIENT, 7, 4, False), (None, Respondent.CLIENT, 14, 4, False),
    ],
)
def test_each_rater_of_asi_has_items_of_its_own_from_version_two(version, respondent, count, top, whole):
    found = counted(rating("ASI", version, [top] * count, respondent=respondent))
    assert found == ("ASI", (Decimal(top),) * count if whole else (), None)


def test_a_boards_own_scale_counts_as_it_was_recorded():
    assert counted(rating("Trivselskalan", "1", ("4", "4.5"), "8.5")) == ("Trivselskalan", (4, Decimal("4.5")), Decimal("8.5"))
    assert counted(rating("ORS", "6p", ("4", None, "4", "4"))) == ("ORS", (), None)


def test_imported_history_with_an_unknown_instrument_has_no_numbers_and_no_name():
    assert counted(rating("Anna Exempels skala", None, ("4",), "4")) is None
    assert counted(rating("Anna Exempels skala", "1", ("4",), "4", **IMPORTED)) is None
    assert counted(rating("ors", None, (), "20", **IMPORTED)) == ("ORS", (), 20)


def test_a_number_with_more_digits_than_a_reading_has_is_left_out():
    assert counted(rating("Trivselskalan", "1", ("1" * 20, "1"), "1" * 20)) == ("Trivselskalan", (), None)


def test_the_instrument_of_what_was_not_rated_is_named_as_the_catalogue_has_it():
    assert instrument_name(NOT_MADE.model_copy(update={"instrument": "srs"})) == "SRS"
    assert instrument_name(NOT_MADE.model_copy(update={"instrument": "Trivselskalan"})) == "Trivselskalan"
    assert instrument_name(NOT_MADE.model_copy(update={"instrument": "Anna Exempels skala", **IMPORTED})) is None

"""How a total is read: by gender and age where they are known, else every reading that is possible; and what overlaps or fits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.codes import Gender, RatingSubject, Respondent
from domain.instruments import SHIPPED
from domain.instruments.age_forms import age_warning, goes_by_the_client
from domain.instruments.bands import EVERY_AGE, bands_of, possible_ages
from domain.instruments.recall import recall_overlap_days

AUDIT, DUDIT = SHIPPED.find("AUDIT"), SHIPPED.find("DUDIT")
ADULT = range(40, 42)
START = date(2024, 3, 1)
LOW, HAZARDOUS, HARMFUL, DEPENDENT = "låg risk", "riskbruk", "skadligt bruk eller möjligt beroende", "troligt beroende"
NO_SIGN, PROBLEMS, HEAVY = "inga tecken på drogrelaterade problem", "drogrelaterade problem", "troligt tungt beroende"


def named(instrument, total, gender, ages=EVERY_AGE):
    return [band.name for band in bands_of(instrument, Decimal(total), gender, ages)]


@pytest.mark.parametrize(
    ("gender", "ages", "limits"),
    [
        (Gender.MAN, ADULT, (8, 16, 20)),
        (Gender.BOY, range(16, 17), (8, 16, 20)),
        (Gender.WOMAN, ADULT, (6, 14, 18)),
        (Gender.GIRL, range(16, 17), (6, 14, 18)),
        (Gender.MAN, range(65, 66), (8, 16, 20)),
        (Gender.MAN, range(66, 67), (7, 16, 20)),
        (Gender.WOMAN, range(65, 66), (6, 14, 18)),
        (Gender.WOMAN, range(66, 67), (7, 14, 18)),
    ],
)
def test_each_band_of_audit_begins_at_its_limit_and_ends_below_the_next(gender, ages, limits):
    names = (LOW, HAZARDOUS, HARMFUL, DEPENDENT)
    ends = (0, *limits, 41)
    for name, low, above in zip(names, ends, ends[1:], strict=False):
        assert named(AUDIT, low, gender, ages) == [name] == named(AUDIT, above - 1, gender, ages)
        [band] = bands_of(AUDIT, Decimal(low), gender, ages)
        assert (band.low, band.high) == (low, above - 1) and band.source


@pytest.mark.parametrize(
    ("gender", "ages", "limit"),
    [
        (Gender.MAN, ADULT, 6), (Gender.WOMAN, ADULT, 2),
        (Gender.MAN, range(16, 17), 7), (Gender.MAN, range(25, 26), 7), (Gender.MAN, range(26, 27), 6),
        (Gender.BOY, range(15, 16), 6), (Gender.GIRL, range(16, 17), 3), (Gender.WOMAN, range(25, 26), 3),
        (Gender.WOMAN, range(26, 27), 2),
    ],
)
def test_dudit_has_limits_of_its_own_from_sixteen_to_twenty_five(gender, ages, limit):
    assert named(DUDIT, limit - 1, gender, ages) == [NO_SIGN] and named(DUDIT, limit, gender, ages) == [PROBLEMS]
    assert named(DUDIT, 24, gender, ages) == [PROBLEMS]
    assert named(DUDIT, 25, gender, ages) == [HEAVY] == named(DUDIT, 44, gender, ages)


@pytest.mark.parametrize("gender", [Gender.UNKNOWN, Gender.OTHER])
def test_a_gender_that_is_not_known_is_never_guessed(gender):
    bands = bands_of(AUDIT, Decimal(7), gender, ADULT)
    assert {(band.name, band.genders) for band in bands} == {
        (LOW, (Gender.MAN, Gender.BOY)), (HAZARDOUS, (Gender.WOMAN, Gender.GIRL))
    }
    assert {band.low for band in bands_of(AUDIT, Decimal(30), gender, ADULT)} == {18, 20}


def test_an_age_that_is_not_known_gives_every_band_that_is_possible():
    assert named(AUDIT, 7, Gender.MAN) == [LOW, HAZARDOUS] and named(AUDIT, 6, Gender.MAN) == [LOW, LOW]
    assert named(AUDIT, 7, Gender.MAN, range(65, 67)) == [LOW, HAZARDOUS]
    assert named(AUDIT, 7, Gender.MAN, range(64, 66)) == [LOW]


def test_an_instrument_without_limits_has_no_bands():
    assert bands_of(SHIPPED.find("ORS"), Decimal(20), Gender.UNKNOWN) == ()


def test_a_birth_year_leaves_two_ages_and_no_birth_year_every_age():
    assert list(possible_ages(2000, 2024)) == [23, 24] and list(possible_ages(2024, 2024)) == [0]
    assert possible_ages(None, 2024) is EVERY_AGE


@pytest.mark.parametrize(("days", "overlap"), [(0, 365), (1, 364), (120, 245), (364, 1), (365, 0), (366, 0), (-120, 245)])
def test_two_ratings_within_a_year_ask_about_the_same_days(days, overlap):
    assert recall_overlap_days(AUDIT, START, START + timedelta(days=days)) == overlap


def test_where_no_period_is_asked_about_nothing_overlaps():
    assert recall_overlap_days(SHIPPED.find("AUDIT-C"), START, START) == 0
    assert recall_overlap_days(SHIPPED.find("ORS"), START, START + timedelta(days=6)) == 1
    assert recall_overlap_days(SHIPPED.find("ORS"), START, START + timedelta(days=7)) == 0


@pytest.mark.parametrize(
    ("name", "ages", "warns"),
    [
        ("ORS", range(12, 13), True), ("ORS", range(12, 14), False), ("ORS", range(13, 15), False), ("ORS", range(90, 92), False),
        ("CORS", range(4, 6), True), ("CORS", range(5, 7), False), ("CORS", range(12, 14), False), ("CORS", range(13, 15), True),
        ("YCORS", range(5, 7), False), ("YCORS", range(6, 8), True),
        ("Caretaker ORS", range(17, 19), False), ("Caretaker ORS", range(18, 20), True),
        ("ASI", range(17, 18), True), ("ASI", range(17, 19), False), ("AUDIT", range(3, 5), False), ("ORS", EVERY_AGE, False),
    ],
)
def test_a_form_for_another_age_warns_when_no_possible_age_fits(name, ages, warns):
    assert (age_warning(SHIPPED.current(name), ages, SHIPPED) is not None) is warns


def test_the_warning_names_the_form_that_fits():
    message = age_warning(SHIPPED.find("ORS"), range(8, 10), SHIPPED)
    assert message == (
        "ORS är till för 13–17 år och från 18 år, och den åldern stämmer inte. Kontrollera att det är rätt formulär. "
        "För den åldern finns CORS."
    )
    assert "finns" not in age_warning(SHIPPED.find("ASI"), range(8, 10), SHIPPED)


def test_the_clients_age_counts_when_the_client_rates_or_is_rated_by_who_knows_the_child():
    ors, caretaker = SHIPPED.find("ORS"), SHIPPED.find("Caretaker ORS")
    assert goes_by_the_client(ors, Respondent.CLIENT, RatingSubject.CLIENT)
    assert not goes_by_the_client(ors, Respondent.PARENT, RatingSubject.CLIENT)
    assert goes_by_the_client(caretaker, Respondent.PARENT, RatingSubject.CLIENT)
    assert not goes_by_the_client(caretaker, Respondent.CLIENT, RatingSubject.CHILD)

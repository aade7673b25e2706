"""Personal and coordination numbers. Every number here is one that Skatteverket publishes, for tests or as an example."""

from datetime import date

import pytest

from domain.case.person.codes import IdentityNumberKind
from domain.case.person.identity_number import read_identity_number
from domain.errors import InvalidValueError

CHILD_NUMBER, ADULT_NUMBER, COORDINATION_NUMBER = "20170101-2393", "19640823-3234", "19701063-2391"


@pytest.mark.parametrize(
    ("written", "kind", "born"),
    [
        (CHILD_NUMBER, IdentityNumberKind.PERSONAL, date(2017, 1, 1)),
        ("201701012393", IdentityNumberKind.PERSONAL, date(2017, 1, 1)),
        (f" {ADULT_NUMBER} ", IdentityNumberKind.PERSONAL, date(1964, 8, 23)),
        ("18900101-9802", IdentityNumberKind.PERSONAL, date(1890, 1, 1)),
        (COORDINATION_NUMBER, IdentityNumberKind.COORDINATION, date(1970, 10, 3)),
    ],
)
def test_a_number_is_read_with_its_kind_and_birth_date(written, kind, born):
    number = read_identity_number(written)
    assert (number.kind, number.birth_date) == (kind, born)
    assert (len(number.text), number.text[8]) == (13, "-")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("640823-3234", "tolv siffror"),
        ("19640823+3234", "tolv siffror"),
        ("19640823-323", "tolv siffror"),
        ("17640823-3234", "tolv siffror"),
        ("21640823-3234", "tolv siffror"),
        ("19640823-0000", "tolv siffror"),
        ("１９６４０８２３-3234", "tolv siffror"),
        ("19640823-323a", "tolv siffror"),
        ("19641323-3234", "datum som inte finns"),
        ("19640230-3234", "datum som inte finns"),
        ("19640800-3234", "datum som inte finns"),
        ("19640860-3234", "datum som inte finns"),
        ("19640892-3234", "datum som inte finns"),
        ("19640823-3235", "kontrollsiffra"),
        ("19640832-3234", "datum som inte finns"),
        ("19701063-2392", "kontrollsiffra"),
    ],
)
def test_a_number_that_cannot_be_is_refused_without_being_repeated(written, message):
    with pytest.raises(InvalidValueError, match=message) as refusal:
        read_identity_number(written)
    assert not any(part in str(refusal.value) for part in ("640823", "3234", "1964", "1970"))


# The check digit does not cover the century; the birth year of the basic facts does.
@pytest.mark.parametrize("place", range(2, 12))
def test_any_single_wrong_digit_after_the_century_is_noticed(place):
    digits = ADULT_NUMBER.replace("-", "")
    for wrong in set("0123456789") - {digits[place]}:
        with pytest.raises(InvalidValueError):
            read_identity_number(digits[:place] + wrong + digits[place + 1:])

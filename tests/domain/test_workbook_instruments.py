"""The catalogue of instruments holds together."""

from decimal import Decimal

import pytest

from domain.instruments import INSTRUMENTS, Scale, find_instrument


@pytest.mark.parametrize("word", ["ORS", "ors", " Ors "])
def test_an_instrument_is_found_whatever_the_case(word):
    assert find_instrument(word) is INSTRUMENTS["ORS"]


@pytest.mark.parametrize("word", ["PHQ-99", "", "O R S", "ORS 2"])
def test_an_unknown_name_finds_nothing(word):
    assert find_instrument(word) is None


def test_where_the_total_is_the_sum_its_range_is_the_sum_of_the_subscales_ranges():
    summed = [instrument for instrument in INSTRUMENTS.values() if instrument.total_is_sum]
    assert len(summed) > 10
    for instrument in summed:
        assert sum(scale.minimum for scale in instrument.subscales) == instrument.total.minimum
        assert sum(scale.maximum for scale in instrument.subscales) == instrument.total.maximum


@pytest.mark.parametrize(
    ("name", "count", "total"),
    [("ORS", 4, 40), ("CORS", 4, 40), ("SRS", 4, 40), ("CSRS", 4, 40), ("GSRS", 4, 40), ("AUDIT", 10, 40), ("AUDIT-C", 3, 12)]
    + [("DUDIT", 11, 44), ("Frågor till Dig", 3, 12), ("Bemötande", 1, 10), ("PGSI", 9, 27), ("GDIT", 14, 62)],
)
def test_the_published_number_of_items_and_highest_total(name, count, total):
    instrument = INSTRUMENTS[name]
    assert (len(instrument.subscales), instrument.total.maximum) == (count, total)


def test_a_scale_takes_both_its_ends_and_nothing_beyond_or_between_its_steps():
    scale = Scale(Decimal(0), Decimal(10), Decimal("0.1"))
    assert scale.allows(Decimal(0)) and scale.allows(Decimal(10)) and scale.allows(Decimal("9.9"))
    assert not any(map(scale.allows, map(Decimal, ["-0.1", "10.1", "5.05"])))
    assert scale.described() == "0–10 med högst 1 decimal"


def test_the_last_items_of_audit_and_dudit_take_zero_two_or_four_only():
    for name in ("AUDIT", "DUDIT"):
        *_, last = INSTRUMENTS[name].subscales
        assert [value for value in range(6) if last.allows(Decimal(value))] == [0, 2, 4]


def test_an_instrument_without_scores_is_said_to_have_none():
    assert [instrument.name for instrument in INSTRUMENTS.values() if not instrument.is_scored] == ["YCORS"]

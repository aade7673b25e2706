"""A share has an interval, and a result is held against its target in its own unit and exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.indicators.judging import TargetReached, fulfilment, own_council_target, own_target, wilson
from domain.indicators.reading import read_indicator

SHARE = {
    "id": "kbt.planned", "version": 1, "name": "Enligt planering", "meaning": "Enligt planering.", "source": "Enheten",
    "activities": [], "unit_of_count": "case", "kind": "share", "population": [{"period": "closed"}],
    "numerator": [{"field": "close_manner", "is": ["enligt planering"]}],
}
COUNT = {
    "id": "kbt.clients", "version": 1, "name": "Klienter", "meaning": "Öppna.", "source": "Enheten", "activities": [],
    "unit_of_count": "case", "kind": "count", "population": [{"period": "open"}],
}
MEAN = {
    "id": "kbt.months", "version": 1, "name": "Längd", "meaning": "Månader.", "source": "Enheten", "activities": [],
    "unit_of_count": "case", "kind": "mean", "population": [{"period": "closed"}], "mean_of": "treatment_days",
    "divided_by": Decimal("30.4375"), "missing": "Start är inte känd",
}
AT_LEAST, AT_MOST, EXACTLY = TargetPredicate.AT_LEAST, TargetPredicate.AT_MOST, TargetPredicate.EXACTLY


def target(amount, predicate=AT_LEAST, unit=TargetUnit.PERCENT):
    return Target(amount=Decimal(amount), target_unit=unit, predicate=predicate)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    # Source: Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
    [(81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0.0000", "0.1611"), (1, 29, "0.0061", "0.1718")],
)
def test_the_interval_of_a_share_is_wilsons_as_published(numerator, denominator, low, high):
    found = wilson(numerator, denominator)
    assert [(end / 100).quantize(Decimal("0.0001")) for end in found] == [Decimal(low), Decimal(high)]


def test_of_none_and_of_all_an_end_is_exact():
    assert wilson(0, 10).low == 0 and wilson(10, 10).high == 100 and wilson(1, 1).high == 100


def test_nothing_has_no_interval():
    assert wilson(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_its_ends_are_where_the_score_test_turns(counted):
    numerator, denominator = counted
    found, share = wilson(*counted), Fraction(numerator, denominator)
    assert 0 <= found.low <= 100 * share <= found.high <= 100
    z_squared = Fraction("1.959963984540054") ** 2
    for end in found:
        p = Fraction(end) / 100
        if 0 < p < 1:
            score = (share - p) ** 2 * denominator
            assert abs(score - z_squared * p * (1 - p)) < Fraction(1, 10**5)


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (Fraction(75), None, TargetReached.NO_TARGET),
        (Fraction(75), Target(target_text="tas fram av nämnd"), TargetReached.TEXT_TARGET),
        (Fraction(75), target("75", unit=TargetUnit.PERCENTAGE_POINTS), TargetReached.NOT_COMPARABLE),
        (Fraction(75), target("75", unit=TargetUnit.COUNT), TargetReached.NOT_COMPARABLE),
        (None, target("75"), TargetReached.NO_VALUE),
        (Fraction(75), target("75"), TargetReached.REACHED),
        (Fraction(7499, 100), target("75"), TargetReached.NOT_REACHED),
        (Fraction(75), target("75", AT_MOST), TargetReached.REACHED),
        (Fraction(7501, 100), target("75", AT_MOST), TargetReached.NOT_REACHED),
        (Fraction(75), target("75", EXACTLY), TargetReached.REACHED),
        (Fraction(200, 3), target("66.67", EXACTLY), TargetReached.NOT_REACHED),
    ],
)
@pytest.mark.parametrize("is_over", [True, False])
def test_a_share_reaches_its_target_or_not_at_any_time_of_the_year(value, wanted, expected, is_over):
    assert fulfilment(value, wanted, read_indicator(SHARE), is_over=is_over) is expected


@pytest.mark.parametrize(
    ("value", "predicate", "over", "so_far"),
    [
        (75, AT_LEAST, TargetReached.REACHED, TargetReached.REACHED),
        (74, AT_LEAST, TargetReached.NOT_REACHED, TargetReached.NOT_YET),
        (75, AT_MOST, TargetReached.REACHED, TargetReached.SO_FAR),
        (76, AT_MOST, TargetReached.NOT_REACHED, TargetReached.NOT_REACHED),
        (75, EXACTLY, TargetReached.REACHED, TargetReached.NOT_YET),
        (76, EXACTLY, TargetReached.NOT_REACHED, TargetReached.NOT_REACHED),
    ],
)
def test_a_number_grows_until_the_year_is_over(value, predicate, over, so_far):
    wanted, indicator = target("75", predicate, TargetUnit.COUNT), read_indicator(COUNT)
    assert fulfilment(Fraction(value), wanted, indicator, is_over=True) is over
    assert fulfilment(Fraction(value), wanted, indicator, is_over=False) is so_far


@pytest.mark.parametrize("unit", [TargetUnit.MEAN, TargetUnit.MONTHS])
def test_a_mean_is_held_against_a_mean_or_months(unit):
    assert fulfilment(Fraction(6), target("6", AT_MOST, unit), read_indicator(MEAN), is_over=False) is TargetReached.REACHED


def test_a_definitions_own_targets_go_the_way_that_is_better():
    up = read_indicator({**SHARE, "direction": "up", "target": 75, "council_target": 80})
    assert (own_target(up), own_council_target(up)) == (target("75"), target("80"))
    down = read_indicator({**COUNT, "direction": "down", "target": 0})
    assert own_target(down) == target("0", AT_MOST, TargetUnit.COUNT) and own_council_target(down) is None
    assert own_target(read_indicator({**COUNT, "direction": "down"})) is None

"""Results are exact until they are stated: whole percents and means are rounded once, half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from adapters.indicator_files import shipped_indicators
from domain.codes import Gender
from projections.goals import Figure, Tally, difference, exact_text, half_up, impossible_mean

INDICATORS = {indicator.id: indicator for indicator in shipped_indicators()}
UNIT = UUID(int=7)


def figure(id_: str, total: Tally, **by_gender: Tally) -> dict:
    """A result as JSON."""
    return Figure(INDICATORS[id_], "KBT-teamet", "Resursenheten", UNIT, total, by_gender).to_json()


def tally(eligible: int, denominator: int, numerator: object) -> Tally:
    return Tally(eligible, denominator, Decimal(numerator))


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent", "exact"),
    [
        (1, 200, 1, "0.5"), (3, 200, 2, "1.5"), (1, 201, 0, "0.4975124378"), (124, 1000, 12, "12.4"), (125, 1000, 13, "12.5"),
        (2, 3, 67, "66.6666666667"), (0, 5, 0, "0"), (5, 5, 100, "100"),
    ],
)
def test_a_percent_is_whole_and_half_up_with_the_exact_value_beside(numerator, denominator, percent, exact):
    result = figure("kbt.closed_as_planned", tally(denominator, denominator, numerator))
    assert (result["numerator"], result["denominator"], result["percent"], result["exact"]) == (
        numerator, denominator, percent, exact
    )


def test_a_share_of_nothing_is_null_and_not_zero():
    result = figure("kbt.closed_as_planned", tally(0, 0, 0))
    assert (result["numerator"], result["denominator"], result["percent"], result["exact"]) == (0, 0, None, None)
    assert (result["by_gender"], result["coverage"], result["missing"]) == ({}, None, {})


def test_a_mean_of_months_is_rounded_from_the_days_and_not_from_rounded_months():
    # 380 days are 12.4846 months and 381 are 12.5175; their mean is 12.5010.
    result = figure("kbt.treatment_months_mean", tally(2, 2, 761), woman=tally(1, 1, 380), man=tally(1, 1, 381))
    assert (result["value"], result["sum"], result["denominator"]) == (13, "761", 2)
    assert result["by_gender"] == {"kvinna": 12, "man": 13}
    assert result["exact_by_gender"] == {"kvinna": "12.4845995893", "man": "12.5174537988"}


def test_a_mean_of_nothing_is_null():
    result = figure("kbt.treatment_months_mean", tally(3, 0, 0))
    assert (result["value"], result["exact"], result["missing"]) == (None, None, {"Start är inte känd": 3})


def test_what_is_missing_is_counted_with_its_reason_and_the_coverage():
    result = figure("um.closed_below_25", tally(8, 6, 3), girl=tally(5, 4, 3), boy=tally(3, 2, 0), other=tally(1, 0, 0))
    assert (result["eligible"], result["denominator"], result["coverage"]) == (8, 6, "0.75")
    assert result["missing"] == {"ingen ORS av klienten vid avslut": 2}
    assert result["by_gender"] == {
        "flicka": {"numerator": 3, "denominator": 4, "percent": 75}, "pojke": {"numerator": 0, "denominator": 2, "percent": 0}
    }


def test_givers_need_not_add_up_to_the_viewpoints_that_they_gave():
    result = figure("all.feedback_adapted", tally(88, 88, 88), woman=tally(61, 61, 61), man=tally(31, 31, 31))
    assert (result["value"], result["givers"]) == (88, {"kvinna": 61, "man": 31})
    assert "by_gender" not in result


def test_genders_stand_in_the_order_of_the_code_list():
    counts = {gender.value: tally(1, 1, 1) for gender in reversed(Gender)}
    assert list(figure("kbt.clients", tally(6, 6, 6), **counts)["by_gender"]) == [gender.swedish for gender in Gender]


def test_rounding_half_up_is_not_to_even():
    assert [half_up(Fraction(2 * number + 1, 2)) for number in range(4)] == [1, 2, 3, 4]
    assert exact_text(Fraction(1, 3)) == "0.3333333333"


def test_a_negative_mean_is_rounded_half_up_too():
    assert [half_up(Fraction(number, 2)) for number in (-5, -3, -1)] == [-2, -1, 0]


@pytest.mark.parametrize(
    ("total", "parts", "impossible"),
    [
        (tally(2, 2, 20), {"woman": tally(1, 1, 5), "man": tally(1, 1, 15)}, False),
        (tally(2, 2, 30), {"woman": tally(1, 1, 5), "man": tally(1, 1, 15)}, False),
        (tally(2, 2, 31), {"woman": tally(1, 1, 5), "man": tally(1, 1, 15)}, True),
        (tally(2, 2, 10), {"woman": tally(1, 1, 5), "man": tally(1, 1, 15)}, False),
        (tally(2, 2, 9), {"woman": tally(1, 1, 5), "man": tally(1, 1, 15)}, True),
        (tally(1, 1, 99), {"woman": tally(1, 0, 0)}, False),
        (tally(1, 0, 0), {"woman": tally(1, 1, 5)}, False),
    ],
)
def test_a_mean_outside_those_of_all_its_groups_is_impossible_and_one_at_either_end_is_not(total, parts, impossible):
    assert impossible_mean(total, parts) is impossible


def test_an_impossible_mean_is_flagged_only_where_the_groups_are_all_of_it():
    parts = {"woman": tally(1, 1, 380), "man": tally(1, 1, 381)}
    assert figure("kbt.treatment_months_mean", tally(2, 2, 800), **parts)["impossible_mean"] is True
    assert "impossible_mean" not in figure("kbt.treatment_months_mean", tally(2, 2, 761), **parts)
    assert "impossible_mean" not in figure("kbt.treatment_months_mean", tally(3, 3, 2000), **parts)


def test_the_difference_between_two_shares_is_stated_in_percentage_points():
    shares, months = INDICATORS["kbt.closed_as_planned"], INDICATORS["um.treatment_months_mean"]
    assert difference(Fraction(27), Fraction(80), shares) == {"difference": "-53", "stated_in": "procentenheter"}
    assert difference(Fraction(25, 2), Fraction(12), months) == {"difference": "0.5", "stated_in": "månader"}
    assert figure("kbt.closed_as_planned", tally(1, 1, 1))["stated_in"] == "procent"


def test_each_reason_for_what_is_missing_is_counted_by_itself_and_equal_ones_together():
    def missing(*counts: int, eligible: int) -> dict:
        indicator = INDICATORS["all.not_back_in_12_months"]
        total = tally(eligible, eligible - sum(counts), 0)
        return Figure(indicator, "Enheten", "Enheten", UNIT, total, {}, counts).to_json()["missing"]

    not_known, not_possible = INDICATORS["all.not_back_in_12_months"].reasons
    assert missing(3, 2, eligible=9) == {not_known: 3, not_possible: 2}
    assert missing(0, 2, eligible=9) == {not_possible: 2}
    assert missing(0, 0, eligible=9) == {}

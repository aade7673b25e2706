"""How large a change is for a group, and what was to be expected of each: exact, stated, and refused on too few."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import linear_regression, mean, stdev

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidValueError
from domain.instruments.definition import BetterScore
from domain.instruments.effect_size import (
    ReferenceKind,
    ReferenceSpread,
    adjusted_effect_size,
    effect_size,
)
from domain.instruments.trajectory import (
    LOCAL,
    Expected,
    FittedOn,
    TrajectoryVersion,
    VendorImported,
    fit_local,
    require_one_version,
)
from domain.policies import DEFAULT_POLICY

POLICY = DEFAULT_POLICY.model_copy(update={"effect_size_min_cases": 3, "trajectory_min_cases": 4})
NORM = ReferenceSpread(ReferenceKind.NORMATIVE, Decimal("8.0"), "Miller m.fl. 2003")
TENTHS = st.integers(0, 400).map(lambda each: Decimal(each) / 10)
PAIRS = st.lists(st.tuples(TENTHS, TENTHS), min_size=4, max_size=30)
VENDOR = TrajectoryVersion("Leverantören", "2024-2")


def decimals(*values):
    return [tuple(map(Decimal, pair)) for pair in values]


def fitted_on(cases, known_at=812):
    return FittedOn("ORS", "1", cases, date(2022, 1, 1), date(2023, 12, 31), known_at)


def test_the_effect_in_a_published_spread_is_the_mean_change_divided_by_it():
    found = effect_size(decimals(("18", "26"), ("20", "24"), ("16", "28")), BetterScore.HIGHER, POLICY, normative=NORM)
    assert (found.d, found.towards_better, found.pairs) == (Decimal("1.0000"), Decimal("1.0000"), 3)
    assert found.spread == NORM


def test_where_lower_is_better_the_sign_towards_better_is_turned():
    pairs = decimals(("18", "10"), ("20", "16"), ("16", "4"))
    assert effect_size(pairs, BetterScore.LOWER, POLICY, normative=NORM)[:2] == (Decimal("-1.0000"), Decimal("1.0000"))
    assert effect_size(pairs, BetterScore.NONE, POLICY, normative=NORM).towards_better is None


def test_without_a_published_spread_the_first_ratings_own_is_used_and_said():
    found = effect_size(decimals(("10", "14"), ("14", "18"), ("18", "22")), BetterScore.HIGHER, POLICY)
    assert (found.spread.kind, found.spread.deviation, found.d) == (ReferenceKind.PRE_TREATMENT, 4, Decimal("1.0000"))
    assert found.spread.source == "de 3 parens egna första skattningar"


@settings(max_examples=200)
@given(PAIRS)
def test_the_effect_agrees_with_the_textbook_formula(pairs):
    before, after = zip(*((float(pre), float(post)) for pre, post in pairs), strict=True)
    assume(len(set(before)) > 1)
    d = (mean(after) - mean(before)) / stdev(before)
    assert float(effect_size(pairs, BetterScore.HIGHER, POLICY).d) == pytest.approx(d, abs=6e-5)


def test_too_few_pairs_are_refused_and_the_smallest_number_is_not():
    pairs = decimals(("10", "14"), ("14", "18"), ("18", "22"))
    with pytest.raises(InvalidValueError, match="räknas på minst 3 personer, och här är 2"):
        effect_size(pairs[:2], BetterScore.HIGHER, POLICY)
    assert effect_size(pairs, BetterScore.HIGHER, POLICY).pairs == 3


def test_no_spread_is_refused():
    with pytest.raises(InvalidValueError, match="Referensspridningen är 0"):
        effect_size(decimals(("10", "14"), ("10", "18"), ("10", "22")), BetterScore.HIGHER, POLICY)


def test_the_adjusted_effect_is_what_goes_beyond_the_expected():
    cases = [(Decimal(actual), Expected(Decimal(expected), VENDOR)) for actual, expected in ((30, 26), (24, 24), (28, 20))]
    found = adjusted_effect_size(cases, BetterScore.HIGHER, NORM, POLICY)
    assert (found.value, found.towards_better, found.cases) == (Decimal("0.5000"), Decimal("0.5000"), 3)
    assert (found.expected_by, found.spread) == (VENDOR, NORM)
    assert adjusted_effect_size(cases, BetterScore.LOWER, NORM, POLICY).towards_better == Decimal("-0.5000")


def test_an_adjusted_effect_is_refused_on_too_few_then_no_spread_then_mixed_versions():
    mixed = [
        (Decimal(30), Expected(Decimal(26), version))
        for version in (VENDOR, TrajectoryVersion("Leverantören", "2025-1"), TrajectoryVersion("Leverantören", "2025-1"))
    ]
    flat = NORM._replace(deviation=Decimal(0))
    with pytest.raises(InvalidValueError, match="minst 3 personer"):
        adjusted_effect_size(mixed[:2], BetterScore.HIGHER, flat, POLICY)
    with pytest.raises(InvalidValueError, match="Referensspridningen är 0"):
        adjusted_effect_size(mixed, BetterScore.HIGHER, flat, POLICY)
    with pytest.raises(InvalidValueError, match="olika förlopp blandas aldrig: Leverantören 2024-2, Leverantören 2025-1"):
        adjusted_effect_size(mixed, BetterScore.HIGHER, NORM, POLICY)


def test_a_line_is_fitted_exactly_and_names_what_it_was_made_of():
    line = fit_local(decimals(("10", "18"), ("20", "23"), ("30", "28"), ("40", "33")), fitted_on(4), POLICY)
    assert (line.intercept, line.slope) == (Fraction(13), Fraction(1, 2))
    assert line.version == TrajectoryVersion(LOCAL, "ORS 1, n=4, 2022-01-01–2023-12-31, @812")
    assert line.expected(Decimal("18.3")) == Expected(Decimal("22.1500"), line.version)
    assert line.expected(Decimal("18.3"), session=2) is None


@settings(max_examples=200)
@given(PAIRS)
def test_the_line_agrees_with_least_squares(pairs):
    before, after = zip(*((float(pre), float(post)) for pre, post in pairs), strict=True)
    assume(len(set(before)) > 1)
    line, found = fit_local(pairs, fitted_on(len(pairs)), POLICY), linear_regression(before, after)
    assert float(line.slope) == pytest.approx(found.slope, rel=1e-6, abs=1e-6)
    assert float(line.intercept) == pytest.approx(found.intercept, rel=1e-6, abs=1e-4)


def test_a_line_is_refused_on_too_few_and_on_one_first_total_only():
    with pytest.raises(InvalidValueError, match="minst 4 avslutade ärenden, och här är 3"):
        fit_local(decimals(("10", "1"), ("10", "2"), ("10", "3")), fitted_on(3), POLICY)
    with pytest.raises(InvalidValueError, match="Alla första skattningar är lika"):
        fit_local(decimals(("10", "1"), ("10", "2"), ("10", "3"), ("10", "4")), fitted_on(4), POLICY)


def test_the_same_cases_read_at_another_size_are_another_version():
    pairs = decimals(("10", "18"), ("20", "23"), ("30", "28"), ("40", "33"))
    lines = [fit_local(pairs, fitted_on(4, known_at), POLICY) for known_at in (812, 813)]
    with pytest.raises(InvalidValueError, match="blandas aldrig"):
        require_one_version([line.expected(Decimal(10)) for line in lines])


def test_a_vendors_numbers_are_as_stated_and_nothing_else():
    vendor = VendorImported(VENDOR, {2: Expected(Decimal("21.5"), VENDOR, Decimal(18), Decimal(24))})
    assert vendor.expected(Decimal("18.3"), session=2).total == Decimal("21.5")
    assert vendor.expected(Decimal("18.3"), session=3) is None and vendor.expected(Decimal("18.3")) is None
    assert require_one_version([vendor.expected(Decimal(1), session=2)]) == VENDOR

"""The external view of results: what is suppressed is not in the document, and what was published is known for ever."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.indicator_files import shipped_indicators
from domain.indicators.definition import Breakdown, ResultKind
from domain.indicators.period import parse_period
from projections.external import PublishedBefore, external_figures, periods_together
from projections.goals import Figure, Tally
from tests.support.cast import UNIT

LEAST = 5
T1, T2, YEAR, MARCH = map(parse_period, ("2024-T1", "2024-T2", "2024", "2024-03"))
INDICATORS = {each.id: each for each in shipped_indicators()}
PLANNED, CLIENTS, MONTHS = (INDICATORS[name] for name in ("kbt.closed_as_planned", "kbt.clients", "kbt.treatment_months_mean"))
GIVEN = INDICATORS["all.feedback_adapted"]


def tally(eligible: int, denominator: int, numerator: int) -> Tally:
    return Tally(eligible, denominator, Decimal(numerator))


def figure(indicator, total: Tally, **rows: Tally) -> Figure:
    return Figure(indicator, "KBT-teamet", "Resursenheten", UNIT, total, rows)


def shown(each: Figure, period=T1, published=()) -> dict:
    return external_figures({period: [each]}, published, LEAST)[period][0].to_json()


def test_a_share_that_may_be_shown_has_its_numbers_and_no_more_than_that():
    document = shown(figure(PLANNED, tally(40, 40, 30), woman=tally(20, 20, 15), man=tally(20, 20, 15)))
    assert (document["numerator"], document["denominator"], document["percent"]) == (30, 40, 75)
    assert (document["eligible"], document["coverage"], document["missing_count"]) == (40, "1", 0)
    assert document["by_gender"]["man"] == {"numerator": 15, "denominator": 20, "percent": 75}
    assert (document["suppressed"], document["suppressed_parts"], document["sign"]) == (False, [], None)


def test_a_suppressed_share_has_null_in_place_of_every_number():
    document = shown(figure(PLANNED, tally(14, 14, 11), woman=tally(7, 7, 6), man=tally(7, 7, 5)))
    assert [document[name] for name in ("numerator", "denominator", "percent", "exact", "eligible", "coverage")] == [None] * 6
    assert document["by_gender"] == {"övriga": {"numerator": None, "denominator": None, "percent": None, "suppressed": True}}
    assert (document["suppressed"], document["sign"]) == (True, "..")
    numbers = {name for name, value in document.items() if isinstance(value, int) and not isinstance(value, bool)}
    assert numbers == {"definition_version"}


def test_who_is_missing_is_suppressed_alone_whatever_the_reasons():
    document = shown(figure(PLANNED, tally(42, 40, 30)))
    assert [document[name] for name in ("numerator", "eligible", "coverage", "missing_count")] == [30, None, None, None]
    assert "missing" not in document and document["suppressed_parts"] == ["eligible", "by_gender"]


@pytest.mark.parametrize(
    ("total", "sign"), [(tally(0, 0, 0), "."), (tally(9, 0, 0), "-"), (tally(3, 0, 0), ".."), (tally(9, 9, 9), None)]
)
def test_a_sign_says_why_there_is_no_value(total, sign):
    assert shown(figure(PLANNED, total))["sign"] == sign


def test_a_mean_of_few_is_not_shown_and_one_of_many_without_its_sum():
    few, many = (shown(figure(MONTHS, tally(count, count, 90 * count))) for count in (4, 5))
    assert (few["value"], few["denominator"], few["sign"]) == (None, None, "..")
    assert (many["value"], many["denominator"]) == (3, 5) and "sum" not in many


def test_givers_are_shown_all_or_none():
    assert GIVEN.breakdown is Breakdown.GIVERS
    few = shown(figure(GIVEN, tally(20, 20, 20), woman=tally(18, 18, 18), man=tally(3, 3, 3)))
    assert (few["value"], few["givers"]) == (20, {"övriga": None})
    many = shown(figure(GIVEN, tally(20, 20, 20), woman=tally(18, 18, 18), man=tally(5, 5, 5)))
    assert many["givers"] == {"kvinna": 18, "man": 5}


def test_months_of_open_cases_are_not_shown_and_those_of_closed_ones_are():
    for indicator, is_shown in ((CLIENTS, False), (PLANNED, True)):
        assert shown(figure(indicator, tally(40, 40, 30)), MARCH)["suppressed"] is not is_shown


def test_the_periods_that_are_judged_together():
    assert [each.name for each in periods_together(T2)] == ["2024-T1", "2024-T2", "2024"]
    assert [each.name for each in periods_together(MARCH)][3:] == [f"2024-{month:02}" for month in range(1, 13)]


counts = st.integers(0, 12)


@given(st.lists(st.tuples(counts, counts, counts, counts), min_size=3, max_size=3))
def test_no_two_shown_numbers_of_periods_inside_one_another_differ_by_a_small_one(segments):
    figures, so_far = {}, [0, 0, 0, 0]
    for period, segment in zip((T1, T2, YEAR), segments, strict=True):
        so_far = [one + two for one, two in zip(so_far, segment, strict=True)]
        women, men = tally(so_far[0] + so_far[1], so_far[0] + so_far[1], so_far[0]), tally(
            so_far[2] + so_far[3], so_far[2] + so_far[3], so_far[2]
        )
        whole = tally(sum(so_far), sum(so_far), so_far[0] + so_far[2])
        figures[period] = [figure(PLANNED, whole, woman=women, man=men)]
    documents = [each.to_json() for (each,) in external_figures(figures, (), LEAST).values()]
    for numbers in zip(*(told(document) for document in documents), strict=True):
        known = [number for number in numbers if number is not None]
        assert not [number for number in known if 0 < number < LEAST]
        assert not [1 for one in known for two in known if 0 < abs(one - two) < LEAST]


def told(document: dict) -> list:
    """Numerator and complement, in all and by gender; a gender that is not named where none is hidden is empty."""
    rows = [document, *(document["by_gender"].get(name, {}) for name in ("kvinna", "man"))]
    hides = "övriga" in document["by_gender"]
    found = []
    for place, row in enumerate(rows):
        missing = None if hides or not place else 0
        numerator, denominator = row.get("numerator", missing), row.get("denominator", missing)
        found += [numerator, None if denominator is None or numerator is None else denominator - numerator]
    return found


@given(counts, counts, counts, counts)
def test_what_was_published_is_known_for_ever_in_the_form_that_the_register_keeps(first, second, more, fewer):
    before = figure(PLANNED, tally(first + second, first + second, first), woman=tally(first + second, first + second, first))
    [public] = external_figures({T1: [before]}, (), LEAST)[T1]
    register = [] if public.to_public() is None else [PublishedBefore(UNIT, T1, public.to_public())]
    total = first + second + more + fewer
    later = figure(PLANNED, tally(total, total, first + more), woman=tally(total, total, first + more))
    document = shown(later, T2, register)
    if register and document["numerator"] is not None:
        assert more == 0 or more >= LEAST
        assert fewer == 0 or fewer >= LEAST
    others = replace(PLANNED, id="kbt.another")
    assert shown(replaced(later, others), T2, register)["suppressed"] == shown(later, T2)["suppressed"], "of another result"


def replaced(each: Figure, indicator) -> Figure:
    return each._replace(indicator=indicator)


def test_every_shipped_kind_of_result_has_an_external_view():
    for kind in ResultKind:
        indicator = next(each for each in INDICATORS.values() if each.kind is kind)
        assert shown(figure(indicator, tally(9, 9, 9)))["suppressed"] is False

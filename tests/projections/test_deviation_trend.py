"""Deviations over time are counted right per unit, area and month, and nothing small can be worked out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deviation.deviation import Deviation
from domain.lex_sarah.codes import CauseArea
from domain.policies import DEFAULT_POLICY
from projections.deviation_trend import CountedDeviation, counted, trend_document
from tests.support.cast import UNIT, cast_id
from tests.support.examples import EXAMPLES

NORTH, SOUTH, WEST = UNIT, cast_id(31040), cast_id(31041)
NAMES = {NORTH: "Norr", SOUTH: "Söder", WEST: "Väster"}
LEAST = DEFAULT_POLICY.small_cell_min
WORDS = [each.value for each in CauseArea]


def some(number, unit=NORTH, on=date(2024, 3, 5), areas=(), escalated=False):
    return [CountedDeviation(unit, on, frozenset(areas), escalated)] * number


def trend(deviations, year=2024):
    return trend_document(deviations, NAMES, year, LEAST)


def of(document, unit):
    return next(each for each in document["units"] if each["unit_id"] == str(unit))


def test_a_year_is_counted_by_unit_month_and_area_when_nothing_is_small():
    document = trend([
        *some(6, areas={CauseArea.COMPETENCE, CauseArea.PROCEDURES}), *some(5, areas={CauseArea.PROCEDURES}, escalated=True),
        *some(8, SOUTH, date(2024, 12, 31)), *some(9, SOUTH, date(2023, 12, 31)),
    ])
    assert (document["board"]["deviations"], document["board"]["escalated"]) == (19, 5)
    north, south = of(document, NORTH), of(document, SOUTH)
    assert (north["deviations"], north["areas"]["competence"], north["areas"]["procedures"]) == (11, 6, 11)
    assert [month["deviations"] for month in north["months"]] == [0, 0, 11, *[0] * 9]
    assert (south["deviations"], south["months"][11]["deviations"], south["areas"]["technology"]) == (8, 8, 0)
    assert [each["unit"] for each in document["units"]] == ["Norr", "Söder"]


def test_fewer_than_the_least_are_no_number_at_the_unit_or_in_the_month_and_as_many_are():
    assert of(trend(some(LEAST - 1)), NORTH)["deviations"] is None
    assert of(trend(some(LEAST)), NORTH)["deviations"] == LEAST
    split = trend([*some(6, on=date(2024, 1, 1)), *some(2, on=date(2024, 2, 1))])
    # February alone would be the year less January.
    shown = [of(split, NORTH)["deviations"], *(month["deviations"] for month in of(split, NORTH)["months"][:2])]
    assert shown[0] == 8 and shown.count(None) == 2


def test_a_small_unit_is_not_what_is_left_of_the_board():
    document = trend([*some(10), *some(12, SOUTH), *some(1, WEST)])
    shown = [each["deviations"] for each in document["units"]]
    assert of(document, WEST)["deviations"] is None
    assert document["board"]["deviations"] is None or shown.count(None) >= 2


def test_one_area_of_few_and_all_but_few_are_hidden_both():
    document = of(trend([*some(9, areas={CauseArea.COMPETENCE}), *some(1, areas={CauseArea.TECHNOLOGY})]), NORTH)
    assert (document["deviations"], document["areas"]["competence"], document["areas"]["technology"]) == (10, None, None)


def test_the_areas_counted_are_those_of_the_assessment_when_there_is_one():
    reported, assessed = EXAMPLES["deviation.reported.v1"], EXAMPLES["deviation.assessed.v1"]
    assert counted([Deviation.fold([reported])])[0].areas == {CauseArea.ENVIRONMENT}
    assert counted([Deviation.fold([reported, assessed])])[0].areas == {CauseArea.ENVIRONMENT, CauseArea.PROCEDURES}
    [escalated] = counted([Deviation.fold([reported, EXAMPLES["deviation.escalated.v1"]])])
    assert escalated == CountedDeviation(UNIT, reported.deviation_reported_on, frozenset({CauseArea.ENVIRONMENT}), True)


BATCHES = st.lists(
    st.tuples(
        st.integers(1, 9), st.sampled_from([NORTH, SOUTH, WEST]), st.integers(1, 3),
        st.sets(st.sampled_from([CauseArea.COMPETENCE, CauseArea.PROCEDURES])),
    ),
    max_size=9,
)


def small(number):
    return 0 < abs(number) < LEAST


@settings(deadline=None, max_examples=80)
@given(BATCHES)
def test_no_number_shown_and_no_difference_of_what_is_shown_is_small(batches):
    deviations = [each for n, unit, month, areas in batches for each in some(n, unit, date(2024, month, 9), areas)]
    document = trend(deviations)
    by_unit = Counter(each.unit for each in deviations)
    for place, whole in [(None, document["board"]), *((unit, of(document, unit)) for unit in by_unit)]:
        own = [each for each in deviations if place in (None, each.unit)]
        months = [month["deviations"] for month in whole["months"]]
        assert months == [
            shown and sum(each.reported_on.month == number for each in own) for number, shown in enumerate(months, 1)
        ]
        assert whole["deviations"] in (None, len(own))
        shown = [number for number in (whole["deviations"], *months) if number is not None]
        assert not any(map(small, shown))
        if whole["deviations"] is not None:
            known = [number for number in months if number]
            assert not any(
                small(len(own) - sum(some)) for size in range(len(known) + 1) for some in combinations(known, size)
            )
        for row in (whole, *whole["months"]):
            for number in row["areas"].values():
                # An area stands beside its whole, so what is left of it can be worked out.
                assert number is None or not (small(number) or small(row["deviations"] - number))
    units = [each["deviations"] for each in document["units"] if each["deviations"] is not None]
    if document["board"]["deviations"] is not None:
        assert not any(
            small(len(deviations) - sum(some)) for size in range(len(units) + 1) for some in combinations(units, size)
        )

"""Equality and caseload from courses: right at both ends of days, bands and quarters, and quiet where nothing stands out."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policies import DEFAULT_POLICY
from projections.analyses.caseload import caseload, full_quarters
from projections.analyses.courses import Course, Ended, Met, Return, Span, spans_of
from projections.analyses.equality import YearOfCases, equality
from tests.support.examples import UNIT, cast_id

DAY = timedelta(days=1)
TODAY = date(2024, 3, 31)
POLICY = DEFAULT_POLICY.model_copy(update={"caseload_signal_quarters": 2})
WOMAN, MAN, UNKNOWN = "woman", "man", "unknown"


def course(number, *spans, gender=WOMAN, started_on=None, closings=(), phase=None):
    """A case open in some spans; the last closing stands when the last span has ended."""
    closed_on = spans[-1][1] if spans else None
    return Course(
        cast_id(number), UNIT, gender, started_on, closed_on, tuple(Span(*span) for span in spans), tuple(closings), phase
    )


def quarter(courses, name="2024-K1", *, returns=(), policy=POLICY):
    [found] = [each for each in caseload(courses, returns, TODAY, policy)["quarters"] if each["quarter"] == name]
    return found


@pytest.mark.parametrize(("day", "names"), [
    (date(2024, 3, 31), ["2023-K3", "2023-K4", "2024-K1"]), (date(2024, 3, 30), ["2023-K2", "2023-K3", "2023-K4"]),
    (date(2024, 12, 31), ["2024-K2", "2024-K3", "2024-K4"]), (date(2025, 1, 1), ["2024-K2", "2024-K3", "2024-K4"]),
])
def test_the_quarters_are_those_that_have_ended(day, names):
    quarters = full_quarters(day, 3)
    assert [each.name for each in quarters] == names
    assert all(one.last + DAY == other.first for one, other in zip(quarters, quarters[1:], strict=False))
    assert quarters[-1].last <= day


def test_a_case_is_open_on_its_first_and_on_its_last_day():
    opened, closed = date(2024, 1, 10), date(2024, 2, 10)
    one = course(1, (opened, closed))
    assert [one.is_open(day, day) for day in (opened - DAY, opened, closed, closed + DAY)] == [False, True, True, False]
    assert one.is_open(closed, TODAY) and not one.is_open(closed + DAY, TODAY)
    assert course(2, (None, None)).is_open(date.min, date.min)


def test_turns_make_spans():
    turns = [("opened", None), ("closed", date(2024, 1, 1)), ("reopened", date(2024, 2, 1))]
    assert spans_of(turns) == (Span(None, date(2024, 1, 1)), Span(date(2024, 2, 1), None))
    assert spans_of([]) == spans_of([("closed", TODAY)]) == ()


def test_open_cases_are_told_by_phase_length_and_gender():
    ends = DEFAULT_POLICY.caseload_length_days
    courses = [course(number, (TODAY - timedelta(days=days), None)) for number, days in enumerate((0, ends[0], ends[0] + 1))]
    courses += [course(8, (None, None), gender=UNKNOWN, phase="treatment"), course(9, (date(2020, 1, 1), TODAY - DAY))]
    courses += [course(10, (TODAY - timedelta(days=ends[-1] + 1), None), gender=MAN, phase="treatment")]
    found = caseload(courses, (), TODAY, DEFAULT_POLICY)["open"]
    assert (found["count"], found["by_phase"]) == (5, {"behandling": 2, "inte angivet": 3})
    assert found["by_length"] == {
        "0–90 dagar": 2, "91–180 dagar": 1, "181–365 dagar": 0, "366–730 dagar": 0, "731 dagar eller mer": 1, "inte angivet": 1,
    }
    assert found["by_gender"] == {"kvinna": 3, "man": 1, "okänt": 1}


def test_a_case_that_was_opened_again_has_been_open_since_then():
    again = course(1, (date(2020, 1, 1), date(2021, 1, 1)), (TODAY, None))
    assert caseload([again], (), TODAY, DEFAULT_POLICY)["open"]["by_length"]["0–90 dagar"] == 1


def test_a_quarter_counts_openings_closings_returns_and_dropouts_at_both_its_ends():
    first, last = date(2024, 1, 1), date(2024, 3, 31)
    courses = [
        course(1, (first, None)), course(2, (last, None)), course(3, (first - DAY, None)),
        course(4, (date(2023, 1, 1), first), closings=[Ended(first, "interrupted", "red")]),
        course(5, (date(2023, 1, 1), last), closings=[Ended(last, "interrupted", "green")]),
        course(6, (date(2023, 1, 1), last), closings=[Ended(last, "interrupted", None)]),
        course(7, (date(2023, 1, 1), last), closings=[Ended(last, "as_planned", None)]),
        course(8, (date(2023, 1, 1), last), closings=[Ended(last, None, None)]),
        course(9, (date(2023, 1, 1), first - DAY), closings=[Ended(first - DAY, "interrupted", "orange")]),
        course(
            10, (date(2023, 1, 1), first), (last, None), closings=[Ended(first, "interrupted", "grey")]
        ),
    ]
    returns = [Return(cast_id(10), last), Return(cast_id(9), first - DAY)]
    assert quarter(courses, returns=returns) == {
        "quarter": "2024-K1", "opened": 3, "closed": 6, "open_at_end": 8, "unplanned": 4, "unplanned_share": "80", "dropout": 1,
        "returned": 1, "dropout_not_evaluable": 2,
    }
    assert quarter(courses, "2023-K4", returns=returns)["dropout"] == 1
    assert quarter([], "2023-K4")["unplanned_share"] is None


def closed_in(counts):
    """As many planned closings as told in each of the three quarters up to the day."""
    firsts = [each.first for each in full_quarters(TODAY, len(counts))]
    return [
        course(100 * at + number, (date(2022, 1, 1), first), closings=[Ended(first, "as_planned")])
        for at, (first, count) in enumerate(zip(firsts, counts, strict=True)) for number in range(count)
    ]


@pytest.mark.parametrize(("counts", "signalled"), [
    ((2, 4, 4), None), ((2, 4, 2), None), ((2, 4, 3), None), ((2, 4, 5), "högre"), ((2, 4, 1), "lägre"), ((0, 0, 1), "högre"),
])
def test_a_quarter_stands_out_when_it_lies_outside_all_that_it_is_compared_with(counts, signalled):
    signals = {each["measure"]: each for each in caseload(closed_in(counts), (), TODAY, POLICY)["signals"]}
    assert ("closed" in signals) is (signalled is not None)
    if signalled:
        found = signals["closed"]
        assert found["text"] == f"Avslutade ärenden: {counts[2]}, {signalled} än i något av kvartalen före."
        assert (found["lowest_before"], found["highest_before"]) == (min(counts[:2]), max(counts[:2]))


def test_nothing_stands_out_while_the_history_is_shorter_than_what_it_is_compared_with():
    second = full_quarters(TODAY, 3)[1].first
    young = [course(number, (second, None)) for number in range(3)]
    assert caseload(young, (), TODAY, POLICY)["signals"] == []
    assert caseload([], (), TODAY, POLICY)["signals"] == []
    assert caseload([*young, course(9, (second - DAY, None))], (), TODAY, POLICY)["signals"]


def met(number, *took_part, gender=WOMAN, held=True, count=1):
    return Met(cast_id(number), gender, held, frozenset(took_part), count)


def year(courses=(), sessions=(), number=2024):
    return YearOfCases(number, courses, sessions)


def test_who_is_met_is_told_by_the_clients_gender_and_girls_with_women():
    sessions = [met(1, count=4), met(1, held=False), met(2, gender="girl", count=2), met(3, gender=MAN, count=1)]
    found = equality([year(sessions=sessions)])["years"][0]["sessions"]
    assert found["kvinna"] == {"held": 4, "missed": 1, "clients_met": 1, "held_per_client": "4"}
    assert found["kvinnor och flickor"]["held_per_client"] == "3"
    assert (found["alla"]["held"], found["alla"]["missed"], "pojke" in found) == (7, 1, False)


def test_who_takes_part_need_not_add_up_to_the_sessions():
    sessions = [
        met(1, "client", count=3), met(2, "mother", "father", gender="boy", count=2), met(3, "client", gender=UNKNOWN),
        met(4, "relative"), met(5), met(6, "mother", held=False),
    ]
    found = equality([year(sessions=sessions)])["years"][0]["took_part"]
    assert (found["sessions"], found["not_stated"]) == (7, 1)
    assert (found["kvinna eller flicka"]["numerator"], found["man eller pojke"]["numerator"]) == (5, 2)


def test_length_and_ending_are_told_of_those_whose_closing_stands_in_the_year():
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    courses = [
        course(1, (first, first), started_on=first - 9 * DAY, closings=[Ended(first, "as_planned")]),
        course(2, (first, last), started_on=last - 12 * DAY, closings=[Ended(last, "interrupted")], gender=MAN),
        course(3, (first, last), closings=[Ended(last, None)]),
        course(4, (first, first - DAY), started_on=first - 99 * DAY, closings=[Ended(first - DAY, "as_planned")]),
        course(5, (first, last + DAY), started_on=first, closings=[Ended(last + DAY, "as_planned")]),
    ]
    found = equality([year(courses)])["years"][0]
    assert found["length_days"]["alla"] == {"closed": 3, "with_known_start": 2, "mean": "10.5", "median": "10.5"}
    assert found["length_days"]["kvinna"] == {"closed": 2, "with_known_start": 1, "mean": "9", "median": "9"}
    assert found["as_planned"]["alla"] == {"numerator": 1, "denominator": 2, "percent": 50, "exact": "50", "not_stated": 1}
    assert found["as_planned"]["man"]["percent"] == 0


def test_what_changed_is_told_in_percentage_points_and_days():
    def ended(on, number, manner, days):
        return course(number, (on, on), started_on=on - days * DAY, closings=[Ended(on, manner)])

    before, after = date(2023, 5, 1), date(2024, 5, 1)
    courses = [
        ended(before, 1, "as_planned", 10), ended(after, 2, "as_planned", 4), ended(after, 3, "interrupted", 5),
        ended(after, 4, "interrupted", 6),
    ]
    found = equality([year(courses, number=2023), year(courses)])["change"]
    assert (found["from"], found["to"]) == (2023, 2024)
    assert found["as_planned_percentage_points"]["alla"] == "-66.6666666667"
    assert found["mean_length_days"]["kvinnor och flickor"] == "-5"
    assert equality([year()])["change"] is None
    assert equality([year(number=2023), year()])["change"]["as_planned_percentage_points"] == {"alla": None}


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from([WOMAN, MAN, "girl", "boy"])), min_size=1, max_size=20))
def test_means_and_groups_are_what_a_slow_count_says(ended):
    on = date(2024, 6, 1)
    courses = [
        course(number, (on, on), started_on=on - days * DAY, gender=gender, closings=[Ended(on, "as_planned")])
        for number, (days, gender) in enumerate(ended)
    ]
    found = equality([year(courses)])["years"][0]["length_days"]
    assert abs(Fraction(found["alla"]["mean"]) - Fraction(sum(days for days, _ in ended), len(ended))) < Fraction(1, 10**9)
    for name, genders in (("kvinnor och flickor", (WOMAN, "girl")), ("män och pojkar", (MAN, "boy"))):
        count = sum(gender in genders for _, gender in ended)
        assert found.get(name, {"closed": 0})["closed"] == count

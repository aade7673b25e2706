"""What the check "covered" finds: at both ends of its limits, and with each of its options."""

from __future__ import annotations

from datetime import date

import pytest

from domain.completeness.checks import Covered
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.completeness.kinds import CheckKind as K
from tests.domain.completeness.judged import OTHER_KEY, day, fact, found, opened, told
from tests.support.examples import CASE

GAP, LATE, UNKNOWN, EXEMPT, OK, NOT_APPLICABLE = Status
CHECK = Covered(by=(K.NOTE,), days=5, from_start=True)
OPENING = fact(K.CASE, 0, 1, key=CASE)


def note(on: int, position: int, **values):
    return fact(K.NOTE, on, position, **values)


@pytest.mark.parametrize(
    ("on", "expected"), [(0, (OK, None, None, 5)), (5, (OK, None, None, 5)), (6, (GAP, 6, None, 5)), (90, (GAP, 6, None, 5))]
)
def test_the_first_day_covers_as_many_days_as_the_rule_says(on, expected):
    assert told(found(CHECK, [OPENING], on)) == [expected]


def test_before_it_is_open_nothing_is_asked():
    assert found(CHECK, [OPENING], -1) == []


def test_without_from_start_the_first_day_is_already_a_gap():
    assert told(found(CHECK._replace(from_start=False), [OPENING], 0)) == [(GAP, 0, None, -1)]
    assert told(found(CHECK._replace(from_start=False), [OPENING, note(0, 2)], 5)) == [(OK, None, None, 5)]


@pytest.mark.parametrize(("second", "expected"), [(6, [(OK, None, None, 11)]), (7, [(LATE, 6, 7, 5)])])
def test_the_next_one_may_come_the_day_after_the_last_that_is_covered(second, expected):
    assert told(found(CHECK, [OPENING, note(second, 2)], 11)) == expected


def test_silence_that_was_broken_is_late_for_ever_and_a_new_silence_is_a_finding_of_its_own():
    facts = [OPENING, note(9, 2), note(20, 3)]
    assert told(found(CHECK, facts, 8)) == [(GAP, 6, None, 5)]
    assert told(found(CHECK, facts, 9)) == [(LATE, 6, 9, 5)]
    assert told(found(CHECK, facts, 40)) == [(LATE, 6, 9, 5), (LATE, 15, 20, 14), (GAP, 26, None, 25)]


def test_what_comes_before_and_after_proves_it_and_of_a_case_without_anything_its_opening():
    facts = [OPENING, note(9, 2), note(20, 3, claimed=True)]
    assert [(each.evidence, each.claimed) for each in found(CHECK, facts, 40)] == [
        ((1, 2), False), ((2, 3), True), ((3,), True)
    ]
    assert [each.evidence for each in found(CHECK, [OPENING], 40)] == [(1,)]
    assert [each.evidence for each in found(CHECK, [], 40)] == [()]


@pytest.mark.parametrize(("due", "expected"), [(9, (OK, None, None, 9)), (8, (GAP, 9, None, 8)), (2, (GAP, 6, None, 5))])
def test_a_last_day_that_a_fact_names_itself_goes_before_the_days(due, expected):
    assert told(found(CHECK, [OPENING, note(3, 2, due=due)], 9)) == [expected]


def test_without_days_a_fact_covers_every_later_day():
    check = Covered(by=(K.NOTE,))
    assert told(found(check, [OPENING, note(3, 2), note(4, 3)], 9000)) == [(LATE, 0, 3, -1)]
    assert told(found(check, [OPENING, note(0, 2)], 9000)) == [(OK, None, None, None)]
    assert told(found(check, [OPENING, fact(K.NOTE, 0, 2)._replace(on=date.min, written=date.min)], 10)) == [
        (OK, None, None, None)
    ]


@pytest.mark.parametrize(("interval", "times", "reach"), [(2, 2, 15), (3, 2, 16), (3, 1, 15), (7, 1, 17), (0, 2, 15)])
def test_the_planned_interval_some_times_over_is_covered_if_that_is_longer(interval, times, reach):
    check = CHECK._replace(interval=K.PLAN, times_interval=times)
    facts = [OPENING, note(5, 2), note(10, 4), fact(K.PLAN, 10, 3, number=interval)]
    assert told(found(check, facts, reach)) == [(OK, None, None, reach)]
    assert told(found(check, facts, reach + 1)) == [(GAP, reach + 1, None, reach)]


def test_the_plan_of_the_facts_own_day_decides_and_a_later_one_does_not():
    check = CHECK._replace(interval=K.PLAN)
    plans = [fact(K.PLAN, 2, 3, number=9), fact(K.PLAN, 6, 5, number=20)]
    assert told(found(check, [OPENING, note(5, 2), *plans], 14)) == [(OK, None, None, 14)]
    assert told(found(check, [OPENING, note(6, 2), *plans], 26)) == [(OK, None, None, 26)]
    assert told(found(check, [OPENING, note(6, 2), *plans], 27)) == [(GAP, 27, None, 26)]


@pytest.mark.parametrize(("written", "expected"), [(6, [(OK, None, None, 8)]), (7, [(LATE, 6, 7, 5)]), (9, [(GAP, 6, None, 5)])])
def test_by_writing_no_day_before_the_writing_is_covered_and_none_when_that_is_later_than_it_reaches(written, expected):
    facts = [OPENING, note(3, 2, written=written)]
    assert told(found(CHECK._replace(by_writing=True), facts, 8 if written < 9 else 30)) == expected
    assert told(found(CHECK, facts, 8)) == [(OK, None, None, 8)]


def test_a_note_in_september_about_july_does_not_break_a_silence_that_goes_on():
    facts = [OPENING, note(9, 2, written=70)]
    assert told(found(CHECK._replace(by_writing=True), facts, 90)) == [(GAP, 6, None, 5)]
    facts.append(note(30, 3))
    assert told(found(CHECK._replace(by_writing=True), facts, 33)) == [(LATE, 6, 30, 5)]


def test_a_silence_at_the_end_of_a_period_is_late_when_the_case_is_closed_and_each_period_is_judged_for_itself():
    case = opened((0, 10), (20, 22), (40, None))
    assert told(found(CHECK, [OPENING], 10, case)) == [(GAP, 6, None, 5)]
    assert told(found(CHECK, [OPENING], 11, case)) == [(LATE, 6, 11, 5)]
    assert told(found(CHECK, [OPENING], 46, case)) == [(LATE, 6, 11, 5), (OK, None, None, 25), (GAP, 46, None, 45)]


def test_what_was_written_before_a_period_reaches_into_it():
    assert told(found(CHECK._replace(from_start=False), [OPENING, note(18, 2)], 23, opened((20, None)))) == [(OK, None, None, 23)]


def test_the_day_of_an_opening_covers_days_of_the_next_period_too():
    case, check = opened((0, 2), (4, None)), CHECK._replace(interval=K.PLAN)
    facts = [OPENING, fact(K.PLAN, 0, 3, number=12), fact(K.PLAN, 4, 5, number=1)]
    assert told(found(check, facts, 12, case))[1] == (OK, None, None, 12)
    assert told(found(check, facts, 13, case))[1] == (GAP, 13, None, 12)


def test_a_case_closed_before_it_was_opened_is_never_asked_about():
    assert found(CHECK, [OPENING], 30, opened((10, 9))) == []


def test_from_first_the_days_before_the_first_fact_are_not_asked_about_and_without_any_it_cannot_be_told():
    check = Covered(by=(K.NOTE,), days=5, from_first=True)
    assert told(found(check, [OPENING, note(9, 2)], 15)) == [(GAP, 15, None, 14)]
    assert told(found(check, [OPENING, note(9, 2)], 14)) == [(OK, None, None, 14)]
    assert told(found(check, [OPENING], 14)) == [(UNKNOWN, None, None, None)]
    assert found(check, [OPENING], -1) == []


def test_a_fact_covers_by_the_version_of_its_day_and_before_the_first_version_by_that():
    versions = (InForce(CHECK, day(10), day(19)), InForce(CHECK._replace(days=2), day(20)))
    facts = [OPENING, note(8, 2), note(12, 3), note(18, 4)]
    assert told(found(versions, facts, 23)) == [(OK, None, None, 23)]
    assert told(found(versions, facts, 24)) == [(GAP, 24, None, 23)]
    assert told(found(versions, [*facts, note(20, 5)], 24)) == [(GAP, 24, None, 23)]
    assert told(found(versions, [OPENING, note(3, 2)], 13)) == [(GAP, 10, None, 9)]


def test_a_rule_asks_about_no_day_outside_its_versions():
    versions = (InForce(CHECK, day(10), day(19)), InForce(CHECK, day(30), day(39)))
    assert found(versions, [OPENING], 9) == []
    assert told(found(versions, [OPENING], 60)) == [(LATE, 10, 20, 9), (LATE, 30, 40, 29)]


def test_versions_that_follow_on_each_other_leave_one_silence_whole():
    versions = (InForce(CHECK._replace(days=7), day(10)), InForce(CHECK, day(0), day(9)))
    assert told(found(versions, [OPENING], 30)) == [(GAP, 6, None, 5)]


def test_of_two_that_reach_equally_far_the_one_that_was_written_first_proves_it():
    facts = [OPENING, note(3, 7), note(3, 2, key=OTHER_KEY)]
    assert found(CHECK, facts, 30)[0].evidence == (2,)

"""The times that the law gives a concern: when they begin, stop and are extended."""

from datetime import date

import pytest

from domain.base import Occurred
from domain.concern.codes import LegalTimer
from domain.concern.concern import Concern
from domain.concern.moments import Elapsed, elapsed, is_certainly_before
from domain.concern.timers import due, due_on, is_at_once
from domain.months import months_after
from tests.support.concern_calls import (
    CLOSED,
    DAY,
    DECIDED,
    EXTENDED,
    INFORMED,
    NOT_OPENED,
    ON,
    OPENED_ON,
    PROTECTED,
    RAN_TO,
    RECEIVED,
    TODAY,
    day,
    minute,
)

# --- the law's times ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("timer", "start", "end"),
    [
        (LegalTimer.PROTECTION, date(2026, 3, 2), date(2026, 3, 2)),
        (LegalTimer.INFORM_CONCERNED, date(2026, 3, 2), date(2026, 3, 2)),
        (LegalTimer.OWN_REPORT, date(2026, 3, 2), date(2026, 3, 2)),
        (LegalTimer.PRELIMINARY_ASSESSMENT, date(2026, 3, 2), date(2026, 3, 16)),
        (LegalTimer.CHILD_INQUIRY, date(2026, 3, 2), date(2026, 7, 2)),
        (LegalTimer.CHILD_INQUIRY, date(2025, 10, 31), date(2026, 2, 28)),
        (LegalTimer.CHILD_INQUIRY, date(2027, 10, 31), date(2028, 2, 29)),
        (LegalTimer.EXECUTION, date(2025, 11, 30), date(2026, 2, 28)),
        (LegalTimer.DELAYED_DECISION, date(2026, 8, 31), date(2027, 2, 28)),
        (LegalTimer.DECISION_AFTER_REQUEST, date(2026, 3, 2), date(2026, 3, 30)),
    ],
)
def test_a_time_ends_on_the_day_that_the_law_says(timer, start, end):
    assert due_on(timer, start) == end
    assert (due(timer, start, end).days_late(end + 9 * DAY), due(timer, start, end + DAY).days_late(end)) == (0, 1)
    assert [due(timer, start).days_late(today) for today in (start, end, end + DAY)] == [0, 0, 1]


def test_what_is_to_be_done_at_once_says_so():
    assert {timer for timer in LegalTimer if is_at_once(timer)} == {
        LegalTimer.PROTECTION, LegalTimer.INFORM_CONCERNED, LegalTimer.OWN_REPORT
    }
    assert due(LegalTimer.PROTECTION, TODAY).at_once and not due(LegalTimer.CHILD_INQUIRY, TODAY).at_once


def test_no_months_after_a_day_is_the_day():
    assert months_after(date(2024, 2, 29), 0) == date(2024, 2, 29)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)


def timers(*events):
    return {each.timer: (each.due_on, each.done_on) for each in Concern.fold([RECEIVED, *events]).timers()}


def test_a_child_s_times_begin_stop_and_are_extended():
    fortnight = ON + 14 * DAY
    assert timers() == {
        LegalTimer.PROTECTION: (ON, None), LegalTimer.PRELIMINARY_ASSESSMENT: (fortnight, None),
    }
    assert timers(PROTECTED, NOT_OPENED) == {
        LegalTimer.PROTECTION: (ON, ON), LegalTimer.PRELIMINARY_ASSESSMENT: (fortnight, OPENED_ON),
    }
    begun = timers(PROTECTED, DECIDED)
    assert begun[LegalTimer.INFORM_CONCERNED] == (OPENED_ON, None)
    assert begun[LegalTimer.CHILD_INQUIRY] == (RAN_TO, None)
    done = timers(PROTECTED, DECIDED, INFORMED, EXTENDED, CLOSED)
    assert done[LegalTimer.INFORM_CONCERNED] == (OPENED_ON, INFORMED.parties_informed_on)
    assert done[LegalTimer.CHILD_INQUIRY] == (EXTENDED.extended_to, CLOSED.concern_closed_on)


@pytest.mark.parametrize(
    ("first", "later", "between"),
    [
        (minute(ON, 9), minute(ON, 11), (0, 120)), (minute(ON, 23), minute(ON + DAY, 1), (1, 120)),
        (day(ON), minute(ON + DAY, 1), (1, None)), (Occurred(on=date(2024, 9, 1), precision="month"), day(ON), (None, None)),
    ],
)
def test_time_between_two_moments_is_known_as_precisely_as_they_are(first, later, between):
    assert elapsed(first, later) == Elapsed(*between)


@pytest.mark.parametrize(
    ("first", "second", "is_before"),
    [
        (minute(ON, 9), minute(ON, 10), True), (minute(ON, 10), minute(ON, 10), False), (minute(ON, 11), minute(ON, 10), False),
        (day(ON), minute(ON, 10), False), (day(ON - DAY), minute(ON, 0), True), (day(ON), day(ON), False),
        (Occurred(on=date(2024, 8, 1), precision="month"), day(date(2024, 8, 31)), False),
        (Occurred(on=date(2024, 8, 1), precision="month"), day(date(2024, 9, 1)), True),
    ],
)
def test_one_moment_is_before_another_only_when_it_must_be(first, second, is_before):
    assert is_certainly_before(first, second) is is_before

"""How the law counts days: three weeks to appeal, three months to carry out, and no last day on a day of rest."""

from datetime import date, timedelta

import pytest

from domain.case.decisions.legal_time import is_day_of_rest, last_day_of_appeal
from domain.months import months_after

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("got_it", "last"),
    [
        (date(2024, 3, 5), date(2024, 3, 26)),
        (date(2024, 3, 8), date(2024, 4, 2)),
        (date(2024, 3, 9), date(2024, 4, 2)),
        (date(2024, 5, 31), date(2024, 6, 24)),
        (date(2024, 12, 3), date(2024, 12, 27)),
        (date(2024, 12, 10), date(2025, 1, 2)),
        (date(2024, 4, 18), date(2024, 5, 10)),
    ],
)
def test_the_last_day_to_appeal_is_three_weeks_later_and_never_a_day_of_rest(got_it, last):
    assert last_day_of_appeal(got_it) == last


@pytest.mark.parametrize(
    ("year", "easter"), [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2024, (3, 31)), (2025, (4, 20)), (2038, (4, 25))]
)
def test_easter_moves_the_days_of_rest(year, easter):
    sunday = date(year, *easter)
    assert [is_day_of_rest(sunday + days * DAY) for days in (-3, -2, 0, 1, 2, 39)] == [False, True, True, True, False, True]


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        (date(2024, 1, 1), True), (date(2025, 1, 6), True), (date(2024, 5, 1), True), (date(2024, 6, 6), True),
        (date(2024, 6, 21), True), (date(2024, 6, 28), False), (date(2026, 6, 19), True), (date(2020, 6, 19), True),
        (date(2027, 6, 25), True), (date(2026, 6, 26), False), (date(2026, 6, 18), False), (date(2024, 12, 24), True),
        (date(2024, 12, 25), True), (date(2024, 12, 26), True), (date(2024, 12, 27), False), (date(2024, 12, 31), True),
        (date(2024, 7, 6), True), (date(2024, 7, 7), True), (date(2024, 7, 8), False),
    ],
)
def test_days_of_rest(day, rests):
    assert is_day_of_rest(day) is rests


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 3, 1), 3, date(2024, 6, 1)), (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)), (date(2024, 9, 15), 3, date(2024, 12, 15)),
        (date(2024, 10, 31), 3, date(2025, 1, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day, months, later):
    assert months_after(day, months) == later

"""Who is responsible for a case on a day, and when nobody is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.case.case import Case
from domain.case.responsibility import Cover, Responsibility, responsibility_periods, responsible_on
from domain.staff.staff_member import Absence
from tests.support.examples import ANNA, BO, CECILIA, CLOSED_ON, EXAMPLES, RECEIVED_ON, STARTED_ON, cast_id
from tests.support.scenario import numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
REOPENED = EXAMPLES["case.reopened.v1"]
ASSIGNED = EXAMPLES["case.assigned.v1"]
HANDED_OVER = EXAMPLES["case.handed_over.v1"]
ACCEPTED = EXAMPLES["case.hand_over_accepted.v1"]
STOOD_IN = EXAMPLES["case.stand_in_appointed.v1"]
STAND_IN_ENDED = EXAMPLES["case.stand_in_ended.v1"]
LEAVE = Absence(date(2024, 7, 1), date(2024, 8, 11))
DAY = timedelta(days=1)


def case_of(*events):
    return Case.fold(numbered(*events))


def cover_on(case, day, absences):
    return responsible_on(case, absences, day).cover


def test_a_case_is_with_its_responsible_from_the_first_day_on():
    answer = responsible_on(case_of(OPENED, ASSIGNED), {}, STARTED_ON)
    assert answer == Responsibility(Cover.RESPONSIBLE, ANNA, None, STARTED_ON, None)


def test_a_case_that_nobody_is_assigned_to_shows_from_the_day_it_was_received():
    before, unassigned, assigned = responsibility_periods(case_of(OPENED, ASSIGNED), {})
    assert before == Responsibility(Cover.NOT_OPEN, None, None, None, RECEIVED_ON - DAY)
    assert unassigned == Responsibility(Cover.NONE, None, None, RECEIVED_ON, STARTED_ON - DAY)
    assert assigned.cover is Cover.RESPONSIBLE


def test_a_case_left_without_a_stand_in_shows_from_the_first_to_the_last_day_of_absence():
    case = case_of(OPENED, ASSIGNED)
    assert cover_on(case, date(2024, 6, 30), {ANNA: [LEAVE]}) is Cover.RESPONSIBLE
    assert cover_on(case, date(2024, 7, 1), {ANNA: [LEAVE]}) is Cover.NONE
    assert cover_on(case, date(2024, 8, 11), {ANNA: [LEAVE]}) is Cover.NONE
    assert cover_on(case, date(2024, 8, 12), {ANNA: [LEAVE]}) is Cover.RESPONSIBLE


def test_the_gap_says_who_is_away_and_until_when():
    answer = responsible_on(case_of(OPENED, ASSIGNED), {ANNA: [LEAVE]}, date(2024, 7, 10))
    assert answer == Responsibility(Cover.NONE, None, ANNA, LEAVE.from_date, LEAVE.to_date)


def test_an_absence_until_further_notice_leaves_the_case_without_for_ever():
    answer = responsible_on(case_of(OPENED, ASSIGNED), {ANNA: [Absence(LEAVE.from_date, None)]}, date(2030, 1, 1))
    assert answer == Responsibility(Cover.NONE, None, ANNA, LEAVE.from_date, None)


def test_an_absence_to_the_last_day_of_the_calendar_is_no_error():
    answer = responsible_on(case_of(OPENED, ASSIGNED), {ANNA: [Absence(LEAVE.from_date, date.max)]}, date.max)
    assert answer.cover is Cover.NONE


def test_a_stand_in_covers_the_days_appointed():
    case = case_of(OPENED, ASSIGNED, STOOD_IN)
    answer = responsible_on(case, {ANNA: [LEAVE]}, date(2024, 7, 1))
    assert answer == Responsibility(Cover.STAND_IN, CECILIA, ANNA, LEAVE.from_date, LEAVE.to_date)


def test_a_stand_in_who_is_ended_leaves_the_rest_of_the_absence_without():
    case = case_of(OPENED, ASSIGNED, STOOD_IN, STAND_IN_ENDED)
    assert cover_on(case, date(2024, 7, 31), {ANNA: [LEAVE]}) is Cover.STAND_IN
    assert cover_on(case, date(2024, 8, 1), {ANNA: [LEAVE]}) is Cover.NONE


def test_a_stand_in_who_is_away_as_well_covers_nothing():
    case = case_of(OPENED, ASSIGNED, STOOD_IN)
    away = [Absence(date(2024, 7, 8), date(2024, 7, 12))]
    assert cover_on(case, date(2024, 7, 7), {ANNA: [LEAVE], CECILIA: away}) is Cover.STAND_IN
    assert cover_on(case, date(2024, 7, 8), {ANNA: [LEAVE], CECILIA: away}) is Cover.NONE
    assert cover_on(case, date(2024, 7, 13), {ANNA: [LEAVE], CECILIA: away}) is Cover.STAND_IN


def test_of_two_stand_ins_the_last_appointed_comes_first():
    later = STOOD_IN.model_copy(update={"appointment_id": cast_id(72), "stand_in_id": BO, "from_date": date(2024, 7, 8)})
    case = case_of(OPENED, ASSIGNED, STOOD_IN, later)
    assert responsible_on(case, {ANNA: [LEAVE]}, date(2024, 7, 7)).staff_id == CECILIA
    assert responsible_on(case, {ANNA: [LEAVE]}, date(2024, 7, 8)).staff_id == BO


def test_a_stand_in_for_somebody_else_covers_nothing():
    for_bo = STOOD_IN.model_copy(update={"absent_staff_id": BO})
    assert cover_on(case_of(OPENED, ASSIGNED, for_bo), date(2024, 7, 10), {ANNA: [LEAVE]}) is Cover.NONE


def test_the_responsible_who_is_there_needs_no_stand_in():
    answer = responsible_on(case_of(OPENED, ASSIGNED, STOOD_IN), {}, date(2024, 7, 10))
    assert (answer.cover, answer.staff_id) == (Cover.RESPONSIBLE, ANNA)


def test_responsibility_moves_on_the_day_of_acceptance_and_not_before():
    case = case_of(OPENED, ASSIGNED, HANDED_OVER, ACCEPTED)
    assert responsible_on(case, {}, date(2024, 9, 2)).staff_id == ANNA
    assert responsible_on(case, {}, date(2024, 9, 3)).staff_id == BO


def test_a_case_needs_nobody_from_the_day_after_it_closed_until_it_is_opened_again():
    case = case_of(OPENED, ASSIGNED, CLOSED, REOPENED)
    assert cover_on(case, CLOSED_ON, {}) is Cover.RESPONSIBLE
    assert cover_on(case, CLOSED_ON + DAY, {}) is Cover.NOT_OPEN
    assert cover_on(case, date(2024, 12, 1), {}) is Cover.RESPONSIBLE


def test_a_case_of_which_no_day_is_known_is_open_since_ever():
    undated = OPENED.model_copy(update={"received_on": None, "started_on": None})
    since_ever = ASSIGNED.model_copy(update={"from_date": None})
    assert responsibility_periods(case_of(undated, since_ever), {}) == (
        Responsibility(Cover.RESPONSIBLE, ANNA, None, None, None),
    )


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))
absences = st.lists(st.tuples(days, st.one_of(st.none(), days)).map(lambda two: Absence(two[0], two[1] and max(two))), max_size=3)


@given(anna=absences, cecilia=absences, day=days)
def test_the_periods_adjoin_cover_all_time_and_agree_with_each_day(anna, cecilia, day):
    case = case_of(OPENED, ASSIGNED, STOOD_IN, CLOSED)
    periods = responsibility_periods(case, {ANNA: anna, CECILIA: cecilia})
    assert (periods[0].first, periods[-1].last) == (None, None)
    assert all(a.last + DAY == b.first and a[:3] != b[:3] for a, b in zip(periods, periods[1:], strict=False))
    if STARTED_ON <= day <= CLOSED_ON:
        anna_away = any(away.covers(day) for away in anna)
        stood_in = STOOD_IN.from_date <= day <= STOOD_IN.to_date and not any(away.covers(day) for away in cecilia)
        expected = (Cover.STAND_IN if stood_in else Cover.NONE) if anna_away else Cover.RESPONSIBLE
        assert responsible_on(case, {ANNA: anna, CECILIA: cecilia}, day).cover is expected


def test_a_case_opened_again_and_closed_the_same_day_is_open_that_day():
    last_day = date(2024, 12, 1)
    case = case_of(OPENED, ASSIGNED, CLOSED, REOPENED, CLOSED.model_copy(update={"closed_on": last_day}))
    assert [cover_on(case, last_day + n * DAY, {}) for n in (-1, 0, 1)] == [Cover.NOT_OPEN, Cover.RESPONSIBLE, Cover.NOT_OPEN]

"""Which booked times are one and the same, and which meet: without a database."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.codes import SessionKind
from projections.bookings import BookedItem, clashing, listed
from tests.support.examples import ANNA, BO, CASE, OTHER_CASE, UNIT, cast_id

DAY = date(2026, 3, 18)
BOOKED = BookedItem(
    CASE, "2026-0001", UNIT, "Resursenheten", cast_id(1), cast_id(2), DAY, time(10), None, SessionKind.CONVERSATION, ANNA,
    "Anna Exempel", None, (), 7,
)
IN_CALENDAR = BOOKED._replace(session_id=None, entry_id=cast_id(3), kind=None, ends_at=time(11), position=8)


def test_a_session_that_is_in_a_calendar_because_it_is_booked_is_one_time() -> None:
    assert listed([IN_CALENDAR, BOOKED], DAY) == [BOOKED]
    assert listed([IN_CALENDAR._replace(at=None), BOOKED], DAY) == [BOOKED]
    for other in ({"case_id": OTHER_CASE}, {"worker_id": BO}, {"at": time(10, 30)}):
        assert len(listed([IN_CALENDAR._replace(**other), BOOKED], DAY)) == 2


def test_what_has_passed_is_listed_when_it_was_booked_and_not_when_it_only_was_in_a_calendar() -> None:
    later = date(2026, 3, 19)
    assert listed([IN_CALENDAR], later) == []
    assert listed([BOOKED], later) == [BOOKED]


@pytest.mark.parametrize(("changes", "meets"), [
    ({}, True), ({"at": time(10, 30)}, False), ({"at": None}, False), ({"worker_id": BO}, False),
    ({"on": date(2026, 3, 19)}, False),
])
def test_two_bookings_meet_when_the_same_member_of_staff_has_both_at_once(changes: dict[str, object], meets: bool) -> None:
    other = BOOKED._replace(case_id=OTHER_CASE, session_id=cast_id(4), position=9, **changes)
    assert clashing([BOOKED, other]) == (frozenset({7, 9}) if meets else frozenset())


@pytest.mark.parametrize(("at", "meets"), [(time(9, 59), False), (time(10, 59), True), (time(11), False)])
def test_a_booking_meets_a_time_in_a_calendar_until_that_ends(at: time, meets: bool) -> None:
    assert clashing([IN_CALENDAR, BOOKED._replace(at=at)]) == (frozenset({7, 8}) if meets else frozenset())

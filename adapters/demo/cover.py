"""Who looks after a course while somebody is away, and how it changes hands (sv. *ersättare*, *överlämning*)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from adapters.demo.cast import POLICY, Leave
from adapters.demo.days import LAST_DAY, office_day

if TYPE_CHECKING:
    from adapters.demo.course import Course


def appointed_on(course: Course, leave: Leave) -> date:
    """When a stand-in is appointed: in good time, or two days after an absence that nobody knew of; or later than that."""
    day = max(office_day(leave.told_on, 2), office_day(leave.first, -12), office_day(course.begins_on, 1))
    return office_day(day, course.plot.cover_delay)


def tell(course: Course) -> None:
    """Write the stand-ins for every leave within the course, and the hand-over if there is one."""
    until = course.last_day if course.ending is not None else LAST_DAY
    responsible = course.responsible
    for leave in responsible.leaves:
        first = max(leave.first, appointed_on(course, leave))
        if first <= min(leave.last, until) and course.turn(first)[0] is responsible:
            _appoint(course, leave, first, until)
    if course.plot.hand_over_on is not None:
        _hand_over(course, course.plot.hand_over_on)


def _appoint(course: Course, leave: Leave, first: date, until: date) -> None:
    last = None if leave.open_ended else leave.last
    appointment_id = course.file.stand_in(
        appointed_on(course, leave), "13:20", course.responsible, course.other, first, last
    )
    if leave.open_ended and leave.last <= until:
        course.file.end_stand_in(office_day(leave.last, -3), "13:40", appointment_id, leave.last)


def _hand_over(course: Course, day: date) -> None:
    hand_over_id, giver, taker = course.luck.uuid(), course.responsible, course.other
    offered_on, case = office_day(day, -6), course.file.case
    course.file.do(offered_on, "14:10", giver, lambda now: case.hand_over(
        hand_over_id=hand_over_id, from_staff_id=giver.id, to_staff_id=taker.id, to_staff_name=taker.name,
        to_staff_title=taker.title_on(now.today), on_date=offered_on,
        message="Vi har träffats alla tre och gått igenom planen. Nästa besök är bokat.",
        stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    course.file.do(day, "08:10", taker, lambda now: case.accept_hand_over(
        hand_over_id=hand_over_id, accepted_by=taker.id, accepted_on=day, stamp=now.stamp, today=now.today
    ))

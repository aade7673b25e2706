"""A group and its members' cases, told together."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.base import Occurred, envelope
from domain.case.case import Case
from domain.case.contacts.codes import AttendanceInGroup, GroupLeaving
from domain.errors import DomainError
from domain.group.events import GroupStarted, MemberAttendance
from domain.group.joint import GroupWithCases
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.contacts import GROUP
from tests.support.examples import (
    ANNA,
    BO,
    CASE,
    EXAMPLES,
    KBT_TEAM,
    OTHER_CASE,
    STAMP,
    TODAY,
    cast_id,
)

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
START = date(2024, 9, 2)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
PRESENT, ABSENT = AttendanceInGroup.PRESENT, AttendanceInGroup.ABSENT
IDS = [cast_id(number) for number in range(936, 950)]
FIRST_MEMBER, SECOND_MEMBER, FIRST_SESSION, SECOND_SESSION, LEAVING, ENDING, NEW = IDS[:7]
STARTED = GroupStarted(
    **envelope(GROUP, 0, STAMP), unit=KBT_TEAM, group_programme="Trygga vuxna", started_on=START, planned_sessions=10,
    leader_ids=(ANNA, BO),
)


def on(day):
    return Occurred(on=day)


class World:
    """A group and its members' cases, taken forward together."""

    def __init__(self, *, closed: bool = False) -> None:
        self.group = GroupWithCases.fold([STARTED])
        opened = [OPENED, CLOSED] if closed else [OPENED]
        self.cases = {
            case_id: Case.fold(
                event.model_copy(update={"originator_id": case_id, "originator_version": n}) for n, event in enumerate(opened, 1)
            )
            for case_id in (CASE, OTHER_CASE)
        }
        self.recorded = []

    def case_of(self, case_id: UUID) -> Case:
        return self.cases.get(case_id, Case())

    def do(self, decision, **call):
        """Decide on all of them, and take in what followed."""
        events = getattr(self.group, decision)(**{**BY, "case_of": self.case_of, **call})
        for event in events:
            (self.group if event.originator_id == GROUP else self.cases[event.originator_id]).apply(event)
        self.recorded += events
        return events

    def join(self, case_id=CASE, entry_id=FIRST_MEMBER, **changes):
        call = {"joined_on": START, "individual_talk_on": START - 7 * DAY, "today": TODAY}
        return self.do("join", **{**call, "entry_id": entry_id, "case_id": case_id, **changes})

    def hold(self, attendances=None, **changes):
        said = {CASE: PRESENT, OTHER_CASE: ABSENT} if attendances is None else attendances
        call = {
            "entry_id": FIRST_SESSION, "occurred": on(START + 7 * DAY), "group_step": 1, "leader_ids": (ANNA, BO),
            "attendances": tuple(MemberAttendance(case_id=i, attendance_in_group=each) for i, each in said.items()),
            "today": TODAY,
        }
        return self.do("hold", **{**call, **changes})

    def leave(self, **changes):
        call = {
            "entry_id": LEAVING, "joined_entry_id": FIRST_MEMBER, "left_group_on": START + 14 * DAY,
            "leaving": GroupLeaving.COMPLETED, "today": TODAY,
        }
        return self.do("leave", **{**call, **changes})

    def strike(self, entry_id, **changes):
        return self.do("strike", **{"entry_id": entry_id, "reason": "Fel dag.", **changes})

    def end(self, **changes):
        call = {"entry_id": ENDING, "ended_on": TODAY, "today": TODAY, "stamp": STAMP}
        (event,) = self.group.end(**{**call, **changes})
        self.group.apply(event)


def two_members(**options):
    world = World(**options)
    world.join()
    world.join(OTHER_CASE, SECOND_MEMBER)
    return world


def refused(error, message, act):
    with pytest.raises(DomainError) as refusal:
        act()
    assert type(refusal.value) is error and message in str(refusal.value), repr(refusal.value)

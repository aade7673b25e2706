"""One full example of every event type of the stream `group`, and of what field work says beside its counts."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Occurred, envelope
from domain.case.contacts.codes import AttendanceInGroup, ContactTheme
from domain.codes import YesNoUnknown
from domain.group.codes import FewLeaders
from domain.group.events import (
    GroupChanged,
    GroupEnded,
    GroupEntryStruck,
    GroupMemberJoined,
    GroupMemberLeft,
    GroupSessionHeld,
    GroupStarted,
    MemberAttendance,
)
from domain.outreach.codes import LinkedTo, OutreachPlace, ParentContactReason, RestatedBecause
from domain.outreach.events import OutreachConfirmed, OutreachDescribed
from tests.support.area_examples.contacts import GROUP, GROUP_SESSION
from tests.support.cast import ANNA, BO, CASE, KBT_TEAM, OTHER_CASE, OUTREACH, STAMP, cast_id, source

MEMBER, OTHER_MEMBER, MEMBER_LEFT, GROUP_END = map(cast_id, range(924, 928))

_group = envelope(GROUP, 0, STAMP)
_outreach = envelope(OUTREACH, 0, STAMP)
_FACTS = {
    "unit": KBT_TEAM,
    "group_programme": "Föräldragrupp Trygga vuxna",
    "started_on": date(2024, 9, 2),
    "planned_sessions": 10,
    "leader_ids": (ANNA,),
    "few_leaders": FewLeaders.VACANCY,
}

EXAMPLES: tuple[DomainEvent, ...] = (
    GroupStarted(**_group, **_FACTS),
    GroupChanged(**_group, **_FACTS | {"planned_sessions": 12}, reason="Två träffar till behövs."),
    GroupMemberJoined(
        **_group, entry_id=MEMBER, case_id=CASE, joined_on=date(2024, 9, 2), individual_talk_on=date(2024, 8, 26),
        source=source("Grupper"),
    ),
    GroupMemberLeft(
        **_group, entry_id=MEMBER_LEFT, joined_entry_id=MEMBER, left_group_on=date(2024, 11, 18), source=source("Grupper")
    ),
    GroupSessionHeld(
        **_group, entry_id=GROUP_SESSION, occurred=Occurred(on=date(2024, 9, 9)), group_step=1, leader_ids=(BO,),
        few_leaders=FewLeaders.LEADER_AWAY,
        attendances=(
            MemberAttendance(case_id=CASE, attendance_in_group=AttendanceInGroup.PRESENT),
            MemberAttendance(case_id=OTHER_CASE, attendance_in_group=AttendanceInGroup.CANCELLED),
        ),
        themes=(ContactTheme.PARENTHOOD,), source=source("Grupper"),
    ),
    GroupEnded(**_group, entry_id=GROUP_END, ended_on=date(2024, 11, 25), source=source("Grupper")),
    GroupEntryStruck(**_group, entry_id=GROUP_END, reason="Gruppen fortsatte.", replaced_by=cast_id(928)),
    OutreachDescribed(
        **_outreach, outreach_place=OutreachPlace.TOWN_CENTRE, parent_contact_reason=ParentContactReason.OUT_LATE,
        linked_to=LinkedTo.LEISURE, restated_because=RestatedBecause.NEW_INFORMATION,
    ),
    OutreachConfirmed(
        **_outreach, confirmed_on=date(2024, 5, 20), still_in_contact=YesNoUnknown.YES,
        restated_because=RestatedBecause.MISTAKE,
    ),
)

FIRST = {
    "group.member_left": ["group.started", "group.member_joined"],
    "group.session_held": ["group.started", "group.member_joined"],
    "group.entry_struck": ["group.started", "group.ended"],
}

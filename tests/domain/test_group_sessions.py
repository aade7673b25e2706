"""A group's sessions, its end, and what is struck in the group and in its members' cases."""

import pytest

from domain.case.contacts.codes import ContactTheme
from domain.case.contacts.events import GroupAttendanceRecorded
from domain.case.entry_events import EntryStruck
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.group.events import GroupEnded, GroupEntryStruck, GroupSessionHeld, MemberAttendance
from domain.group.group import Group
from domain.group.joint import STRUCK_WITH_THE_GROUP, GroupWithCases, entry_in_case
from projections.areas.contacts import document
from projections.areas.group import group_document
from tests.support.area_examples.contacts import GROUP
from tests.support.examples import ANNA, BO, CASE, CLOSED_ON, OTHER_CASE, STAMP, TODAY, cast_id
from tests.support.group_world import (
    ABSENT,
    BY,
    CLOSED,
    DAY,
    ENDING,
    FIRST_MEMBER,
    FIRST_SESSION,
    IDS,
    LEAVING,
    NEW,
    PRESENT,
    SECOND_MEMBER,
    SECOND_SESSION,
    START,
    World,
    on,
    refused,
    two_members,
)

# Sessions


def test_a_session_records_each_members_own_attendance_and_nothing_about_the_others():
    world = two_members()
    held, first, second = world.hold(themes=(ContactTheme.PARENTHOOD,))
    assert type(held) is GroupSessionHeld and [each.case_id for each in held.attendances] == [CASE, OTHER_CASE]
    assert [type(each) for each in (first, second)] == [GroupAttendanceRecorded] * 2
    assert (first.originator_id, first.attendance_in_group) == (CASE, PRESENT)
    assert (second.originator_id, second.attendance_in_group) == (OTHER_CASE, ABSENT)
    assert (first.group_step, first.group_steps, first.group_session_id) == (1, 10, FIRST_SESSION)
    for case_id, other in ((CASE, OTHER_CASE), (OTHER_CASE, CASE)):
        own = [event for event in world.recorded if event.originator_id == case_id]
        assert own and not any(str(other) in event.model_dump_json() for event in own)
        assert str(other) not in str(document(world.cases[case_id]))


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"entry_id": FIRST_MEMBER}, ConflictError, "Uppgiften finns redan"),
        ({"occurred": on(TODAY + DAY)}, InvalidValueError, "i dag är det"),
        ({"occurred": on(START - DAY)}, InvalidValueError, "före gruppens start"),
        ({"group_step": 0}, InvalidValueError, "nummer 0. Ange ett tal från 1 till 10"),
        ({"group_step": 11}, InvalidValueError, "nummer 11"),
        ({"leader_ids": (ANNA,)}, InvalidValueError, "leds av minst 2"),
        ({"attendances": {CASE: PRESENT}}, InvalidValueError, "hade 2 som var med 2024-09-09"),
        ({"attendances": {CASE: PRESENT, OTHER_CASE: ABSENT, cast_id(99): ABSENT}}, InvalidValueError, "och för ingen annan"),
        ({"themes": (ContactTheme.WORK,) * 2}, InvalidValueError, "Samma tema"),
    ],
)
def test_a_session_is_refused(changes, error, message):
    refused(error, message, lambda: two_members().hold(**changes))


def test_a_session_states_each_member_once_and_needs_one():
    world = two_members()
    twice = (MemberAttendance(case_id=CASE, attendance_in_group=PRESENT),) * 2
    refused(InvalidValueError, "hade 2 som var med", lambda: world.do(
        "hold", entry_id=NEW, occurred=on(START), group_step=1, leader_ids=(ANNA, BO), attendances=twice, today=TODAY
    ))
    refused(InvalidValueError, "Ingen var med i gruppen", lambda: World().hold({}))


@pytest.mark.parametrize(("occurred", "step"), [(START, 1), (TODAY, 10)])
def test_a_session_may_be_on_the_first_day_or_today_and_be_the_first_or_the_last(occurred, step):
    two_members().hold(occurred=on(occurred), group_step=step)


def test_a_member_is_asked_for_from_the_first_day_to_the_day_before_the_first_without_the_group():
    world = two_members()
    world.leave()
    refused(InvalidValueError, "hade 1 som var med", lambda: world.hold(occurred=on(START + 14 * DAY)))
    world.hold(occurred=on(START + 13 * DAY))


def test_a_session_is_recorded_in_no_case_when_one_of_them_refuses_it():
    world = two_members()
    world.cases[OTHER_CASE].apply(CLOSED.model_copy(update={"originator_id": OTHER_CASE, "originator_version": 3}))
    before = [case.version for case in world.cases.values()]
    refused(NotAllowedError, "ärendet avslutades", lambda: world.hold(occurred=on(CLOSED_ON + DAY)))
    assert [case.version for case in world.cases.values()] == before


def test_a_case_refuses_an_attendance_that_the_group_could_not_have_asked_for():
    world = two_members()
    world.hold()
    case, membership = world.cases[CASE], entry_in_case(FIRST_MEMBER, CASE)

    def attending(**changes):
        call = {
            "entry_id": NEW, "membership_id": membership, "group_session_id": SECOND_SESSION, "occurred": on(START + 8 * DAY),
            "group_step": 1, "group_steps": 10, "attendance_in_group": PRESENT, "stamp": STAMP, "today": TODAY,
        }
        return lambda: case.record_group_attendance(**{**call, **changes})

    attending()()
    refused(ConflictError, "Närvaron finns redan", attending(entry_id=membership))
    refused(NotFoundError, "Gruppdeltagandet finns inte", attending(membership_id=NEW))
    refused(ConflictError, "redan registrerad", attending(group_session_id=FIRST_SESSION))
    refused(InvalidValueError, "i dag är det", attending(occurred=on(TODAY + DAY)))
    refused(InvalidValueError, "Ange ett tal från 1 till 10", attending(group_step=11))
    refused(InvalidValueError, "Ange ett tal från 1 till 10", attending(group_step=0))
    refused(NotAllowedError, "inte med i gruppen", attending(occurred=on(START - DAY)))
    world.leave()
    refused(NotAllowedError, "inte med i gruppen", attending(occurred=on(START + 14 * DAY)))
    attending(occurred=on(START + 13 * DAY))()


# The end, and what was wrong


def test_a_group_ends_when_everybody_has_left():
    world = two_members()
    refused(NotAllowedError, "Gruppen har 2 kvar", world.end)
    world.hold()
    world.leave()
    world.leave(entry_id=NEW, joined_entry_id=SECOND_MEMBER)
    refused(InvalidValueError, "i dag är det", lambda: world.end(ended_on=TODAY + DAY))
    refused(InvalidValueError, "före den sista gruppträffen", lambda: world.end(ended_on=START + 6 * DAY))
    refused(ConflictError, "Uppgiften finns redan", lambda: world.end(entry_id=NEW))
    world.end(ended_on=START + 7 * DAY)
    refused(ConflictError, "avslutades redan", lambda: world.end(entry_id=IDS[8]))
    assert type(world.group.ended) is GroupEnded


def test_a_group_without_sessions_ends_from_its_first_day():
    refused(InvalidValueError, "före gruppens start", lambda: World().end(ended_on=START - DAY))
    World().end(ended_on=START)
    refused(NotFoundError, "Gruppen finns inte", lambda: Group().end(entry_id=NEW, ended_on=START, stamp=STAMP, today=TODAY))


def test_a_struck_session_is_struck_in_every_case_with_a_reason_of_its_own():
    world = two_members()
    world.hold()
    struck, *own = world.strike(FIRST_SESSION, reason="Klara var sjuk.", replaced_by=SECOND_SESSION)
    assert (type(struck), struck.reason) == (GroupEntryStruck, "Klara var sjuk.")
    assert [(type(each), each.originator_id, each.reason) for each in own] == [
        (EntryStruck, CASE, STRUCK_WITH_THE_GROUP), (EntryStruck, OTHER_CASE, STRUCK_WITH_THE_GROUP)
    ]
    assert own[0].replaced_by == entry_in_case(SECOND_SESSION, CASE)
    assert world.group.sessions == [] and all(case.contacts.attendances == [] for case in world.cases.values())
    world.hold(entry_id=SECOND_SESSION)


def test_what_a_case_has_struck_by_itself_is_left_as_it_is():
    world = two_members()
    world.hold()
    (own,) = world.cases[CASE].strike_entry(entry_id=entry_in_case(FIRST_SESSION, CASE), reason="Fel ärende.", **BY)
    world.cases[CASE].apply(own)
    events = world.strike(FIRST_SESSION)
    assert [event.originator_id for event in events] == [GROUP, OTHER_CASE]


def test_members_and_leavings_are_struck_backwards():
    world = two_members()
    world.leave()
    refused(NotAllowedError, "bygger på den här", lambda: world.strike(FIRST_MEMBER))
    assert [event.originator_id for event in world.strike(LEAVING)] == [GROUP, CASE]
    assert [event.originator_id for event in world.strike(FIRST_MEMBER)] == [GROUP, CASE]
    assert world.group.members_on(START).keys() == {OTHER_CASE}
    assert world.cases[CASE].contacts.memberships == {}


def test_a_membership_with_a_session_and_a_leaving_followed_by_one_are_not_struck():
    world = two_members()
    world.hold()
    refused(NotAllowedError, "bygger på den här", lambda: world.strike(FIRST_MEMBER))
    world.leave()
    world.hold({OTHER_CASE: PRESENT}, entry_id=SECOND_SESSION, occurred=on(START + 14 * DAY), group_step=2)
    refused(NotAllowedError, "bygger på den här", lambda: world.strike(LEAVING))
    world.strike(SECOND_SESSION)
    world.join(entry_id=NEW, joined_on=START + 15 * DAY)
    refused(NotAllowedError, "bygger på den här", lambda: world.strike(LEAVING))


def test_a_striking_is_refused():
    world = two_members()
    world.hold()
    refused(NotFoundError, "Uppgiften finns inte i gruppen", lambda: world.strike(NEW))
    refused(InvalidValueError, "Orsaken till att uppgiften stryks saknas", lambda: world.strike(FIRST_SESSION, reason=""))
    world.strike(FIRST_SESSION)
    refused(NotAllowedError, "redan struken", lambda: world.strike(FIRST_SESSION))
    refused(NotFoundError, "Gruppen finns inte", lambda: GroupWithCases().strike(
        case_of=world.case_of, entry_id=NEW, reason="Fel dag.", **BY
    ))
    refused(ConflictError, "Uppgiften finns redan", lambda: world.hold(entry_id=FIRST_SESSION))


def test_an_ended_group_is_opened_by_striking_its_end():
    world = World()
    world.join()
    world.leave()
    world.end()
    refused(NotAllowedError, "Stryk avslutet först", lambda: world.strike(LEAVING))
    assert [event.originator_id for event in world.strike(ENDING)] == [GROUP]
    assert world.group.ended is None


def test_an_ended_group_takes_a_session_of_its_last_day_and_none_after_it():
    world = World()
    world.join(joined_on=START)
    world.leave(left_group_on=START + 9 * DAY)
    world.end(ended_on=START + 8 * DAY)
    refused(NotAllowedError, "men gruppen avslutades", lambda: world.hold({}, occurred=on(START + 9 * DAY)))
    world.hold({CASE: PRESENT}, occurred=on(START + 8 * DAY))


def test_the_document_of_a_group_holds_members_by_case_and_no_name():
    world = two_members()
    world.hold(group_step=3)
    world.leave()
    shown = group_document(world.group)
    assert [(each["case"], each["left_group_on"]) for each in shown["members"]] == [
        (str(CASE), "2024-09-16"), (str(OTHER_CASE), None)
    ]
    assert shown["steps_held"] == [3] and shown["sessions"][0]["attendances"][1]["attendance_in_group"] == "absent"
    (own,) = document(world.cases[CASE])["groups"]
    assert (own["left"]["leaving"], own["attendances"][0]["attendance_in_group"]) == ("completed", "present")

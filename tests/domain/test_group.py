"""A group under two leaders, and what it leaves in its members' cases: each its own part, nothing about the others."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.base import Occurred, envelope
from domain.case.case import Case
from domain.case.contacts.codes import AttendanceInGroup, ContactTheme, GroupLeaving
from domain.case.contacts.events import GroupAttendanceRecorded, GroupJoined, GroupLeft
from domain.case.entry_events import EntryStruck
from domain.errors import ConflictError, DomainError, InvalidValueError, NotAllowedError, NotFoundError
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
from domain.group.group import Group
from domain.group.joint import STRUCK_WITH_THE_GROUP, GroupWithCases, entry_in_case
from domain.policies import DEFAULT_POLICY
from projections.areas.contacts import document
from projections.areas.group import group_document
from tests.support.area_examples.contacts import GROUP
from tests.support.examples import ANNA, BO, CASE, CLOSED_ON, EXAMPLES, KBT_TEAM, OTHER_CASE, STAMP, TODAY, cast_id
from tests.support.scenario import given

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


# The group by itself


def starting(**changes):
    call = {
        "group_id": GROUP, "unit": KBT_TEAM, "group_programme": "Trygga vuxna", "started_on": START, "planned_sessions": 10,
        "leader_ids": (ANNA, BO),
    }
    return lambda group: group.start(**{**call, **BY, **changes})


def changing(**changes):
    call = {
        "group_programme": "Trygga vuxna", "started_on": START, "planned_sessions": 10, "leader_ids": (ANNA, BO),
        "reason": "Två träffar till.",
    }
    return lambda group: group.change(**{**call, **BY, **changes})


@pytest.mark.parametrize("count", [1, 104])
def test_a_group_is_started(count):
    given(Group).when(starting(planned_sessions=count)).then(GroupStarted, planned_sessions=count, leader_ids=(ANNA, BO))


def test_one_leader_needs_a_reason():
    given(Group).when(starting(leader_ids=(ANNA,))).then_refused(InvalidValueError, "leds av minst 2")
    given(Group).when(starting(leader_ids=(ANNA,), few_leaders=FewLeaders.VACANCY)).then(GroupStarted, leader_ids=(ANNA,))
    alone = DEFAULT_POLICY.model_copy(update={"group_leaders_min": 1})
    given(Group).when(starting(leader_ids=(ANNA,), policy=alone)).then(GroupStarted, few_leaders=None)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([STARTED], {}, ConflictError, "redan startad"),
        ([], {"group_programme": ""}, InvalidValueError, "Gruppens program saknas"),
        ([], {"planned_sessions": 0}, InvalidValueError, "är 0. Ange ett tal från 1 till 104"),
        ([], {"planned_sessions": 105}, InvalidValueError, "är 105"),
        ([], {"leader_ids": ()}, InvalidValueError, "Ange minst en ledare"),
        ([], {"leader_ids": (ANNA, ANNA)}, InvalidValueError, "var och en av dem en gång"),
        ([], {"few_leaders": FewLeaders.OTHER}, InvalidValueError, "Ta bort orsaken"),
    ],
)
def test_a_start_is_refused(past, changes, error, message):
    given(Group, *past).when(starting(**changes)).then_refused(error, message)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Gruppen finns inte"),
        ([STARTED], {"reason": " "}, InvalidValueError, "Orsaken till ändringen saknas"),
        ([STARTED], {"leader_ids": (ANNA,)}, InvalidValueError, "leds av minst 2"),
        ([STARTED], {}, InvalidValueError, "ändrar ingenting"),
    ],
)
def test_a_change_is_refused(past, changes, error, message):
    given(Group, *past).when(changing(**changes)).then_refused(error, message)


def test_a_group_is_changed_but_not_below_what_has_been_held():
    world = two_members()
    world.hold(group_step=4)
    refused(InvalidValueError, "redan haft träff nummer 4", lambda: changing(planned_sessions=3)(world.group))
    refused(InvalidValueError, "gruppens start", lambda: changing(started_on=START + 8 * DAY)(world.group))
    for changes in ({"planned_sessions": 4}, {"started_on": START + 7 * DAY}):
        (changed,) = changing(**changes)(world.group)
        assert type(changed) is GroupChanged and changed.unit == KBT_TEAM


# Members


def test_a_member_joins_the_group_and_has_it_in_the_own_case():
    joined, own = World().join()
    assert (type(joined), joined.originator_id, joined.case_id) == (GroupMemberJoined, GROUP, CASE)
    assert (type(own), own.originator_id, own.group_id, own.group_programme) == (GroupJoined, CASE, GROUP, "Trygga vuxna")
    assert own.individual_talk_on == START - 7 * DAY
    assert own.entry_id == entry_in_case(FIRST_MEMBER, CASE) != FIRST_MEMBER


def test_why_there_was_no_talk_alone_stands_in_the_case_only():
    joined, own = World().join(individual_talk_on=None, no_individual_talk_reason="Kom från en annan grupp.")
    assert own.no_individual_talk_reason == "Kom från en annan grupp." and own.SEGMENTS["no_individual_talk_reason"] == "fact"
    assert "Kom från" not in joined.model_dump_json()


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"entry_id": FIRST_MEMBER}, ConflictError, "Uppgiften finns redan i gruppen"),
        ({}, ConflictError, "redan med i gruppen"),
        ({"case_id": OTHER_CASE, "joined_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ({"case_id": cast_id(99)}, NotFoundError, "Ärendet finns inte"),
        ({"case_id": OTHER_CASE, "individual_talk_on": None}, InvalidValueError, "Ange antingen dagen för det enskilda samtalet"),
        ({"case_id": OTHER_CASE, "no_individual_talk_reason": "Nej."}, InvalidValueError, "Ange antingen dagen"),
        ({"case_id": OTHER_CASE, "individual_talk_on": START + DAY}, InvalidValueError, "före det enskilda samtalet"),
        (
            {"case_id": OTHER_CASE, "individual_talk_on": None, "no_individual_talk_reason": ""}, InvalidValueError,
            "enskilt samtal inte har hållits saknas",
        ),
    ],
)
def test_a_member_is_refused(changes, error, message):
    world = World()
    world.join()
    refused(error, message, lambda: world.join(**{"entry_id": NEW, **changes}))


def test_the_talk_alone_may_be_on_the_first_day_and_the_first_day_today():
    World().join(joined_on=TODAY, individual_talk_on=TODAY)


def test_nobody_joins_an_unknown_or_an_ended_group_or_a_session_that_has_been_held():
    world = two_members()
    world.group = GroupWithCases()
    refused(NotFoundError, "Gruppen finns inte", world.join)
    world = World()
    world.end()
    refused(NotAllowedError, "Gruppen avslutades", world.join)
    world = World()
    world.join(OTHER_CASE, SECOND_MEMBER)
    world.hold({OTHER_CASE: PRESENT})
    refused(InvalidValueError, "har en registrerad träff 2024-09-09", lambda: world.join(joined_on=START + 7 * DAY))
    world.join(joined_on=START + 8 * DAY)


def test_a_closed_case_takes_a_membership_of_its_last_day_and_none_after_it():
    World(closed=True).join(joined_on=CLOSED_ON)
    refused(NotAllowedError, "ärendet avslutades", lambda: World(closed=True).join(joined_on=CLOSED_ON + DAY))


def test_a_member_leaves_the_group_and_why_stands_in_the_case_only():
    left, own = two_members().leave(leaving=GroupLeaving.OWN_WISH, leaving_comment="Orkar inte just nu.")
    assert (type(left), type(own)) == (GroupMemberLeft, GroupLeft)
    assert own.membership_id == entry_in_case(FIRST_MEMBER, CASE) and own.leaving is GroupLeaving.OWN_WISH
    assert set(type(left).model_fields) & {"leaving", "leaving_comment"} == set()


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"entry_id": FIRST_MEMBER}, ConflictError, "Uppgiften finns redan"),
        ({"joined_entry_id": NEW}, NotFoundError, "Medlemskapet finns inte"),
        ({"left_group_on": TODAY + DAY}, InvalidValueError, "i dag är det"),
        ({"left_group_on": START - DAY}, InvalidValueError, "före första dagen i gruppen"),
        ({"left_group_on": START + 7 * DAY}, InvalidValueError, "Det finns närvaro i gruppen 2024-09-09"),
        ({"leaving_comment": ""}, InvalidValueError, "Kommentaren saknas"),
    ],
)
def test_a_leaving_is_refused(changes, error, message):
    world = two_members()
    world.hold()
    refused(error, message, lambda: world.leave(**changes))


def test_a_member_leaves_once_from_the_day_after_the_last_session():
    world = two_members()
    world.hold()
    world.leave(left_group_on=START + 8 * DAY)
    refused(ConflictError, "redan avslutats", lambda: world.leave(entry_id=NEW))
    world.join(entry_id=NEW, joined_on=START + 8 * DAY)
    assert len(list(world.cases[CASE].contacts.members_of(GROUP))) == 1


JOINED, LEFT, ATTENDED = (EXAMPLES[f"case.group_{name}.v1"] for name in ("joined", "left", "attendance_recorded"))


def joining_in_the_case(**changes):
    call = {
        "entry_id": NEW, "group_id": GROUP, "group_programme": "Trygga vuxna", "joined_on": TODAY, "individual_talk_on": START
    }
    return lambda case: case.join_group(**{**call, **BY, "today": TODAY, **changes})


def leaving_in_the_case(**changes):
    call = {
        "entry_id": NEW, "membership_id": JOINED.entry_id, "left_group_on": TODAY, "leaving": GroupLeaving.OTHER,
    }
    return lambda case: case.leave_group(**{**call, **BY, "today": TODAY, **changes})


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], joining_in_the_case(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, JOINED], joining_in_the_case(entry_id=JOINED.entry_id), ConflictError, "Gruppdeltagandet finns redan"),
        ([OPENED, JOINED], joining_in_the_case(), ConflictError, "redan med i gruppen"),
        ([OPENED], joining_in_the_case(joined_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([], leaving_in_the_case(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, JOINED], leaving_in_the_case(entry_id=JOINED.entry_id), ConflictError, "Avslutet i gruppen finns redan"),
        ([OPENED], leaving_in_the_case(), NotFoundError, "Gruppdeltagandet finns inte"),
        ([OPENED, JOINED, LEFT], leaving_in_the_case(), ConflictError, "redan avslutats"),
        ([OPENED, JOINED], leaving_in_the_case(left_group_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED, JOINED], leaving_in_the_case(left_group_on=START - DAY), InvalidValueError, "före första dagen i gruppen"),
        ([OPENED, JOINED, ATTENDED], leaving_in_the_case(left_group_on=START + 7 * DAY), InvalidValueError, "Det finns närvaro"),
    ],
)
def test_a_case_refuses_what_its_own_record_does_not_allow(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_case_takes_a_leaving_of_the_first_day_and_of_the_day_after_the_last_attendance():
    given(Case, OPENED, JOINED).when(leaving_in_the_case(left_group_on=START)).then(GroupLeft, left_group_on=START)
    given(Case, OPENED, JOINED, ATTENDED).when(leaving_in_the_case(left_group_on=START + 8 * DAY)).then(GroupLeft)
    given(Case, OPENED, JOINED, LEFT).when(joining_in_the_case()).then(GroupJoined, joined_on=TODAY)


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

"""A group under two leaders, and what it leaves in its members' cases: each its own part, nothing about the others."""

import pytest

from domain.case.case import Case
from domain.case.contacts.codes import GroupLeaving
from domain.case.contacts.events import GroupJoined, GroupLeft
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.group.codes import FewLeaders
from domain.group.events import GroupChanged, GroupMemberJoined, GroupMemberLeft, GroupStarted
from domain.group.group import Group
from domain.group.joint import GroupWithCases, entry_in_case
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.contacts import GROUP
from tests.support.examples import (
    ANNA,
    BO,
    CASE,
    CLOSED_ON,
    EXAMPLES,
    KBT_TEAM,
    OTHER_CASE,
    TODAY,
    cast_id,
)
from tests.support.group_world import (
    BY,
    DAY,
    FIRST_MEMBER,
    NEW,
    OPENED,
    PRESENT,
    SECOND_MEMBER,
    START,
    STARTED,
    World,
    refused,
    two_members,
)
from tests.support.scenario import given

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

"""The team around a person: one coordinating worker at a time, co-workers side by side, each with a period."""

from datetime import timedelta

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.team.codes import TeamRole
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.team import document
from tests.support.examples import (
    ANNA,
    BO,
    CECILIA,
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    STAMP,
    STARTED_ON,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
ADDED = EXAMPLES["case.team_member_added.v1"].model_copy(update={"to_date": None})
LEFT = EXAMPLES["case.team_member_left.v1"]
OTHER, THIRD = cast_id(852), cast_id(853)
CO_WORKER = ADDED.model_copy(update={"entry_id": OTHER, "worker_id": BO, "team_role": TeamRole.CO_WORKER})
DAY = timedelta(days=1)
LATER = STARTED_ON + 30 * DAY


def adding(**changes):
    call = {
        "entry_id": THIRD, "worker_id": CECILIA, "worker_name": "Cecilia Exempel", "worker_title": "KBT-behandlare",
        "team_role": TeamRole.CO_WORKER, "from_date": LATER, "to_date": None,
    }
    by = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda case: case.add_team_member(**{**call, **by, **changes})


def leaving(**changes):
    call = {"entry_id": THIRD, "membership_id": ADDED.entry_id, "left_on": LATER}
    by = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
    return lambda case: case.leave_team(**{**call, **by, **changes})


def coordinating(**changes):
    return adding(team_role=TeamRole.COORDINATING_WORKER, **changes)


def coordinator(team, day):
    found = team.coordinating_on(day)
    return None if found is None else found.worker_id


def test_a_co_worker_joins_beside_others_in_the_same_role():
    given(Case, OPENED, ADDED, CO_WORKER).when(adding()).then(
        TeamMemberAdded, worker_id=CECILIA, worker_name="Cecilia Exempel", worker_title="KBT-behandlare",
        team_role=TeamRole.CO_WORKER, from_date=LATER, to_date=None,
    )


def test_a_new_coordinating_worker_ends_the_formers_time_the_day_before():
    scenario = given(Case, OPENED, ADDED)
    scenario.when(coordinating()).then(TeamMemberAdded, team_role=TeamRole.COORDINATING_WORKER)
    team = scenario.state.team
    assert team.membership(ADDED.entry_id).last == LATER - DAY
    assert [coordinator(team, day) for day in (STARTED_ON - DAY, STARTED_ON, LATER - DAY, LATER, TODAY)] == [
        None, ANNA, ANNA, CECILIA, CECILIA
    ]


def test_one_who_coordinated_earlier_is_put_in_before_the_one_who_followed():
    scenario = given(Case, OPENED, ADDED)
    scenario.when(coordinating(from_date=STARTED_ON - 10 * DAY)).then(TeamMemberAdded)
    assert scenario.state.team.membership(THIRD).last == STARTED_ON - DAY
    assert coordinator(scenario.state.team, STARTED_ON) == ANNA


def test_the_same_person_may_have_coordinated_until_the_day_before_their_own_later_period():
    call = coordinating(worker_id=ANNA, from_date=STARTED_ON - 10 * DAY)
    given(Case, OPENED, ADDED).when(call).then(TeamMemberAdded, worker_id=ANNA)


def test_when_the_follower_is_struck_the_former_goes_on():
    struck = EntryStruck(**{
        **EXAMPLES["case.entry_struck.v1"].model_dump(), "entry_id": THIRD, "replaced_by": None,
    })
    follower = ADDED.model_copy(update={"entry_id": THIRD, "worker_id": CECILIA, "from_date": LATER})
    assert coordinator(Case.fold(numbered(OPENED, ADDED, follower, struck)).team, TODAY) == ANNA


def test_when_the_last_coordinating_worker_leaves_there_is_none():
    scenario = given(Case, OPENED, ADDED)
    scenario.when(leaving()).then(TeamMemberLeft, membership_id=ADDED.entry_id, left_on=LATER)
    assert coordinator(scenario.state.team, LATER) == ANNA
    assert coordinator(scenario.state.team, LATER + DAY) is None


def test_a_period_that_ends_before_the_next_begins_leaves_days_without():
    ended = ADDED.model_copy(update={"to_date": LATER - 5 * DAY})
    follower = ADDED.model_copy(update={"entry_id": THIRD, "worker_id": CECILIA, "from_date": LATER})
    team = Case.fold(numbered(OPENED, ended, follower)).team
    assert [coordinator(team, LATER - days * DAY) is None for days in (5, 4, 1, 0)] == [False, True, True, False]


def test_of_two_imported_with_the_same_first_day_the_one_recorded_last_coordinates():
    follower = ADDED.model_copy(update={"entry_id": THIRD, "worker_id": CECILIA})
    assert coordinator(Case.fold(numbered(OPENED, ADDED, follower)).team, STARTED_ON) == CECILIA


@given_any(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=6))
def test_no_day_has_two_coordinating_workers_whatever_was_recorded(periods):
    added = [
        ADDED.model_copy(update={
            "entry_id": cast_id(number), "from_date": STARTED_ON + first * DAY,
            "to_date": None if days is None else STARTED_ON + (first + days) * DAY,
        })
        for number, (first, days) in enumerate(periods)
    ]
    team = Case.fold(numbered(OPENED, *added)).team
    assert all(len(team.on(STARTED_ON + day * DAY)) <= 1 for day in range(20))


def test_a_member_of_the_team_is_not_responsible_for_the_case():
    assert Case.fold(numbered(OPENED, ADDED)).responsible is None


@pytest.mark.parametrize("to_date", [LATER, LATER + DAY])
def test_a_period_may_be_one_day_or_lie_ahead(to_date):
    given(Case, OPENED).when(adding(to_date=to_date)).then(TeamMemberAdded, to_date=to_date)
    given(Case, OPENED).when(adding(from_date=TODAY + DAY)).then(TeamMemberAdded, from_date=TODAY + DAY)


def test_the_same_person_comes_back_the_day_after_and_has_another_role_at_the_same_time():
    left = LEFT.model_copy(update={"membership_id": OTHER, "left_on": LATER - DAY})
    again = adding(worker_id=BO)
    given(Case, OPENED, CO_WORKER, left).when(again).then(TeamMemberAdded, from_date=LATER)
    given(Case, OPENED, CO_WORKER).when(adding(worker_id=BO, team_role=TeamRole.GROUP_LEADER)).then(TeamMemberAdded)


def test_a_closed_case_takes_a_member_of_its_last_day_and_none_after_it():
    given(Case, OPENED, CLOSED).when(adding(from_date=CLOSED_ON)).then(TeamMemberAdded)
    given(Case, OPENED, CLOSED).when(adding(from_date=CLOSED_ON + DAY)).then_refused(NotAllowedError, "avslutades")
    imported = adding(from_date=CLOSED_ON + DAY, stamp=IMPORT_STAMP, source=source("Team"))
    given(Case, OPENED, CLOSED).when(imported).then(TeamMemberAdded, source=source("Team"))


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], adding(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, ADDED], adding(entry_id=ADDED.entry_id, worker_name=" "), ConflictError, "finns redan"),
        ([OPENED], adding(worker_name=" ", worker_title=" "), InvalidValueError, "Namnet på medarbetaren saknas"),
        ([OPENED], adding(worker_title=" ", to_date=STARTED_ON), InvalidValueError, "Befattningen saknas"),
        ([OPENED, CLOSED], adding(from_date=TODAY, to_date=STARTED_ON), InvalidValueError, "före första dagen"),
        ([OPENED, CO_WORKER, CLOSED], adding(worker_id=BO, from_date=TODAY), NotAllowedError, "avslutades"),
        ([OPENED, CO_WORKER], adding(worker_id=BO), NotAllowedError, "redan medbehandlare"),
        ([OPENED, CO_WORKER], adding(worker_id=BO, from_date=STARTED_ON - DAY, to_date=STARTED_ON), NotAllowedError,
         "redan medbehandlare"),
        ([OPENED, ADDED], coordinating(worker_id=ANNA), NotAllowedError, "redan samordnande behandlare"),
        ([OPENED, ADDED], coordinating(from_date=STARTED_ON), NotAllowedError, "börjar redan 2024-03-04"),
    ],
)
def test_a_member_of_the_team_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("left_on", [STARTED_ON, LATER])
def test_a_last_day_is_from_the_first_to_the_last_that_is_fixed(left_on):
    ended = ADDED.model_copy(update={"to_date": LATER})
    given(Case, OPENED, ended).when(leaving(left_on=left_on)).then(TeamMemberLeft, left_on=left_on)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], leaving(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, ADDED], leaving(entry_id=ADDED.entry_id, membership_id=OTHER), ConflictError, "finns redan"),
        ([OPENED, ADDED], leaving(membership_id=OTHER), NotFoundError, "Medarbetaren finns inte"),
        ([OPENED, ADDED, LEFT], leaving(left_on=STARTED_ON - DAY), NotAllowedError, "redan lämnat"),
        ([OPENED, ADDED], leaving(left_on=STARTED_ON - DAY), InvalidValueError, "före första dagen"),
        ([OPENED, ADDED.model_copy(update={"to_date": LATER - DAY})], leaving(), InvalidValueError, "slutar redan 2024-04-02"),
        ([OPENED, ADDED, CLOSED], leaving(left_on=CLOSED_ON + DAY), NotAllowedError, "avslutades"),
    ],
)
def test_a_leaving_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_an_imported_leaving_is_believed_after_the_closing():
    imported = leaving(left_on=CLOSED_ON + DAY, stamp=IMPORT_STAMP, source=source("Team"))
    given(Case, OPENED, ADDED, CLOSED).when(imported).then(TeamMemberLeft, left_on=CLOSED_ON + DAY)


def test_the_first_entry_cannot_be_struck_while_the_leaving_refers_to_it():
    def striking(case):
        return case.strike_entry(entry_id=ADDED.entry_id, reason="Fel person.", stamp=STAMP, policy=DEFAULT_POLICY)

    given(Case, OPENED, ADDED, LEFT).when(striking).then_refused(NotAllowedError, "bygger på den här")


def test_the_document_shows_the_coordinating_workers_one_after_another_and_the_others_beside():
    follower = ADDED.model_copy(update={"entry_id": THIRD, "worker_id": CECILIA, "from_date": LATER})
    shown = document(Case.fold(numbered(OPENED, ADDED, CO_WORKER, follower)))
    assert [(each["from"], each["to"]) for each in shown["coordinating"]] == [
        ("2024-03-04", "2024-04-02"), ("2024-04-03", None)
    ]
    assert shown["co_workers"] == [{
        "entry": str(OTHER), "role": "co_worker", "from": "2024-03-04", "to": None,
        "worker": {"id": str(BO), "name": "Anna Exempel", "title": "KBT-behandlare"},
    }]

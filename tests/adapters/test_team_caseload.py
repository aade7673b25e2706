"""Whose caseload a case stands in by way of its team, and its phase and duties there, on any day."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresCaseViews
from adapters.postgres.work_lists import PostgresWorkLists
from domain.base import DomainEvent, RecordedEvent, envelope
from domain.case import events as c
from domain.case.decisions.codes import ExecutionStep
from domain.case.entry_events import EntryStruck
from domain.case.phases.codes import TreatmentPhase
from domain.case.phases.events import PhaseEntered
from domain.case.team.codes import TeamRole
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from domain.policies import DEFAULT_POLICY
from projections.work_lists import CaseloadItem
from tests.adapters.test_views import recorded_in
from tests.projections.histories import BEGINS, history_of
from tests.support.cast import BO, CASE, CECILIA, STAMP, cast_id
from tests.support.cluster import Cluster
from tests.support.examples import EXAMPLES

FIRST = BEGINS.date() + timedelta(days=10)
DAY = timedelta(days=1)


def joined(number: int, worker: UUID, role: TeamRole, on: date, to: date | None = None) -> TeamMemberAdded:
    return TeamMemberAdded(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(number), worker_id=worker, worker_name="Bo Exempel", team_role=role,
        from_date=on, to_date=to,
    )


def left(number: int, membership: int, on: date) -> TeamMemberLeft:
    return TeamMemberLeft(**envelope(CASE, 0, STAMP), entry_id=cast_id(number), membership_id=cast_id(membership), left_on=on)


def entered(number: int, phase: TreatmentPhase, on: date) -> PhaseEntered:
    return PhaseEntered(**envelope(CASE, 0, STAMP), entry_id=cast_id(number), phase=phase, entered_on=on)


def struck(number: int) -> EntryStruck:
    return EntryStruck(**envelope(CASE, 0, STAMP), entry_id=cast_id(number), reason="Fel uppgift.")


class Told:
    """A board where these events followed the opening of the case."""

    def __init__(self, stack: ExitStack, cluster: Cluster, events: Sequence[DomainEvent]) -> None:
        history = history_of([])
        version = max(each.event.originator_version for each in history if each.event.originator_id == CASE)
        for number, event in enumerate(events, start=1):
            numbered = event.model_copy(update={"originator_version": version + number})
            history.append(RecordedEvent(numbered, len(history) + 1, history[-1].recorded_us + 1_000_000))
        board = recorded_in(stack, cluster, history)
        projector = stack.enter_context(closing(Projector(board)))
        self._lists = PostgresWorkLists(board, projector, PostgresCaseViews(board, projector))
        self.size = len(history)

    def caseload(self, day: date, **whose: Any) -> list[CaseloadItem]:
        size = whose.pop("size", self.size)
        found = self._lists.caseload(size, day, DEFAULT_POLICY, **whose)
        return [each for each in found if each.case.case_id == CASE]

    def relation(self, staff: UUID, day: date, **at: Any) -> str | None:
        found = self.caseload(day, staff=staff, **at)
        return str(found[0].relation.value) if found and found[0].relation else None

    def phase(self, day: date, **at: Any) -> str | None:
        return self.caseload(day, **at)[0].phase

    def begun(self, kind: str, *, size: int) -> list[date]:
        """The days from which duties of a kind stand, long afterwards."""
        [item] = self.caseload(FIRST + 300 * DAY, size=size)
        return [each.duty.since for each in item.duties if each.duty.kind.value == kind]


def test_a_co_worker_has_the_case_from_the_first_day_to_the_last_that_was_said(cluster: Cluster) -> None:
    with ExitStack() as stack:
        told = Told(stack, cluster, [joined(901, BO, TeamRole.CO_WORKER, FIRST, FIRST + 5 * DAY)])
        days = (FIRST - DAY, FIRST, FIRST + 5 * DAY, FIRST + 6 * DAY)
        assert [told.relation(BO, day) for day in days] == [None, "co_worker", "co_worker", None]
        assert told.relation(CECILIA, FIRST) is None
        assert told.relation(BO, FIRST, size=told.size - 1) is None


def test_who_left_the_team_has_the_case_through_the_last_day_and_again_if_the_leaving_was_struck(cluster: Cluster) -> None:
    events = [
        joined(901, BO, TeamRole.CO_WORKER, FIRST), joined(902, CECILIA, TeamRole.CO_WORKER, FIRST),
        left(903, 901, FIRST + 5 * DAY), struck(903),
    ]
    with ExitStack() as stack:
        told = Told(stack, cluster, events)
        after, before_struck = FIRST + 6 * DAY, told.size - 1
        assert told.relation(BO, FIRST + 5 * DAY, size=before_struck) == "co_worker"
        assert told.relation(BO, after, size=before_struck) is None
        assert told.relation(CECILIA, after, size=before_struck) == "co_worker"
        assert told.relation(BO, after, size=before_struck - 1) == "co_worker"
        assert told.relation(BO, after) == "co_worker"


def test_a_coordinating_worker_has_the_case_until_the_next_one_begins_and_other_members_keep_it(cluster: Cluster) -> None:
    helper = cast_id(15)
    events = [
        joined(901, BO, TeamRole.COORDINATING_WORKER, FIRST), joined(902, helper, TeamRole.CO_WORKER, FIRST),
        joined(903, CECILIA, TeamRole.COORDINATING_WORKER, FIRST + 5 * DAY),
    ]
    with ExitStack() as stack:
        told = Told(stack, cluster, events)
        before, turn = FIRST + 4 * DAY, FIRST + 5 * DAY
        assert [told.relation(who, before) for who in (BO, CECILIA, helper)] == ["co_worker", None, "co_worker"]
        assert [told.relation(who, turn) for who in (BO, CECILIA, helper)] == [None, "co_worker", "co_worker"]
        assert told.relation(BO, turn, size=told.size - 1) == "co_worker"


def test_of_two_coordinating_workers_from_the_same_day_the_one_who_was_told_of_last_has_the_case(cluster: Cluster) -> None:
    events = [
        joined(901, BO, TeamRole.COORDINATING_WORKER, FIRST), joined(902, CECILIA, TeamRole.COORDINATING_WORKER, FIRST),
    ]
    with ExitStack() as stack:
        told = Told(stack, cluster, events)
        assert (told.relation(BO, FIRST), told.relation(CECILIA, FIRST)) == (None, "co_worker")


def test_of_several_relations_to_a_case_the_closest_is_shown(cluster: Cluster) -> None:
    stands_in = c.StandInAppointed(
        **envelope(CASE, 0, STAMP), appointment_id=cast_id(905), absent_staff_id=CECILIA, stand_in_id=BO,
        stand_in_name="Bo Exempel", from_date=FIRST, to_date=FIRST + 2 * DAY,
    )
    with ExitStack() as stack:
        told = Told(stack, cluster, [joined(901, BO, TeamRole.CO_WORKER, FIRST), stands_in])
        assert [told.relation(BO, FIRST + days * DAY) for days in (0, 2, 3)] == ["stand_in", "stand_in", "co_worker"]


def test_the_phase_of_a_case_is_the_latest_that_had_been_entered_by_the_day_and_was_not_struck(cluster: Cluster) -> None:
    one, two, three = list(TreatmentPhase)[:3]
    events = [entered(901, two, FIRST + 5 * DAY), entered(902, one, FIRST), entered(903, three, FIRST + 5 * DAY), struck(903)]
    with ExitStack() as stack:
        told = Told(stack, cluster, events)
        unstruck = told.size - 1
        assert told.phase(FIRST - DAY) is None
        assert told.phase(FIRST + 4 * DAY) == one.value
        assert told.phase(FIRST + 5 * DAY, size=unstruck - 1) == two.value
        assert told.phase(FIRST + 5 * DAY, size=unstruck) == three.value
        assert told.phase(FIRST + 5 * DAY) == two.value


def test_a_decision_is_to_be_carried_out_unless_that_was_done_on_its_day_or_later(cluster: Cluster) -> None:
    decided, executed = EXAMPLES["case.decision_made.v1"], EXAMPLES["case.decision_executed.v1"]
    made = decided.model_copy(update={"entry_id": cast_id(901), "decided_on": FIRST, "favourable": True, "amendment": None})
    begun = executed.model_copy(update={
        "entry_id": cast_id(902), "decision_id": made.entry_id, "execution_step": ExecutionStep.STARTED, "step_on": FIRST,
    })
    stopped = begun.model_copy(update={
        "entry_id": cast_id(903), "execution_step": ExecutionStep.INTERRUPTED, "step_on": FIRST + DAY,
    })
    with ExitStack() as stack:
        told = Told(stack, cluster, [made, begun, stopped])
        expected = {2: [FIRST], 1: [], 0: [FIRST + DAY]}
        assert {back: told.begun("execute_decision", size=told.size - back) for back in expected} == expected


def test_a_new_responsible_ends_what_was_offered_before_and_not_what_is_offered_after(cluster: Cluster) -> None:
    first = EXAMPLES["case.handed_over.v1"].model_copy(update={"hand_over_id": cast_id(901), "on_date": FIRST})
    second = first.model_copy(update={"hand_over_id": cast_id(902), "on_date": FIRST + DAY})
    with ExitStack() as stack:
        told = Told(stack, cluster, [first, EXAMPLES["case.assigned.v1"], second])
        expected = {2: [FIRST], 1: [], 0: [FIRST + DAY]}
        assert {back: told.begun("accept_hand_over", size=told.size - back) for back in expected} == expected


def test_of_two_plans_from_the_same_day_only_the_one_that_was_recorded_last_is_followed_up(cluster: Cluster) -> None:
    first = EXAMPLES["case.plan_established.v1"].model_copy(update={
        "plan_id": cast_id(901), "established_on": FIRST, "follow_up_on": FIRST + 60 * DAY,
    })
    second = first.model_copy(update={"plan_id": cast_id(902), "follow_up_on": FIRST + 30 * DAY})
    with ExitStack() as stack:
        [item] = Told(stack, cluster, [first, second]).caseload(FIRST + 90 * DAY)
        assert [each.duty.due_on for each in item.duties if each.duty.kind.value == "follow_up_plan"] == [FIRST + 30 * DAY]

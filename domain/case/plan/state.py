"""What a case remembers: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.events import PlanFacts
from domain.case.plan.codes import GoalJudge, SafetyPlanStanding
from domain.case.plan.events import (
    GoalEnded,
    GoalResult,
    GoalSet,
    MethodChanged,
    MethodChosen,
    MethodEnded,
    MethodFacts,
    PlanFollowedUp,
    PlanParticipationRecorded,
    PlanRevised,
    ProgrammeStepTaken,
    SafetyPlanMade,
    SafetyPlanReviewed,
)


class Judgement(NamedTuple):
    """What somebody thought of a goal, and when."""

    on: date
    result: GoalResult


class PlanWork(Area):
    """The implementation plan's goals, methods, revisions and follow-ups.

    Attributes:
        goals: Every goal by id, of every plan of the case.
        goal_endings: How work with a goal ended, by the goal's id.
        methods: Every method by id; one goes on under later plans until it is changed or ended.
        method_endings: What changed or ended a method, by its id.
        steps: What was taken of programmes, by day and then as recorded.
        participations: By day and then as recorded; so are `revisions` and `follow_ups`.
        safety_plans: Every safety plan by id.
        safety_reviews: By day and then as recorded.
    """

    def clear(self) -> None:
        """Nothing is remembered."""
        self.goals: dict[UUID, GoalSet] = {}
        self.goal_endings: dict[UUID, GoalEnded] = {}
        self.methods: dict[UUID, MethodFacts] = {}
        self.method_endings: dict[UUID, MethodChanged | MethodEnded] = {}
        self.steps: list[ProgrammeStepTaken] = []
        self.participations: list[PlanParticipationRecorded] = []
        self.revisions: list[PlanRevised] = []
        self.follow_ups: list[PlanFollowedUp] = []
        self.safety_plans: dict[UUID, SafetyPlanMade] = {}
        self.safety_reviews: list[SafetyPlanReviewed] = []

    def goals_of(self, plan_id: UUID) -> list[GoalSet]:
        """A plan's goals, as recorded, those that have ended among them."""
        return [goal for goal in self.goals.values() if goal.plan_id == plan_id]

    def has_goal_on(self, plan_id: UUID, day: date) -> bool:
        """Whether a goal of the plan was worked with on a day."""
        return any(goal.set_on <= day and not self.has_ended_before(goal.entry_id, day) for goal in self.goals_of(plan_id))

    def has_ended_before(self, goal_id: UUID, day: date) -> bool:
        """Whether work with a goal ended before a day; on its last day it can still be followed up."""
        ending = self.goal_endings.get(goal_id)
        return ending is not None and ending.goal_ended_on < day

    def last_day_of(self, method_id: UUID) -> date | None:
        """The last day of a method; None = it goes on. On the day of a change both methods are in use."""
        match self.method_endings.get(method_id):
            case MethodChanged() as change:
                return change.method_from
            case MethodEnded() as end:
                return end.method_ended_on
        return None

    def steps_of(self, method_id: UUID) -> list[ProgrammeStepTaken]:
        """What was taken of a programme, by day and then as recorded."""
        return [step for step in self.steps if step.method_id == method_id]

    def next_step(self, method_id: UUID, day: date) -> int:
        """The step after the highest that was taken by a day; 1 = none was."""
        return max((step.step_number for step in self.steps_of(method_id) if step.step_taken_on <= day), default=0) + 1

    def judgements_of(self, goal_id: UUID) -> Iterator[Judgement]:
        """What everybody has thought of a goal, by day."""
        for each in self.follow_ups:
            yield from (Judgement(each.plan_followed_up_on, result) for result in each.goal_results if result.goal_id == goal_id)

    def latest_judgements(self, goal_id: UUID) -> dict[GoalJudge, Judgement]:
        """What each judge thought last of a goal."""
        return {judgement.result.judged_by: judgement for judgement in self.judgements_of(goal_id)}

    def next_follow_up_on(self, plan: PlanFacts) -> date | None:
        """When a plan is to be followed up next: as its head says, unless a revision or a follow-up has said otherwise since.

        A revision without a day leaves it as it was. A follow-up without one means that none is planned.
        """
        later = [each for each in (*self.revisions, *self.follow_ups) if each.plan_id == plan.plan_id]
        said = plan.follow_up_on
        for each in sorted(later, key=_plan_day):
            if isinstance(each, PlanFollowedUp) or each.next_plan_follow_up_on is not None:
                said = each.next_plan_follow_up_on
        return said

    def safety_plan_holds(self, safety_plan_id: UUID) -> bool:
        """Whether a safety plan is in force: not replaced, and still needed by its last review."""
        if any(each.replaces_safety_plan_id == safety_plan_id for each in self.safety_plans.values()):
            return False
        reviews = [each for each in self.safety_reviews if each.safety_plan_id == safety_plan_id]
        return not reviews or reviews[-1].safety_plan_standing is not SafetyPlanStanding.NOT_NEEDED

    def _set_goal(self, event: GoalSet) -> None:
        self.goals[event.entry_id] = event

    def _end_goal(self, event: GoalEnded) -> None:
        self.goal_endings[event.goal_id] = event

    def _choose_method(self, event: MethodChosen) -> None:
        self.methods[event.entry_id] = event

    def _change_method(self, event: MethodChanged) -> None:
        self.methods[event.entry_id] = event
        self.method_endings[event.replaces_method_id] = event

    def _end_method(self, event: MethodEnded) -> None:
        self.method_endings[event.method_id] = event

    def _take_step(self, event: ProgrammeStepTaken) -> None:
        self.steps = sorted([*self.steps, event], key=lambda each: each.step_taken_on)

    def _participate(self, event: PlanParticipationRecorded) -> None:
        self.participations = sorted([*self.participations, event], key=lambda each: each.participation_graded_on)

    def _revise(self, event: PlanRevised) -> None:
        self.revisions = sorted([*self.revisions, event], key=_plan_day)

    def _follow_up(self, event: PlanFollowedUp) -> None:
        self.follow_ups = sorted([*self.follow_ups, event], key=_plan_day)

    def _make_safety_plan(self, event: SafetyPlanMade) -> None:
        self.safety_plans[event.entry_id] = event

    def _review_safety_plan(self, event: SafetyPlanReviewed) -> None:
        self.safety_reviews = sorted([*self.safety_reviews, event], key=lambda each: each.safety_plan_reviewed_on)

    APPLY = {
        GoalSet: _set_goal,
        GoalEnded: _end_goal,
        MethodChosen: _choose_method,
        MethodChanged: _change_method,
        MethodEnded: _end_method,
        ProgrammeStepTaken: _take_step,
        PlanParticipationRecorded: _participate,
        PlanRevised: _revise,
        PlanFollowedUp: _follow_up,
        SafetyPlanMade: _make_safety_plan,
        SafetyPlanReviewed: _review_safety_plan,
    }


def _plan_day(event: PlanRevised | PlanFollowedUp) -> date:
    return event.plan_revised_on if isinstance(event, PlanRevised) else event.plan_followed_up_on

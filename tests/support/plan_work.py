"""A case with two plans, a tree of goals, a programme and a safety plan; and every decision about them, ready to be varied.

`setting(set_on=DAY)` is the setting of a goal as it is accepted after TREE, but on another day.
"""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.plan import events as e
from domain.case.plan.codes import (
    GoalEnding,
    GoalHolder,
    GoalJudge,
    GoalLevel,
    GoalMovement,
    ParticipationGrade,
    PlanPerson,
    SafetyConcern,
    SafetyPlanStanding,
)
from domain.errors import DomainError
from domain.policies import DEFAULT_POLICY
from tests.support.examples import EXAMPLES, IMPORT_STAMP, PLAN, STAMP, TODAY, cast_id, source
from tests.support.scenario import numbered

DAY = timedelta(days=1)
PLANNED_ON = date(2024, 3, 18)
OTHER_PLAN, NOTHING, NEW = cast_id(895), cast_id(896), cast_id(897)
STANDARD_ID, INDIVIDUAL_ID, SUB_ID, OTHER_GOAL_ID = cast_id(881), cast_id(898), cast_id(880), cast_id(899)

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
PLANNED = EXAMPLES["case.plan_established.v1"]
PLANNED_AGAIN = PLANNED.model_copy(update={"plan_id": OTHER_PLAN, "established_on": date(2024, 9, 2)})
HELD = EXAMPLES["case.session_held.v1"]
BEGUN = [OPENED, PLANNED, PLANNED_AGAIN, HELD]

GOAL = EXAMPLES["case.goal_set.v1"].model_copy(
    update={"method_ids": (), "no_own_words_reason": None, "standard_goal_code": None, "reach_by": None}
)
STANDARD = GOAL.model_copy(update={
    "entry_id": STANDARD_ID, "goal_level": GoalLevel.STANDARD, "parent_goal_id": None, "standard_goal_code": "SPELFRI",
    "own_words": None,
})
INDIVIDUAL = GOAL.model_copy(
    update={"entry_id": INDIVIDUAL_ID, "goal_level": GoalLevel.INDIVIDUAL, "parent_goal_id": STANDARD_ID, "own_words": None}
)
SUB = GOAL.model_copy(update={"parent_goal_id": INDIVIDUAL_ID})
OTHERS_GOAL = INDIVIDUAL.model_copy(
    update={"entry_id": OTHER_GOAL_ID, "plan_id": OTHER_PLAN, "parent_goal_id": None, "set_on": date(2024, 9, 2)}
)
TREE = [*BEGUN, STANDARD, INDIVIDUAL, SUB, OTHERS_GOAL]

METHOD = EXAMPLES["case.method_chosen.v1"].model_copy(update={"goal_ids": (SUB_ID,)})
STEP = EXAMPLES["case.programme_step_taken.v1"].model_copy(update={"step_number": 1, "manual_departure_reason": None})
ENDED_METHOD = EXAMPLES["case.method_ended.v1"].model_copy(
    update={"method_id": METHOD.entry_id, "method_ended_on": date(2024, 8, 1)}
)
WORKED = [*TREE, METHOD]

ENDED_GOAL = EXAMPLES["case.goal_ended.v1"].model_copy(
    update={"replaced_by_goal_id": None, "goal_ending": GoalEnding.REACHED, "goal_ended_on": date(2024, 9, 17)}
)
FOLLOWED_UP = EXAMPLES["case.plan_followed_up.v1"].model_copy(update={"meeting_id": None})
SAFE = EXAMPLES["case.safety_plan_made.v1"].model_copy(update={"replaces_safety_plan_id": None})
REVIEWED = EXAMPLES["case.safety_plan_reviewed.v1"]
NO_LONGER_NEEDED = REVIEWED.model_copy(update={
    "entry_id": cast_id(894), "safety_plan_standing": SafetyPlanStanding.NOT_NEEDED, "safety_plan_review_on": None
})

BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
IMPORTED = {"stamp": IMPORT_STAMP, "source": source("Genomförandeplaner")}


def call(name, defaults):
    """A decision with these values unless a test says otherwise."""
    def calling(**changes):
        return lambda case: getattr(case, name)(**{"entry_id": NEW, **defaults, **BY, **changes})
    return calling


def said_in_order(calling, past, faults):
    """Each fault is what is said while it is there, whichever of those after it are there too.

    Args:
        faults: In the documented order, each as what it changes in the decision's values, and what is said.
    """
    case = Case.fold(numbered(*past))
    for n, (changes, message) in enumerate(faults):
        later = {name: value for other, _ in reversed(faults[n + 1:]) for name, value in other.items()}
        with pytest.raises(DomainError, match=message):
            calling(**{**later, **changes})(case)


setting = call("set_goal", {
    "plan_id": PLAN, "goal_level": GoalLevel.SUB_GOAL, "goal_holder": GoalHolder.CLIENT, "set_on": TODAY,
    "parent_goal_id": INDIVIDUAL_ID, "own_words": "Jag vill sova hela natten.",
})
ending_goal = call("end_goal", {"goal_id": SUB_ID, "goal_ended_on": TODAY, "goal_ending": GoalEnding.REACHED})
choosing = call("choose_method", {"plan_id": PLAN, "method_code": "MI", "method_from": TODAY})
changing = call("change_method", {
    "plan_id": PLAN, "replaces_method_id": METHOD.entry_id, "method_code": "AP", "method_from": TODAY, "reason": "Inget hände.",
})
ending_method = call("end_method", {"method_id": METHOD.entry_id, "method_ended_on": TODAY, "reason": "Programmet är slut."})
stepping = call("take_programme_step", {"method_id": METHOD.entry_id, "step_number": 1, "step_taken_on": date(2024, 7, 10)})
grading = call("record_plan_participation", {
    "plan_id": PLAN, "participation_of": PlanPerson.CLIENT, "participation_graded_on": TODAY,
    "plan_participation": ParticipationGrade.HIGH, "goal_participation": ParticipationGrade.SOME,
})
revising = call("revise_plan", {
    "plan_id": PLAN, "plan_revised_on": TODAY, "reason": "Nya behov.", "plan_changes": "Ett mål till.",
})


def result(goal_id=SUB_ID, judge=GoalJudge.CLIENT, movement=GoalMovement.FORWARD, cause=None):
    return e.GoalResult(goal_id=goal_id, judged_by=judge, goal_movement=movement, standstill_cause=cause)


STILL = result(movement=GoalMovement.STILL)
following_up = call("follow_up_plan", {"plan_id": PLAN, "plan_followed_up_on": TODAY, "goal_results": (result(),)})
making_safe = call("make_safety_plan", {
    "safety_concern": SafetyConcern.SUICIDE, "safety_plan_made_on": TODAY, "risk": "Tankar på att inte vilja leva.",
    "who_to_call": ("112",), "shared_with_person": True,
})
reviewing = call("review_safety_plan", {
    "safety_plan_id": SAFE.entry_id, "safety_plan_reviewed_on": TODAY, "safety_plan_standing": SafetyPlanStanding.HOLDS,
    "assessment": "Planen hjälper.",
})


def striking(entry_id):
    """The striking of an entry."""
    return lambda case: case.strike_entry(entry_id=entry_id, reason="Fel.", stamp=STAMP, policy=DEFAULT_POLICY)

"""One full example of every event type of the area `plan`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.case.meetings.codes import MeetingParty
from domain.case.plan.codes import (
    ChildHearing,
    GoalEnding,
    GoalHolder,
    GoalJudge,
    GoalLevel,
    GoalMovement,
    ParticipationGrade,
    PlanPerson,
    SafetyConcern,
    SafetyPlanStanding,
    StandstillCause,
)
from domain.case.plan.events import (
    GoalEnded,
    GoalResult,
    GoalSet,
    MethodChanged,
    MethodChosen,
    MethodEnded,
    PlanFollowedUp,
    PlanParticipationRecorded,
    PlanRevised,
    ProgrammeStepTaken,
    SafetyPlanMade,
    SafetyPlanReviewed,
)
from tests.support.cast import CASE, PLAN, SESSION, STAMP, cast_id, source

_CASE = envelope(CASE, 0, STAMP)
_GOAL, _ABOVE, _NEXT_GOAL = cast_id(880), cast_id(881), cast_id(882)
_METHOD, _OTHER_METHOD = cast_id(884), cast_id(885)
_SAFETY_PLAN, _EARLIER_SAFETY_PLAN = cast_id(891), cast_id(892)
_SOURCE = source("Genomförandeplaner")

EXAMPLES: tuple[DomainEvent, ...] = (
    GoalSet(
        **_CASE, entry_id=_GOAL, plan_id=PLAN, goal_level=GoalLevel.SUB_GOAL, goal_holder=GoalHolder.CLIENT,
        set_on=date(2024, 3, 18), parent_goal_id=_ABOVE, standard_goal_code="SPELFRI", goal_text="Spelfri på vardagar.",
        own_words="Jag ska inte spela när jag har jobbat.", no_own_words_reason="Orden skrevs ner efteråt.",
        how_worked_on="Spelfri dagbok varje kväll.", provider_responsibility="Går igenom dagboken varje tisdag.",
        individual_responsibility="För dagbok och tar med den.", method_ids=(_METHOD,), reach_by=date(2024, 6, 14),
        source=_SOURCE,
    ),
    GoalEnded(
        **_CASE, entry_id=cast_id(883), goal_id=_GOAL, goal_ended_on=date(2024, 9, 17), goal_ending=GoalEnding.REPLACED,
        replaced_by_goal_id=_NEXT_GOAL, reason="Klara vill börja med helgerna.", source=_SOURCE,
    ),
    MethodChosen(
        **_CASE, entry_id=_METHOD, plan_id=PLAN, method_code="KBT-SPEL", method_from=date(2024, 3, 19), programme_steps=8,
        goal_ids=(_ABOVE,), method_details="Enskilda samtal varje tisdag.", source=_SOURCE,
    ),
    MethodChanged(
        **_CASE, entry_id=_OTHER_METHOD, plan_id=PLAN, replaces_method_id=_METHOD, method_code="AP",
        method_from=date(2024, 8, 20), reason="Kvällarna blev inte lättare med den första metoden.", programme_steps=12,
        goal_ids=(_ABOVE,), method_details="Återfallsprevention i grupp.", source=_SOURCE,
    ),
    MethodEnded(
        **_CASE, entry_id=cast_id(886), method_id=_OTHER_METHOD, method_ended_on=date(2024, 11, 19),
        reason="Programmet är genomgånget.", source=_SOURCE,
    ),
    ProgrammeStepTaken(
        **_CASE, entry_id=cast_id(887), method_id=_METHOD, step_number=3, step_taken_on=date(2024, 7, 10),
        manual_departure_reason="Steget togs om efter ett återfall.", session_id=SESSION, source=_SOURCE,
    ),
    PlanParticipationRecorded(
        **_CASE, entry_id=cast_id(888), plan_id=PLAN, participation_of=PlanPerson.CHILD,
        participation_graded_on=date(2024, 3, 18), plan_participation=ParticipationGrade.NOT_APPLICABLE,
        plan_participation_reason="Sonen är två år.", goal_participation=ParticipationGrade.NONE,
        goal_participation_reason="Målen gäller modern.", child_hearing=ChildHearing.NOT_HEARD,
        child_not_heard_reason="Sonen talar inte än.", child_view="Sonen söker sig till sin mamma.", source=_SOURCE,
    ),
    PlanRevised(
        **_CASE, entry_id=cast_id(889), plan_id=PLAN, plan_revised_on=date(2024, 8, 20), reason="Sommaren ändrade behoven.",
        plan_changes="Metoden byts, och helgerna blir ett eget mål.", next_plan_follow_up_on=date(2024, 9, 17), source=_SOURCE,
    ),
    PlanFollowedUp(
        **_CASE, entry_id=cast_id(890), plan_id=PLAN, plan_followed_up_on=date(2024, 6, 17),
        goal_results=(
            GoalResult(goal_id=_GOAL, judged_by=GoalJudge.CLIENT, goal_movement=GoalMovement.FORWARD),
            GoalResult(
                goal_id=_GOAL, judged_by=GoalJudge.WORKER, goal_movement=GoalMovement.STILL,
                standstill_cause=StandstillCause.METHOD,
            ),
        ),
        plan_followed_up_with=(MeetingParty.INDIVIDUAL, MeetingParty.PROVIDER), meeting_id=cast_id(907),
        next_plan_follow_up_on=date(2024, 9, 17), assessment="Vardagarna går bättre än helgerna.",
        individual_view="Klara är nöjd med vardagarna.", child_view="Sonen sover bättre.", source=_SOURCE,
    ),
    SafetyPlanMade(
        **_CASE, entry_id=_SAFETY_PLAN, safety_concern=SafetyConcern.SUICIDE, safety_plan_made_on=date(2024, 7, 10),
        risk="Tankar på att inte vilja leva efter stora förluster.", warning_signs=("Sover inte.", "Svarar inte i telefon."),
        own_steps=("Går ut och går.",), safer_surroundings="Systern förvarar medicinerna.",
        who_to_call=("Systern Eva Påhittad", "112"), shared_with_person=False,
        not_shared_reason="Planen gås igenom vid nästa möte.", safety_plan_review_on=date(2024, 7, 24),
        replaces_safety_plan_id=_EARLIER_SAFETY_PLAN, source=_SOURCE,
    ),
    SafetyPlanReviewed(
        **_CASE, entry_id=cast_id(893), safety_plan_id=_SAFETY_PLAN, safety_plan_reviewed_on=date(2024, 7, 24),
        safety_plan_standing=SafetyPlanStanding.HOLDS, assessment="Planen har använts en gång och hjälpte.",
        safety_plan_review_on=date(2024, 8, 20), source=_SOURCE,
    ),
)

_PLANNED = ["case.opened", "case.plan_established"]
FIRST = {
    "case.goal_set": _PLANNED,
    "case.goal_ended": [*_PLANNED, "case.goal_set"],
    "case.method_chosen": _PLANNED,
    "case.method_changed": [*_PLANNED, "case.method_chosen"],
    "case.method_ended": [*_PLANNED, "case.method_chosen", "case.method_changed"],
    "case.programme_step_taken": [*_PLANNED, "case.method_chosen"],
    "case.plan_participation_recorded": _PLANNED,
    "case.plan_revised": _PLANNED,
    "case.plan_followed_up": [*_PLANNED, "case.goal_set"],
    "case.safety_plan_reviewed": ["case.opened", "case.safety_plan_made"],
}

"""Facts: the implementation plan's goals, methods, revisions and follow-ups.

The plan's head (who, when, interval) is `PlanEstablished`; what is here refers to it by `plan_id`. The seven contents that a plan
for a placed child must have (SoF 2025:468 10:2–3) are not: an outpatient unit places nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable
from domain.case.entry_events import CaseEntry
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


class GoalSet(CaseEntry):
    """A goal was set in the plan (sv. *mål*, *delmål*). Source: SOSFS 2014:5 6 kap., allmänna råd."""

    TYPE: ClassVar[str] = "case.goal_set"
    DAY: ClassVar[str | None] = "set_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "goal_text": "plan",
        "own_words": "individual_view",
        "no_own_words_reason": "assessment",
        "how_worked_on": "plan",
        "provider_responsibility": "plan",
        "individual_responsibility": "plan",
    }

    plan_id: UUID
    goal_level: GoalLevel
    goal_holder: GoalHolder
    set_on: date
    parent_goal_id: UUID | None = None
    """The goal above: a standard goal's individual goal, an individual goal's sub-goal; None = the top of its branch."""
    standard_goal_code: str | None = None
    """As the unit's catalogue has it; only a standard goal has one."""
    goal_text: str | None = None
    """The goal as the unit words it."""
    own_words: str | None = None
    """The goal in the words of the person whose it is."""
    no_own_words_reason: str | None = None
    how_worked_on: str | None = None
    provider_responsibility: str | None = None
    individual_responsibility: str | None = None
    method_ids: tuple[UUID, ...] = ()
    """Methods that are to lead to it; a method chosen later refers to its goals itself."""
    reach_by: date | None = None


class GoalEnded(CaseEntry):
    """Work with a goal ended (sv. *avslutat mål*)."""

    TYPE: ClassVar[str] = "case.goal_ended"
    DAY: ClassVar[str | None] = "goal_ended_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "assessment"}

    goal_id: UUID
    goal_ended_on: date
    goal_ending: GoalEnding
    replaced_by_goal_id: UUID | None = None
    reason: str | None = None


class MethodFacts(CaseEntry):
    """A method that is worked with. A manual-based programme has a number of steps."""

    DAY: ClassVar[str | None] = "method_from"
    TELLS_LATENESS: ClassVar[bool] = False

    plan_id: UUID
    """The plan in which it was chosen; it goes on under later plans until it is changed or ended."""
    method_code: str
    """As the unit's catalogue has it."""
    method_from: date
    """The first day; may lie ahead."""
    programme_steps: int | None = None
    """How many steps the manual has, from 1; None = no manual with steps."""
    goal_ids: tuple[UUID, ...] = ()
    method_details: str | None = None


class MethodChosen(MethodFacts):
    """A method was chosen for the work (sv. *metod*)."""

    TYPE: ClassVar[str] = "case.method_chosen"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"method_details": "plan"}


class MethodChanged(MethodFacts):
    """Another method took the place of one (sv. *byte av metod*)."""

    TYPE: ClassVar[str] = "case.method_changed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"method_details": "plan", "reason": "assessment"}

    replaces_method_id: UUID
    reason: str


class MethodEnded(CaseEntry):
    """A method is no longer worked with, and nothing took its place (sv. *avslutad metod*)."""

    TYPE: ClassVar[str] = "case.method_ended"
    DAY: ClassVar[str | None] = "method_ended_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "assessment"}

    method_id: UUID
    method_ended_on: date
    """The last day."""
    reason: str


class ProgrammeStepTaken(CaseEntry):
    """A step of a manual-based programme was gone through (sv. *steg i manualbaserat program*)."""

    TYPE: ClassVar[str] = "case.programme_step_taken"
    DAY: ClassVar[str | None] = "step_taken_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"manual_departure_reason": "assessment"}

    method_id: UUID
    step_number: int
    """From 1 to the programme's `programme_steps`, both included."""
    step_taken_on: date
    manual_departure_reason: str | None = None
    """Why it was not the manual's next step: taken again, or with others left out before it."""
    session_id: UUID | None = None


class PlanParticipationRecorded(CaseEntry):
    """One person's part in drawing up the plan, and in setting its goals, was graded (sv. *delaktighet i genomförandeplanen*).

    Source: SOSFS 2014:5 6 kap., allmänna råd; SoL 2025:400 3:2 on how a child was heard.
    """

    TYPE: ClassVar[str] = "case.plan_participation_recorded"
    DAY: ClassVar[str | None] = "participation_graded_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "plan_participation_reason": "assessment",
        "goal_participation_reason": "assessment",
        "child_not_heard_reason": "assessment",
        "child_view": "child_view",
    }

    plan_id: UUID
    participation_of: PlanPerson
    participation_graded_on: date
    plan_participation: ParticipationGrade
    plan_participation_reason: str | None = None
    goal_participation: ParticipationGrade
    goal_participation_reason: str | None = None
    child_hearing: ChildHearing | None = None
    """None = no child is concerned by the plan."""
    child_not_heard_reason: str | None = None
    child_view: str | None = None


class PlanRevised(CaseEntry):
    """The plan was revised: goals and methods as from then on (sv. *reviderad genomförandeplan*)."""

    TYPE: ClassVar[str] = "case.plan_revised"
    DAY: ClassVar[str | None] = "plan_revised_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "assessment", "plan_changes": "plan"}

    plan_id: UUID
    plan_revised_on: date
    reason: str
    plan_changes: str
    """What became different."""
    next_plan_follow_up_on: date | None = None
    """None = the day that was set before holds."""


class GoalResult(Immutable):
    """One party's judgement of one goal (sv. *resultat för ett mål*)."""

    goal_id: UUID
    judged_by: GoalJudge
    goal_movement: GoalMovement
    standstill_cause: StandstillCause | None = None
    """Given exactly when the goal did not come nearer; a source may lack it."""


class PlanFollowedUp(CaseEntry):
    """The plan was followed up, goal by goal (sv. *uppföljd genomförandeplan*). Source: SOSFS 2014:5 6 kap., allmänna råd."""

    TYPE: ClassVar[str] = "case.plan_followed_up"
    DAY: ClassVar[str | None] = "plan_followed_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "assessment": "assessment", "individual_view": "individual_view", "child_view": "child_view"
    }

    plan_id: UUID
    plan_followed_up_on: date
    goal_results: tuple[GoalResult, ...] = ()
    plan_followed_up_with: tuple[MeetingParty, ...] = ()
    meeting_id: UUID | None = None
    """The meeting of the three parties where it was done."""
    next_plan_follow_up_on: date | None = None
    """None = no further follow-up is planned."""
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None


class SafetyPlanMade(CaseEntry):
    """A plan was made for when danger comes near (sv. *säkerhetsplan*).

    Source: Stanley & Brown (2012), Safety Planning Intervention, Cognitive and Behavioral Practice 19(2), for its parts.
    """

    TYPE: ClassVar[str] = "case.safety_plan_made"
    DAY: ClassVar[str | None] = "safety_plan_made_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "risk": "assessment",
        "warning_signs": "plan",
        "own_steps": "plan",
        "safer_surroundings": "plan",
        "who_to_call": "third_party",
        "not_shared_reason": "assessment",
    }

    safety_concern: SafetyConcern
    safety_plan_made_on: date
    risk: str
    warning_signs: tuple[str, ...] = ()
    own_steps: tuple[str, ...] = ()
    """What the person does alone first."""
    safer_surroundings: str | None = None
    who_to_call: tuple[str, ...] = ()
    """People and services, in the order they are to be called."""
    shared_with_person: bool
    not_shared_reason: str | None = None
    safety_plan_review_on: date | None = None
    replaces_safety_plan_id: UUID | None = None


class SafetyPlanReviewed(CaseEntry):
    """A safety plan was gone through again (sv. *genomgången säkerhetsplan*)."""

    TYPE: ClassVar[str] = "case.safety_plan_reviewed"
    DAY: ClassVar[str | None] = "safety_plan_reviewed_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"assessment": "assessment"}

    safety_plan_id: UUID
    safety_plan_reviewed_on: date
    safety_plan_standing: SafetyPlanStanding
    assessment: str
    safety_plan_review_on: date | None = None
    """The next time; None = none is set."""

"""What is in a plan and what comes of it (sv. *genomförandeplan*): goals, sub-goals, method, participation, follow-ups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from adapters.demo.casefile import CaseFile, Planned
from adapters.demo.cast import Colleague
from adapters.demo.clients import ADULT_AGE
from adapters.demo.days import office_day, plus
from adapters.demo.words import WORDS
from domain.case.plan.codes import GoalJudge, GoalMovement, StandstillCause
from domain.case.plan.events import GoalResult

if TYPE_CHECKING:
    from adapters.demo.course import Course, Visit

_EVERY_DAYS = 90
_IN_GOOD_TIME_DAYS = 10
_FORWARD, _REACHED = 0.6, 0.4
_JUDGES = (GoalJudge.CLIENT, GoalJudge.WORKER)
_ASSESSMENTS = (
    "Målen följs upp tillsammans. Arbetet fortsätter på samma sätt.", "Det som går framåt är det som vi övar på mellan gångerna.",
    "Planen håller. Ett av målen kan snart avslutas.",
)
_VIEWS = (
    "Tycker att det går åt rätt håll.", "Är nöjd med det som har blivit bättre och vill fortsätta.",
    "Hade hoppats på mer men vill inte ändra målen.",
)


class Goals(NamedTuple):
    """What a plan holds, as it was told."""

    plan_id: UUID
    goal_ids: tuple[UUID, ...]
    method_id: UUID


def tell(course: Course) -> None:
    """Write what is in the course's plan, if it has one, and follow it up at visits."""
    planned = course.file.planned
    if planned is None:
        return
    goals = set_goals(course.file, planned, is_child=course.client.age_on(planned.day) < ADULT_AGE)
    held = [visit for visit in course.visits if visit.held and visit.day > planned.day]
    _tell_steps(course, goals, held)
    due = planned.follow_up_on
    for visit in held:
        if (due - visit.day).days <= _IN_GOOD_TIME_DAYS:
            is_last = course.ending is not None and visit.day == course.last_day
            following = None if is_last else office_day(visit.day, _EVERY_DAYS)
            follow_up(course.file, goals, visit.day, plus(visit.clock, 54), visit.by, following)
            due = following or due


_RESPONSIBLE = {
    "provider_responsibility": "Behandlaren kallar till träffarna, håller kontakt med uppdragsgivaren och följer upp målen.",
    "individual_responsibility": "Kommer till träffarna och prövar det som vi bestämmer mellan dem.",
}


def set_goals(file: CaseFile, planned: Planned, *, is_child: bool) -> Goals:
    """Write the goals of a plan the same day, a step towards the first of them, the method, and who took part."""
    words, luck, (plan_id, day, clock, by, texts, reach_by) = WORDS[file.activity], file.pages, planned
    holder = "child" if is_child else "client"
    goal_ids = tuple(
        file.write(day, plus(clock, 2), by, "set_goal", plan_id=plan_id, goal_level="individual", goal_holder=holder,
                   set_on=day, goal_text=text, how_worked_on=luck.pick(words.how), reach_by=reach_by)
        for text in texts
    )
    file.write(day, plus(clock, 3), by, "set_goal", plan_id=plan_id, goal_level="sub_goal", goal_holder=holder, set_on=day,
               parent_goal_id=goal_ids[0], own_words=luck.pick(words.sub_goals), **_RESPONSIBLE)
    method_id = file.write(day, plus(clock, 4), by, "choose_method", plan_id=plan_id, method_code=words.method, method_from=day,
                           programme_steps=words.steps, goal_ids=goal_ids)
    grade = luck.pick(("high", "high", "some"))
    file.write(day, plus(clock, 5), by, "record_plan_participation", plan_id=plan_id, participation_of=holder,
               participation_graded_on=day, plan_participation=grade, goal_participation=grade,
               child_hearing="alone" if is_child else None)
    return Goals(plan_id, goal_ids, method_id)


def follow_up(
    file: CaseFile, goals: Goals, day: date, clock: str, by: Colleague, following: date | None
) -> None:
    """Write how it goes with each goal, by the person and by the worker."""
    results = tuple(result for goal_id in goals.goal_ids for result in _judged(file, goal_id))
    file.write(day, clock, by, "follow_up_plan", plan_id=goals.plan_id, plan_followed_up_on=day, goal_results=results,
               plan_followed_up_with=("individual", "provider"), next_plan_follow_up_on=following,
               assessment=file.pages.pick(_ASSESSMENTS), individual_view=file.pages.pick(_VIEWS))


def _judged(file: CaseFile, goal_id: UUID) -> tuple[GoalResult, ...]:
    return tuple(_result(file, goal_id, judge) for judge in _JUDGES)


def _result(file: CaseFile, goal_id: UUID, judge: GoalJudge) -> GoalResult:
    if file.pages.happens(_FORWARD):
        return GoalResult(goal_id=goal_id, judged_by=judge, goal_movement=GoalMovement.FORWARD)
    if file.pages.happens(_REACHED):
        return GoalResult(goal_id=goal_id, judged_by=judge, goal_movement=GoalMovement.REACHED)
    cause = file.pages.pick((StandstillCause.METHOD, StandstillCause.GOAL))
    return GoalResult(goal_id=goal_id, judged_by=judge, goal_movement=GoalMovement.STILL, standstill_cause=cause)


def _tell_steps(course: Course, goals: Goals, held: list[Visit]) -> None:
    """A programme with a manual goes on by one step a visit."""
    steps = WORDS[course.file.activity].steps or 0
    for step, visit in enumerate(held[:steps], 1):
        course.file.write(visit.day, plus(visit.clock, 55), visit.by, "take_programme_step", method_id=goals.method_id,
                          step_number=step, step_taken_on=visit.day, session_id=visit.session_id)

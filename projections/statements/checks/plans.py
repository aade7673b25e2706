"""What a plan states for the rules about it: its contents, who took part, whether a child was heard, and its follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case.plan.codes import ChildHearing, ParticipationGrade, PlanPerson
from domain.case.plan.events import (
    GoalSet,
    MethodChanged,
    MethodChosen,
    MethodFacts,
    PlanFollowedUp,
    PlanParticipationRecorded,
    PlanRevised,
)
from domain.completeness.codes import PlanContent
from domain.completeness.kinds import CheckKind
from projections.statements.checks.stated import Checked, States, restated

_K = CheckKind
_DAY = timedelta(days=1)
REVISED = "revised"
"""The code of a follow-up that was a revision of the plan with a new day for the next one."""
_TOOK_PART = (ParticipationGrade.HIGH, ParticipationGrade.SOME)


def _planned(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    return (restated(each, before) for each in _of_plan(recorded.event))


def _of_plan(event: c.PlanFacts) -> Iterable[Checked]:
    plan, on = event.plan_id, event.established_on
    has = {
        PlanContent.GOALS: bool(event.goals), PlanContent.WHEN: event.contact_interval_days is not None,
        PlanContent.FOLLOW_UP: event.follow_up_on is not None, PlanContent.PARTICIPANTS: event.individual_took_part is not None,
    }
    yield Checked(plan, _K.PLAN_MADE, plan, on)
    yield from _contents(plan, plan, on, has)
    if event.individual_took_part:
        yield Checked(plan, _K.PLAN_PARTICIPATION, plan, on)
    yield _to_follow_up(plan, on, event.follow_up_on)


def _goal(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: GoalSet = recorded.event
    who = (event.provider_responsibility, event.individual_responsibility)
    has = {
        PlanContent.GOALS: True, PlanContent.HOW: event.how_worked_on is not None or bool(event.method_ids),
        PlanContent.WHO: who != (None, None), PlanContent.WHEN: event.reach_by is not None,
    }
    return _contents(event.entry_id, event.plan_id, event.set_on, has)


def _method(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: MethodFacts = recorded.event
    return _contents(event.entry_id, event.plan_id, event.method_from, {PlanContent.HOW: True})


def _participation(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: PlanParticipationRecorded = recorded.event
    entry, plan, on = event.entry_id, event.plan_id, event.participation_graded_on
    grade, hearing = event.plan_participation, event.child_hearing
    yield from _contents(entry, plan, on, {PlanContent.PARTICIPANTS: True})
    if event.participation_of is PlanPerson.CLIENT:
        if grade in _TOOK_PART:
            yield Checked(entry, _K.PLAN_PARTICIPATION, plan, on)
        elif event.plan_participation_reason is not None:
            yield Checked(entry, _K.PLAN_PARTICIPATION_REASON, plan, on, code=grade.value)
    if hearing is not None and hearing is not ChildHearing.NOT_HEARD:
        yield Checked(entry, _K.PLAN_CHILD_HEARD, plan, on, code=hearing.value)
    elif hearing is not None and event.child_not_heard_reason is not None:
        yield Checked(entry, _K.PLAN_CHILD_NOT_HEARD, plan, on, code=hearing.value)


def _followed_up(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: PlanFollowedUp = recorded.event
    entry, on, following = event.entry_id, event.plan_followed_up_on, event.next_plan_follow_up_on
    yield Checked(entry, _K.PLAN_FOLLOWED_UP, entry, on)
    yield from _contents(entry, event.plan_id, on, {PlanContent.FOLLOW_UP: following is not None})
    yield _to_follow_up(entry, on, following)


def _revised(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: PlanRevised = recorded.event
    entry, on, following = event.entry_id, event.plan_revised_on, event.next_plan_follow_up_on
    if following is not None:
        yield Checked(entry, _K.PLAN_FOLLOWED_UP, entry, on, code=REVISED)
        yield from _contents(entry, event.plan_id, on, {PlanContent.FOLLOW_UP: True})
        yield _to_follow_up(entry, on, following)


def _contents(entry_id: UUID, plan_id: UUID, on: date, has: Mapping[PlanContent, bool]) -> Iterable[Checked]:
    return (Checked(entry_id, _K.PLAN_CONTENT, plan_id, on, code=each.value) for each, is_there in has.items() if is_there)


def _to_follow_up(entry_id: UUID, on: date, due: date | None) -> Checked:
    """What is to be followed up, from the day after: what was done on the day itself is not the next follow-up."""
    return Checked(entry_id, _K.PLAN_TO_FOLLOW_UP, entry_id, on + _DAY, None if due is None else max(due, on + _DAY))


STATES: Mapping[type[DomainEvent], States] = {
    c.PlanEstablished: _planned,
    c.PlanCorrected: _planned,
    GoalSet: _goal,
    MethodChosen: _method,
    MethodChanged: _method,
    PlanParticipationRecorded: _participation,
    PlanFollowedUp: _followed_up,
    PlanRevised: _revised,
}

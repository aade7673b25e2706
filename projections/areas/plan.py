"""The words and the document of an area: the implementation plan's goals, methods, revisions and follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.case.case import Case
from domain.case.events import PlanFacts
from domain.case.plan.events import GoalSet, MethodFacts, SafetyPlanMade
from domain.case.plan.state import Judgement
from projections.entry_json import entry_as_json, optional_entry_as_json
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "case.goal_set": "Mål satt",
    "case.goal_ended": "Mål avslutat",
    "case.method_chosen": "Metod vald",
    "case.method_changed": "Byte av metod",
    "case.method_ended": "Metod avslutad",
    "case.programme_step_taken": "Steg i program",
    "case.plan_participation_recorded": "Delaktighet i genomförandeplanen",
    "case.plan_revised": "Genomförandeplan reviderad",
    "case.plan_followed_up": "Genomförandeplan uppföljd",
    "case.safety_plan_made": "Säkerhetsplan",
    "case.safety_plan_reviewed": "Säkerhetsplan genomgången",
}
FIELD_LABELS: Mapping[str, str] = {
    "goal_level": "Målnivå",
    "goal_holder": "Vems mål",
    "set_on": "Målet satt",
    "standard_goal_code": "Standardmål",
    "goal_text": "Målet",
    "own_words": "Med egna ord",
    "no_own_words_reason": "Varför egna ord saknas",
    "how_worked_on": "Hur",
    "provider_responsibility": "Utförarens ansvar",
    "individual_responsibility": "Den enskildes ansvar",
    "reach_by": "Ska vara nått",
    "goal_ended_on": "Målets sista dag",
    "goal_ending": "Målets avslut",
    "method_code": "Metod",
    "method_from": "Metodens första dag",
    "method_ended_on": "Metodens sista dag",
    "method_details": "Om metoden",
    "programme_steps": "Antal steg i programmet",
    "step_number": "Steg",
    "step_taken_on": "Steget taget",
    "manual_departure_reason": "Avsteg från manualen",
    "participation_of": "Vems delaktighet",
    "participation_graded_on": "Delaktigheten bedömd",
    "plan_participation": "Delaktighet i planen",
    "plan_participation_reason": "Orsak till delaktigheten i planen",
    "goal_participation": "Delaktighet i målen",
    "goal_participation_reason": "Orsak till delaktigheten i målen",
    "child_hearing": "Hur barnet har hörts om planen",
    "child_not_heard_reason": "Varför barnet inte har hörts",
    "child_view": "Barnets uppfattning",
    "plan_revised_on": "Planen reviderad",
    "reason": "Orsak",
    "plan_changes": "Vad som ändrats",
    "next_plan_follow_up_on": "Planens nästa uppföljning",
    "plan_followed_up_on": "Planen uppföljd",
    "plan_followed_up_with": "Deltog i uppföljningen",
    "goal_results": "Resultat per mål",
    "judged_by": "Bedömt av",
    "goal_movement": "Rörelse mot målet",
    "standstill_cause": "Orsak till att målet inte nås",
    "assessment": "Bedömning",
    "individual_view": "Den enskildes uppfattning",
    "safety_concern": "Vad säkerhetsplanen gäller",
    "safety_plan_made_on": "Säkerhetsplanen gjord",
    "risk": "Risk",
    "warning_signs": "Varningstecken",
    "own_steps": "Egna steg",
    "safer_surroundings": "En säkrare omgivning",
    "who_to_call": "Vem man ringer",
    "shared_with_person": "Delad med personen",
    "not_shared_reason": "Varför planen inte har delats",
    "safety_plan_review_on": "Säkerhetsplanens nästa genomgång",
    "safety_plan_reviewed_on": "Säkerhetsplanen genomgången",
    "safety_plan_standing": "Säkerhetsplanens läge",
}
TEXT_LABELS: Mapping[str, str] = {}


def document(case: Case) -> dict[str, Any]:
    """The area as it stands, as JSON: the plan that holds, every plan whole, and the safety plans."""
    current = case.plan
    plans = sorted(case.plans.values(), key=lambda plan: plan.established_on)
    work = case.plan_work
    return {
        "current": None if current is None else as_json(current.plan_id),
        "next_follow_up_on": None if current is None else as_json(work.next_follow_up_on(current)),
        "methods": [
            _method(case, each) for each in work.methods.values() if each.entry_id not in work.method_endings
        ],
        "plans": [_plan(case, plan) for plan in plans],
        "safety_plans": sorted(
            (_safety_plan(case, each) for each in work.safety_plans.values()), key=lambda shown: not shown["in_force"]
        ),
    }


def _plan(case: Case, plan: PlanFacts) -> dict[str, Any]:
    work = case.plan_work
    participations = _history(work.participations, plan)
    latest = {each["participation_of"]: each for each in participations}
    return {
        "plan": as_json(plan.plan_id),
        "established_on": as_json(plan.established_on),
        "individual_took_part": plan.individual_took_part,
        "contact_interval_days": plan.contact_interval_days,
        "goals": as_json(plan.goals),
        "next_follow_up_on": as_json(work.next_follow_up_on(plan)),
        "goal_tree": [_goal(case, each) for each in work.goals_of(plan.plan_id) if each.parent_goal_id not in work.goals],
        "methods": [_method(case, each) for each in work.methods.values() if each.plan_id == plan.plan_id],
        "participation": list(latest.values()),
        "participation_history": participations,
        "revisions": _history(work.revisions, plan),
        "follow_ups": _history(work.follow_ups, plan),
    }


def _goal(case: Case, goal: GoalSet) -> dict[str, Any]:
    work = case.plan_work
    ending = work.goal_endings.get(goal.entry_id)
    methods = [
        each for each in work.methods.values() if each.entry_id in goal.method_ids or goal.entry_id in each.goal_ids
    ]
    latest = sorted(work.latest_judgements(goal.entry_id).values(), key=lambda judgement: judgement.on)
    return {
        **entry_as_json(goal, "plan_id", "parent_goal_id", "method_ids"),
        "methods": [as_json(each.entry_id) for each in methods],
        "ended": optional_entry_as_json(ending, "goal_id"),
        "latest": [_judgement(each) for each in latest],
        "judgements": [_judgement(each) for each in work.judgements_of(goal.entry_id)],
        "goals": [_goal(case, each) for each in work.goals.values() if each.parent_goal_id == goal.entry_id],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    result = judgement.result
    return {
        "on": as_json(judgement.on), "judged_by": as_json(result.judged_by), "goal_movement": as_json(result.goal_movement),
        "standstill_cause": as_json(result.standstill_cause),
    }


def _method(case: Case, method: MethodFacts) -> dict[str, Any]:
    work = case.plan_work
    taken = work.steps_of(method.entry_id)
    ending = work.method_endings.get(method.entry_id)
    return {
        **entry_as_json(method),
        "last_day": as_json(work.last_day_of(method.entry_id)),
        "end_reason": None if ending is None else ending.reason,
        "latest_step": taken[-1].step_number if taken else None,
        "steps_done": sorted({each.step_number for each in taken}),
        "steps": [entry_as_json(each, "method_id") for each in taken],
    }


def _safety_plan(case: Case, plan: SafetyPlanMade) -> dict[str, Any]:
    reviews = [each for each in case.plan_work.safety_reviews if each.safety_plan_id == plan.entry_id]
    # A review sets the next one, or states by its silence that there is none.
    latest = reviews[-1] if reviews else plan
    return {
        **entry_as_json(plan, "safety_plan_review_on"),
        "in_force": case.plan_work.safety_plan_holds(plan.entry_id),
        "next_review_on": as_json(latest.safety_plan_review_on),
        "reviews": [entry_as_json(each, "safety_plan_id") for each in reviews],
    }


def _history(entries: Iterable[Any], plan: PlanFacts) -> list[dict[str, Any]]:
    return [entry_as_json(each, "plan_id") for each in entries if each.plan_id == plan.plan_id]

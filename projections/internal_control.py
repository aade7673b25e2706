"""A year's internal control as JSON (sv. *internkontroll*): its risks, its controls with a day's lights, its measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.internal_control import events as e
from domain.internal_control.plan import ControlPlan
from domain.internal_control.state import Measure
from domain.policies import Policy
from projections.json_values import as_json
from projections.outside_duties import OutsideDuty, OutsideDutyKind


def plan_document(plan: ControlPlan, day: date) -> dict[str, Any]:
    """A plan as JSON, as it stands on a day."""
    adopted = plan.adoptions[-1] if plan.adoptions else None
    return {
        "plan": as_json(plan.id), "version": plan.version, "year": plan.year, "unit": as_json(plan.unit), "day": day.isoformat(),
        "adopted_on": as_json(adopted and adopted.adopted_on), "adopted_by": adopted and adopted.plan_adopted_by,
        "thresholds": as_json(adopted and adopted.thresholds),
        "risks": [_risk(plan, each) for each in plan.risks.values()],
        "controls": [_control(plan, each, day) for each in plan.points.values()],
        "measures": [_measure(each, day) for each in plan.measures.values()],
        "tertials": [_tertial(plan, each) for _, each in sorted(plan.tertials.items())],
        "closed": _closed(plan),
    }


def risks_by_value(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The risks of a plan's document, the gravest first, each with its controls that stand and what is done about them.

    A risk that is accepted has none.
    """
    return [
        {
            **risk, "standing": [
                {**control, "measures": [each for each in plan["measures"] if each["control_id"] == control["control_id"]]}
                for control in plan["controls"] if control["risk_id"] == risk["risk_id"] and control["withdrawn"] is None
            ],
        }
        for risk in sorted(plan["risks"], key=lambda each: -each["risk_value"])
    ]


def control_duties(plan: ControlPlan, policy: Policy) -> Iterator[OutsideDuty]:
    """What is to be done of a plan that is adopted and not closed: controls, measures, and looking at what they led to.

    Args:
        policy: Says when the effect of a measure is looked at.
    """
    if plan.id is None or not plan.adoptions or plan.closed is not None:
        return
    adopted_on = plan.adoptions[0].adopted_on
    for point in plan.standing_points:
        for due in plan.undone_days(point.control_id):
            yield _duty(plan, OutsideDutyKind.MAKE_CONTROL, adopted_on, due, point.responsible_id)
    for measure in plan.measures.values():
        decided = measure.decided
        if measure.is_open:
            yield _duty(plan, OutsideDutyKind.TAKE_MEASURE, adopted_on, decided.measure_last_day, decided.owner_id)
        elif measure.done is not None and measure.effect is None:
            due = measure.done.done_on + timedelta(days=policy.measure_effect_days)
            yield _duty(plan, OutsideDutyKind.SEE_EFFECT, measure.done.done_on, due, decided.owner_id)


def _duty(plan: ControlPlan, kind: OutsideDutyKind, since: date, due_on: date, staff: UUID) -> OutsideDuty:
    assert plan.id is not None, "asked only of a plan that was begun"
    return OutsideDuty(kind, "internal-control-plans", plan.id, plan.unit, min(since, due_on), due_on, staff=staff)


def _risk(plan: ControlPlan, risk: e.ControlRiskAssessed) -> dict[str, Any]:
    return {
        "risk_id": str(risk.risk_id), "process_name": risk.process_name, "risk": risk.risk, "probability": risk.probability,
        "consequence": risk.consequence, "risk_value": risk.probability * risk.consequence,
        "risk_response": risk.risk_response.value, "risk_response_in_words": risk.risk_response.swedish,
        "handling": risk.handling, "reason": risk.reason,
        "controls": [str(each.control_id) for each in plan.standing_points if each.risk_id == risk.risk_id],
    }


def _control(plan: ControlPlan, point: e.ControlPointPlanned, day: date) -> dict[str, Any]:
    light, withdrawn = plan.light(point.control_id, day), plan.withdrawn_points.get(point.control_id)
    undone = plan.undone_days(point.control_id)
    return {
        "control_id": str(point.control_id), "risk_id": str(point.risk_id), "control": point.control,
        "population": point.population, "control_method": point.control_method.value,
        "control_method_in_words": point.control_method.swedish, "control_rules": list(point.control_rules),
        "evidence_wanted": point.evidence_wanted, "responsible": str(point.responsible_id),
        "responsible_name": point.responsible_name, "times_a_year": len(point.control_due_days),
        "light": light.value, "light_in_words": light.swedish, "withdrawn": withdrawn and withdrawn.reason,
        "days": [
            {"due_on": due.isoformat(), "done": due not in undone, "overdue": due in undone and due < day}
            for due in point.control_due_days
        ],
        "outcomes": [_outcome(each) for each in plan.outcomes_of(point.control_id, day)],
    }


def _outcome(outcome: e.ControlCarriedOut) -> dict[str, Any]:
    return {
        "outcome_id": str(outcome.outcome_id), "planned_for": as_json(outcome.planned_for),
        "carried_out_on": as_json(outcome.carried_out_on), "carried_out_by": str(outcome.carried_out_by_id),
        "carried_out_by_name": outcome.carried_out_by_name, "size": outcome.size, "run_on_day": as_json(outcome.run_on_day),
        "rule_results": as_json(outcome.rule_results), "review": as_json(outcome.review_id), "n_checked": outcome.n_checked,
        "n_faulty": outcome.n_faulty, "outcome_text": outcome.outcome_text,
    }


def _measure(measure: Measure, day: date) -> dict[str, Any]:
    decided, done, effect = measure.decided, measure.done, measure.effect
    return {
        "measure_id": str(decided.measure_id), "control_id": str(decided.control_id),
        "control_measure": decided.control_measure, "owner": str(decided.owner_id), "owner_name": decided.owner_name,
        "last_day": as_json(decided.measure_last_day), "reason": decided.reason,
        "overdue": measure.is_open and decided.measure_last_day < day,
        "done_on": as_json(done and done.done_on), "done_how": done and done.done_how,
        "effect_seen_on": as_json(effect and effect.effect_seen_on), "effect": as_json(effect and effect.measure_effect),
        "effect_text": effect and effect.effect_text, "withdrawn": measure.withdrawn and measure.withdrawn.reason,
    }


def _tertial(plan: ControlPlan, reported: e.ControlTertialReported) -> dict[str, Any]:
    return {
        "tertial": f"{plan.year}-{reported.tertial.value}", "reported_on": as_json(reported.reported_on),
        "lights": as_json(reported.lights), "text": reported.tertial_text,
    }


def _closed(plan: ControlPlan) -> dict[str, Any] | None:
    closed = plan.closed
    return None if closed is None else {
        "closed_on": as_json(closed.closed_on), "lights": as_json(closed.lights), "text": closed.year_text,
        "left_over": closed.left_over,
    }

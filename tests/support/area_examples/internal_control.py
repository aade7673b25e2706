"""One full example of every event type of the stream `internal_control`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.completeness.codes import Severity
from domain.internal_control import events as e
from domain.internal_control.codes import ControlLight, ControlMethod, MeasureEffect, RiskResponse, Tertial
from domain.internal_control.evidence import LightThresholds, RuleResult
from tests.support.cast import ANNA, BO, STAMP, UNIT, cast_id

PLAN, RISK, CONTROL, OUTCOME, MEASURE, REVIEW = (cast_id(number) for number in range(2700, 2706))
_plan = envelope(PLAN, 0, STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    e.ControlPlanBegun(**_plan, year=2024, unit=UNIT),
    e.ControlRiskAssessed(
        **_plan, risk_id=RISK, process_name="Dokumentation",
        risk="Journaler saknar anteckningar när ordinarie personal är borta.", probability=3, consequence=4,
        risk_response=RiskResponse.HANDLED,
        handling="Alla journaler granskas tre gånger om året, också efter sommaren.", reason="Bedömd på nytt efter semestern.",
    ),
    e.ControlRiskWithdrawn(**_plan, risk_id=RISK, reason="Hör till en annan enhet."),
    e.ControlPointPlanned(
        **_plan, control_id=CONTROL, risk_id=RISK, control="Inget pågående ärende är tyst för länge.",
        population="Alla journaler", control_method=ControlMethod.FULL_REVIEW, control_rules=("R-04",),
        evidence_wanted="Granskningens utfall.",
        control_due_days=(date(2024, 4, 15), date(2024, 9, 16), date(2024, 12, 2)), responsible_id=ANNA,
        responsible_name="Anna Alm", responsible_title="Biträdande enhetschef", reason="Fler gånger om året.",
    ),
    e.ControlPointWithdrawn(**_plan, control_id=CONTROL, reason="Ersatt av ett annat."),
    e.ControlPlanAdopted(
        **_plan, adopted_on=date(2024, 1, 25), plan_adopted_by="Stadsdelsnämnden",
        thresholds=LightThresholds(green_from_percent=95, yellow_from_percent=80),
        fewer_full_reviews_reason="Enheten började i september.",
    ),
    e.ControlCarriedOut(
        **_plan, outcome_id=OUTCOME, control_id=CONTROL, planned_for=date(2024, 4, 15), carried_out_on=date(2024, 4, 12),
        carried_out_by_id=ANNA, carried_out_by_name="Anna Alm", carried_out_by_title="Biträdande enhetschef", size=4000,
        run_on_day=date(2024, 4, 12),
        rule_results=(
            RuleResult(
                rule="R-04", rule_version=1, severity=Severity.ROUTINE, ok=110, gap=3, late=4, unknown=1, exempt=2,
            ),
        ),
        review_id=REVIEW, n_checked=120, n_faulty=8, outcome_text="Tre ärenden har ingen anteckning på över tre veckor.",
    ),
    e.ControlOutcomeStruck(**_plan, outcome_id=OUTCOME, reason="Fel kontrollmoment."),
    e.ControlMeasureDecided(
        **_plan, measure_id=MEASURE, control_id=CONTROL, control_measure="Ersättare utses före varje ledighet.", owner_id=BO,
        owner_name="Bo Berg", owner_title="Enhetschef", measure_last_day=date(2024, 6, 14), reason="Ny ansvarig.",
    ),
    e.ControlMeasureDone(**_plan, measure_id=MEASURE, done_on=date(2024, 6, 10), done_how="Rutinen är ändrad och genomgången."),
    e.ControlMeasureEffectSeen(
        **_plan, measure_id=MEASURE, effect_seen_on=date(2024, 9, 16), measure_effect=MeasureEffect.PARTIAL,
        effect_text="Ett ärende var tyst i augusti mot tre året före.",
    ),
    e.ControlMeasureWithdrawn(**_plan, measure_id=MEASURE, reason="Ersatt av en annan."),
    e.ControlTertialReported(
        **_plan, tertial=Tertial.T1, reported_on=date(2024, 5, 2),
        lights=(e.StatedLight(control_id=CONTROL, light=ControlLight.YELLOW, n_checked=120, n_faulty=8),),
        tertial_text="Tystnaden är mindre än förra året.",
    ),
    e.ControlYearClosed(
        **_plan, closed_on=date(2024, 12, 2),
        lights=(e.StatedLight(control_id=CONTROL, light=ControlLight.GREEN, n_checked=118, n_faulty=1),),
        year_text="Journalerna är hela.", left_over="Åtgärden tas med i nästa års plan.",
    ),
)

_PLANNED = ["internal_control.plan_begun", "internal_control.risk_assessed", "internal_control.point_planned"]
_ADOPTED = [*_PLANNED, "internal_control.plan_adopted"]
_DECIDED = [*_ADOPTED, "internal_control.measure_decided"]
FIRST: dict[str, list[str]] = {
    "internal_control.risk_withdrawn": ["internal_control.plan_begun", "internal_control.risk_assessed"],
    "internal_control.point_withdrawn": _PLANNED,
    "internal_control.control_carried_out": _ADOPTED,
    "internal_control.outcome_struck": [*_ADOPTED, "internal_control.control_carried_out"],
    "internal_control.measure_decided": _ADOPTED,
    "internal_control.measure_done": _DECIDED,
    "internal_control.measure_effect_seen": [*_DECIDED, "internal_control.measure_done"],
    "internal_control.measure_withdrawn": _DECIDED,
}

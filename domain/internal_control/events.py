"""Facts about a year's internal control of a unit (sv. *internkontroll*): about the organisation, and about no case.

Source: KL 2017:725 6:6 (the board sees to it that internal control is sufficient); SOSFS 2011:9 5 kap. (risk analysis,
self-control).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.internal_control.codes import ControlLight, ControlMethod, MeasureEffect, RiskResponse, Tertial
from domain.internal_control.evidence import LightThresholds, RuleResult


class ControlEvent(DomainEvent):
    """What every fact about internal control shares."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class ControlPlanBegun(ControlEvent):
    """A year's plan of internal control was begun (sv. *internkontrollplan*)."""

    TYPE: ClassVar[str] = "internal_control.plan_begun"

    year: int
    unit: UUID | None = None
    """None = the board's own."""


class ControlRiskAssessed(ControlEvent):
    """A risk was assessed, or assessed anew and then whole (sv. *väsentlighets- och riskanalys*). Source: SOSFS 2011:9 5:1."""

    TYPE: ClassVar[str] = "internal_control.risk_assessed"

    risk_id: UUID
    process_name: str
    """The process or routine that it is a risk in."""
    risk: str
    probability: int
    consequence: int
    """How grave it would be: the materiality."""
    risk_response: RiskResponse
    handling: str
    """How it is handled, or why it is accepted."""
    reason: str | None = None
    """Why it is assessed anew; None = the first time."""


class ControlRiskWithdrawn(ControlEvent):
    """A risk does not belong to the plan any more (sv. *borttagen risk*)."""

    TYPE: ClassVar[str] = "internal_control.risk_withdrawn"

    risk_id: UUID
    reason: str


class ControlPointPlanned(ControlEvent):
    """A control was planned, or planned anew and then whole (sv. *kontrollmoment*)."""

    TYPE: ClassVar[str] = "internal_control.point_planned"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"responsible_name": "staff", "responsible_title": "staff"}

    control_id: UUID
    risk_id: UUID
    control: str
    """What is controlled."""
    population: str
    """Among what: every open case, every decision of the half-year."""
    control_method: ControlMethod
    control_rules: tuple[str, ...] = ()
    """The rules of a full review; empty = every rule that is in force when it is made, or another method."""
    evidence_wanted: str | None = None
    """What shows the result, where rules do not."""
    control_due_days: tuple[date, ...]
    """The last day of each time in the year: how often it is made."""
    responsible_id: UUID
    responsible_name: str
    responsible_title: str | None = None
    reason: str | None = None
    """Why it is planned anew; None = the first time."""


class ControlPointWithdrawn(ControlEvent):
    """A planned control is made no more (sv. *borttaget kontrollmoment*); what was made of it stands."""

    TYPE: ClassVar[str] = "internal_control.point_withdrawn"

    control_id: UUID
    reason: str


class ControlPlanAdopted(ControlEvent):
    """The plan was adopted, or a revised one (sv. *antagen internkontrollplan*)."""

    TYPE: ClassVar[str] = "internal_control.plan_adopted"

    adopted_on: date
    plan_adopted_by: str
    """By whom, in words: the board, the manager of the unit."""
    thresholds: LightThresholds
    fewer_full_reviews_reason: str | None = None


class ControlCarriedOut(ControlEvent):
    """A control was made, with what it rests on (sv. *genomförd kontroll*)."""

    TYPE: ClassVar[str] = "internal_control.control_carried_out"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"carried_out_by_name": "staff", "carried_out_by_title": "staff"}

    outcome_id: UUID
    control_id: UUID
    planned_for: date | None = None
    """Which of the plan's days it is for; None = outside the plan."""
    carried_out_on: date
    carried_out_by_id: UUID
    carried_out_by_name: str
    carried_out_by_title: str | None = None
    size: int | None = None
    """The rules were run on the first so many events of the ledger; None = no rules were."""
    run_on_day: date | None = None
    """The day that they judged."""
    rule_results: tuple[RuleResult, ...] = ()
    review_id: UUID | None = None
    """The journal review that it rests on."""
    n_checked: int
    n_faulty: int
    outcome_text: str | None = None
    """What was seen, in words; needed where neither rules nor a review say it."""


class ControlOutcomeStruck(ControlEvent):
    """A control was recorded wrongly, and counts no more (sv. *struket kontrollutfall*)."""

    TYPE: ClassVar[str] = "internal_control.outcome_struck"

    outcome_id: UUID
    reason: str


class ControlMeasureDecided(ControlEvent):
    """It was decided what to do about what a control showed; or decided anew, whole (sv. *åtgärd i internkontrollen*)."""

    TYPE: ClassVar[str] = "internal_control.measure_decided"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"owner_name": "staff", "owner_title": "staff"}

    measure_id: UUID
    control_id: UUID
    control_measure: str
    owner_id: UUID
    owner_name: str
    owner_title: str | None = None
    measure_last_day: date
    reason: str | None = None
    """Why it is decided anew; None = the first time."""


class ControlMeasureDone(ControlEvent):
    """The measure was taken (sv. *genomförd åtgärd*)."""

    TYPE: ClassVar[str] = "internal_control.measure_done"

    measure_id: UUID
    done_on: date
    done_how: str


class ControlMeasureEffectSeen(ControlEvent):
    """It was looked at whether the measure helped (sv. *uppföljd åtgärd*); looked at anew it is this, whole."""

    TYPE: ClassVar[str] = "internal_control.measure_effect_seen"

    measure_id: UUID
    effect_seen_on: date
    measure_effect: MeasureEffect
    effect_text: str


class ControlMeasureWithdrawn(ControlEvent):
    """The measure will not be taken (sv. *återtagen åtgärd*)."""

    TYPE: ClassVar[str] = "internal_control.measure_withdrawn"

    measure_id: UUID
    reason: str


class StatedLight(Immutable):
    """A control's light as it was stated (sv. *redovisat trafikljus*); both counts None = nothing was checked."""

    control_id: UUID
    light: ControlLight
    n_checked: int | None = None
    n_faulty: int | None = None


class ControlTertialReported(ControlEvent):
    """The year so far was summed up at a tertial's end (sv. *tertialuppföljning av internkontrollen*); anew it is this, whole."""

    TYPE: ClassVar[str] = "internal_control.tertial_reported"

    tertial: Tertial
    reported_on: date
    lights: tuple[StatedLight, ...]
    """As the evidence had them on that day, for ever."""
    tertial_text: str


class ControlYearClosed(ControlEvent):
    """The year's internal control was closed (sv. *avslutat internkontrollår*)."""

    TYPE: ClassVar[str] = "internal_control.year_closed"

    closed_on: date
    lights: tuple[StatedLight, ...]
    year_text: str
    left_over: str | None = None
    """What happens to what is not done: measures and controls that the next plan takes along."""


EVENTS: tuple[type[DomainEvent], ...] = (
    ControlPlanBegun, ControlRiskAssessed, ControlRiskWithdrawn, ControlPointPlanned, ControlPointWithdrawn, ControlPlanAdopted,
    ControlCarriedOut, ControlOutcomeStruck, ControlMeasureDecided, ControlMeasureDone, ControlMeasureEffectSeen,
    ControlMeasureWithdrawn, ControlTertialReported, ControlYearClosed,
)

"""What a year's internal control remembers (sv. *internkontrollplan*)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.errors import NotAllowedError, NotFoundError
from domain.internal_control import events as e
from domain.internal_control.codes import ControlLight, Tertial
from domain.internal_control.evidence import LightThresholds, light_of
from domain.stream_state import StreamState


class Measure(NamedTuple):
    """A measure with what became of it (sv. *åtgärd*)."""

    decided: e.ControlMeasureDecided
    done: e.ControlMeasureDone | None = None
    effect: e.ControlMeasureEffectSeen | None = None
    withdrawn: e.ControlMeasureWithdrawn | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be taken."""
        return self.done is None and self.withdrawn is None


class ControlPlanState(StreamState):
    """A unit's internal control of a year, folded from its stream. `version` 0 = not begun.

    Attributes:
        risks, points: What stands of the plan, by id, as last stated.
        withdrawn_points: Controls that are made no more, by id.
        adoptions: In the order recorded.
        outcomes: Controls that were made and stand, by id, in the order recorded.
        tertials: The latest summing up of each.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.year: int | None = None
        self.unit: UUID | None = None
        self.risks: dict[UUID, e.ControlRiskAssessed] = {}
        self.withdrawn_risks: frozenset[UUID] = frozenset()
        self.points: dict[UUID, e.ControlPointPlanned] = {}
        self.withdrawn_points: dict[UUID, e.ControlPointWithdrawn] = {}
        self.adoptions: tuple[e.ControlPlanAdopted, ...] = ()
        self.outcomes: dict[UUID, e.ControlCarriedOut] = {}
        self.struck_outcomes: frozenset[UUID] = frozenset()
        self.measures: dict[UUID, Measure] = {}
        self.tertials: dict[Tertial, e.ControlTertialReported] = {}
        self.closed: e.ControlYearClosed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case e.ControlPlanBegun():
                self.year, self.unit = event.year, event.unit
            case e.ControlRiskAssessed():
                self.risks = {**self.risks, event.risk_id: event}
            case e.ControlRiskWithdrawn():
                self.risks = {key: risk for key, risk in self.risks.items() if key != event.risk_id}
                self.withdrawn_risks = self.withdrawn_risks | {event.risk_id}
            case e.ControlPointPlanned():
                self.points = {**self.points, event.control_id: event}
            case e.ControlPointWithdrawn():
                self.withdrawn_points = {**self.withdrawn_points, event.control_id: event}
            case e.ControlPlanAdopted():
                self.adoptions = (*self.adoptions, event)
            case _:
                self._apply_what_was_made(event)

    def _apply_what_was_made(self, event: DomainEvent) -> None:
        match event:
            case e.ControlCarriedOut():
                self.outcomes = {**self.outcomes, event.outcome_id: event}
            case e.ControlOutcomeStruck():
                self.outcomes = {key: each for key, each in self.outcomes.items() if key != event.outcome_id}
                self.struck_outcomes = self.struck_outcomes | {event.outcome_id}
            case e.ControlMeasureDecided():
                self.measures = {**self.measures, event.measure_id: Measure(event)}
            case e.ControlMeasureDone():
                self._change_measure(event.measure_id, done=event)
            case e.ControlMeasureEffectSeen():
                self._change_measure(event.measure_id, effect=event)
            case e.ControlMeasureWithdrawn():
                self._change_measure(event.measure_id, withdrawn=event)
            case e.ControlTertialReported():
                self.tertials = {**self.tertials, event.tertial: event}
            case e.ControlYearClosed():
                self.closed = event

    @property
    def standing_points(self) -> list[e.ControlPointPlanned]:
        """The controls that are to be made, in the order planned."""
        return [point for point in self.points.values() if point.control_id not in self.withdrawn_points]

    def outcomes_of(self, control_id: UUID, day: date) -> list[e.ControlCarriedOut]:
        """The controls that were made by a day, the latest last."""
        made = (each for each in self.outcomes.values() if each.control_id == control_id and each.carried_out_on <= day)
        return sorted(made, key=lambda each: each.carried_out_on)

    def undone_days(self, control_id: UUID) -> list[date]:
        """The days of the plan for which a control has not been made, in order."""
        made = {each.planned_for for each in self.outcomes.values() if each.control_id == control_id}
        return sorted(day for day in self.points[control_id].control_due_days if day not in made)

    def thresholds_on(self, day: date) -> LightThresholds | None:
        """The thresholds of the plan that was adopted last by a day, or else first; None = none ever was."""
        ordered = sorted(self.adoptions, key=lambda each: each.adopted_on)
        found = [each for each in ordered if each.adopted_on <= day] or ordered[:1]
        return found[-1].thresholds if found else None

    def light(self, control_id: UUID, day: date) -> ControlLight:
        """A control's light on a day: the latest evidence's, by the thresholds of its day; grey without any.

        Grey also when a day of the plan has passed since, so that green never stands for what was not looked at.
        """
        made = self.outcomes_of(control_id, day)
        passed = [due for due in self.points[control_id].control_due_days if due < day]
        done_for = {each.planned_for for each in made}
        if not made or (passed and max(passed) not in done_for and made[-1].carried_out_on <= max(passed)):
            return ControlLight.GREY
        thresholds = self.thresholds_on(made[-1].carried_out_on)
        assert thresholds is not None, "a control is made under an adopted plan"
        return light_of(made[-1].n_checked, made[-1].n_faulty, thresholds)

    def stated_lights(self, day: date) -> tuple[e.StatedLight, ...]:
        """Every standing control's light on a day, with what it rests on."""
        found = []
        for point in self.standing_points:
            made = self.outcomes_of(point.control_id, day)
            light = self.light(point.control_id, day)
            rests = {} if not made else {"n_checked": made[-1].n_checked, "n_faulty": made[-1].n_faulty}
            found.append(e.StatedLight(control_id=point.control_id, light=light, **rests))
        return tuple(found)

    def _change_measure(self, measure_id: UUID, **changes: Any) -> None:
        if measure_id in self.measures:
            self.measures = {**self.measures, measure_id: self.measures[measure_id]._replace(**changes)}

    def _require_open(self) -> UUID:
        if self.id is None:
            raise NotFoundError("Internkontrollplanen finns inte i nämnden. Se GET /api/v1/internal-control-plans.")
        if self.closed is not None:
            raise NotAllowedError(f"Internkontrollen för {self.year} avslutades {self.closed.closed_on} och ändras inte mer.")
        return self.id

    def _require_adopted(self) -> UUID:
        stream_id = self._require_open()
        if not self.adoptions:
            raise NotAllowedError("Internkontrollplanen är inte antagen. Anta den innan kontroller redovisas.")
        return stream_id

    def _require_point(self, control_id: UUID) -> e.ControlPointPlanned:
        if control_id not in self.points:
            raise NotFoundError("Kontrollmomentet finns inte i planen. Kontrollera uuid:t.")
        if control_id in self.withdrawn_points:
            raise NotAllowedError("Kontrollmomentet är borttaget ur planen. Välj ett som gäller, eller planera ett nytt.")
        return self.points[control_id]

"""Planning a year's internal control: risks, controls, and the plan's adoption (sv. *internkontrollplan*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from domain.base import Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.placing import require_plan_year
from domain.internal_control import events as e
from domain.internal_control.checks import require_names, require_risk, require_rules, require_thresholds
from domain.internal_control.codes import ControlMethod, RiskResponse
from domain.internal_control.evidence import LightThresholds
from domain.internal_control.state import ControlPlanState
from domain.policies import Policy, require_not_after_today
from domain.rule_definition.history import RuleHistory


class ControlPlanning(ControlPlanState):
    """What may be planned, and when a plan is refused."""

    def begin(
        self, *, plan_id: UUID, year: int, unit: UUID | None = None, others: Callable[[], Iterable[ControlPlanState]],
        stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.ControlPlanBegun]:
        """Begin a year's plan (sv. *påbörja internkontrollplan*).

        Args:
            year: From `plan_years_back_max` before this year to `plan_years_ahead_max` after it.
            unit: Whose plan it is; left out = the board's own.
            others: The board's other plans.

        Raises:
            ConflictError: Begun already.
            InvalidValueError: `year`.
            ConflictError: The unit, or the board, has a plan for the year.
        """
        if self.version:
            raise ConflictError("Internkontrollplanen är redan påbörjad. Fortsätt med den.")
        require_plan_year(year, today, policy)
        if any((other.year, other.unit) == (year, unit) for other in others()):
            raise ConflictError(f"Det finns redan en internkontrollplan för {year}. Fortsätt med den.")
        return (e.ControlPlanBegun(**envelope(plan_id, 0, stamp), year=year, unit=unit),)

    def assess_risk(
        self, *, risk_id: UUID, process_name: str, risk: str, probability: int, consequence: int, risk_response: RiskResponse,
        handling: str, stamp: Stamp, policy: Policy,
    ) -> tuple[e.ControlRiskAssessed]:
        """Assess a risk by how probable and how grave it is (sv. *bedöma risk*).

        Args:
            process_name: The process or routine that it is a risk in.
            probability, consequence: From 1 to `risk_scale_max`.
            risk_response: Accepted only up to `risk_accept_max`, probability times consequence.
            handling: How it is handled, or why it is accepted.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            ConflictError: `risk_id` is taken.
            InvalidValueError: `process_name`, `risk`, `probability`, `consequence`, `handling`.
            NotAllowedError: The risk is too great to be accepted.
        """
        stream_id = self._require_open()
        if risk_id in self.risks or risk_id in self.withdrawn_risks:
            raise ConflictError("Det finns redan en risk med det uuid:t. Använd ett nytt.")
        require_risk(process_name, risk, probability, consequence, risk_response, handling, policy)
        return (
            e.ControlRiskAssessed(
                **envelope(stream_id, self.version, stamp), risk_id=risk_id, process_name=process_name, risk=risk,
                probability=probability, consequence=consequence, risk_response=risk_response, handling=handling,
            ),
        )

    def reassess_risk(
        self, *, risk_id: UUID, process_name: str, risk: str, probability: int, consequence: int, risk_response: RiskResponse,
        handling: str, reason: str, stamp: Stamp, policy: Policy,
    ) -> tuple[e.ControlRiskAssessed]:
        """Assess a risk anew, whole (sv. *bedöma risk på nytt*).

        Args:
            probability, consequence, risk_response, handling: As for `assess_risk`.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            NotFoundError: Unknown risk.
            InvalidValueError: `process_name`, `risk`, `probability`, `consequence`, `handling`.
            NotAllowedError: The risk is too great to be accepted.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        self._require_risk(risk_id)
        require_risk(process_name, risk, probability, consequence, risk_response, handling, policy)
        policy.require_short_text(reason, "Orsaken till den nya bedömningen")
        return (
            e.ControlRiskAssessed(
                **envelope(stream_id, self.version, stamp), risk_id=risk_id, process_name=process_name, risk=risk,
                probability=probability, consequence=consequence, risk_response=risk_response, handling=handling, reason=reason,
            ),
        )

    def withdraw_risk(self, *, risk_id: UUID, reason: str, stamp: Stamp, policy: Policy) -> tuple[e.ControlRiskWithdrawn]:
        """Take a risk out of the plan (sv. *ta bort risk*).

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            NotFoundError: Unknown risk; then NotAllowedError: a control that stands is about it.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        self._require_risk(risk_id)
        if any(point.risk_id == risk_id for point in self.standing_points):
            raise NotAllowedError("Risken har kontrollmoment i planen. Ta bort dem först, eller bedöm risken på nytt.")
        policy.require_short_text(reason, "Orsaken till att risken tas bort")
        return (e.ControlRiskWithdrawn(**envelope(stream_id, self.version, stamp), risk_id=risk_id, reason=reason),)

    def plan_control(
        self, *, control_id: UUID, risk_id: UUID, control: str, population: str, control_method: ControlMethod,
        control_rules: tuple[str, ...] = (), evidence_wanted: str | None = None, control_due_days: tuple[date, ...],
        responsible_id: UUID, responsible_name: str, responsible_title: str | None = None,
        known_rules: RuleHistory, stamp: Stamp, policy: Policy,
    ) -> tuple[e.ControlPointPlanned]:
        """Plan a control of a risk (sv. *planera kontrollmoment*).

        Args:
            control: What is controlled.
            population: Among what.
            control_rules: The rules of a full review, such as R-04; left out = every rule in force when it is made.
            evidence_wanted: What is to show the result; needed for every other method.
            control_due_days: The last day of each time, in the plan's year, each once.
            known_rules: The rules that there are.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            ConflictError: `control_id` is taken.
            NotFoundError: Unknown risk; then NotAllowedError: it is accepted.
            InvalidValueError: `control`, `population`; rules for another method than full review, an unknown rule, one twice;
                `evidence_wanted` missing where rules say nothing, or its text; no day, one of another year, one twice; the
                responsible's name or title.
        """
        stream_id = self._require_open()
        if control_id in self.points:
            raise ConflictError("Det finns redan ett kontrollmoment med det uuid:t. Använd ett nytt.")
        days = self._checked(
            risk_id, control, population, control_method, control_rules, evidence_wanted, control_due_days, known_rules, policy
        )
        require_names(responsible_name, responsible_title, "Den ansvarigas", policy)
        return (
            e.ControlPointPlanned(
                **envelope(stream_id, self.version, stamp), control_id=control_id, risk_id=risk_id, control=control,
                population=population, control_method=control_method, control_rules=control_rules,
                evidence_wanted=evidence_wanted, control_due_days=days, responsible_id=responsible_id,
                responsible_name=responsible_name, responsible_title=responsible_title,
            ),
        )

    def replan_control(
        self, *, control_id: UUID, risk_id: UUID, control: str, population: str, control_method: ControlMethod,
        control_rules: tuple[str, ...] = (), evidence_wanted: str | None = None, control_due_days: tuple[date, ...],
        responsible_id: UUID, responsible_name: str, responsible_title: str | None = None, reason: str,
        known_rules: RuleHistory, stamp: Stamp, policy: Policy,
    ) -> tuple[e.ControlPointPlanned]:
        """Plan a control anew, whole (sv. *ändra kontrollmoment*).

        Args:
            control_rules, evidence_wanted, known_rules: As for `plan_control`.
            control_due_days: As for `plan_control`, with every day that it was made for.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            NotFoundError: Unknown control; then NotAllowedError: it is taken out.
            NotFoundError, NotAllowedError, InvalidValueError: As for `plan_control`, from the risk on.
            NotAllowedError: A day that it was made for is left out.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        self._require_point(control_id)
        days = self._checked(
            risk_id, control, population, control_method, control_rules, evidence_wanted, control_due_days, known_rules, policy
        )
        require_names(responsible_name, responsible_title, "Den ansvarigas", policy)
        made_for = {each.planned_for for each in self.outcomes.values() if each.control_id == control_id} - {None}
        for day in sorted(day for day in made_for if day is not None and day not in days):
            raise NotAllowedError(f"Kontrollen för {day} är gjord. Behåll den dagen i planen.")
        policy.require_short_text(reason, "Orsaken till ändringen")
        return (
            e.ControlPointPlanned(
                **envelope(stream_id, self.version, stamp), control_id=control_id, risk_id=risk_id, control=control,
                population=population, control_method=control_method, control_rules=control_rules,
                evidence_wanted=evidence_wanted, control_due_days=days, responsible_id=responsible_id,
                responsible_name=responsible_name, responsible_title=responsible_title, reason=reason,
            ),
        )

    def withdraw_control(
        self, *, control_id: UUID, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[e.ControlPointWithdrawn]:
        """Take a control out of the plan; what was made of it stands (sv. *ta bort kontrollmoment*).

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            NotFoundError: Unknown control; then NotAllowedError: it is taken out.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        self._require_point(control_id)
        policy.require_short_text(reason, "Orsaken till att kontrollmomentet tas bort")
        return (e.ControlPointWithdrawn(**envelope(stream_id, self.version, stamp), control_id=control_id, reason=reason),)

    def adopt(
        self, *, adopted_on: date, plan_adopted_by: str, thresholds: LightThresholds,
        fewer_full_reviews_reason: str | None = None, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.ControlPlanAdopted]:
        """Adopt the plan, or a revised one: its controls are made from now on (sv. *anta internkontrollplan*).

        Args:
            thresholds: From which percent in order a control is green, 1 to 100, and yellow, 0 to one less.
            fewer_full_reviews_reason: Needed where a unit's plan has fewer full reviews than `full_reviews_per_year_min`.

        Raises:
            NotFoundError: Unknown plan; then NotAllowedError: the year is closed.
            InvalidValueError: `adopted_on` after today; `plan_adopted_by`, `thresholds`.
            NotAllowedError: A handled risk has no control, or there is no risk at all.
            InvalidValueError: Too few full reviews and no reason; `fewer_full_reviews_reason`.
        """
        stream_id = self._require_open()
        require_not_after_today(adopted_on, "Dagen då planen antogs", today)
        policy.require_short_text(plan_adopted_by, "Vem som antog planen")
        require_thresholds(thresholds)
        self._require_every_risk_controlled()
        self._require_full_reviews(fewer_full_reviews_reason, policy)
        return (
            e.ControlPlanAdopted(
                **envelope(stream_id, self.version, stamp), adopted_on=adopted_on, plan_adopted_by=plan_adopted_by,
                thresholds=thresholds, fewer_full_reviews_reason=fewer_full_reviews_reason,
            ),
        )

    def _require_risk(self, risk_id: UUID) -> e.ControlRiskAssessed:
        if risk_id not in self.risks:
            raise NotFoundError("Risken finns inte i planen. Kontrollera uuid:t.")
        return self.risks[risk_id]

    def _checked(
        self, risk_id: UUID, control: str, population: str, method: ControlMethod, rules: tuple[str, ...],
        evidence_wanted: str | None, due_days: tuple[date, ...], known_rules: RuleHistory, policy: Policy,
    ) -> tuple[date, ...]:
        if self._require_risk(risk_id).risk_response is RiskResponse.ACCEPTED:
            raise NotAllowedError("Risken accepteras. Bedöm den på nytt som hanterad innan en kontroll planeras.")
        policy.require_text(control, "Vad som kontrolleras")
        policy.require_short_text(population, "Vad kontrollen görs bland")
        require_rules(method, rules, known_rules)
        if evidence_wanted is None and method is not ControlMethod.FULL_REVIEW:
            raise InvalidValueError("Ange vad som ska visa resultatet: regler säger det bara vid totalgranskning.")
        if evidence_wanted is not None:
            policy.require_text(evidence_wanted, "Vad som ska visa resultatet")
        if not due_days:
            raise InvalidValueError("Kontrollen har ingen dag. Ange minst en sista dag.")
        for day in due_days:
            if day.year != self.year:
                raise InvalidValueError(f"Kontrollens dag är {day}, men planen är för {self.year}. Ange en dag det året.")
        if len(set(due_days)) < len(due_days):
            raise InvalidValueError("Samma dag är angiven två gånger. Ange varje dag en gång.")
        return tuple(sorted(due_days))

    def _require_every_risk_controlled(self) -> None:
        if not self.risks:
            raise NotAllowedError("Planen har ingen risk. Gör väsentlighets- och riskanalysen först.")
        controlled = {point.risk_id for point in self.standing_points}
        waiting = [
            risk for risk in self.risks.values()
            if risk.risk_response is RiskResponse.HANDLED and risk.risk_id not in controlled
        ]
        if waiting:
            raise NotAllowedError(
                f"{len(waiting)} av riskerna som ska hanteras har inget kontrollmoment. Planera ett för varje, eller acceptera"
                " risken."
            )

    def _require_full_reviews(self, reason: str | None, policy: Policy) -> None:
        planned = sum(
            len(point.control_due_days) for point in self.standing_points if point.control_method is ControlMethod.FULL_REVIEW
        )
        if self.unit is not None and planned < policy.full_reviews_per_year_min and reason is None:
            raise InvalidValueError(
                f"Planen har {planned} totalgranskningar. Planera minst {policy.full_reviews_per_year_min} om året, eller ange"
                " varför det räcker med färre."
            )
        if reason is not None:
            policy.require_short_text(reason, "Orsaken till färre totalgranskningar")

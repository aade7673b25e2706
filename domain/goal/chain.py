"""The goal chain of a year (sv. *målkedja*): goals of the council, the board and the units, what is expected, how it is measured.

One stream holds one year of one board, so that what hangs together is judged together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from domain.base import Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal import events as e
from domain.goal.codes import ChainLevel, GoalItemEnding, Periodicity
from domain.goal.placing import require_new_indicator, require_new_wording, require_place, require_plan_year
from domain.goal.state import Activity, ExpectedResult, Goal, GoalChainState, IndicatorLine
from domain.goal.target import Target, require_same_unit, require_target
from domain.policies import Policy, require_not_after_today, require_order

_WORK = {
    "ways_of_working": "Arbetssättet", "use_of_resources": "Resursanvändningen", "how_followed_up": "Uppföljningen",
    "development": "Utvecklingen",
}


class GoalChain(GoalChainState):
    """A year's goal chain (sv. *målkedja*), and what may be decided about it.

    Every decision but `begin` raises NotFoundError when the year's chain has not been begun.
    """

    def begin(
        self, *, chain_id: UUID, year: int, others: Callable[[], Iterable[GoalChainState]], stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.GoalChainBegun]:
        """Begin to plan a year's goals (sv. *påbörja målkedja*).

        Args:
            year: From `plan_years_back_max` before this year to `plan_years_ahead_max` after it.
            others: The board's other chains.

        Raises:
            ConflictError: Already begun.
            InvalidValueError: `year`.
            ConflictError: The year has a chain.
        """
        if self.version:
            raise ConflictError("Målkedjan är redan påbörjad. Planera vidare i den.")
        require_plan_year(year, today, policy)
        if any(other.year == year for other in others()):
            raise ConflictError(f"Det finns redan en målkedja för {year}. Planera vidare i den som finns.")
        return (e.GoalChainBegun(**envelope(chain_id, 0, stamp), year=year),)

    def set_goal(
        self, *, goal_id: UUID, level: ChainLevel, wording: str, label_used: str | None = None, under: UUID | None = None,
        unit: UUID | None = None, stamp: Stamp, policy: Policy,
    ) -> tuple[e.SteeringGoalSet]:
        """Set a goal (sv. *sätta upp mål*).

        Args:
            label_used: What the unit calls it, of a unit's goal: enhetsmål, åtagande.
            under: The goal above it, of a higher level; left out while it hangs under none.
            unit: Whose it is; of a unit's goal and of no other.

        Raises:
            ConflictError: `goal_id` is taken.
            InvalidValueError: `wording`, then `label_used`; a unit's goal without `unit`, or another with it.
            NotFoundError: `under` is none of the year's goals; then NotAllowedError: it has been ended.
            InvalidValueError: `under` is not of a higher level.
            ConflictError: The same goal is there.
        """
        self._require_free(goal_id)
        policy.require_text(wording, "Målets lydelse")
        if label_used is not None:
            policy.require_short_text(label_used, "Enhetens ord för målet")
        if (level is ChainLevel.UNIT) != (unit is not None):
            raise InvalidValueError("Ange enheten för ett enhetsmål, och bara för det: målen ovanför är hela nämndens.")
        require_place(self, goal_id, level, under)
        require_new_wording(self, goal_id, level, unit, wording)
        return (
            e.SteeringGoalSet(
                **self._envelope(stamp), goal_id=goal_id, level=level, wording=wording, label_used=label_used, under=under,
                unit=unit,
            ),
        )

    def change_goal(
        self, *, goal_id: UUID, wording: str, label_used: str | None = None, under: UUID | None = None, changed_on: date,
        reason: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.SteeringGoalChanged]:
        """Put a goal in other words or move it in the chain; state it whole (sv. *ändra mål*).

        Raises:
            NotFoundError: Unknown goal; then NotAllowedError: it has been ended.
            InvalidValueError: `wording`, `label_used`, `changed_on` after today, `reason`.
            NotFoundError: `under` is none of the year's goals; then NotAllowedError: it has been ended.
            InvalidValueError: The goal would lie under itself; `under` is not of a higher level.
            ConflictError: The same goal is there; then nothing is changed.
        """
        goal = self._require(goal_id, Goal, "Målet")
        policy.require_text(wording, "Målets lydelse")
        if label_used is not None:
            policy.require_short_text(label_used, "Enhetens ord för målet")
        self._require_change(changed_on, reason, today, policy)
        require_place(self, goal_id, goal.level, under)
        require_new_wording(self, goal_id, goal.level, goal.unit, wording)
        if (wording, label_used, under) == (goal.wording, goal.label_used, goal.under):
            raise ConflictError("Målet lyder redan så och ligger redan där. Ange det som ska ändras.")
        return (
            e.SteeringGoalChanged(
                **self._envelope(stamp), goal_id=goal_id, wording=wording, label_used=label_used, under=under,
                changed_on=changed_on, reason=reason,
            ),
        )

    def describe_work(
        self, *, goal_id: UUID, ways_of_working: str | None = None, use_of_resources: str | None = None,
        how_followed_up: str | None = None, development: str | None = None, stamp: Stamp, policy: Policy,
    ) -> tuple[e.GoalWorkDescribed]:
        """Describe how a goal is worked towards; state it whole (sv. *beskriva arbetet mot målet*).

        Raises:
            NotFoundError: Unknown goal; then NotAllowedError: it has been ended.
            InvalidValueError: Nothing is given; then each of the texts.
        """
        self._require(goal_id, Goal, "Målet")
        texts = {
            "ways_of_working": ways_of_working, "use_of_resources": use_of_resources, "how_followed_up": how_followed_up,
            "development": development,
        }
        if not any(text is not None for text in texts.values()):
            raise InvalidValueError("Inget är beskrivet. Ange arbetssätt, resursanvändning, uppföljning eller utveckling.")
        for name, text in texts.items():
            if text is not None:
                policy.require_text(text, _WORK[name])
        return (e.GoalWorkDescribed(**self._envelope(stamp), goal_id=goal_id, **texts),)

    def set_expected_result(
        self, *, result_id: UUID, goal_id: UUID, wording: str, target: Target | None = None, stamp: Stamp, policy: Policy
    ) -> tuple[e.ExpectedResultSet]:
        """Set what is expected of a goal (sv. *sätta upp förväntat resultat*).

        Args:
            target: A number with its unit and predicate, or a text; left out while it is blank.

        Raises:
            ConflictError: `result_id` is taken.
            NotFoundError: Unknown goal; then NotAllowedError: it has been ended.
            InvalidValueError: `wording`, `target`.
            ConflictError: The goal has the same expected result.
        """
        self._require_free(result_id)
        self._require(goal_id, Goal, "Målet")
        policy.require_text(wording, "Det förväntade resultatets lydelse")
        require_target(target, "Målvärdet", policy)
        self._require_new_result(goal_id, result_id, wording)
        return (
            e.ExpectedResultSet(**self._envelope(stamp), result_id=result_id, goal_id=goal_id, wording=wording, target=target),
        )

    def change_expected_result(
        self, *, result_id: UUID, wording: str, target: Target | None = None, changed_on: date, reason: str, stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[e.ExpectedResultChanged]:
        """Change an expected result or its target; state it whole (sv. *ändra förväntat resultat*).

        Raises:
            NotFoundError: Unknown; then NotAllowedError: it has been ended.
            InvalidValueError: `wording`, `target`, `changed_on` after today, `reason`; a target of another unit than before.
            ConflictError: The goal has the same expected result; then nothing is changed.
        """
        result = self._require(result_id, ExpectedResult, "Det förväntade resultatet")
        policy.require_text(wording, "Det förväntade resultatets lydelse")
        require_target(target, "Målvärdet", policy)
        self._require_change(changed_on, reason, today, policy)
        require_same_unit(result.target, target, "Målvärdet före och efter ändringen")
        self._require_new_result(result.goal_id, result_id, wording)
        if (wording, target) == (result.wording, result.target):
            raise ConflictError("Det förväntade resultatet lyder redan så. Ange det som ska ändras.")
        return (
            e.ExpectedResultChanged(
                **self._envelope(stamp), result_id=result_id, wording=wording, target=target, changed_on=changed_on, reason=reason
            ),
        )

    def plan_indicator(
        self, *, line_id: UUID, under: UUID | None = None, unit: UUID | None = None, indicator: str | None = None,
        indicator_name: str, annual_target: Target | None = None, council_target: Target | None = None,
        periodicity: Periodicity, stamp: Stamp, policy: Policy,
    ) -> tuple[e.IndicatorPlanned]:
        """Plan an indicator for the year, with its targets (sv. *planera indikator*).

        Args:
            under: The goal or expected result that it measures; left out when it is measured without being a goal.
            unit: Whose figure, where there is no goal to tell; what hangs under a unit's goal is that unit's.
            indicator: The id of its definition; left out while it is not defined.
            annual_target, council_target: A number with its unit and predicate, or a text; left out while it is blank.

        Raises:
            ConflictError: `line_id` is taken.
            NotFoundError: `under` is no goal and no expected result; then NotAllowedError: it has been ended.
            InvalidValueError: `unit` is another than the goal's; `indicator`, `indicator_name`, `annual_target`,
                `council_target`; targets of different units.
            ConflictError: The unit has the indicator already that year.
        """
        self._require_free(line_id)
        unit = self._unit_of_line(under, unit)
        self._require_named(indicator, indicator_name, policy)
        self._require_targets(annual_target, council_target, policy)
        require_new_indicator(self, line_id, unit, indicator, indicator_name)
        return (
            e.IndicatorPlanned(
                **self._envelope(stamp), line_id=line_id, under=under, unit=unit, indicator=indicator,
                indicator_name=indicator_name, annual_target=annual_target, council_target=council_target,
                periodicity=periodicity,
            ),
        )

    def change_indicator_plan(
        self, *, line_id: UUID, indicator: str | None = None, annual_target: Target | None = None,
        council_target: Target | None = None, periodicity: Periodicity, changed_on: date, reason: str, stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.IndicatorPlanChanged]:
        """Change an indicator's targets, or give it its definition; state it whole (sv. *ändra indikator i planen*).

        Raises:
            NotFoundError: Unknown; then NotAllowedError: it has been ended.
            InvalidValueError: `indicator`, `annual_target`, `council_target`; targets of different units; `changed_on` after
                today, `reason`; an annual or a council target of another unit than before.
            NotAllowedError: It has a definition and would get another, or none.
            ConflictError: The unit has the indicator already that year; then nothing is changed.
        """
        line = self._require(line_id, IndicatorLine, "Indikatorn")
        self._require_named(indicator, line.indicator_name, policy)
        self._require_targets(annual_target, council_target, policy)
        self._require_change(changed_on, reason, today, policy)
        require_same_unit(line.annual_target, annual_target, "Årsmålet före och efter ändringen")
        require_same_unit(line.council_target, council_target, "KF:s årsmål före och efter ändringen")
        if line.indicator is not None and indicator != line.indicator:
            raise NotAllowedError("Indikatorn har redan en definition. Avsluta raden och planera den andra indikatorn för sig.")
        require_new_indicator(self, line_id, line.unit, indicator, line.indicator_name)
        changed = (indicator, annual_target, council_target, periodicity)
        if changed == (line.indicator, line.annual_target, line.council_target, line.periodicity):
            raise ConflictError("Indikatorn är redan planerad så. Ange det som ska ändras.")
        return (
            e.IndicatorPlanChanged(
                **self._envelope(stamp), line_id=line_id, indicator=indicator, annual_target=annual_target,
                council_target=council_target, periodicity=periodicity, changed_on=changed_on, reason=reason,
            ),
        )

    def plan_activity(
        self, *, activity_id: UUID, goal_id: UUID, wording: str, starts_on: date, ends_on: date, responsible_id: UUID,
        responsible_name: str, responsible_title: str | None = None, stamp: Stamp, policy: Policy,
    ) -> tuple[e.ActivityPlanned]:
        """Plan what is to be done for a goal, when and by whom (sv. *planera aktivitet*).

        Args:
            starts_on, ends_on: At least one day of them in the chain's year; the same day is allowed.

        Raises:
            ConflictError: `activity_id` is taken.
            NotFoundError: Unknown goal; then NotAllowedError: it has been ended.
            InvalidValueError: `wording`; `ends_on` before `starts_on`; no day in the year.
        """
        self._require_free(activity_id)
        self._require(goal_id, Goal, "Målet")
        policy.require_text(wording, "Aktivitetens lydelse")
        require_order(starts_on, "starten", ends_on, "Aktivitetens slut")
        if not starts_on.year <= (self.year or starts_on.year) <= ends_on.year:
            raise InvalidValueError(f"Aktiviteten har ingen dag i {self.year}. Ange dagar i det året, eller ett annat års mål.")
        return (
            e.ActivityPlanned(
                **self._envelope(stamp), activity_id=activity_id, goal_id=goal_id, wording=wording, starts_on=starts_on,
                ends_on=ends_on, responsible_id=responsible_id, responsible_name=responsible_name,
                responsible_title=responsible_title,
            ),
        )

    def finish_activity(self, *, activity_id: UUID, done_on: date, stamp: Stamp, today: date) -> tuple[e.ActivityDone]:
        """Record that an activity was done (sv. *bocka av aktivitet*).

        Raises:
            NotFoundError: Unknown activity; then NotAllowedError: it has been ended, or is done already.
            InvalidValueError: `done_on` after today.
        """
        activity = self._require(activity_id, Activity, "Aktiviteten")
        if activity.done_on is not None:
            raise NotAllowedError(f"Aktiviteten är redan genomförd {activity.done_on}.")
        require_not_after_today(done_on, "Genomförandet", today)
        return (e.ActivityDone(**self._envelope(stamp), activity_id=activity_id, done_on=done_on),)

    def end_item(
        self, *, item_id: UUID, ending: GoalItemEnding, ended_on: date, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.GoalItemEnded]:
        """End a goal, an expected result, an indicator's line or an activity (sv. *avsluta del av målkedjan*).

        Raises:
            NotFoundError: Unknown; then NotAllowedError: it has been ended already; then parts that hold hang from it.
            InvalidValueError: `ended_on` after today, `reason`.
        """
        self._require(item_id, object, "Delen")
        hanging = self.hanging_from(item_id)
        if hanging:
            raise NotAllowedError(f"Under delen finns {hanging} som gäller. Avsluta eller flytta dem först.")
        require_not_after_today(ended_on, "Avslutet", today)
        policy.require_short_text(reason, "Orsaken")
        return (e.GoalItemEnded(**self._envelope(stamp), item_id=item_id, ending=ending, ended_on=ended_on, reason=reason),)

    def _envelope(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "checked before"
        return envelope(self.id, self.version, stamp)

    def _require_begun(self) -> None:
        if self.id is None:
            raise NotFoundError("Årets målkedja är inte påbörjad. Påbörja den först.")

    def _require_free(self, item_id: UUID) -> None:
        self._require_begun()
        if self.has(item_id):
            raise ConflictError("Det finns redan en del av målkedjan med det uuid:t. Använd ett nytt.")

    def _require(self, item_id: UUID, kind: type[Any] | tuple[type[Any], ...], what: str) -> Any:
        self._require_begun()
        found = self.standing(item_id)
        if found is None and self.has(item_id):
            raise NotAllowedError(f"{what} gäller inte längre i målkedjan för {self.year}. Lägg upp på nytt det som ska gälla.")
        if found is None or not isinstance(found, kind):
            raise NotFoundError(f"{what} finns inte i målkedjan för {self.year}. Kontrollera uuid:t.")
        return found

    def _require_new_result(self, goal_id: UUID, result_id: UUID, wording: str) -> None:
        wanted = wording.strip().casefold()
        for each in self.results.values():
            same = (each.goal_id, each.wording.strip().casefold()) == (goal_id, wanted)
            if same and each.id != result_id and each.ended is None:
                raise ConflictError("Målet har redan det förväntade resultatet. Ändra det som finns.")

    def _unit_of_line(self, under: UUID | None, unit: UUID | None) -> UUID | None:
        if under is None:
            return unit
        self._require(under, (Goal, ExpectedResult), "Målet eller det förväntade resultatet")
        owner = self.unit_of(under)
        if unit not in (None, owner):
            raise InvalidValueError("Indikatorn hänger under ett mål som är någon annans. Utelämna enheten, eller ange målets.")
        return owner

    def _require_named(self, indicator: str | None, indicator_name: str, policy: Policy) -> None:
        if indicator is not None:
            policy.require_short_text(indicator, "Indikatorns id")
        policy.require_short_text(indicator_name, "Indikatorns namn")

    def _require_targets(self, annual: Target | None, council: Target | None, policy: Policy) -> None:
        require_target(annual, "Årsmålet", policy)
        require_target(council, "KF:s årsmål", policy)
        require_same_unit(annual, council, "Årsmålet och KF:s årsmål")

    def _require_change(self, changed_on: date, reason: str, today: date, policy: Policy) -> None:
        require_not_after_today(changed_on, "Ändringen", today)
        policy.require_short_text(reason, "Orsaken till ändringen")

"""Decisions on the plan's goals: set, and ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.plan.codes import GoalEnding, GoalHolder, GoalLevel
from domain.case.plan.events import GoalEnded, GoalSet
from domain.case.plan.guards import GuardedPlan, require_catalogue_code, require_text_if
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_ABOVE = {GoalLevel.INDIVIDUAL: GoalLevel.STANDARD, GoalLevel.SUB_GOAL: GoalLevel.INDIVIDUAL}


class GoalDecisions(GuardedPlan):
    """The tree of goals: standard goal, individual goal, sub-goals."""

    def set_goal(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        goal_level: GoalLevel,
        goal_holder: GoalHolder,
        set_on: date,
        parent_goal_id: UUID | None = None,
        standard_goal_code: str | None = None,
        goal_text: str | None = None,
        own_words: str | None = None,
        no_own_words_reason: str | None = None,
        how_worked_on: str | None = None,
        provider_responsibility: str | None = None,
        individual_responsibility: str | None = None,
        method_ids: tuple[UUID, ...] = (),
        reach_by: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[GoalSet]:
        """Set a goal in the plan (sv. *sätta mål*).

        Args:
            set_on: From the day of the plan, and of the goal above, to today, both ends included.
            parent_goal_id: The goal above, in the same plan. A sub-goal has an individual goal above it; an individual goal
                has a standard goal, or none where the unit's catalogue has none that fits; a standard goal has none.
            standard_goal_code: The code in the unit's catalogue; a standard goal has one and no other goal has.
            own_words: The goal in the person's own words; a sub-goal without them needs `goal_text` and `no_own_words_reason`.
            method_ids: Methods that are to lead to it, whichever plan they were chosen in.
            reach_by: Not before `set_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan; then unknown goal above; then unknown method.
            InvalidValueError: The goal above is of another plan, or of the wrong level; then `standard_goal_code`, the texts,
                no wording, no own words; then `set_on` after today, before the plan, before the goal above; then `reach_by`.
            NotAllowedError: The goal above has ended, or the standard goal is in the plan already; then after the closing.

        Source: SOSFS 2014:5 6 kap., allmänna råd.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Målet")
        if parent_goal_id is not None:
            require_existing(parent_goal_id, self.plan_work.goals, "Det överordnade målet")
        self._require_known_methods(method_ids)
        goal = GoalSet(
            **self._next(stamp), entry_id=entry_id, plan_id=plan_id, goal_level=goal_level, goal_holder=goal_holder,
            set_on=set_on, parent_goal_id=parent_goal_id, standard_goal_code=standard_goal_code, goal_text=goal_text,
            own_words=own_words, no_own_words_reason=no_own_words_reason, how_worked_on=how_worked_on,
            provider_responsibility=provider_responsibility, individual_responsibility=individual_responsibility,
            method_ids=method_ids, reach_by=reach_by, source=source,
        )
        self._require_goal_in_tree(goal)
        _require_wording(goal, policy, imported=is_imported(stamp, source))
        self._require_possible_goal_days(goal, today)
        self._require_room_for_goal(goal)
        self._require_open_on(set_on, "Dagen då målet sattes", imported=is_imported(stamp, source))
        return (goal,)

    def end_goal(
        self,
        *,
        entry_id: UUID,
        goal_id: UUID,
        goal_ended_on: date,
        goal_ending: GoalEnding,
        replaced_by_goal_id: UUID | None = None,
        reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[GoalEnded]:
        """End the work with a goal (sv. *avsluta mål*).

        Args:
            goal_ended_on: From the day it was set to today, both ends included.
            replaced_by_goal_id: The goal that took its place, of this plan or a later one; given exactly when it was replaced.
            reason: Needed unless the goal was reached; a source may lack it.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown goal; then unknown `replaced_by_goal_id`.
            InvalidValueError: `replaced_by_goal_id` missing, given without need, or the goal itself; then `reason`; then
                `goal_ended_on` after today, or before the goal was set.
            NotAllowedError: The goal has ended; then it has sub-goals that have not, or was followed up later; then after
                the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Målets avslut")
        require_existing(goal_id, self.plan_work.goals, "Målet")
        if replaced_by_goal_id is not None:
            require_existing(replaced_by_goal_id, self.plan_work.goals, "Det nya målet")
        _require_replacement(goal_id, goal_ending, replaced_by_goal_id)
        imported = is_imported(stamp, source)
        needed = goal_ending is not GoalEnding.REACHED and not imported
        require_text_if(reason, "Orsaken till att målet avslutas", policy, needed=needed)
        require_not_after_today(goal_ended_on, "Målets sista dag", today)
        require_order(self.plan_work.goals[goal_id].set_on, "dagen då det sattes", goal_ended_on, "Målets sista dag")
        self._require_endable_goal(goal_id, goal_ended_on)
        self._require_open_on(goal_ended_on, "Målets sista dag", imported=imported)
        return (
            GoalEnded(
                **self._next(stamp), entry_id=entry_id, goal_id=goal_id, goal_ended_on=goal_ended_on, goal_ending=goal_ending,
                replaced_by_goal_id=replaced_by_goal_id, reason=reason, source=source,
            ),
        )

    def _require_goal_in_tree(self, goal: GoalSet) -> None:
        wanted = _ABOVE.get(goal.goal_level)
        if goal.parent_goal_id is None:
            if goal.goal_level is GoalLevel.SUB_GOAL:
                raise InvalidValueError("Ett delmål hör till ett individuellt mål. Ange vilket.")
            return
        above = self.plan_work.goals[goal.parent_goal_id]
        if above.plan_id != goal.plan_id:
            raise InvalidValueError("Det överordnade målet hör till en annan plan. Välj ett mål i samma plan.")
        if wanted is None:
            raise InvalidValueError("Ett standardmål har inget mål över sig. Ta bort det överordnade målet eller ändra nivån.")
        if above.goal_level is not wanted:
            raise InvalidValueError(
                f"Målet är ett {goal.goal_level.swedish} och målet över det ett {above.goal_level.swedish}. "
                f"Välj ett {wanted.swedish}."
            )

    def _require_possible_goal_days(self, goal: GoalSet, today: date) -> None:
        require_not_after_today(goal.set_on, "Dagen då målet sattes", today)
        self._require_after_plan(goal.plan_id, goal.set_on, "Dagen då målet sattes")
        if goal.parent_goal_id is not None:
            above = self.plan_work.goals[goal.parent_goal_id]
            require_order(above.set_on, "dagen för det överordnade målet", goal.set_on, "Dagen då målet sattes")
        if goal.reach_by is not None:
            require_order(goal.set_on, "dagen då det sattes", goal.reach_by, "Dagen då målet ska vara nått")

    def _require_room_for_goal(self, goal: GoalSet) -> None:
        if goal.parent_goal_id in self.plan_work.goal_endings:
            raise NotAllowedError("Det överordnade målet är avslutat. Sätt delen under ett mål som det arbetas med.")
        if goal.standard_goal_code is not None and any(
            (other.standard_goal_code, other.goal_holder) == (goal.standard_goal_code, goal.goal_holder)
            and other.entry_id not in self.plan_work.goal_endings
            for other in self.plan_work.goals_of(goal.plan_id)
        ):
            raise NotAllowedError("Standardmålet finns redan i planen för samma person. Sätt det individuella målet under det.")

    def _require_endable_goal(self, goal_id: UUID, day: date) -> None:
        work = self.plan_work
        if goal_id in work.goal_endings:
            raise NotAllowedError("Målet är redan avslutat. Stryk avslutet först om det var fel.")
        if any(each.parent_goal_id == goal_id and each.entry_id not in work.goal_endings for each in work.goals.values()):
            raise NotAllowedError("Målet har mål under sig som inte är avslutade. Avsluta dem först.")
        if any(judgement.on > day for judgement in work.judgements_of(goal_id)):
            raise NotAllowedError("Målet är uppföljt efter den dagen. Ange en senare dag, eller stryk uppföljningen.")


def _require_wording(goal: GoalSet, policy: Policy, *, imported: bool) -> None:
    if goal.goal_level is GoalLevel.STANDARD:
        require_catalogue_code(goal.standard_goal_code or "", "Standardmålets kod", policy)
    elif goal.standard_goal_code is not None:
        raise InvalidValueError("Bara ett standardmål har en kod ur enhetens lista. Sätt målet under standardmålet.")
    for text, what in (
        (goal.goal_text, "Målet"),
        (goal.own_words, "Målet med egna ord"),
        (goal.no_own_words_reason, "Orsaken till att egna ord saknas"),
        (goal.how_worked_on, "Hur ni arbetar med målet"),
        (goal.provider_responsibility, "Utförarens ansvar"),
        (goal.individual_responsibility, "Den enskildes ansvar"),
    ):
        require_text_if(text, what, policy)
    if goal.goal_level is not GoalLevel.STANDARD and goal.goal_text is None and goal.own_words is None:
        raise InvalidValueError("Målet saknar lydelse. Skriv det med den enskildes egna ord eller med enhetens.")
    lacks_own_words = goal.goal_level is GoalLevel.SUB_GOAL and goal.own_words is None and not imported
    if lacks_own_words and goal.no_own_words_reason is None:
        raise InvalidValueError("Delmålet saknar den enskildes egna ord. Skriv dem, eller skriv varför de saknas.")


def _require_replacement(goal_id: UUID, ending: GoalEnding, replacement: UUID | None) -> None:
    if ending is GoalEnding.REPLACED and replacement is None:
        raise InvalidValueError("Målet är ersatt av ett annat mål. Ange vilket.")
    if ending is not GoalEnding.REPLACED and replacement is not None:
        raise InvalidValueError("Ett annat mål anges bara när målet är ersatt. Ändra hur målet avslutades eller ta bort det.")
    if replacement == goal_id:
        raise InvalidValueError("Ett mål kan inte ersättas av sig självt. Ange det nya målet.")

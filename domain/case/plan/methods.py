"""Decisions on the plan's methods: chosen, changed, ended, and the steps of a manual-based programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.plan.events import MethodChanged, MethodChosen, MethodEnded, MethodFacts, ProgrammeStepTaken
from domain.case.plan.guards import GuardedPlan, require_catalogue_code, require_text_if
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class MethodDecisions(GuardedPlan):
    """What the work is done with."""

    def choose_method(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        method_code: str,
        method_from: date,
        programme_steps: int | None = None,
        goal_ids: tuple[UUID, ...] = (),
        method_details: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MethodChosen]:
        """Choose a method for the work (sv. *välja metod*). It goes on under later plans until it is changed or ended.

        Args:
            method_code: The code in the unit's catalogue, of a method that is not in use in the case.
            method_from: The first day; may lie ahead, and before the plan, since work may have begun without one.
            programme_steps: Of a manual-based programme: from 1 to `policy.programme_steps_max`, both included.
            goal_ids: Goals of the plan that it is to lead to.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan; then unknown goal.
            InvalidValueError: A goal of another plan; then `method_code`, `programme_steps`, `method_details`.
            NotAllowedError: The method is in use; then after the closing.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Metoden")
        self._require_known_goals(goal_ids)
        method = MethodChosen(
            **self._next(stamp), entry_id=entry_id, plan_id=plan_id, method_code=method_code, method_from=method_from,
            programme_steps=programme_steps, goal_ids=goal_ids, method_details=method_details, source=source,
        )
        self._require_possible_method(method, policy)
        self._require_method_not_in_use(method_code)
        self._require_open_on(method_from, "Metodens första dag", imported=is_imported(stamp, source))
        return (method,)

    def change_method(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        replaces_method_id: UUID,
        method_code: str,
        method_from: date,
        reason: str,
        programme_steps: int | None = None,
        goal_ids: tuple[UUID, ...] = (),
        method_details: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MethodChanged]:
        """Change to another method (sv. *byta metod*).

        Args:
            replaces_method_id: The method that ends, whichever plan it was chosen in.
            method_code: The code in the unit's catalogue, of a method that is not in use in the case.
            method_from: The first day of the new method, and the last of the one before. Not before that one's first day, nor
                before a step that was taken of it; may lie ahead.
            programme_steps: Of a manual-based programme: from 1 to `policy.programme_steps_max`, both included.
            goal_ids: Goals of the plan that the new method is to lead to.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan; then unknown `replaces_method_id`; then unknown goal.
            InvalidValueError: `reason`; then a goal of another plan, `method_code`, `programme_steps`, `method_details`; then
                `method_from` before the first day of the method before.
            NotAllowedError: The method before has ended, or a step of it was taken later; then the new one is in use; then
                after the closing.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Metoden")
        self._require_known_methods((replaces_method_id,))
        self._require_known_goals(goal_ids)
        policy.require_text(reason, "Orsaken till bytet av metod")
        method = MethodChanged(
            **self._next(stamp), entry_id=entry_id, plan_id=plan_id, replaces_method_id=replaces_method_id,
            method_code=method_code, method_from=method_from, reason=reason, programme_steps=programme_steps,
            goal_ids=goal_ids, method_details=method_details, source=source,
        )
        self._require_possible_method(method, policy)
        self._require_endable_method(replaces_method_id, method_from, "Dagen för bytet")
        self._require_method_not_in_use(method_code)
        self._require_open_on(method_from, "Dagen för bytet", imported=is_imported(stamp, source))
        return (method,)

    def end_method(
        self,
        *,
        entry_id: UUID,
        method_id: UUID,
        method_ended_on: date,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MethodEnded]:
        """Stop working with a method without changing to another (sv. *avsluta metod*).

        Args:
            method_ended_on: The last day: from the method's first day, and the last step that was taken, to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown method.
            InvalidValueError: `reason`; then `method_ended_on` after today, or before the method's first day.
            NotAllowedError: It has ended, or a step of it was taken later; then after the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Metodens avslut")
        self._require_known_methods((method_id,))
        policy.require_text(reason, "Orsaken till att metoden avslutas")
        require_not_after_today(method_ended_on, "Metodens sista dag", today)
        self._require_endable_method(method_id, method_ended_on, "Metodens sista dag")
        self._require_open_on(method_ended_on, "Metodens sista dag", imported=is_imported(stamp, source))
        return (
            MethodEnded(
                **self._next(stamp), entry_id=entry_id, method_id=method_id, method_ended_on=method_ended_on, reason=reason,
                source=source,
            ),
        )

    def take_programme_step(
        self,
        *,
        entry_id: UUID,
        method_id: UUID,
        step_number: int,
        step_taken_on: date,
        manual_departure_reason: str | None = None,
        session_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ProgrammeStepTaken]:
        """Record that a step of a manual-based programme was gone through (sv. *gå igenom ett steg i programmet*).

        Args:
            step_number: From 1 to the programme's number of steps, both included.
            step_taken_on: From the programme's first day to today, and not after its last; all ends included.
            manual_departure_reason: Needed when it is not the step after the highest that was taken by that day: a step taken
                again, or with others left out before it. Imported history may lack it.
            session_id: The session in which it was taken.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown method; then unknown session.
            InvalidValueError: It is no programme with steps; then `step_number` outside the programme; then `step_taken_on`
                after today, or before the programme's first day; then `manual_departure_reason` no text, or missing.
            NotAllowedError: After the programme's last day; then after the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Steget")
        self._require_known_methods((method_id,))
        if session_id is not None:
            require_existing(session_id, self.sessions, "Besöket")
        imported = is_imported(stamp, source)
        self._require_step_of_programme(method_id, step_number)
        require_not_after_today(step_taken_on, "Dagen för steget", today)
        require_order(self.plan_work.methods[method_id].method_from, "programmets första dag", step_taken_on, "Dagen för steget")
        due = self.plan_work.next_step(method_id, step_taken_on)
        require_text_if(
            manual_departure_reason, f"Nästa steg enligt manualen är {due}: orsaken till att det blev steg {step_number}",
            policy, needed=step_number != due and not imported,
        )
        last_day = self.plan_work.last_day_of(method_id)
        if last_day is not None and step_taken_on > last_day:
            raise NotAllowedError(f"Programmet avslutades {last_day}. Ange en tidigare dag, eller välj programmet på nytt.")
        self._require_open_on(step_taken_on, "Dagen för steget", imported=imported)
        return (
            ProgrammeStepTaken(
                **self._next(stamp), entry_id=entry_id, method_id=method_id, step_number=step_number,
                step_taken_on=step_taken_on, manual_departure_reason=manual_departure_reason, session_id=session_id,
                source=source,
            ),
        )

    def _require_possible_method(self, method: MethodFacts, policy: Policy) -> None:
        self._require_goals_of_plan(method.goal_ids, method.plan_id)
        require_catalogue_code(method.method_code, "Metodens kod", policy)
        most = policy.programme_steps_max
        if method.programme_steps is not None and not 1 <= method.programme_steps <= most:
            raise InvalidValueError(f"Programmet har {method.programme_steps} steg. Ange ett antal från 1 till {most}.")
        require_text_if(method.method_details, "Beskrivningen av metoden", policy)

    def _require_goals_of_plan(self, goal_ids: Iterable[UUID], plan_id: UUID) -> None:
        if any(self.plan_work.goals[goal_id].plan_id != plan_id for goal_id in goal_ids):
            raise InvalidValueError("Ett av målen hör till en annan plan. Välj mål i samma plan.")

    def _require_method_not_in_use(self, method_code: str) -> None:
        work = self.plan_work
        if any(each.method_code == method_code and each.entry_id not in work.method_endings for each in work.methods.values()):
            raise NotAllowedError("Metoden används redan i ärendet och går vidare under den nya planen. Välj en annan metod.")

    def _require_endable_method(self, method_id: UUID, day: date, what: str) -> None:
        require_order(self.plan_work.methods[method_id].method_from, "metodens första dag", day, what)
        if method_id in self.plan_work.method_endings:
            raise NotAllowedError("Metoden är redan avslutad eller utbytt. Stryk den uppgiften först om den var fel.")
        if any(step.step_taken_on > day for step in self.plan_work.steps_of(method_id)):
            raise NotAllowedError("Ett steg i programmet är taget efter den dagen. Ange en senare dag, eller stryk steget.")

    def _require_step_of_programme(self, method_id: UUID, step_number: int) -> None:
        steps = self.plan_work.methods[method_id].programme_steps
        if steps is None:
            raise InvalidValueError("Metoden är inget program med steg. Skriv i journalen vad som gjordes.")
        if not 1 <= step_number <= steps:
            raise InvalidValueError(f"Steg {step_number} finns inte i programmet. Ange ett steg från 1 till {steps}.")

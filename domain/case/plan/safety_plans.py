"""Decisions on safety plans: made, and gone through again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.case.plan.codes import SafetyConcern, SafetyPlanStanding
from domain.case.plan.events import SafetyPlanMade, SafetyPlanReviewed
from domain.case.plan.guards import require_text_if
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class SafetyPlanDecisions(GuardedCase):
    """What is to be done when danger comes near; needs no implementation plan."""

    def make_safety_plan(
        self,
        *,
        entry_id: UUID,
        safety_concern: SafetyConcern,
        safety_plan_made_on: date,
        risk: str,
        warning_signs: tuple[str, ...] = (),
        own_steps: tuple[str, ...] = (),
        safer_surroundings: str | None = None,
        who_to_call: tuple[str, ...],
        shared_with_person: bool,
        not_shared_reason: str | None = None,
        safety_plan_review_on: date | None = None,
        replaces_safety_plan_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SafetyPlanMade]:
        """Make a safety plan (sv. *göra säkerhetsplan*).

        Args:
            safety_plan_made_on: Not after today.
            own_steps: What the person does alone first.
            who_to_call: People and services in the order they are to be called; at least one.
            not_shared_reason: Needed when it was not shared with the person, for example because a violent person might read
                it; a source may lack it.
            safety_plan_review_on: Not before `safety_plan_made_on`.
            replaces_safety_plan_id: A plan for the same concern that is in force.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `replaces_safety_plan_id`.
            InvalidValueError: `risk`, `warning_signs`, `own_steps`, `safer_surroundings`, `who_to_call`, `not_shared_reason`;
                then `safety_plan_made_on` after today; then `safety_plan_review_on`; then it replaces a plan for another
                concern, or one that was made later.
            NotAllowedError: The plan it replaces is not in force; then after the closing.

        Source: Stanley & Brown (2012), Safety Planning Intervention, for its parts.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Säkerhetsplanen")
        if replaces_safety_plan_id is not None:
            require_existing(replaces_safety_plan_id, self.plan_work.safety_plans, "Den säkerhetsplan som ersätts")
        made = SafetyPlanMade(
            **self._next(stamp), entry_id=entry_id, safety_concern=safety_concern, safety_plan_made_on=safety_plan_made_on,
            risk=risk, warning_signs=warning_signs, own_steps=own_steps, safer_surroundings=safer_surroundings,
            who_to_call=who_to_call, shared_with_person=shared_with_person, not_shared_reason=not_shared_reason,
            safety_plan_review_on=safety_plan_review_on, replaces_safety_plan_id=replaces_safety_plan_id, source=source,
        )
        imported = is_imported(stamp, source)
        _require_contents(made, policy, imported=imported)
        require_not_after_today(safety_plan_made_on, "Säkerhetsplanens datum", today)
        if safety_plan_review_on is not None:
            require_order(safety_plan_made_on, "säkerhetsplanens datum", safety_plan_review_on, "Nästa genomgång")
        self._require_replaceable_safety_plan(made)
        self._require_open_on(safety_plan_made_on, "Säkerhetsplanens datum", imported=imported)
        return (made,)

    def review_safety_plan(
        self,
        *,
        entry_id: UUID,
        safety_plan_id: UUID,
        safety_plan_reviewed_on: date,
        safety_plan_standing: SafetyPlanStanding,
        assessment: str,
        safety_plan_review_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SafetyPlanReviewed]:
        """Go through a safety plan again (sv. *gå igenom säkerhetsplan*).

        Args:
            safety_plan_reviewed_on: From the day it was made to today, both included.
            safety_plan_review_on: The next time; not before this one, and none for a plan that is no longer needed.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown safety plan.
            InvalidValueError: `assessment`; then `safety_plan_reviewed_on` after today, or before the plan was made; then
                `safety_plan_review_on`.
            NotAllowedError: The plan is not in force; then after the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Genomgången")
        require_existing(safety_plan_id, self.plan_work.safety_plans, "Säkerhetsplanen")
        policy.require_text(assessment, "Bedömningen")
        require_not_after_today(safety_plan_reviewed_on, "Dagen för genomgången", today)
        made_on = self.plan_work.safety_plans[safety_plan_id].safety_plan_made_on
        require_order(made_on, "säkerhetsplanens datum", safety_plan_reviewed_on, "Dagen för genomgången")
        _require_next_review(safety_plan_reviewed_on, safety_plan_review_on, safety_plan_standing)
        self._require_safety_plan_in_force(safety_plan_id)
        self._require_open_on(safety_plan_reviewed_on, "Dagen för genomgången", imported=is_imported(stamp, source))
        return (
            SafetyPlanReviewed(
                **self._next(stamp), entry_id=entry_id, safety_plan_id=safety_plan_id,
                safety_plan_reviewed_on=safety_plan_reviewed_on, safety_plan_standing=safety_plan_standing,
                assessment=assessment, safety_plan_review_on=safety_plan_review_on, source=source,
            ),
        )

    def _require_replaceable_safety_plan(self, made: SafetyPlanMade) -> None:
        if made.replaces_safety_plan_id is None:
            return
        replaced = self.plan_work.safety_plans[made.replaces_safety_plan_id]
        if replaced.safety_concern is not made.safety_concern:
            raise InvalidValueError(
                f"Planen som ersätts gäller {replaced.safety_concern.swedish}. Ersätt en plan som gäller samma sak."
            )
        made_on = replaced.safety_plan_made_on
        require_order(made_on, "planen som ersätts", made.safety_plan_made_on, "Säkerhetsplanens datum")
        self._require_safety_plan_in_force(replaced.entry_id)

    def _require_safety_plan_in_force(self, safety_plan_id: UUID) -> None:
        if not self.plan_work.safety_plan_holds(safety_plan_id):
            raise NotAllowedError("Säkerhetsplanen gäller inte längre. Gör en ny om den behövs.")


def _require_contents(made: SafetyPlanMade, policy: Policy, *, imported: bool) -> None:
    policy.require_text(made.risk, "Risken")
    for texts, what in ((made.warning_signs, "Varningstecknet"), (made.own_steps, "Det egna steget")):
        for text in texts:
            policy.require_text(text, what)
    require_text_if(made.safer_surroundings, "Hur omgivningen görs säkrare", policy)
    if not made.who_to_call and not imported:
        raise InvalidValueError("Det framgår inte vem man ska ringa. Ange minst en person eller tjänst.")
    policy.require_short_texts(made.who_to_call, "Vem man ska ringa")
    needed = not made.shared_with_person and not imported
    require_text_if(made.not_shared_reason, "Orsaken till att planen inte har delats med personen", policy, needed=needed)


def _require_next_review(reviewed_on: date, next_on: date | None, standing: SafetyPlanStanding) -> None:
    if next_on is None:
        return
    require_order(reviewed_on, "genomgången", next_on, "Nästa genomgång")
    if standing is SafetyPlanStanding.NOT_NEEDED:
        raise InvalidValueError("En plan som inte behövs längre har ingen nästa genomgång. Ta bort dagen eller ändra läget.")

"""Decisions on the plan's course: participation, revisions, and follow-ups goal by goal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.meetings.codes import MeetingParty
from domain.case.plan.codes import ChildHearing, GoalMovement, ParticipationGrade, PlanPerson
from domain.case.plan.events import GoalResult, PlanFollowedUp, PlanParticipationRecorded, PlanRevised
from domain.case.plan.guards import GuardedPlan, require_text_if
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_NEEDS_REASON = (ParticipationGrade.NONE, ParticipationGrade.NOT_APPLICABLE)
_NO_NEARER = (GoalMovement.STILL, GoalMovement.BACK)


class PlanCourseDecisions(GuardedPlan):
    """Who took part in the plan, and what became of it."""

    def record_plan_participation(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        participation_of: PlanPerson,
        participation_graded_on: date,
        plan_participation: ParticipationGrade,
        plan_participation_reason: str | None = None,
        goal_participation: ParticipationGrade,
        goal_participation_reason: str | None = None,
        child_hearing: ChildHearing | None = None,
        child_not_heard_reason: str | None = None,
        child_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlanParticipationRecorded]:
        """Grade one person's participation in the plan and in its goals (sv. *bedöma delaktighet*).

        Args:
            participation_graded_on: Not after today; may be before the plan, while it is drawn up.
            plan_participation_reason, goal_participation_reason: Needed for "none" and "not applicable"; a source may lack them.
            child_hearing: Needed when it is the child's participation.
            child_not_heard_reason: Needed when the child was not heard; a source may lack it.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan.
            InvalidValueError: `plan_participation_reason`, `goal_participation_reason`, `child_hearing` missing,
                `child_not_heard_reason`, `child_view`; then `participation_graded_on` after today.
            NotAllowedError: After the closing.

        Source: SOSFS 2014:5 6 kap., allmänna råd; SoL 2025:400 3:2.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Delaktigheten")
        recorded = PlanParticipationRecorded(
            **self._next(stamp), entry_id=entry_id, plan_id=plan_id, participation_of=participation_of,
            participation_graded_on=participation_graded_on, plan_participation=plan_participation,
            plan_participation_reason=plan_participation_reason, goal_participation=goal_participation,
            goal_participation_reason=goal_participation_reason, child_hearing=child_hearing,
            child_not_heard_reason=child_not_heard_reason, child_view=child_view, source=source,
        )
        imported = is_imported(stamp, source)
        _require_reasoned_grades(recorded, policy, imported=imported)
        _require_child_heard(recorded, policy, imported=imported)
        require_not_after_today(participation_graded_on, "Dagen då delaktigheten bedömdes", today)
        self._require_open_on(participation_graded_on, "Dagen då delaktigheten bedömdes", imported=imported)
        return (recorded,)

    def revise_plan(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        plan_revised_on: date,
        reason: str,
        plan_changes: str,
        next_plan_follow_up_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlanRevised]:
        """Revise the plan (sv. *revidera genomförandeplan*); its goals and methods are set, ended and changed beside it.

        Args:
            plan_revised_on: From the day of the plan to today, both included.
            plan_changes: What becomes different.
            next_plan_follow_up_on: Not before the revision; None = the day that was set before holds.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan.
            InvalidValueError: `reason`, `plan_changes`; then `plan_revised_on` after today, or before the plan; then
                `next_plan_follow_up_on`.
            NotAllowedError: After the closing.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Revideringen")
        policy.require_text(reason, "Orsaken till revideringen")
        policy.require_text(plan_changes, "Vad som ändras")
        require_not_after_today(plan_revised_on, "Dagen för revideringen", today)
        self._require_after_plan(plan_id, plan_revised_on, "Dagen för revideringen")
        if next_plan_follow_up_on is not None:
            require_order(plan_revised_on, "revideringen", next_plan_follow_up_on, "Nästa uppföljning")
        self._require_open_on(plan_revised_on, "Dagen för revideringen", imported=is_imported(stamp, source))
        return (
            PlanRevised(
                **self._next(stamp), entry_id=entry_id, plan_id=plan_id, plan_revised_on=plan_revised_on, reason=reason,
                plan_changes=plan_changes, next_plan_follow_up_on=next_plan_follow_up_on, source=source,
            ),
        )

    def follow_up_plan(
        self,
        *,
        entry_id: UUID,
        plan_id: UUID,
        plan_followed_up_on: date,
        goal_results: tuple[GoalResult, ...] = (),
        plan_followed_up_with: tuple[MeetingParty, ...] = (),
        meeting_id: UUID | None = None,
        next_plan_follow_up_on: date | None = None,
        assessment: str | None = None,
        individual_view: str | None = None,
        child_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlanFollowedUp]:
        """Follow up the plan goal by goal (sv. *följa upp genomförandeplan*).

        Args:
            plan_followed_up_on: From the day of the plan to today, both included.
            goal_results: One for each goal and judge; of goals of the plan that were worked with on that day. At least one,
                when the plan has such a goal; a source may lack them, and the cause of a standstill.
            plan_followed_up_with: Each party once.
            meeting_id: The meeting of the three parties where it was done.
            next_plan_follow_up_on: Not before `plan_followed_up_on`; None = no further follow-up is planned.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown plan; then unknown meeting; then unknown goal.
            InvalidValueError: A goal of another plan; then two results of one goal by one judge; then `standstill_cause`
                missing or given without need; then a party twice; then `assessment`, `individual_view`, `child_view`; then
                `plan_followed_up_on` after today, or before the plan; then `next_plan_follow_up_on`; then a goal that was set
                later; then no result.
            NotAllowedError: A goal that had ended; then after the closing.

        Source: SOSFS 2014:5 6 kap., allmänna råd.
        """
        self._require_entry_of_plan(entry_id, plan_id, "Uppföljningen")
        if meeting_id is not None:
            require_existing(meeting_id, self.meetings.held, "Mötet")
        self._require_known_goals(result.goal_id for result in goal_results)
        followed_up = PlanFollowedUp(
            **self._next(stamp), entry_id=entry_id, plan_id=plan_id, plan_followed_up_on=plan_followed_up_on,
            goal_results=goal_results, plan_followed_up_with=plan_followed_up_with, meeting_id=meeting_id,
            next_plan_follow_up_on=next_plan_follow_up_on, assessment=assessment, individual_view=individual_view,
            child_view=child_view, source=source,
        )
        imported = is_imported(stamp, source)
        self._require_judged_once(followed_up)
        _require_causes(goal_results, imported=imported)
        _require_texts_of_follow_up(followed_up, policy)
        self._require_days_of_follow_up(followed_up, today)
        self._require_goals_of_the_day(followed_up, imported=imported)
        self._require_open_on(plan_followed_up_on, "Dagen för uppföljningen", imported=imported)
        return (followed_up,)

    def _require_judged_once(self, followed_up: PlanFollowedUp) -> None:
        if any(self.plan_work.goals[result.goal_id].plan_id != followed_up.plan_id for result in followed_up.goal_results):
            raise InvalidValueError("Ett av målen hör till en annan plan. Följ upp varje plan för sig.")
        if not _are_different((result.goal_id, result.judged_by) for result in followed_up.goal_results):
            raise InvalidValueError("Samma mål är bedömt två gånger av samma part. Behåll en av bedömningarna.")

    def _require_days_of_follow_up(self, followed_up: PlanFollowedUp, today: date) -> None:
        day = followed_up.plan_followed_up_on
        require_not_after_today(day, "Dagen för uppföljningen", today)
        self._require_after_plan(followed_up.plan_id, day, "Dagen för uppföljningen")
        if followed_up.next_plan_follow_up_on is not None:
            require_order(day, "uppföljningen", followed_up.next_plan_follow_up_on, "Nästa uppföljning")

    def _require_goals_of_the_day(self, followed_up: PlanFollowedUp, *, imported: bool) -> None:
        work, day = self.plan_work, followed_up.plan_followed_up_on
        judged = [work.goals[result.goal_id] for result in followed_up.goal_results]
        if any(goal.set_on > day for goal in judged):
            raise InvalidValueError(f"Ett av målen sattes efter uppföljningen {day}. Rätta det datum som är fel.")
        if not judged and not imported and work.has_goal_on(followed_up.plan_id, day):
            raise InvalidValueError("Uppföljningen saknar resultat. Ange hur det har gått för minst ett av planens mål.")
        if any(work.has_ended_before(goal.entry_id, day) for goal in judged):
            raise NotAllowedError("Ett av målen var avslutat den dagen. Följ upp de mål som ni arbetade med.")


def _require_reasoned_grades(recorded: PlanParticipationRecorded, policy: Policy, *, imported: bool) -> None:
    for grade, reason, what in (
        (recorded.plan_participation, recorded.plan_participation_reason, "Orsaken till graden av delaktighet i planen"),
        (recorded.goal_participation, recorded.goal_participation_reason, "Orsaken till graden av delaktighet i målen"),
    ):
        require_text_if(reason, what, policy, needed=grade in _NEEDS_REASON and not imported)


def _require_child_heard(recorded: PlanParticipationRecorded, policy: Policy, *, imported: bool) -> None:
    hearing = recorded.child_hearing
    if recorded.participation_of is PlanPerson.CHILD and hearing is None and not imported:
        raise InvalidValueError("Det framgår inte hur barnet har hörts. Ange hur, eller att barnet inte har hörts och varför.")
    not_heard = hearing is ChildHearing.NOT_HEARD
    if recorded.child_not_heard_reason is not None and not not_heard:
        raise InvalidValueError("En orsak till att barnet inte har hörts anges bara när det inte har hörts. Rätta en av dem.")
    what = "Orsaken till att barnet inte har hörts"
    require_text_if(recorded.child_not_heard_reason, what, policy, needed=not_heard and not imported)
    require_text_if(recorded.child_view, "Barnets uppfattning", policy)


def _require_causes(results: Iterable[GoalResult], *, imported: bool) -> None:
    for result in results:
        no_nearer = result.goal_movement in _NO_NEARER
        if no_nearer and result.standstill_cause is None and not imported:
            raise InvalidValueError("Ett mål har inte kommit närmare och orsaken saknas. Ange metoden, uppdraget eller målet.")
        if not no_nearer and result.standstill_cause is not None:
            raise InvalidValueError("En orsak anges bara för mål som är stilla eller går bakåt. Rätta en av uppgifterna.")


def _require_texts_of_follow_up(followed_up: PlanFollowedUp, policy: Policy) -> None:
    if not _are_different(followed_up.plan_followed_up_with):
        raise InvalidValueError("Samma part är angiven två gånger. Ange varje part en gång.")
    require_text_if(followed_up.assessment, "Bedömningen", policy)
    require_text_if(followed_up.individual_view, "Den enskildes uppfattning", policy)
    require_text_if(followed_up.child_view, "Barnets uppfattning", policy)


def _are_different(values: Iterable[object]) -> bool:
    listed = list(values)
    return len(set(listed)) == len(listed)

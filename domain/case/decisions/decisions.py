"""Decisions: what becomes of a formal decision; making one is in `making.py`, appeals in `appeals.py`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.decisions.appeals import AppealDecisions
from domain.case.decisions.codes import DecisionParty, ExecutionStep, FollowUpConclusion, NoticeManner, UnexecutedReceiver
from domain.case.decisions.delays import DelayDecisions
from domain.case.decisions.events import (
    ClericalErrorCorrected,
    DecisionCommunicated,
    DecisionExecuted,
    DecisionFollowedUp,
    NonExecutionReported,
)
from domain.case.decisions.guards import require_after_decision
from domain.case.decisions.legal_time import EXECUTION_MONTHS
from domain.case.decisions.making import MakingDecisions
from domain.case.guards import is_imported
from domain.errors import InvalidValueError, NotAllowedError
from domain.months import months_after
from domain.policies import Policy, require_not_after_today, require_order

_FOLLOWS = {
    ExecutionStep.STARTED: (None,),
    ExecutionStep.INTERRUPTED: (ExecutionStep.STARTED, ExecutionStep.RESUMED),
    ExecutionStep.RESUMED: (ExecutionStep.INTERRUPTED,),
    ExecutionStep.NOT_TO_BE: (None, ExecutionStep.INTERRUPTED),
}
"""Which step of execution may follow which; None = nothing has begun."""


class DecisionDecisions(MakingDecisions, AppealDecisions, DelayDecisions):
    """Formal decisions, their follow-up, appeals, and what is owed to who waits."""

    def communicate_decision(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        notified_on: date,
        notice_manner: NoticeManner,
        decision_party: DecisionParty,
        appeal_instructions: bool,
        reached_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[DecisionCommunicated]:
        """Tell a party of a decision (sv. *underrätta om beslut*).

        One that was told without appeal instructions is recorded as it was, and told again.

        Args:
            notified_on: From the day of the decision to today, both included; also after the closing.
            reached_on: The day the party got what was sent, from `notified_on` to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            InvalidValueError: `notified_on` after today; then before the decision; then the same for `reached_on`.

        Source: FL 2017:900 33 §.
        """
        decision = self._require_decision(entry_id, "Underrättelsen", decision_id)
        require_after_decision(decision, notified_on, "Dagen för underrättelsen", today)
        if reached_on is not None:
            require_not_after_today(reached_on, "Dagen då beslutet kom fram", today)
            require_order(notified_on, "dagen för underrättelsen", reached_on, "Dagen då beslutet kom fram")
        return (
            DecisionCommunicated(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id, notified_on=notified_on,
                notice_manner=notice_manner, decision_party=decision_party, appeal_instructions=appeal_instructions,
                reached_on=reached_on, source=source,
            ),
        )

    def follow_up_decision(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        followed_up_on: date,
        conclusion: FollowUpConclusion,
        follow_up_finding: str,
        follow_up_view: str | None = None,
        follow_up_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DecisionFollowedUp]:
        """Follow up a decision (sv. *följa upp beslut*).

        Args:
            followed_up_on: From the day of the decision to today, both included.
            follow_up_on: The next time, after `followed_up_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            InvalidValueError: `follow_up_finding`, `follow_up_view`; then `followed_up_on` after today; then before the decision.
            NotAllowedError: After the closing.
            InvalidValueError: `follow_up_on` on or before `followed_up_on`.

        Source: SOSFS 2014:5 5 kap.
        """
        decision = self._require_decision(entry_id, "Uppföljningen", decision_id)
        policy.require_text(follow_up_finding, "Vad uppföljningen visade")
        if follow_up_view is not None:
            policy.require_text(follow_up_view, "Den enskildes uppfattning")
        require_after_decision(decision, followed_up_on, "Dagen för uppföljningen", today)
        self._require_open_on(followed_up_on, "Dagen för uppföljningen", imported=is_imported(stamp, source))
        if follow_up_on is not None and follow_up_on <= followed_up_on:
            raise InvalidValueError(
                f"Nästa uppföljning är {follow_up_on}, men den här är {followed_up_on}. Ange en senare dag för nästa."
            )
        return (
            DecisionFollowedUp(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id, followed_up_on=followed_up_on,
                conclusion=conclusion, follow_up_finding=follow_up_finding, follow_up_view=follow_up_view,
                follow_up_on=follow_up_on, source=source,
            ),
        )

    def execute_decision(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        step_on: date,
        execution_step: ExecutionStep,
        step_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DecisionExecuted]:
        """Record that what was granted began, was interrupted, began again, or will not be (sv. *verkställa beslut*).

        Args:
            step_on: From the day of the decision, and of the last step, to today, both included.
            step_reason: Required for an interruption, and when it is not to be.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            NotAllowedError: The decision gives nothing to carry out; then the step does not follow on the last one.
            InvalidValueError: `step_reason`; then it is missing; then `step_on` after today; then before the decision.
            NotAllowedError: After the closing.
            InvalidValueError: Before the last step.

        Source: SoL 2025:400 34:1.
        """
        decision = self._require_decision(entry_id, "Verkställigheten", decision_id)
        if not decision.favourable:
            raise NotAllowedError("Beslutet är inte gynnande, så det ger inget att verkställa. Kontrollera vilket beslut det är.")
        last = self.decision.steps[decision_id][-1] if self.decision.steps[decision_id] else None
        if (None if last is None else last.execution_step) not in _FOLLOWS[execution_step]:
            now = "inte verkställt" if last is None else last.execution_step.swedish
            raise NotAllowedError(f"Beslutet är {now}, och därefter kan det inte vara {execution_step.swedish}.")
        if step_reason is not None:
            policy.require_text(step_reason, "Orsaken")
        elif execution_step in (ExecutionStep.INTERRUPTED, ExecutionStep.NOT_TO_BE):
            raise InvalidValueError("Orsaken saknas. Skriv varför beslutet inte verkställs eller varför det blev avbrott.")
        require_after_decision(decision, step_on, "Dagen för verkställigheten", today)
        self._require_open_on(step_on, "Dagen för verkställigheten", imported=is_imported(stamp, source))
        if last is not None:
            require_order(last.step_on, "dagen för det som hände senast", step_on, "Dagen för verkställigheten")
        return (
            DecisionExecuted(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id, step_on=step_on,
                execution_step=execution_step, step_reason=step_reason, source=source,
            ),
        )

    def report_non_execution(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        non_execution_reported_on: date,
        unexecuted_receivers: tuple[UnexecutedReceiver, ...],
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[NonExecutionReported]:
        """Record that it was reported that a decision is not carried out (sv. *rapportera ej verkställt beslut*).

        Args:
            non_execution_reported_on: After the months that the law gives to carry it out, to today; also after the closing.
            unexecuted_receivers: At least one, each once.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            NotAllowedError: The decision gives nothing to carry out.
            InvalidValueError: `unexecuted_receivers`; then `non_execution_reported_on` after today.
            NotAllowedError: The time to carry it out had not passed.

        Source: SoL 2025:400 34:1-4.
        """
        decision = self._require_decision(entry_id, "Rapporten", decision_id)
        if not decision.favourable:
            raise NotAllowedError("Beslutet är inte gynnande, så det ger inget att verkställa. Kontrollera vilket beslut det är.")
        if not unexecuted_receivers or len(set(unexecuted_receivers)) < len(unexecuted_receivers):
            raise InvalidValueError("Ange vem det rapporterades till: minst en mottagare, och var och en en gång.")
        require_not_after_today(non_execution_reported_on, "Dagen för rapporten", today)
        last_day = months_after(decision.decided_on, EXECUTION_MONTHS)
        if non_execution_reported_on <= last_day:
            raise NotAllowedError(f"Beslutet kan verkställas till och med {last_day}. Det rapporteras först därefter.")
        return (
            NonExecutionReported(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id,
                non_execution_reported_on=non_execution_reported_on, unexecuted_receivers=unexecuted_receivers, source=source,
            ),
        )

    def correct_clerical_error(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        error_corrected_on: date,
        text_before: str,
        text_after: str,
        party_heard: bool,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ClericalErrorCorrected]:
        """Put an obvious slip of the pen in a decision right (sv. *rätta skrivfel i beslut*).

        Args:
            error_corrected_on: From the day of the decision to today, both included; also after the closing.
            text_before: What was written, as it stands in the content or the reasons exactly once.
            text_after: What it was meant to be.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown decision.
            InvalidValueError: `text_before`, `text_after`; then they are the same; then `text_before` is not in the decision;
                then it is there more than once; then `error_corrected_on` after today; then before the decision.

        Source: FL 2017:900 36 §.
        """
        decision = self._require_decision(entry_id, "Rättelsen", decision_id)
        policy.require_text(text_before, "Texten som var fel")
        policy.require_text(text_after, "Texten som är rätt")
        if text_before == text_after:
            raise InvalidValueError("Rättelsen ändrar ingenting. Ange hur texten ska vara.")
        content, grounds = self.decision.texts[decision_id]
        found = content.count(text_before) + (grounds or "").count(text_before)
        if not found:
            raise InvalidValueError("Texten som var fel finns inte i beslutet. Skriv av den precis som den står.")
        if found > 1:
            raise InvalidValueError(f"Texten som var fel finns {found} gånger i beslutet. Ange mer av meningen runt den.")
        require_after_decision(decision, error_corrected_on, "Dagen för rättelsen", today)
        return (
            ClericalErrorCorrected(
                **self._next(stamp), entry_id=entry_id, decision_id=decision_id, error_corrected_on=error_corrected_on,
                text_before=text_before, text_after=text_after, party_heard=party_heard, source=source,
            ),
        )

"""Decisions: what is owed to who waits long for a decision on an application. Source: FL 2017:900 11-12 §§."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.decisions.codes import DecisionOutcome
from domain.case.decisions.events import DecisionRequested, DecisionRequestRefused, DelayTold
from domain.case.decisions.guards import GuardedDecisions
from domain.case.guards import is_imported, require_existing
from domain.case.intake.events import IntakeReceived
from domain.concern.codes import LegalTimer
from domain.concern.timers import due_on
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_REFUSING = (DecisionOutcome.REFUSED, DecisionOutcome.DISMISSED)


class DelayDecisions(GuardedDecisions):
    """An application that waits for its decision."""

    def tell_of_delay(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        told_of_delay_on: date,
        delay_reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DelayTold]:
        """Record that the person was told of a delay and why (sv. *underrätta om försening*).

        Args:
            told_of_delay_on: From the day the application came in to today, both included, and before its decision.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown application.
            InvalidValueError: `delay_reason`; then `told_of_delay_on` after today; then before the application.
            NotAllowedError: It was decided before that day.

        Source: FL 2017:900 11 §.
        """
        intake = self._require_application(entry_id, "Underrättelsen", intake_id)
        policy.require_text(delay_reason, "Orsaken till förseningen")
        self._require_waiting(intake, told_of_delay_on, "Dagen för underrättelsen", today)
        return (
            DelayTold(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, told_of_delay_on=told_of_delay_on,
                delay_reason=delay_reason, source=source,
            ),
        )

    def request_decision(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        received_on: date,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[DecisionRequested]:
        """Record a written request to have an application decided (sv. *begära avgörande*).

        Args:
            received_on: After the sixth month from the application, to today, and before its decision.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown application.
            InvalidValueError: `received_on` after today; then before the application.
            NotAllowedError: It was decided before that day; then it has not waited six months, unless it is imported history;
                then it was asked for before: the law gives one occasion.

        Source: FL 2017:900 12 §.
        """
        intake = self._require_application(entry_id, "Begäran om avgörande", intake_id)
        self._require_waiting(intake, received_on, "Dagen för begäran om avgörande", today)
        last = due_on(LegalTimer.DELAYED_DECISION, intake.requested_on)
        if received_on <= last and not is_imported(stamp, source):
            raise NotAllowedError(
                f"Avgörande kan begäras först efter {last}, sex månader från ansökan. Registrera det som en anteckning."
            )
        if any(each.intake_id == intake_id for each in self.decision.requests.values()):
            raise NotAllowedError("Avgörande har redan begärts. Det kan begäras en gång i ärendet: registrera en anteckning.")
        return (
            DecisionRequested(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, received_on=received_on, source=source
            ),
        )

    def refuse_decision_request(
        self,
        *,
        entry_id: UUID,
        decision_request_id: UUID,
        decision_id: UUID,
        source: Source | None = None,
        stamp: Stamp,
    ) -> tuple[DecisionRequestRefused]:
        """Record by which decision a request to have an application decided was refused (sv. *avslå begäran om avgörande*).

        Args:
            decision_id: A decision of its own: to refuse or dismiss, and not the one on the application.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request; then unknown decision.
            NotAllowedError: It was refused before.
            InvalidValueError: The decision is the one on the application; then it neither refuses nor dismisses; then it was made
                before the request came in.

        Source: FL 2017:900 12 §.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Avslaget")
        require_existing(decision_request_id, self.decision.requests, "Begäran om avgörande")
        require_existing(decision_id, self.decision.decisions, "Beslutet")
        asked, decision = self.decision.requests[decision_request_id], self.decision.decisions[decision_id]
        if decision_request_id in self.decision.refusals:
            raise NotAllowedError("Begäran om avgörande är redan avslagen. Stryk det avslaget om det är fel.")
        if decision.intake_id == asked.intake_id:
            raise InvalidValueError("Beslutet avgör själva ansökan. Ange det särskilda beslutet att avslå begäran.")
        if decision.outcome not in _REFUSING:
            raise InvalidValueError(f"Beslutets utfall är {decision.outcome.swedish}. Ange ett beslut om avslag eller avvisning.")
        require_order(asked.received_on, "den dag begäran kom in", decision.decided_on, "Dagen för beslutet")
        return (
            DecisionRequestRefused(
                **self._next(stamp), entry_id=entry_id, decision_request_id=decision_request_id, intake_id=asked.intake_id,
                decision_id=decision_id, request_refused_on=decision.decided_on, source=source,
            ),
        )

    def _require_application(self, entry_id: UUID, what: str, intake_id: UUID) -> IntakeReceived:
        self._require_known()
        self._require_new_entry(entry_id, what)
        require_existing(intake_id, self.intake.intakes, "Ansökan")
        return self.intake.intakes[intake_id]

    def _require_waiting(self, intake: IntakeReceived, day: date, what: str, today: date) -> None:
        require_not_after_today(day, what, today)
        require_order(intake.requested_on, "den dag ansökan kom in", day, what)
        decided_on = self.decision.application_decided_on(intake.entry_id)
        if decided_on is not None and decided_on < day:
            raise NotAllowedError(f"Ansökan avgjordes {decided_on}, före {day}. Rätta det datum som är fel.")

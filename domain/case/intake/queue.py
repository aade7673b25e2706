"""Decisions: waiting for a first time, the calls to who waits, and how the waiting ends."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import is_imported, require_existing
from domain.case.intake.codes import QueueOutcome
from domain.case.intake.events import LeftQueue, PlacedInQueue, QueueCallMade
from domain.case.intake.guards import GuardedIntake
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_order


class QueueDecisions(GuardedIntake):
    """Waiting for a first time."""

    def place_in_queue(
        self,
        *,
        entry_id: UUID,
        intake_id: UUID,
        queued_on: date,
        wait_reason: str | None = None,
        informed_of_wait: bool | None = None,
        expected_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlacedInQueue]:
        """Let the person wait for a first time (sv. *placera i kö*).

        Args:
            queued_on: From the day of the request, and of the end of the last wait, to today, both included.
            wait_reason: Why a time cannot be offered, which is about the unit and not about the person.
            expected_on: When the unit expects to offer a time, not before `queued_on`; may lie ahead.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown request.
            NotAllowedError: The person waits already.
            InvalidValueError: `wait_reason`; then `queued_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the request; then before the end of the last wait; then `expected_on`.

        Source: FL 2017:900 11 § on telling about a delay.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Köplaceringen")
        require_existing(intake_id, self.intake.intakes, "Begäran")
        if self.intake.waiting(intake_id) is not None:
            raise NotAllowedError("Personen står redan i kö efter den begäran. Avsluta den kön först.")
        if wait_reason is not None:
            policy.require_short_text(wait_reason, "Orsaken till väntan")
        self._require_after_intake(intake_id, queued_on, "Första dagen i kö", today, imported=is_imported(stamp, source))
        for before in self.intake.exits.values():
            if self.intake.queues[before.queue_id].intake_id == intake_id:
                require_order(before.queue_left_on, "den dag då förra väntan slutade", queued_on, "Första dagen i kö")
        if expected_on is not None:
            require_order(queued_on, "första dagen i kö", expected_on, "Dagen då en tid väntas")
        return (
            PlacedInQueue(
                **self._next(stamp), entry_id=entry_id, intake_id=intake_id, queued_on=queued_on,
                wait_reason=wait_reason, informed_of_wait=informed_of_wait, expected_on=expected_on,
                next_call_by=queued_on + timedelta(days=policy.queue_call_days), source=source,
            ),
        )

    def record_queue_call(
        self,
        *,
        entry_id: UUID,
        queue_id: UUID,
        occurred: Occurred,
        reached: bool,
        acute_need: YesNoUnknown,
        call_finding: str | None = None,
        call_measure: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[QueueCallMade]:
        """Record a call to somebody who waits, with the check of acute need (sv. *kösamtal*).

        Args:
            occurred: From the first day to the last day of the wait, at most today, both included.
            acute_need: Unknown when nobody was reached.
            call_measure: What was done; required when the need is acute.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown wait.
            InvalidValueError: `call_finding`, `call_measure`; then a finding of need though nobody was reached; then an acute
                need without a measure; then `occurred` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the wait; then after it.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kösamtalet")
        require_existing(queue_id, self.intake.queues, "Köplaceringen")
        for text, what in ((call_finding, "Bedömningen"), (call_measure, "Åtgärden")):
            if text is not None:
                policy.require_text(text, what)
        if not reached and acute_need is not YesNoUnknown.UNKNOWN:
            raise InvalidValueError("Ingen nåddes, så det akuta behovet är okänt. Ange okänt, eller att personen nåddes.")
        if acute_need is YesNoUnknown.YES and call_measure is None:
            raise InvalidValueError("Behovet är akut, men vad som gjordes saknas. Beskriv åtgärden.")
        self._require_intake_day(occurred.on, "Dagen för kösamtalet", today, imported=is_imported(stamp, source))
        require_order(self.intake.queues[queue_id].queued_on, "första dagen i kö", occurred.on, "Dagen för kösamtalet")
        left = self.intake.exits.get(queue_id)
        if left is not None:
            require_order(occurred.on, "kösamtalet", left.queue_left_on, "Sista dagen i kö")
        return (
            QueueCallMade(
                **self._next(stamp), entry_id=entry_id, queue_id=queue_id, occurred=occurred, reached=reached,
                acute_need=acute_need, call_finding=call_finding, call_measure=call_measure,
                next_call_by=occurred.on + timedelta(days=policy.queue_call_days) if reached else None, source=source,
            ),
        )

    def leave_queue(
        self,
        *,
        entry_id: UUID,
        queue_id: UUID,
        queue_left_on: date,
        outcome: QueueOutcome,
        left_because: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[LeftQueue]:
        """End the wait (sv. *ta ur kö*).

        Args:
            queue_left_on: From the last call, or the first day of the wait, to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown wait.
            NotAllowedError: It is over already.
            InvalidValueError: `left_because`; then `queue_left_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Before the wait; then before its last call; then a time was offered, but none is recorded.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Slutet på väntan")
        require_existing(queue_id, self.intake.queues, "Köplaceringen")
        if queue_id in self.intake.exits:
            raise NotAllowedError("Väntan är redan avslutad. Stryk avslutet om det är fel.")
        if left_because is not None:
            policy.require_text(left_because, "Beskrivningen av varför väntan slutade")
        imported = is_imported(stamp, source)
        self._require_intake_day(queue_left_on, "Sista dagen i kö", today, imported=imported)
        queued = self.intake.queues[queue_id]
        require_order(queued.queued_on, "första dagen i kö", queue_left_on, "Sista dagen i kö")
        for call in self.intake.calls[queue_id]:
            require_order(call.occurred.on, "ett kösamtal", queue_left_on, "Sista dagen i kö")
        if outcome is QueueOutcome.OFFERED and not imported and self.intake.first_offer(queued.intake_id) is None:
            raise InvalidValueError("Ingen erbjuden tid är registrerad. Registrera tiden först, eller ange ett annat utfall.")
        return (
            LeftQueue(
                **self._next(stamp), entry_id=entry_id, queue_id=queue_id, queue_left_on=queue_left_on, outcome=outcome,
                left_because=left_because, source=source,
            ),
        )

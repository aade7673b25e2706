"""Decisions on the work itself: plans, sessions, and the commissioner's requests for an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.events import (
    AccountGiven,
    AccountRequested,
    PlanCorrected,
    PlanEstablished,
    PlanFacts,
    SessionCancelled,
    SessionCorrected,
    SessionFacts,
    SessionHeld,
    SessionMissed,
)
from domain.case.guards import GuardedCase, is_imported, require_change, require_existing, require_new
from domain.codes import SessionKind, SessionOutcome
from domain.errors import ConflictError, InvalidValueError
from domain.policies import Policy, require_not_after_today, require_order


class TreatmentDecisions(GuardedCase):
    """Plan, sessions and accounts."""

    def establish_plan(
        self,
        *,
        plan_id: UUID,
        established_on: date,
        individual_took_part: bool | None = None,
        contact_interval_days: int | None = None,
        goals: tuple[str, ...] = (),
        follow_up_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlanEstablished]:
        """Establish an implementation plan (sv. *upprätta genomförandeplan*).

        Args:
            established_on: Not after today, nor after the closing unless it is imported history.
            contact_interval_days: From 1 to `policy.contact_interval_max_days`, both included.
            follow_up_on: Not before `established_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `plan_id` is used.
            InvalidValueError: `established_on` after today; then `contact_interval_days`, `goals`, `follow_up_on`.
            NotAllowedError: After the closing.

        Source: SOSFS 2014:5 6 kap., allmänna råd.
        """
        self._require_known()
        require_new(plan_id, self.plans, "Planen")
        established = PlanEstablished(
            **self._next(stamp),
            plan_id=plan_id,
            established_on=established_on,
            individual_took_part=individual_took_part,
            contact_interval_days=contact_interval_days,
            goals=goals,
            follow_up_on=follow_up_on,
            source=source,
        )
        self._require_possible_plan(established, today, policy)
        return (established,)

    def correct_plan(
        self,
        *,
        plan_id: UUID,
        established_on: date,
        individual_took_part: bool | None,
        contact_interval_days: int | None,
        goals: tuple[str, ...],
        follow_up_on: date | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[PlanCorrected]:
        """State a plan anew, whole (sv. *rätta plan*).

        Raises:
            NotFoundError: Unknown case; then unknown plan.
            InvalidValueError: `reason`; then as when establishing.
            NotAllowedError: After the closing.
            InvalidValueError: No change.
        """
        self._require_known()
        require_existing(plan_id, self.plans, "Planen")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = PlanCorrected(
            **self._next(stamp),
            plan_id=plan_id,
            established_on=established_on,
            individual_took_part=individual_took_part,
            contact_interval_days=contact_interval_days,
            goals=goals,
            follow_up_on=follow_up_on,
            reason=reason,
            source=source,
        )
        self._require_possible_plan(corrected, today, policy)
        require_change(self.plans[plan_id], corrected, PlanFacts)
        return (corrected,)

    def record_session(
        self,
        *,
        session_id: UUID,
        outcome: SessionOutcome,
        occurred: Occurred,
        kind: SessionKind,
        participants: tuple[str, ...] = (),
        note_written_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SessionHeld | SessionMissed | SessionCancelled]:
        """Record what became of a session: held, missed or cancelled (sv. *besök*).

        Args:
            occurred: Not after today; only a session cancelled here, not in a source, may have been planned for a later day.
                In a closed case not after the closing, except a follow-up meeting, a booked session that is cancelled, and
                imported history.
            note_written_on: The source's claim, not after today.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `session_id` is used.
            InvalidValueError: `participants`, `occurred` after today, `note_written_on`.
            NotAllowedError: After the closing.
        """
        self._require_known()
        require_new(session_id, self.sessions, "Besöket")
        recorded = _SESSION_EVENTS[outcome](
            **self._next(stamp),
            session_id=session_id,
            occurred=occurred,
            kind=kind,
            participants=participants,
            note_written_on=note_written_on,
            source=source,
        )
        self._require_possible_session(recorded, outcome, today, policy)
        return (recorded,)

    def correct_session(
        self,
        *,
        session_id: UUID,
        outcome: SessionOutcome,
        occurred: Occurred,
        kind: SessionKind,
        participants: tuple[str, ...],
        note_written_on: date | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SessionCorrected]:
        """State a session anew, whole (sv. *rätta besök*).

        Raises:
            NotFoundError: Unknown case; then unknown session.
            InvalidValueError: `reason`; then as when recording.
            NotAllowedError: After the closing.
            InvalidValueError: No change.
        """
        self._require_known()
        require_existing(session_id, self.sessions, "Besöket")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = SessionCorrected(
            **self._next(stamp),
            session_id=session_id,
            outcome=outcome,
            occurred=occurred,
            kind=kind,
            participants=participants,
            note_written_on=note_written_on,
            reason=reason,
            source=source,
        )
        self._require_possible_session(corrected, outcome, today, policy)
        require_change(self.sessions[session_id], corrected, SessionFacts, "outcome")
        return (corrected,)

    def request_account(
        self,
        *,
        request_id: UUID,
        requested_on: date,
        requested_by: str,
        question: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AccountRequested]:
        """Record that the commissioner asks what has been done (sv. *begäran om redogörelse*). Also in a closed case.

        Args:
            requested_on: Not after today.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `request_id` is used.
            InvalidValueError: `requested_by`, `question`, `requested_on`.
        """
        self._require_known()
        require_new(request_id, self.requests, "Begäran")
        policy.require_short_text(requested_by, "Vem som frågar")
        policy.require_text(question, "Frågan")
        require_not_after_today(requested_on, "Dagen för begäran", today)
        return (
            AccountRequested(
                **self._next(stamp),
                request_id=request_id,
                requested_on=requested_on,
                requested_by=requested_by,
                question=question,
            ),
        )

    def give_account(
        self, *, request_id: UUID, given_on: date, answer: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[AccountGiven]:
        """Answer the commissioner (sv. *lämna redogörelse*). Also in a closed case.

        Args:
            given_on: From the day of the request to today, both included.

        Raises:
            NotFoundError: Unknown case; then unknown request.
            ConflictError: It is answered already.
            InvalidValueError: `answer`; then `given_on`.
        """
        self._require_known()
        require_existing(request_id, self.requests, "Begäran")
        if request_id in self.answers:
            raise ConflictError("Begäran är redan besvarad. Registrera en ny begäran om mer har efterfrågats.")
        policy.require_text(answer, "Svaret")
        require_not_after_today(given_on, "Dagen för svaret", today)
        require_order(self.requests[request_id].requested_on, "begäran", given_on, "Dagen för svaret")
        return (AccountGiven(**self._next(stamp), request_id=request_id, given_on=given_on, answer=answer),)

    def _require_possible_plan(self, plan: PlanFacts, today: date, policy: Policy) -> None:
        require_not_after_today(plan.established_on, "Planens datum", today)
        longest = policy.contact_interval_max_days
        if plan.contact_interval_days is not None and not 1 <= plan.contact_interval_days <= longest:
            raise InvalidValueError(
                f"Planerat antal dagar mellan kontakter är {plan.contact_interval_days}. Ange ett tal från 1 till {longest}."
            )
        for goal in plan.goals:
            policy.require_text(goal, "Målet")
        if plan.follow_up_on is not None:
            require_order(plan.established_on, "planens datum", plan.follow_up_on, "Uppföljningsdatum")
        self._require_open_on(plan.established_on, "Planens datum", imported=is_imported(plan, plan.source))

    def _require_possible_session(self, session: SessionFacts, outcome: SessionOutcome, today: date, policy: Policy) -> None:
        policy.require_short_texts(session.participants, "Deltagaren")
        # Calling off next week's session is said today; a source tells what has been.
        lies_ahead = outcome is SessionOutcome.CANCELLED and session.source is None
        if not lies_ahead:
            require_not_after_today(session.occurred.on, "Besökets datum", today)
        if session.note_written_on is not None:
            require_not_after_today(session.note_written_on, "Dagen då anteckningen skrevs", today)
        # A booked time is called off also when the case was closed before it came.
        is_called_off = outcome is SessionOutcome.CANCELLED and self.bookings.of_session(session.session_id) is not None
        if session.kind is not SessionKind.FOLLOW_UP_MEETING and not is_called_off:
            self._require_open_on(session.occurred.on, "Besökets datum", imported=is_imported(session, session.source))


_SESSION_EVENTS: Mapping[SessionOutcome, type[SessionHeld] | type[SessionMissed] | type[SessionCancelled]] = {
    SessionOutcome.HELD: SessionHeld,
    SessionOutcome.MISSED: SessionMissed,
    SessionOutcome.CANCELLED: SessionCancelled,
}

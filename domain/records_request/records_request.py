"""A request for public records that is about no one known case (sv. *begäran om allmän handling*)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Stamp, envelope
from domain.case.decisions.codes import Court
from domain.case.disclosure.checks import (
    require_answer,
    require_form,
    require_forwarding,
    require_request,
    require_rulings,
    require_settlement,
)
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureForm,
    DisclosureKind,
    DisclosureOutcome,
    HarmTest,
)
from domain.case.disclosure.facts import SegmentRuling
from domain.codes import Channel
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.records_request.events import (
    RecordsDisclosed,
    RecordsRequestAppealed,
    RecordsRequestAppealSettled,
    RecordsRequestDecided,
    RecordsRequestReceived,
    RecordsRequestReviewed,
    RecordsRequestStepStruck,
)
from domain.records_request.state import RecordsRequestState


class RecordsRequest(RecordsRequestState):
    """One request (sv. *begäran om allmän handling*), folded from the events of its stream. `version` 0 = not received."""

    def receive(
        self,
        *,
        request_id: UUID,
        entry_id: UUID,
        received_on: date,
        channel: Channel,
        unit: UUID,
        requester_name: str | None = None,
        requested_scope: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordsRequestReceived]:
        """Record that somebody asks for public records (sv. *ta emot begäran*).

        Args:
            received_on: Not after today. Answered within `policy.disclosure_answer_days`.
            requester_name: Only if it was given without being asked for.

        Raises:
            ConflictError: Already received.
            InvalidValueError: `received_on`; `requester_name`; then `requested_scope`.

        Source: TF 2:15-18.
        """
        if self.version:
            raise ConflictError("Begäran är redan mottagen. Stryk den om den är fel och ta emot en ny.")
        require_request(received_on, requester_name, requested_scope, today, policy)
        return (
            RecordsRequestReceived(
                **envelope(request_id, 0, stamp),
                entry_id=entry_id,
                received_on=received_on,
                channel=channel,
                unit=unit,
                requester_name=requester_name,
                requested_scope=requested_scope,
                answer_by=received_on + timedelta(days=policy.disclosure_answer_days),
            ),
        )

    def review(
        self,
        *,
        entry_id: UUID,
        secrecy_reviewed_on: date,
        secrecy_reviewer_id: UUID,
        secrecy_reviewer_name: str,
        secrecy_reviewer_title: str | None = None,
        harm_test: HarmTest,
        case_ids: tuple[UUID, ...] = (),
        rulings: tuple[SegmentRuling, ...],
        assessment: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordsRequestReviewed]:
        """Try what was found for secrecy, piece by piece (sv. *sekretessprövning*). What no ruling names does not go out.

        Args:
            secrecy_reviewed_on: From the request to today, both included.
            case_ids: Each once.

        Raises:
            NotFoundError: Unknown request.
            ConflictError: `entry_id` is used.
            InvalidValueError: `secrecy_reviewed_on`.
            NotAllowedError: The request is answered.
            InvalidValueError: The reviewer's name and title; a case named twice; then `rulings` and `assessment`, see
                `require_rulings`.
        """
        handling = self._require_handling()
        self._require_new(entry_id, "Sekretessprövningen")
        handling.require_step(secrecy_reviewed_on, "Dagen för sekretessprövningen", today)
        policy.require_short_text(secrecy_reviewer_name, "Namnet på den som prövar")
        if secrecy_reviewer_title is not None:
            policy.require_short_text(secrecy_reviewer_title, "Befattningen")
        if len(set(case_ids)) != len(case_ids):
            raise InvalidValueError("Samma ärende är angivet mer än en gång. Ange varje ärende en gång.")
        require_rulings(handling, rulings, assessment, policy)
        return (
            RecordsRequestReviewed(
                **self._next(stamp),
                entry_id=entry_id,
                secrecy_reviewed_on=secrecy_reviewed_on,
                secrecy_reviewer_id=secrecy_reviewer_id,
                secrecy_reviewer_name=secrecy_reviewer_name,
                secrecy_reviewer_title=secrecy_reviewer_title,
                harm_test=harm_test,
                case_ids=case_ids,
                rulings=rulings,
                assessment=assessment,
            ),
        )

    def decide(
        self,
        *,
        entry_id: UUID,
        answered_on: date,
        decision_level: DecisionLevel,
        disclosure_outcome: DisclosureOutcome,
        decision_reasons: str | None = None,
        restriction: str | None = None,
        answered_by_id: UUID | None = None,
        answered_by_name: str | None = None,
        answered_by_title: str | None = None,
        delegation_reference: str | None = None,
        told_of_written_decision: bool = False,
        appeal_instructions: bool = False,
        requester_notified_on: date | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordsRequestDecided]:
        """Answer the request, by a member of staff or by the authority's own decision (sv. *besvara begäran*).

        Args:
            answered_on: From the request to today, both included.
            answered_by_id: Who answered; None = the board itself. The authority's decision by one person needs
                `delegation_reference`.

        Raises:
            NotFoundError: Unknown request.
            ConflictError: `entry_id` is used.
            InvalidValueError: `answered_on`.
            NotAllowedError: The request is answered.
            NotAllowedError, InvalidValueError: See `require_answer`.

        Source: OSL 2009:400 6:2-3, 6:7; FL 2017:900 31-33 §§.
        """
        handling = self._require_handling()
        self._require_new(entry_id, "Svaret på begäran")
        handling.require_step(answered_on, "Dagen för svaret", today)
        decided = RecordsRequestDecided(
            **self._next(stamp),
            entry_id=entry_id,
            review_id=handling.review_for(disclosure_outcome),
            answered_on=answered_on,
            decision_level=decision_level,
            disclosure_outcome=disclosure_outcome,
            decision_reasons=decision_reasons,
            restriction=restriction,
            answered_by_id=answered_by_id,
            answered_by_name=answered_by_name,
            answered_by_title=answered_by_title,
            delegation_reference=delegation_reference,
            told_of_written_decision=told_of_written_decision,
            appeal_instructions=appeal_instructions,
            requester_notified_on=requester_notified_on,
        )
        require_answer(handling, decided, today, policy)
        return (decided,)

    def disclose(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        disclosed_on: date,
        recipient_name: str | None = None,
        disclosure_form: DisclosureForm,
        fee_kronor: int = 0,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordsDisclosed]:
        """Hand out what was decided (sv. *lämna ut handlingar*).

        Args:
            disclosed_on: From the answer to today, both included.
            fee_kronor: From 0; 0 for reading on the spot and for what is told.

        Raises:
            NotFoundError: Unknown request.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown answer.
            NotAllowedError: Nothing goes out by it; then something has gone out already.
            InvalidValueError: `disclosed_on`; `recipient_name`; then `fee_kronor`.

        Source: TF 2:15-16.
        """
        handling = self._require_handling()
        self._require_new(entry_id, "Utlämnandet")
        decided = handling.require_to_disclose(decision_id, disclosed_on, today)
        if recipient_name is not None:
            policy.require_short_text(recipient_name, "Namnet på mottagaren")
        require_form(DisclosureKind.PUBLIC_RECORD, disclosure_form, fee_kronor)
        return (
            RecordsDisclosed(
                **self._next(stamp),
                entry_id=entry_id,
                decision_id=decision_id,
                disclosed_on=disclosed_on,
                recipient_name=recipient_name,
                disclosure_form=disclosure_form,
                fee_kronor=fee_kronor,
                **handling.tally(decided),
            ),
        )

    def appeal(
        self,
        *,
        entry_id: UUID,
        decision_id: UUID,
        appealed_on: date,
        appeal_forwarded_on: date | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[RecordsRequestAppealed]:
        """Record that the authority's decision was appealed (sv. *överklaga*).

        Args:
            appealed_on: The day it came in, from the decision to today, both included; in time for three weeks from the day the
                requester got the decision.
            appeal_forwarded_on: From `appealed_on` to today, both included; never of a late appeal.

        Raises:
            NotFoundError: Unknown request.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown answer.
            NotAllowedError: It is no decision of the authority; then nothing was withheld; then it is appealed already.
            InvalidValueError: `appealed_on`; then `appeal_forwarded_on`.

        Source: TF 2:19; OSL 2009:400 6:7; FL 2017:900 44-46 §§.
        """
        handling = self._require_handling()
        self._require_new(entry_id, "Överklagandet")
        in_time = handling.require_to_appeal(decision_id, appealed_on, today)
        require_forwarding(appealed_on, in_time, appeal_forwarded_on, today)
        return (
            RecordsRequestAppealed(
                **self._next(stamp),
                entry_id=entry_id,
                decision_id=decision_id,
                appealed_on=appealed_on,
                appeal_in_time=in_time,
                appeal_forwarded_on=appeal_forwarded_on,
            ),
        )

    def settle_appeal(
        self,
        *,
        entry_id: UUID,
        appeal_id: UUID,
        settled_on: date,
        appeal_settlement: AppealSettlement,
        settled_by_court: Court | None = None,
        settlement_text: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RecordsRequestAppealSettled]:
        """Record how the appeal ended; one that changes the answer opens the request again (sv. *avgöra överklagande*).

        Args:
            settled_on: From the appeal to today, both included.
            settled_by_court: Given exactly when a court settled it; optional when it was withdrawn.

        Raises:
            NotFoundError: Unknown request.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown appeal.
            NotAllowedError: It has ended already.
            InvalidValueError: `settled_on`; `settled_by_court`; an appeal in time rejected as late; then `settlement_text`.
        """
        handling = self._require_handling()
        self._require_new(entry_id, "Avgörandet")
        appealed = handling.require_to_settle(appeal_id, settled_on, today)
        settled = RecordsRequestAppealSettled(
            **self._next(stamp),
            entry_id=entry_id,
            appeal_id=appeal_id,
            settled_on=settled_on,
            appeal_settlement=appeal_settlement,
            settled_by_court=settled_by_court,
            settlement_text=settlement_text,
        )
        require_settlement(appealed.appeal_in_time, settled, policy)
        return (settled,)

    def strike_step(self, *, entry_id: UUID, reason: str, stamp: Stamp, policy: Policy) -> tuple[RecordsRequestStepStruck]:
        """State that a step was wrongly recorded; it stays legible (sv. *stryka steg*).

        Raises:
            NotFoundError: Unknown request, or its receipt is struck.
            NotAllowedError: The step is struck already.
            NotFoundError: Unknown step.
            NotAllowedError: A later step rests on it.
            InvalidValueError: `reason`.
        """
        handling = self._require_handling()
        if entry_id in self.struck:
            raise NotAllowedError("Uppgiften är redan struken.")
        if entry_id not in self.steps:
            raise NotFoundError("Uppgiften finns inte i begäran. Kontrollera att du är i rätt begäran.")
        rests = entry_id == handling.request.entry_id and len(self.steps) > 1
        if rests or any(entry_id in _rests_on(step) for step in self.steps.values()):
            raise NotAllowedError("En annan uppgift bygger på den här. Stryk den uppgiften först.")
        policy.require_short_text(reason, "Orsaken till att uppgiften stryks")
        return (RecordsRequestStepStruck(**self._next(stamp), entry_id=entry_id, reason=reason),)


def _rests_on(step: object) -> tuple[UUID | None, ...]:
    return tuple(getattr(step, name, None) for name in ("review_id", "decision_id", "appeal_id"))

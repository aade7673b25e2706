"""What comes from IVO: the decisions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import DocumentKind, IvoOutcome
from domain.lex_sarah.documents import GivenDocument, KeptDocument, keep
from domain.lex_sarah.ivo_events import (
    IvoDeadlineMoved,
    IvoDecided,
    IvoLetterReceived,
    IvoNotificationSent,
    IvoSupplementRequested,
)
from domain.lex_sarah.ivo_region import Owed
from domain.lex_sarah.region_guards import GuardedRegion, require_once
from domain.policies import Policy


class IvoAnswerDecisions(GuardedRegion):
    """What comes from IVO (sv. *svar från IVO*), and is kept."""

    def take_ivo_request(
        self,
        *,
        request_id: UUID,
        requested_on: date,
        answer_due_on: date,
        ivo_request: str,
        documents: tuple[GivenDocument, ...] = (),
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoSupplementRequested]:
        """Record that IVO asks for more (sv. *IVO begär komplettering*), also when it has decided before.

        Args:
            request_id: The entry's id.
            requested_on: From the day of the notification to today.
            answer_due_on: From `requested_on`.
            documents: IVO's letter, each a document from IVO.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `request_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not notified.
            InvalidValueError: `requested_on`, `answer_due_on`, `ivo_request`, a document.
        """
        self._require_ours_for(self.ivo, request_id, "Begäran", stamp)
        notification = self._require_notified()
        self._require_between(notification.sent_at.on, requested_on, "Dagen för IVO:s begäran", today)
        if answer_due_on < requested_on:
            raise InvalidValueError(f"Svaret skulle lämnas senast {answer_due_on}, före begäran {requested_on}. Rätta dagen.")
        policy.require_text(ivo_request, "Vad IVO begär")
        return (
            IvoSupplementRequested(
                **self._next(stamp), entry_id=request_id, requested_on=requested_on, answer_due_on=answer_due_on,
                ivo_request=ivo_request, documents=_from_ivo(documents, policy),
            ),
        )

    def move_ivo_deadline(
        self,
        *,
        entry_id: UUID,
        request_id: UUID | None = None,
        answer_due_on: date,
        told_on: date,
        ivo_answer: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoDeadlineMoved]:
        """Record that IVO gave another last day (sv. *anstånd hos IVO*).

        Args:
            request_id: What it is about; None = the investigation.
            answer_due_on: From `told_on`.
            told_on: From the day that it was first asked for to today.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not notified.
            NotFoundError: Unknown request.
            NotAllowedError: It is not owed.
            InvalidValueError: `told_on`, `answer_due_on`, `ivo_answer`.
        """
        self._require_ours_for(self.ivo, entry_id, "Anståndet", stamp)
        self._require_notified()
        owed = self._require_owed(request_id)
        self._require_between(owed.started_on, told_on, "Dagen för IVO:s besked", today)
        if answer_due_on < told_on:
            raise InvalidValueError(f"Nya sista dagen är {answer_due_on}, före beskedet {told_on}. Rätta dagen.")
        if answer_due_on == owed.due_on:
            raise InvalidValueError(f"Sista dagen är redan {owed.due_on}. Ange en annan, eller låt den stå.")
        policy.require_text(ivo_answer, "IVO:s besked")
        return (
            IvoDeadlineMoved(
                **self._next(stamp), entry_id=entry_id, request_id=request_id, answer_due_on=answer_due_on, told_on=told_on,
                ivo_answer=ivo_answer,
            ),
        )

    def take_ivo_letter(
        self,
        *,
        entry_id: UUID,
        letter_received_on: date,
        letter: str,
        documents: tuple[GivenDocument, ...] = (),
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoLetterReceived]:
        """Keep any other letter from IVO (sv. *skrivelse från IVO*), also when the report is closed.

        Args:
            letter_received_on: From the day that what is reported was noticed to today.

        Raises:
            NotFoundError: Unknown report.
            ConflictError: `entry_id` is used.
            InvalidValueError: `letter_received_on`, `letter`, a document.
        """
        report = self._require_known()
        self._require_new(entry_id, "Skrivelsen")
        self._require_between(report.noticed_at.on, letter_received_on, "Skrivelsens dag", today)
        policy.require_text(letter, "Vad skrivelsen säger")
        return (
            IvoLetterReceived(
                **self._next(stamp), entry_id=entry_id, letter_received_on=letter_received_on, letter=letter,
                documents=_from_ivo(documents, policy),
            ),
        )

    def take_ivo_decision(
        self,
        *,
        entry_id: UUID,
        ivo_decided_on: date,
        decision_received_on: date,
        ivo_outcome: IvoOutcome,
        ivo_reference: str,
        ivo_decision: str,
        documents: tuple[GivenDocument, ...] = (),
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoDecided]:
        """Record what IVO decided (sv. *IVO:s beslut*). What IVO had asked for and not got is awaited no more.

        The investigation is owed by law, and not by IVO's request: it is sent before.

        Args:
            ivo_decided_on: From the day of the notification.
            decision_received_on: From `ivo_decided_on` to today.
            ivo_reference: IVO's number of the decision.
            documents: The decision, each a document from IVO.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not notified; the investigation is not sent; IVO
                has decided, and asked for nothing since.
            InvalidValueError: `decision_received_on`, `ivo_decided_on`, `ivo_reference`, `ivo_decision`, a document.
        """
        self._require_ours_for(self.ivo, entry_id, "Beslutet", stamp)
        notification = self._require_notified()
        if self.ivo.investigation_is_due:
            raise NotAllowedError("Utredningen är inte skickad till IVO. Skicka den först, som komplettering.")
        if self.ivo.is_decided and not self.ivo.open_requests:
            raise NotAllowedError("IVO har redan beslutat. Spara det nya som en skrivelse, eller registrera en ny begäran först.")
        self._require_between(notification.sent_at.on, decision_received_on, "Dagen då beslutet kom", today)
        self._require_between(notification.sent_at.on, ivo_decided_on, "IVO:s beslutsdag", decision_received_on)
        policy.require_short_text(ivo_reference, "Beslutets beteckning")
        policy.require_text(ivo_decision, "Vad IVO beslutade")
        return (
            IvoDecided(
                **self._next(stamp), entry_id=entry_id, ivo_decided_on=ivo_decided_on, decision_received_on=decision_received_on,
                ivo_outcome=ivo_outcome, ivo_reference=ivo_reference, ivo_decision=ivo_decision,
                documents=_from_ivo(documents, policy),
            ),
        )

    def _require_notified(self) -> IvoNotificationSent:
        if self.ivo.notification is None:
            raise NotAllowedError("IVO är inte anmäld. Registrera anmälan först.")
        return self.ivo.notification

    def _require_open_requests(self, request_ids: tuple[UUID, ...]) -> None:
        require_once(request_ids, "En begäran")
        for request_id in request_ids:
            self._require_owed(request_id)

    def _require_owed(self, request_id: UUID | None) -> Owed:
        """What IVO waits for: the answer to a request, or without one the investigation."""
        if request_id is not None and request_id not in self.ivo.requests:
            raise NotFoundError("IVO:s begäran finns inte i Lex Sarah-ärendet. Kontrollera uppgiften.")
        owed = self.ivo.investigation if request_id is None else self.ivo.requests[request_id]
        if owed is None or not owed.is_open:
            raise NotAllowedError("Det är redan skickat till IVO, eller väntas inte längre.")
        return owed


def _from_ivo(documents: tuple[GivenDocument, ...], policy: Policy) -> tuple[KeptDocument, ...]:
    if any(each.document_kind is not DocumentKind.FROM_IVO for each in documents):
        raise InvalidValueError("Det som kommer från IVO märks som handling från IVO. Ändra slaget.")
    return keep(documents, policy)

"""The notification to IVO: the decisions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Stamp
from domain.case.journal import Author
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import DocumentKind, HandlingState, IvoChannel, IvoState, Notifier
from domain.lex_sarah.documents import GivenDocument, KeptDocument, keep
from domain.lex_sarah.guards import require_names
from domain.lex_sarah.ivo_answers import IvoAnswerDecisions
from domain.lex_sarah.ivo_events import IvoCaseNumberStated, IvoNotificationDecided, IvoNotificationSent, IvoSupplementSent
from domain.policies import Policy

_INVESTIGATED = (HandlingState.INVESTIGATED, HandlingState.DECIDED)


class IvoDecisions(IvoAnswerDecisions):
    """The notification to IVO. Source: SoL 2025:400 27:6."""

    def decide_ivo_notification(
        self,
        *,
        entry_id: UUID,
        notify_ivo: bool,
        notifier: Notifier | None = None,
        ivo_motivation: str,
        delegation: str,
        author: Author,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoNotificationDecided]:
        """Decide whether IVO is to be notified (sv. *besluta om anmälan till IVO*), which the degree settles.

        Whoever is logged in decides, today. That it is not needed changes when the degree is raised, and in no other way.

        Args:
            notifier: Exactly when IVO is notified.
            ivo_motivation: Also when it is not.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; who acts reported it; IVO is notified already; no degree
                is assessed; the degree asks for the other answer; it is decided so already.
            InvalidValueError: `notifier`, `ivo_motivation`, `delegation`.
        """
        self._require_ours_for(self.ivo, entry_id, "Beslutet", stamp)
        self._require_impartial(stamp.actor_id)
        if self.ivo.notification is not None:
            raise NotAllowedError(f"IVO är anmäld sedan {self.ivo.notification.sent_at.on}. Skicka en komplettering i stället.")
        self._require_degree_says(notify_ivo)
        if (self.ivo.needed, self.ivo.notifier) == (notify_ivo, notifier):
            raise NotAllowedError("Det är redan beslutat så. Inget nytt beslut behövs.")
        _require_notifier(notifier, notify_ivo=notify_ivo)
        policy.require_text(ivo_motivation, "Motiveringen till beslutet om anmälan")
        policy.require_short_text(delegation, "Delegationen")
        assert author.staff_id is not None and author.name is not None, "who decides is a member of staff"
        return (
            IvoNotificationDecided(
                **self._next(stamp), entry_id=entry_id, notify_ivo=notify_ivo, notifier=notifier, ivo_motivation=ivo_motivation,
                decided_on=today, decider_id=author.staff_id, decider_name=author.name, decider_title=author.title,
                delegation=delegation,
            ),
        )

    def send_ivo_notification(
        self,
        *,
        entry_id: UUID,
        sent_at: Occurred,
        notified_by: Notifier,
        ivo_channel: IvoChannel,
        ivo_case_number: str | None = None,
        documents: tuple[GivenDocument, ...],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoNotificationSent]:
        """State that IVO was notified, and keep what was sent (sv. *anmäla till IVO*). It is never edited afterwards.

        Without the investigation among the documents, it is owed `policy.ivo_investigation_due_days` after the sending.

        Args:
            sent_at: From the day that what is reported was noticed to today.
            notified_by: Whoever it was decided to be, where that was decided.
            ivo_case_number: None = not known yet.
            documents: The notification, and its attachments: byte for byte as they were sent.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not to be notified, or was; somebody else
                notifies.
            InvalidValueError: `sent_at`, `ivo_case_number`; not exactly one of the documents is a notification; a document.
            NotAllowedError: The investigation is among them and is not complete.
        """
        report = self._require_ours_for(self.ivo, entry_id, "Anmälan", stamp)
        if self.ivo.state is not IvoState.DUE:
            raise NotAllowedError(f"Anmälan till IVO: {self.ivo.state.swedish}. {_INSTEAD[self.ivo.state]}")
        if self.ivo.notifier not in (None, notified_by):
            raise NotAllowedError(f"Det är beslutat att {self.ivo.notifier.swedish} anmäler till IVO. Ändra beslutet först.")
        self._require_between(report.noticed_at.on, sent_at.on, "Anmälans dag", today)
        require_names(policy, {"IVO:s diarienummer": ivo_case_number})
        if sum(each.document_kind is DocumentKind.NOTIFICATION for each in documents) != 1:
            raise InvalidValueError("Anmälan ska vara en av handlingarna, och bara en. Lägg till den, eller märk de andra rätt.")
        kept = keep(documents, policy)
        attached = self._has_investigation(kept)
        due_on = None if attached else sent_at.on + timedelta(days=policy.ivo_investigation_due_days)
        return (
            IvoNotificationSent(
                **self._next(stamp), entry_id=entry_id, sent_at=sent_at, notified_by=notified_by, ivo_channel=ivo_channel,
                ivo_case_number=ivo_case_number, investigation_due_on=due_on, documents=kept,
            ),
        )

    def state_ivo_case_number(
        self, *, entry_id: UUID, ivo_case_number: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[IvoCaseNumberStated]:
        """State IVO's number of the matter, once it is known (sv. *ange IVO:s diarienummer*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not notified.
            InvalidValueError: `ivo_case_number`; it is the one that stands.
        """
        self._require_ours_for(self.ivo, entry_id, "Diarienumret", stamp)
        self._require_notified()
        policy.require_short_text(ivo_case_number, "IVO:s diarienummer")
        if ivo_case_number == self.ivo.case_number:
            raise InvalidValueError("Diarienumret är redan angivet. Ange ett annat, eller låt det stå.")
        return (IvoCaseNumberStated(**self._next(stamp), entry_id=entry_id, ivo_case_number=ivo_case_number),)

    def send_ivo_supplement(
        self,
        *,
        entry_id: UUID,
        sent_at: Occurred,
        ivo_channel: IvoChannel,
        answered_requests: tuple[UUID, ...] = (),
        ivo_supplement_reason: str | None = None,
        late_reason: str | None = None,
        documents: tuple[GivenDocument, ...],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[IvoSupplementSent]:
        """State that more was sent to IVO, and keep it (sv. *komplettera till IVO*): the investigation, an answer, a correction.

        Args:
            sent_at: From the day of the notification to today.
            answered_requests: IVO's requests that it answers.
            ivo_supplement_reason: Always when it is neither the investigation nor an answer.
            late_reason: Exactly when something in it came after its last day.
            documents: Byte for byte as they were sent, at least one; no notification.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; IVO is not notified.
            InvalidValueError: `sent_at`; a request twice.
            NotFoundError: Unknown request.
            NotAllowedError: A request is answered, or awaited no more.
            InvalidValueError: There are no documents, or a notification; a document.
            NotAllowedError: The investigation is among them and is not complete.
            InvalidValueError: `ivo_supplement_reason`, `late_reason`.
        """
        self._require_ours_for(self.ivo, entry_id, "Kompletteringen", stamp)
        notification = self._require_notified()
        self._require_between(notification.sent_at.on, sent_at.on, "Kompletteringens dag", today)
        self._require_open_requests(answered_requests)
        if not documents or any(each.document_kind is DocumentKind.NOTIFICATION for each in documents):
            raise InvalidValueError("Bifoga det som skickades. En anmälan görs en gång; märk det som komplettering.")
        kept = keep(documents, policy)
        investigation = self._has_investigation(kept)
        own = not investigation and not answered_requests
        _require_reason(ivo_supplement_reason, policy, needed=own)
        self._require_late_reason(sent_at.on, late_reason, policy, answered_requests, investigation=investigation)
        return (
            IvoSupplementSent(
                **self._next(stamp), entry_id=entry_id, sent_at=sent_at, ivo_channel=ivo_channel,
                with_investigation=investigation, answered_requests=answered_requests,
                ivo_supplement_reason=ivo_supplement_reason, late_reason=late_reason, documents=kept,
            ),
        )

    def _require_degree_says(self, notify: bool) -> None:
        degree = self.handling.degree
        if degree is None:
            raise NotAllowedError("Graden är inte bedömd. Gör den första bedömningen innan anmälan till IVO avgörs.")
        if notify and not degree.is_serious:
            raise NotAllowedError(f"Graden är {degree.swedish}, som inte anmäls till IVO. Höj graden först, om det är värre.")
        if degree.is_serious and not notify:
            raise NotAllowedError(f"Graden är {degree.swedish}, som ska anmälas till IVO. Bara beslutet om graden kan ändra det.")

    def _has_investigation(self, kept: tuple[KeptDocument, ...]) -> bool:
        """Whether the investigation is among the documents; refuse one that is not complete."""
        found = any(each.document_kind is DocumentKind.INVESTIGATION for each in kept)
        if found:
            self._require_state(
                *_INVESTIGATED, then="Utredningen är inte klar. Slutför den först, eller skicka den senare som komplettering."
            )
        return found

    def _require_late_reason(
        self, sent_on: date, reason: str | None, policy: Policy, answered: tuple[UUID, ...], *, investigation: bool
    ) -> None:
        owed = [self.ivo.requests[key] for key in answered]
        if investigation and self.ivo.investigation is not None and self.ivo.investigation.is_open:
            owed.append(self.ivo.investigation)
        late = [each.due_on for each in owed if sent_on > each.due_on]
        if late and reason is None:
            raise InvalidValueError(f"Det skulle ha skickats senast {min(late)}. Ange varför det kom senare.")
        if not late and reason is not None:
            raise InvalidValueError("Ingenting i kompletteringen är försenat. Utelämna skälet till förseningen.")
        if reason is not None:
            policy.require_text(reason, "Skälet till förseningen")


_INSTEAD = {
    IvoState.UNDECIDED: "Besluta först att IVO ska anmälas.",
    IvoState.NOT_REQUIRED: "Höj graden först, om det är allvarligare än beslutat.",
    IvoState.SUPPLEMENT_DUE: "Skicka en komplettering i stället.",
    IvoState.AWAITING_IVO: "Skicka en komplettering i stället.",
    IvoState.IVO_CLOSED: "Skicka en komplettering i stället.",
}
"""What can be done instead of a notification, where none can be sent."""


def _require_notifier(notifier: Notifier | None, *, notify_ivo: bool) -> None:
    if notify_ivo and notifier is None:
        raise InvalidValueError("Ange vem som anmäler: nämnden, eller den som bedriver den enskilda verksamheten.")
    if not notify_ivo and notifier is not None:
        raise InvalidValueError("IVO ska inte anmälas. Utelämna vem som anmäler.")


def _require_reason(reason: str | None, policy: Policy, *, needed: bool) -> None:
    if needed and reason is None:
        raise InvalidValueError("Ange vad kompletteringen tillför eller rättar, eller vilken begäran den besvarar.")
    if reason is not None:
        policy.require_text(reason, "Vad kompletteringen tillför eller rättar")

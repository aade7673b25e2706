"""A report that belongs to another board, or is about the same event as another: ours until somebody carries it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.lex_sarah.codes import HandlingState
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import DeviationLinked, ReportLinked, TransferAnswered, TransferProposed
from domain.lex_sarah.state import LexSarahState
from domain.policies import Policy

_BEFORE = (HandlingState.RECEIVED, HandlingState.UNDER_INVESTIGATION)


class PassingOnDecisions(GuardedReport):
    """How others come to carry a report on."""

    def propose_transfer(
        self, *, entry_id: UUID, transferred_to: str, transfer_reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[TransferProposed]:
        """Send a report to the board that it belongs to; it is ours until that board has taken it (sv. *överlämna*).

        Args:
            transferred_to: The board, by name.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not received, or its investigation is complete, or others carry it on.
            InvalidValueError: `transferred_to`; then `transfer_reason`.
        """
        self._require_open_for(entry_id, "Överlämnandet")
        self._require_state(*_BEFORE, then="En rapport överlämnas när den är mottagen och innan utredningen är klar.")
        policy.require_short_text(transferred_to, "Nämnden som tar emot")
        policy.require_text(transfer_reason, "Skälet till överlämnandet")
        return (
            TransferProposed(
                **self._next(stamp), entry_id=entry_id, transfer_proposed_on=today, transferred_to=transferred_to,
                transfer_reason=transfer_reason,
            ),
        )

    def answer_transfer(
        self, *, entry_id: UUID, transfer_accepted: bool, transfer_answer: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[TransferAnswered]:
        """Record whether the other board takes it; when not, it is investigated here (sv. *svar på överlämnande*).

        Args:
            transfer_answer: The confirmation with its reference, or why it is not taken.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: No answer is awaited; then, when it is taken, a notification to IVO or a measure is not finished.
            InvalidValueError: `transfer_answer`.
        """
        self._require_open_for(entry_id, "Svaret")
        self._require_state(HandlingState.TRANSFER_PROPOSED, then="Inget svar väntas: överlämna den först.")
        if transfer_accepted:
            self._require_nothing_begun()
        policy.require_text(transfer_answer, "Den andra nämndens svar")
        return (
            TransferAnswered(
                **self._next(stamp), entry_id=entry_id, transfer_answered_on=today, transfer_accepted=transfer_accepted,
                transfer_answer=transfer_answer,
            ),
        )

    def link(
        self,
        *,
        entry_id: UUID,
        main_report_id: UUID,
        link_reason: str,
        others: Callable[[], Iterable[LexSarahState]],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ReportLinked]:
        """Link a report to another about the same event, which is the one that is investigated (sv. *koppla rapport*).

        It keeps its own times, and its reporter gets feedback of their own. Striking the link undoes it.

        Args:
            others: The board's reports.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not received, or its investigation is complete, or others carry it on.
            InvalidValueError: It is the report itself; then NotFoundError: `main_report_id` is unknown.
            NotAllowedError: That one is itself carried on elsewhere; then a notification to IVO or a measure of this one is not
                finished; then another report is linked to it.
            InvalidValueError: `link_reason`.
        """
        self._require_open_for(entry_id, "Kopplingen")
        self._require_state(*_BEFORE, then="En rapport kopplas när den är mottagen och innan utredningen är klar.")
        if main_report_id == self.id:
            raise InvalidValueError("En rapport kopplas till en annan, inte till sig själv.")
        reports = list(others())
        main = found(reports, main_report_id)
        if main.handling.link is not None or main.handling.transfer is not None:
            raise NotAllowedError("Den andra rapporten utreds inte själv. Koppla till den rapport som utreds.")
        self._require_nothing_begun()
        if any(each.handling.link is not None and each.handling.link.main_report_id == self.id for each in reports):
            raise NotAllowedError("En annan rapport är kopplad till den här. Koppla den till huvudrapporten först.")
        policy.require_short_text(link_reason, "Varför rapporterna gäller samma händelse")
        return (
            ReportLinked(
                **self._next(stamp), entry_id=entry_id, linked_on=today, main_report_id=main_report_id, link_reason=link_reason
            ),
        )

    def link_deviation(
        self, *, entry_id: UUID, deviation_id: UUID, stamp: Stamp, today: date
    ) -> tuple[DeviationLinked]:
        """Take in a deviation that is escalated to it; the deviation's own stream says so in the same step.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            ConflictError: The deviation is in it.
        """
        self._require_open_for(entry_id, "Kopplingen")
        if deviation_id in self.handling.deviations:
            raise ConflictError("Avvikelsen är redan kopplad till rapporten.")
        return (
            DeviationLinked(**self._next(stamp), entry_id=entry_id, deviation_linked_on=today, deviation_id=deviation_id),
        )

    def _require_nothing_begun(self) -> None:
        """Refuse to let others carry on what has begun here: nobody would see to it."""
        if self.ivo.is_begun and not self.ivo.is_terminal:
            raise NotAllowedError("Anmälan till IVO har påbörjats här och är inte klar. Gör den klar här.")
        if self.measures.planned and not self.measures.is_terminal:
            raise NotAllowedError("Planerade åtgärder är inte klara. Gör dem klara eller avsluta dem här först.")


def found(reports: Iterable[LexSarahState], report_id: UUID) -> LexSarahState:
    """The report with this id.

    Raises:
        NotFoundError: There is none.
    """
    for each in reports:
        if each.id == report_id:
            return each
    raise NotFoundError("Den andra rapporten finns inte i nämnden. Kontrollera uuid:t.")

"""How the work with a report ends when nothing is left in any region, how it is taken up again, and how an entry is struck."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.errors import NotAllowedError, NotFoundError
from domain.lex_sarah.codes import HandlingState, ReopenReason
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import LexSarahEntryStruck, ReportClosed, ReportReopened
from domain.lex_sarah.passing_on import found
from domain.lex_sarah.state import LexSarahState
from domain.policies import Policy


class ClosingDecisions(GuardedReport):
    """The end of the work, and what comes after it. No state is called withdrawn, rejected or deleted."""

    def close(
        self,
        *,
        entry_id: UUID,
        lessons: str,
        others: Callable[[], Iterable[LexSarahState]],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ReportClosed]:
        """Close a report when nothing is left in any region (sv. *avsluta Lex Sarah-ärende*).

        One that is linked needs the other's decision, that the other names everybody affected, and feedback to its own reporter;
        one that another board has taken needs feedback to its reporter. What had begun in them was finished before.

        Args:
            lessons: What others can learn, without anybody's identity.
            others: The board's reports.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: Something is left: the message lists all.
            InvalidValueError: `lessons`; then an identity in it.
        """
        self._require_open_for(entry_id, "Avslutet")
        left = self.left_to_close(others)
        if left:
            raise NotAllowedError(f"Ärendet kan inte avslutas. Det saknas: {'; '.join(left)}.")
        policy.require_text(lessons, "Lärdomarna")
        self._require_no_identity(lessons, "Lärdomarna")
        return (ReportClosed(**self._next(stamp), entry_id=entry_id, closed_on=today, lessons=lessons),)

    def left_to_close(self, others: Callable[[], Iterable[LexSarahState]]) -> tuple[str, ...]:
        """Everything that is left before it can be closed, in Swedish, without personal data."""
        state = self.handling.state
        if state not in (HandlingState.LINKED, HandlingState.TRANSFERRED):
            return tuple(what for region in self.regions for what in region.lacking)
        told = () if self.feedback.reporter_informed else ("återföringen till rapportören",)
        return (*self._left_in_main(others), *told)

    def _left_in_main(self, others: Callable[[], Iterable[LexSarahState]]) -> tuple[str, ...]:
        if self.handling.link is None:
            return ()
        main = found(others(), self.handling.link.main_report_id).handling
        decided = () if main.versions and main.versions[-1].decided is not None else ("beslutet i huvudrapporten",)
        unnamed = len(set(self.handling.case_ids) - set(main.case_ids))
        return (*decided, *((f"{unnamed} berörda ärenden som huvudrapporten inte anger",) if unnamed else ()))

    def reopen(
        self, *, entry_id: UUID, reopen_reason: ReopenReason, reopen_text: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[ReportReopened]:
        """Take a closed report up again as a new version; what was stays as it was (sv. *återuppta*).

        Raises:
            NotFoundError: Unknown report; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not closed; then the one who acts is in conflict.
            InvalidValueError: `reopen_text`.
        """
        self._require_known()
        self._require_new(entry_id, "Återupptagandet")
        self._require_state(HandlingState.CLOSED, then="Den är inte avslutad, så den kan inte återupptas.")
        self._require_no_conflict(stamp.actor_id)
        policy.require_text(reopen_text, "Varför ärendet återupptas")
        return (
            ReportReopened(
                **self._next(stamp), entry_id=entry_id, reopened_on=today, reopen_reason=reopen_reason, reopen_text=reopen_text,
                investigation_version=self.handling.version_number + 1,
            ),
        )

    def strike_entry(
        self, *, entry_id: UUID, reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[LexSarahEntryStruck]:
        """State that an entry is wrong; it stays legible (sv. *stryka uppgift*). Neither the report nor a step can be struck.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then the entry is struck already.
            NotFoundError: Unknown entry.
            NotAllowedError: It is a step; then it belongs to a complete investigation; then the one who acts is in conflict;
                then another entry refers to it.
            InvalidValueError: `reason`.
        """
        self._require_open()
        if entry_id in self.struck:
            raise NotAllowedError("Uppgiften är redan struken.")
        if entry_id not in self.entries:
            raise NotFoundError("Uppgiften finns inte i Lex Sarah-ärendet, eller är rapporten själv, som inte stryks.")
        entry = self.entries[entry_id]
        if not entry.MAY_BE_STRUCK:
            raise NotAllowedError("Ett steg i handläggningen stryks inte. Ta nästa steg, eller återuppta ärendet.")
        if entry.IS_INVESTIGATION:
            self._require_unlocked()
        self._require_no_conflict(stamp.actor_id)
        if any(each.mentions(entry_id) for each in self.entries.values()):
            raise NotAllowedError("En annan uppgift bygger på den här. Stryk den uppgiften först.")
        policy.require_short_text(reason, "Orsaken till att uppgiften stryks")
        return (LexSarahEntryStruck(**self._next(stamp), entry_id=entry_id, struck_on=today, reason=reason),)

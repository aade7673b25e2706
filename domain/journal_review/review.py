"""A review of journals (sv. *journalgranskning*): what was found, what those who work with it say, and what came of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp, envelope
from domain.case.journal import Author
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.journal_review import events as e
from domain.journal_review.reviewing import JournalReviewing
from domain.journal_review.state import ReviewFinding
from domain.journal_review.stated import EventAt
from domain.policies import Policy


class JournalReview(JournalReviewing):
    """One review (sv. *journalgranskning*), from its start to what became of every finding."""

    def answer_finding(
        self, *, finding_id: UUID, explanation: str, is_disputed: bool = False, author: Author, stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.ReviewFindingAnswered]:
        """Answer a finding, or answer it anew (sv. *besvara iakttagelse*).

        Args:
            explanation: Why it came to be so, and what is done.
            is_disputed: Whether it is said to be wrong; somebody else judges that.

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn; then it is closed.
            NotFoundError: Unknown finding; then NotAllowedError: it is judged wrong.
            InvalidValueError: `explanation`.
        """
        started = self._require_open()
        finding = self._require_standing(finding_id)
        policy.require_text(explanation, "Svaret")
        return (
            e.ReviewFindingAnswered(
                **envelope(started.originator_id, self.version, stamp), finding_id=finding_id, case_id=finding.case_id,
                answered_on=today, answered_by_id=author.staff_id, answered_by_name=author.name, answered_by_title=author.title,
                explanation=explanation, is_disputed=is_disputed,
            ),
        )

    def dismiss_finding(
        self, *, finding_id: UUID, dismissed_because: str, author: Author, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.ReviewFindingDismissed]:
        """Judge a finding to be wrong: the journal is in order (sv. *bedöma iakttagelse som felaktig*).

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn; then it is closed.
            NotFoundError: Unknown finding; then NotAllowedError: it is judged wrong; it is remedied; whoever judges answered it.
            InvalidValueError: `dismissed_because`.
        """
        started = self._require_open()
        finding = self._require_standing(finding_id)
        if finding.remedied is not None:
            raise NotAllowedError("Iakttagelsen är åtgärdad, så den var riktig.")
        if finding.answer is not None and finding.answer.answered_by_id == author.staff_id:
            raise NotAllowedError("Den som har besvarat iakttagelsen bedömer inte om den är felaktig. Låt någon annan göra det.")
        policy.require_text(dismissed_because, "Varför iakttagelsen är felaktig")
        return (
            e.ReviewFindingDismissed(
                **envelope(started.originator_id, self.version, stamp), finding_id=finding_id, case_id=finding.case_id,
                dismissed_on=today, dismissed_by_id=author.staff_id, dismissed_by_name=author.name,
                dismissed_by_title=author.title, dismissed_because=dismissed_because,
            ),
        )

    def remedy_finding(
        self, *, finding_id: UUID, remedied_at: int | None = None, event_at: EventAt, stamp: Stamp
    ) -> tuple[e.ReviewFindingRemedied]:
        """Record by which event a finding was put right, also when the review is closed (sv. *åtgärda iakttagelse*).

        Args:
            remedied_at: The event's position: later than what the review took in; left out = the record's last event.
            event_at: The event of a stream at a position.

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn.
            NotFoundError: Unknown finding; then NotAllowedError: it is judged wrong; it is remedied.
            NotFoundError: An event that the record has not; then InvalidValueError: one that the review took in.
        """
        started = self._require_started()
        finding = self._require_standing(finding_id)
        if finding.remedied is not None:
            raise NotAllowedError(f"Iakttagelsen åtgärdades {finding.remedied.remedied_on}.")
        place = event_at(finding.found_in, remedied_at)
        if place is None:
            raise NotFoundError(f"Händelse {remedied_at} hör inte till det som iakttagelsen gäller. Se tidslinjen.")
        if place.position < started.size:
            raise InvalidValueError(
                f"Händelse {place.position} fanns när granskningen gjordes. Ange den som skrevs efteråt, från {started.size}."
            )
        return (
            e.ReviewFindingRemedied(
                **envelope(started.originator_id, self.version, stamp), finding_id=finding_id, case_id=finding.case_id,
                remedied_at=place.position, remedied_on=place.recorded_on,
            ),
        )

    def _require_standing(self, finding_id: UUID) -> ReviewFinding:
        finding = self._require_finding(finding_id)
        if finding.dismissed is not None:
            raise NotAllowedError(f"Iakttagelsen bedömdes som felaktig {finding.dismissed.dismissed_on}.")
        return finding

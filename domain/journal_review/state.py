"""What a journal review remembers (sv. *journalgranskning*)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.completeness.codes import Severity
from domain.errors import NotAllowedError, NotFoundError
from domain.journal_review import events as e
from domain.journal_review.codes import FindingState, JournalReviewKind
from domain.journal_review.stated import RuleFinding
from domain.stream_state import StreamState


class ReviewFinding(NamedTuple):
    """A finding with what became of it (sv. *iakttagelse*)."""

    seen: RuleFinding | e.ReviewFindingRecorded
    seen_on: date
    answer: e.ReviewFindingAnswered | None = None
    dismissed: e.ReviewFindingDismissed | None = None
    remedied: e.ReviewFindingRemedied | None = None

    @property
    def id(self) -> UUID:
        """Which finding it is."""
        return self.seen.finding_id

    @property
    def asked(self) -> str:
        """The rule's id, or the question."""
        return self.seen.rule if isinstance(self.seen, RuleFinding) else self.seen.journal_question.value

    @property
    def asked_version(self) -> int | None:
        """The rule's version; None = a question."""
        return self.seen.rule_version if isinstance(self.seen, RuleFinding) else None

    @property
    def case_id(self) -> UUID | None:
        """The case; None = it is in none."""
        return self.seen.case_id

    @property
    def found_in(self) -> UUID:
        """The case, or what is in none."""
        found = self.seen.found_in if isinstance(self.seen, RuleFinding) else self.seen.case_id
        assert found is not None, "a reviewer's finding is in a case"
        return found

    @property
    def severity(self) -> Severity:
        """What it rests on."""
        return self.seen.severity

    @property
    def state(self) -> FindingState:
        """What became of it."""
        if self.dismissed is not None:
            return FindingState.DISMISSED
        if self.remedied is not None:
            return FindingState.REMEDIED
        return FindingState.OPEN if self.answer is None else FindingState.ANSWERED


class JournalReviewState(StreamState):
    """One review, folded from its stream's events. `version` 0 = not started.

    Attributes:
        findings: By id, in the order recorded.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.started: e.JournalReviewStarted | None = None
        self.findings: dict[UUID, ReviewFinding] = {}
        self.closed: e.JournalReviewClosed | None = None
        self.withdrawn: e.JournalReviewWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case e.JournalReviewStarted():
                self.started = event
            case e.RuleFindingsTaken() if self.started is not None:
                taken = {each.finding_id: ReviewFinding(each, self.started.started_on) for each in event.rule_findings}
                self.findings = {**self.findings, **taken}
            case e.ReviewFindingRecorded():
                self.findings = {**self.findings, event.finding_id: ReviewFinding(event, event.observed_on)}
            case e.JournalReviewClosed():
                self.closed = event
            case e.JournalReviewWithdrawn():
                self.withdrawn = event
            case e.FindingEvent() if event.finding_id in self.findings:
                self.findings = {**self.findings, event.finding_id: _with(self.findings[event.finding_id], event)}

    @property
    def unit(self) -> UUID | None:
        """Whose journals; None = not started."""
        return None if self.started is None else self.started.unit

    @property
    def is_full(self) -> bool:
        """Whether every journal of the unit is reviewed."""
        return self.started is not None and self.started.journal_review_kind is JournalReviewKind.FULL

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.started is not None and self.closed is None and self.withdrawn is None

    @property
    def unanswered(self) -> list[ReviewFinding]:
        """What nobody has answered, dismissed or remedied."""
        return [each for each in self.findings.values() if each.state is FindingState.OPEN]

    @property
    def cases(self) -> tuple[UUID, ...]:
        """Cases that it tells of: those of the sample, and those of findings; each once, in order."""
        sampled = () if self.started is None else self.started.case_ids
        found = (each.case_id for each in self.findings.values() if each.case_id is not None)
        return tuple(dict.fromkeys((*sampled, *found)))

    def _require_started(self) -> e.JournalReviewStarted:
        if self.started is None:
            raise NotFoundError("Granskningen finns inte i nämnden. Se GET /api/v1/journal-reviews.")
        if self.withdrawn is not None:
            raise NotAllowedError("Granskningen är återtagen. Påbörja en ny.")
        return self.started

    def _require_open(self) -> e.JournalReviewStarted:
        started = self._require_started()
        if self.closed is not None:
            raise NotAllowedError(f"Granskningen avslutades {self.closed.closed_on}. Påbörja en ny om mer ska granskas.")
        return started

    def _require_finding(self, finding_id: UUID) -> ReviewFinding:
        if finding_id not in self.findings:
            raise NotFoundError("Iakttagelsen finns inte i granskningen. Kontrollera uuid:t.")
        return self.findings[finding_id]


def _with(finding: ReviewFinding, event: e.FindingEvent) -> ReviewFinding:
    match event:
        case e.ReviewFindingAnswered():
            return finding._replace(answer=event)
        case e.ReviewFindingDismissed():
            return finding._replace(dismissed=event)
        case e.ReviewFindingRemedied():
            return finding._replace(remedied=event)
    return finding

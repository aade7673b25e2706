"""Facts about reviews of journals (sv. *journalgranskning*): what was asked of which records, and what became of each answer.

What tells of a case in words lies under that case's key, and is erased with it; counts and positions stand.
Source: KL 2017:725 6:6; SOSFS 2011:9 5 kap. (self-control).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, RetentionClass
from domain.completeness.codes import Severity
from domain.journal_review.codes import JournalQuestion, JournalReviewKind
from domain.journal_review.stated import ReviewedRule, RuleFinding


class JournalReviewEvent(DomainEvent):
    """What every fact about a review shares."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION


class FindingEvent(JournalReviewEvent):
    """What is said of one finding; about a case it lies under the case's key."""

    finding_id: UUID
    case_id: UUID | None = None
    """None = it is in no case."""

    @property
    def key_subject(self) -> UUID:
        """The case's key when there is a case, else the review's own."""
        return self.originator_id if self.case_id is None else self.case_id

    @property
    def retention_class(self) -> RetentionClass:
        """The class that the key follows: the case's when there is a case."""
        return self.RETENTION_CLASS if self.case_id is None else RetentionClass.CASE


class JournalReviewStarted(JournalReviewEvent):
    """A review was started: of what, by which versions of which rules, at which size (sv. *påbörjad journalgranskning*)."""

    TYPE: ClassVar[str] = "journal_review.started"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reviewer_name": "staff", "reviewer_title": "staff"}

    journal_review_kind: JournalReviewKind
    unit: UUID
    review_title: str
    started_on: date
    reviewer_id: UUID
    reviewer_name: str
    reviewer_title: str | None = None
    size: int
    """The rules judged the first so many events of the ledger."""
    judged_on: date
    case_count: int
    """Journals in the scope."""
    case_ids: tuple[UUID, ...] = ()
    """The journals of a sample; empty = a full review."""
    sample_id: UUID | None = None
    """The draw that they come from; None = they were chosen by hand."""
    reviewed_rules: tuple[ReviewedRule, ...]


class RuleFindingsTaken(JournalReviewEvent):
    """What the rules found when the review was started, or a part of it (sv. *reglernas iakttagelser*)."""

    TYPE: ClassVar[str] = "journal_review.rule_findings_taken"

    rule_findings: tuple[RuleFinding, ...]


class ReviewFindingRecorded(FindingEvent):
    """A reviewer saw something that no rule can judge (sv. *granskarens iakttagelse*)."""

    TYPE: ClassVar[str] = "journal_review.finding_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"observation": "assessment"}

    journal_question: JournalQuestion
    severity: Severity
    evidence_positions: tuple[int, ...]
    """Of the events that show it."""
    observation: str
    observed_on: date


class ReviewFindingAnswered(FindingEvent):
    """A finding was answered by who works with it; answered anew it is this, whole (sv. *besvarad iakttagelse*)."""

    TYPE: ClassVar[str] = "journal_review.finding_answered"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "answered_by_name": "staff", "answered_by_title": "staff", "explanation": "assessment",
    }

    answered_on: date
    answered_by_id: UUID
    answered_by_name: str
    answered_by_title: str | None = None
    explanation: str
    is_disputed: bool
    """Whether who answers says that it is wrong; somebody else judges that."""


class ReviewFindingDismissed(FindingEvent):
    """A finding was judged to be wrong (sv. *felaktig iakttagelse*): the journal is in order, whatever the rule says."""

    TYPE: ClassVar[str] = "journal_review.finding_dismissed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "dismissed_by_name": "staff", "dismissed_by_title": "staff", "dismissed_because": "assessment",
    }

    dismissed_on: date
    dismissed_by_id: UUID
    dismissed_by_name: str
    dismissed_by_title: str | None = None
    dismissed_because: str


class ReviewFindingRemedied(FindingEvent):
    """What was missing was put right by a later event, which is late for ever (sv. *åtgärdad iakttagelse*)."""

    TYPE: ClassVar[str] = "journal_review.finding_remedied"

    remedied_at: int
    """Position of the event."""
    remedied_on: date
    """The day it was recorded."""


class ReviewTotal(Immutable):
    """What a review came to, for one rule or question (sv. *granskningens utfall per regel*); all from 0.

    `asked` is the rule's id or the question; `asked_version` None = a question.
    """

    asked: str
    asked_version: int | None = None
    total_checked: int
    total_findings: int
    total_answered: int
    total_dismissed: int
    total_remedied: int


class JournalReviewClosed(JournalReviewEvent):
    """A review was closed, with its counts as they were (sv. *avslutad journalgranskning*)."""

    TYPE: ClassVar[str] = "journal_review.closed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"closed_by_name": "staff", "closed_by_title": "staff"}

    closed_on: date
    closed_by_id: UUID
    closed_by_name: str
    closed_by_title: str | None = None
    review_summary: str
    n_checked: int
    """Journals that were examined."""
    n_faulty: int
    """Those of them with a finding that was not judged wrong."""
    n_findings: int
    totals: tuple[ReviewTotal, ...]
    not_examined: tuple[UUID, ...] = ()
    """Journals of the sample that were not examined after all."""
    not_examined_reason: str | None = None
    left_open_reason: str | None = None


class JournalReviewWithdrawn(JournalReviewEvent):
    """A review was given up before it was closed (sv. *återtagen journalgranskning*)."""

    TYPE: ClassVar[str] = "journal_review.withdrawn"

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    JournalReviewStarted, RuleFindingsTaken, ReviewFindingRecorded, ReviewFindingAnswered, ReviewFindingDismissed,
    ReviewFindingRemedied, JournalReviewClosed, JournalReviewWithdrawn,
)

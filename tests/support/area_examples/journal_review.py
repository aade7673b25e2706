"""One full example of every event type of the stream `journal_review`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.completeness.codes import Severity, Status
from domain.journal_review import events as e
from domain.journal_review.codes import JournalQuestion, JournalReviewKind
from domain.journal_review.stated import ReviewedRule, RuleFinding
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, STAMP, UNIT, cast_id

REVIEW, FINDING, SEEN, SAMPLE = (cast_id(number) for number in range(2720, 2724))
_review = envelope(REVIEW, 0, STAMP)

RULE_FINDING = RuleFinding(
    finding_id=FINDING, rule="R-04", rule_version=1, severity=Severity.ROUTINE, case_id=CASE, found_in=CASE, about=CASE,
    found_status=Status.LATE, since=date(2024, 7, 22), until=date(2024, 9, 2), evidence_positions=(41, 57), basis="summer",
    claimed=True,
)
_WHICH = {"finding_id": FINDING, "case_id": CASE}

EXAMPLES: tuple[DomainEvent, ...] = (
    e.JournalReviewStarted(
        **_review, journal_review_kind=JournalReviewKind.SAMPLE, unit=UNIT, review_title="Journalgranskning efter sommaren",
        started_on=date(2024, 9, 16), reviewer_id=ANNA, reviewer_name="Anna Alm", reviewer_title="Biträdande enhetschef",
        size=100, judged_on=date(2024, 9, 16), case_count=2, case_ids=(CASE, OTHER_CASE), sample_id=SAMPLE,
        reviewed_rules=(
            ReviewedRule(rule="R-04", rule_version=1, severity=Severity.ROUTINE, rule_checked=2, rule_found=1),
        ),
    ),
    e.RuleFindingsTaken(**_review, rule_findings=(RULE_FINDING,)),
    e.ReviewFindingRecorded(
        **_review, finding_id=SEEN, case_id=CASE, journal_question=JournalQuestion.FACT_AND_ASSESSMENT_APART,
        severity=Severity.QUALITY, evidence_positions=(41,), observation="Bedömningen står bland det som hände.",
        observed_on=date(2024, 9, 18),
    ),
    e.ReviewFindingAnswered(
        **_review, **_WHICH, answered_on=date(2024, 9, 20), answered_by_id=BO, answered_by_name="Bo Berg",
        answered_by_title="Behandlare", explanation="Jag var på semester och ingen ersättare var utsedd.", is_disputed=True,
    ),
    e.ReviewFindingDismissed(
        **_review, **_WHICH, dismissed_on=date(2024, 9, 23), dismissed_by_id=ANNA, dismissed_by_name="Anna Alm",
        dismissed_by_title="Biträdande enhetschef", dismissed_because="Familjen var bortrest och det var överenskommet.",
    ),
    e.ReviewFindingRemedied(**_review, **_WHICH, remedied_at=120, remedied_on=date(2024, 9, 24)),
    e.JournalReviewClosed(
        **_review, closed_on=date(2024, 9, 30), closed_by_id=ANNA, closed_by_name="Anna Alm",
        closed_by_title="Biträdande enhetschef", review_summary="En journal saknade anteckningar i juli.", n_checked=1,
        n_faulty=1, n_findings=1,
        totals=(
            e.ReviewTotal(
                asked="R-04", asked_version=1, total_checked=2, total_findings=1, total_answered=1, total_dismissed=0,
                total_remedied=1,
            ),
        ),
        not_examined=(OTHER_CASE,), not_examined_reason="Ärendet flyttades.", left_open_reason="Behandlaren har slutat.",
    ),
    e.JournalReviewWithdrawn(**_review, reason="Fel enhet."),
)

_STARTED = ["journal_review.started", "journal_review.rule_findings_taken"]
FIRST: dict[str, list[str]] = {
    "journal_review.finding_answered": _STARTED,
    "journal_review.finding_dismissed": _STARTED,
    "journal_review.finding_remedied": _STARTED,
}

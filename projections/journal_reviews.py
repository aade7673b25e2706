"""Reviews of journals as JSON (sv. *journalgranskning*): what was reviewed, what was found, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.journal_review.codes import FindingState, JournalQuestion
from domain.journal_review.review import JournalReview
from domain.journal_review.state import ReviewFinding
from domain.journal_review.stated import RuleFinding
from domain.policies import Policy
from projections.json_values import as_json
from projections.outside_duties import OutsideDuty, OutsideDutyKind


def review_summary(review: JournalReview) -> dict[str, Any]:
    """A review as JSON without its findings; no case is named."""
    started, closed = review.started, review.closed
    assert started is not None, "a stream that was read has events"
    states = Counter(each.state for each in review.findings.values())
    return {
        "review": as_json(review.id), "version": review.version, "title": started.review_title,
        "kind": started.journal_review_kind.value, "kind_in_words": started.journal_review_kind.swedish,
        "unit": as_json(started.unit), "started_on": as_json(started.started_on), "reviewer": as_json(started.reviewer_id),
        "reviewer_name": started.reviewer_name, "reviewer_title": started.reviewer_title, "size": started.size,
        "judged_on": as_json(started.judged_on), "case_count": started.case_count, "sample": as_json(started.sample_id),
        "findings_count": len(review.findings), "by_state": {each.value: states[each] for each in FindingState},
        "totals": [] if review.withdrawn is not None else as_json(review.totals() if closed is None else closed.totals),
        "closed": None if closed is None else {
            "closed_on": as_json(closed.closed_on), "closed_by": as_json(closed.closed_by_id),
            "closed_by_name": closed.closed_by_name, "summary": closed.review_summary, "n_checked": closed.n_checked,
            "n_faulty": closed.n_faulty, "n_findings": closed.n_findings, "not_examined_reason": closed.not_examined_reason,
            "left_open_reason": closed.left_open_reason,
        },
        "withdrawn": review.withdrawn and review.withdrawn.reason,
    }


def review_document(review: JournalReview, policy: Policy, cases: Collection[UUID] | None = None) -> dict[str, Any]:
    """A review as JSON with its findings.

    Args:
        policy: Says how long a finding may wait for its answer.
        cases: Only what is about these; None = everything.
    """
    started = review.started
    assert started is not None, "a stream that was read has events"
    return {
        **review_summary(review), "cases": [str(each) for each in started.case_ids if cases is None or each in cases],
        "findings": [_finding(each, policy) for each in findings_about(review, cases)],
    }


def found_by_question(findings: Iterable[Mapping[str, Any]], case_id: UUID) -> dict[JournalQuestion, list[Mapping[str, Any]]]:
    """What reviewers have found in one journal, by question: every question is there, in the order that they are asked."""
    own = [each for each in findings if each["case"] == str(case_id)]
    return {question: [each for each in own if each["asked"] == question.value] for question in JournalQuestion}


def findings_about(review: JournalReview, cases: Collection[UUID] | None) -> list[ReviewFinding]:
    """A review's findings about some cases, or all of them, in the order recorded."""
    return [each for each in review.findings.values() if cases is None or each.case_id in cases]


def review_duties(review: JournalReview, policy: Policy) -> Iterator[OutsideDuty]:
    """What waits in a review that goes on: its answers, due when the oldest finding's is, and its closing."""
    started = review.started
    if review.id is None or started is None or not review.is_open:
        return
    if review.unanswered:
        since = min(each.seen_on for each in review.unanswered)
        due = since + timedelta(days=policy.finding_answer_days)
        yield OutsideDuty(OutsideDutyKind.ANSWER_FINDINGS, "journal-reviews", review.id, review.unit, since, due)
    close_by = started.started_on + timedelta(days=policy.journal_review_days)
    yield OutsideDuty(
        OutsideDutyKind.CLOSE_REVIEW, "journal-reviews", review.id, review.unit, started.started_on, close_by,
        staff=started.reviewer_id,
    )


def asked_in_words(asked: str) -> str:
    """A question in Swedish, or the rule's id as it is."""
    return next((each.swedish for each in JournalQuestion if each.value == asked), asked)


def _finding(finding: ReviewFinding, policy: Policy) -> dict[str, Any]:
    seen, answer = finding.seen, finding.answer
    due: date = finding.seen_on + timedelta(days=policy.finding_answer_days)
    by_rule = isinstance(seen, RuleFinding)
    return {
        "finding": str(finding.id), "case": as_json(finding.case_id), "found_in": str(finding.found_in),
        "asked": finding.asked, "asked_in_words": asked_in_words(finding.asked), "asked_version": finding.asked_version,
        "severity": finding.severity.value, "status": seen.found_status.value if by_rule else None,
        "since": as_json(seen.since) if by_rule else None, "until": as_json(seen.until) if by_rule else None,
        "basis": seen.basis if by_rule else None, "claimed": seen.claimed if by_rule else False,
        "observation": None if by_rule else seen.observation, "evidence": list(seen.evidence_positions),
        "seen_on": as_json(finding.seen_on), "answer_by": as_json(due), "state": finding.state.value,
        "state_in_words": finding.state.swedish,
        "answer": None if answer is None else {
            "on": as_json(answer.answered_on), "by": as_json(answer.answered_by_id), "by_name": answer.answered_by_name,
            "explanation": answer.explanation, "is_disputed": answer.is_disputed,
        },
        "dismissed": None if finding.dismissed is None else {
            "on": as_json(finding.dismissed.dismissed_on), "by": as_json(finding.dismissed.dismissed_by_id),
            "by_name": finding.dismissed.dismissed_by_name, "because": finding.dismissed.dismissed_because,
        },
        "remedied": None if finding.remedied is None else {
            "on": as_json(finding.remedied.remedied_on), "position": finding.remedied.remedied_at,
        },
    }

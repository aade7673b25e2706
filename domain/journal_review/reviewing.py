"""Starting a review of journals, seeing what no rule can judge, and closing it (sv. *journalgranskning*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from domain.base import Stamp, envelope
from domain.case.journal import Author
from domain.completeness.codes import Severity
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.journal_review import events as e
from domain.journal_review.codes import FindingState, JournalQuestion, JournalReviewKind
from domain.journal_review.state import JournalReviewState
from domain.journal_review.stated import EventAt, Found, ReviewScope, RuleFinding
from domain.policies import Policy

_FINDINGS_AN_EVENT = 500
"""So that no event grows with the number of journals; about a tenth of a megabyte."""


class JournalReviewing(JournalReviewState):
    """What is reviewed, and what is seen."""

    def start(
        self, *, review_id: UUID, journal_review_kind: JournalReviewKind, unit: UUID, review_title: str,
        reviewer_id: UUID, reviewer_name: str, reviewer_title: str | None = None, sample_id: UUID | None = None,
        case_ids: tuple[UUID, ...] = (), review_rules: tuple[str, ...] = (), known_at: int | None = None,
        found: Callable[[ReviewScope], Found], drawn_cases: Callable[[UUID], tuple[UUID, ...]], stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.JournalReviewStarted | e.RuleFindingsTaken, ...]:
        """Start a review: the rules judge every journal in its scope at once (sv. *påbörja journalgranskning*).

        Args:
            unit: Whose journals, its activities' too.
            sample_id: The draw whose journals are reviewed; of a sample this or `case_ids`, of a full review neither.
            case_ids: Journals that were chosen in another way, each once.
            review_rules: Only these rules, such as R-04; left out = every rule in force.
            known_at: As known at the first so many events of the ledger, from 1; left out = all.
            found: What the rules find in a scope.
            drawn_cases: The journals of a draw.

        Raises:
            ConflictError: Started already.
            InvalidValueError: `review_title`, the reviewer's name or title; a full review with chosen journals; a sample with
                neither a draw nor journals, or with both; a journal or a rule twice.
            NotFoundError: Unknown draw; NotAllowedError: nothing is drawn; NotFoundError: unknown rule, or a journal that the
                unit has not; InvalidValueError: `known_at`.
        """
        if self.version:
            raise ConflictError("Granskningen är redan påbörjad. Fortsätt med den, eller påbörja en ny.")
        policy.require_short_text(review_title, "Granskningens rubrik")
        policy.require_short_text(reviewer_name, "Granskarens namn")
        if reviewer_title is not None:
            policy.require_short_text(reviewer_title, "Granskarens befattning")
        _require_scope(journal_review_kind, sample_id, case_ids, review_rules)
        cases = case_ids if sample_id is None else drawn_cases(sample_id)
        state = found(ReviewScope(review_id, unit, cases, review_rules, known_at))
        started = e.JournalReviewStarted(
            **envelope(review_id, 0, stamp), journal_review_kind=journal_review_kind, unit=unit, review_title=review_title,
            started_on=today, reviewer_id=reviewer_id, reviewer_name=reviewer_name, reviewer_title=reviewer_title,
            size=state.size, judged_on=state.judged_on, case_count=state.case_count, case_ids=cases, sample_id=sample_id,
            reviewed_rules=state.rules,
        )
        return started, *_taken(review_id, state.findings, stamp)

    def record_finding(
        self, *, finding_id: UUID, case_id: UUID, journal_question: JournalQuestion, severity: Severity, observation: str,
        evidence_positions: tuple[int, ...] = (), event_at: EventAt, stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[e.ReviewFindingRecorded]:
        """Record what a reviewer sees and no rule can judge (sv. *anteckna iakttagelse*).

        Args:
            case_id: Of a sample, one of its journals.
            evidence_positions: Events of the case that show it, from 0 to the last that the review takes in.
            event_at: The event of a stream at a position.

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn; then it is closed.
            ConflictError: `finding_id` is taken.
            NotAllowedError: The journal is not in the sample.
            InvalidValueError: `observation`; an event later than the review takes in.
            NotFoundError: An event that the case has not.
        """
        started = self._require_open()
        if finding_id in self.findings:
            raise ConflictError("Det finns redan en iakttagelse med det uuid:t. Använd ett nytt.")
        if started.case_ids and case_id not in started.case_ids:
            raise NotAllowedError("Journalen är inte med i stickprovet. Välj en som är det, eller påbörja en ny granskning.")
        policy.require_text(observation, "Iakttagelsen")
        for position in evidence_positions:
            if not 0 <= position < started.size:
                raise InvalidValueError(
                    f"Händelse {position} är inte med i granskningen. Ange ett tal från 0 till {started.size - 1}."
                )
            if event_at(case_id, position) is None:
                raise NotFoundError(f"Händelse {position} är inte ärendets. Se ärendets tidslinje.")
        return (
            e.ReviewFindingRecorded(
                **envelope(started.originator_id, self.version, stamp), finding_id=finding_id, case_id=case_id,
                journal_question=journal_question, severity=severity, evidence_positions=evidence_positions,
                observation=observation, observed_on=today,
            ),
        )

    def close(
        self, *, review_summary: str, not_examined: tuple[UUID, ...] = (), not_examined_reason: str | None = None,
        left_open_reason: str | None = None, author: Author, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[e.JournalReviewClosed]:
        """Close the review with its counts (sv. *avsluta journalgranskning*).

        Args:
            not_examined: Journals of a sample that were not examined after all, with `not_examined_reason`.
            left_open_reason: Needed when a finding is not answered.

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn; then it is closed.
            InvalidValueError: `review_summary`; a journal that is not in the sample, or twice; a reason without such journals or
                the other way round; `not_examined_reason`.
            NotAllowedError: A finding is not answered, and no reason is given.
            InvalidValueError: `left_open_reason`.
        """
        started = self._require_open()
        policy.require_text(review_summary, "Sammanfattningen")
        self._require_not_examined(not_examined, not_examined_reason, policy)
        unanswered = len(self.unanswered)
        if unanswered and left_open_reason is None:
            raise NotAllowedError(
                f"{unanswered} iakttagelser är inte besvarade. Vänta på svaren, eller ange varför det inte görs."
            )
        if left_open_reason is not None:
            policy.require_short_text(left_open_reason, "Orsaken till att iakttagelser lämnas obesvarade")
        standing = [each for each in self.findings.values() if each.state is not FindingState.DISMISSED]
        # Of what is in no case nothing is examined: the journals are counted, and a viewpoint of the unit is none.
        faulty = {each.case_id for each in standing} - {None, *not_examined}
        return (
            e.JournalReviewClosed(
                **envelope(started.originator_id, self.version, stamp), closed_on=today, closed_by_id=author.staff_id,
                closed_by_name=author.name, closed_by_title=author.title, review_summary=review_summary,
                n_checked=started.case_count - len(not_examined), n_faulty=len(faulty), n_findings=len(self.findings),
                totals=self.totals(len(not_examined)), not_examined=not_examined, not_examined_reason=not_examined_reason,
                left_open_reason=left_open_reason,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[e.JournalReviewWithdrawn]:
        """Give up a review that is not closed (sv. *återta journalgranskning*).

        Raises:
            NotFoundError: Unknown review; then NotAllowedError: it is withdrawn; then it is closed.
            InvalidValueError: `reason`.
        """
        started = self._require_open()
        policy.require_short_text(reason, "Orsaken till att granskningen återtas")
        return (e.JournalReviewWithdrawn(**envelope(started.originator_id, self.version, stamp), reason=reason),)

    def totals(self, left_out: int = 0) -> tuple[e.ReviewTotal, ...]:
        """The counts so far: every rule of the review in its order, then every question with a finding.

        Args:
            left_out: Journals that no reviewer examined, from 0.
        """
        started = self._require_started()
        rules = [self._total(each.rule, each.rule_version, each.rule_checked) for each in started.reviewed_rules]
        asked, examined = {each.asked for each in self.findings.values()}, started.case_count - left_out
        questions = [self._total(each.value, None, examined) for each in JournalQuestion if each.value in asked]
        return (*rules, *questions)

    def _total(self, asked: str, version: int | None, checked: int) -> e.ReviewTotal:
        found = [each for each in self.findings.values() if (each.asked, each.asked_version) == (asked, version)]
        states = Counter(each.state for each in found)
        return e.ReviewTotal(
            asked=asked, asked_version=version, total_checked=checked, total_findings=len(found),
            total_answered=sum(each.answer is not None for each in found), total_dismissed=states[FindingState.DISMISSED],
            total_remedied=states[FindingState.REMEDIED],
        )

    def _require_not_examined(self, cases: tuple[UUID, ...], reason: str | None, policy: Policy) -> None:
        sampled = () if self.started is None else self.started.case_ids
        if any(case_id not in sampled for case_id in cases):
            raise InvalidValueError("En journal som inte granskades är inte med i stickprovet. Ange bara sådana som är det.")
        if len(set(cases)) < len(cases):
            raise InvalidValueError("Samma journal är angiven två gånger. Ange varje journal en gång.")
        if bool(cases) != (reason is not None):
            raise InvalidValueError("Ange både vilka journaler som inte granskades och varför, eller inget av dem.")
        if reason is not None:
            policy.require_short_text(reason, "Varför journaler inte granskades")


def _require_scope(
    kind: JournalReviewKind, sample_id: UUID | None, case_ids: tuple[UUID, ...], rules: tuple[str, ...]
) -> None:
    if kind is JournalReviewKind.FULL and (sample_id is not None or case_ids):
        raise InvalidValueError("En totalgranskning gäller alla journaler. Utelämna stickprovet, eller byt granskningssätt.")
    if kind is JournalReviewKind.SAMPLE and (sample_id is None) == (not case_ids):
        raise InvalidValueError("Ange antingen dragningen eller journalerna som stickprovet består av.")
    if len(set(case_ids)) < len(case_ids):
        raise InvalidValueError("Samma journal är angiven två gånger. Ange varje journal en gång.")
    if len(set(rules)) < len(rules):
        raise InvalidValueError("Samma regel är angiven två gånger. Ange varje regel en gång.")


def _taken(review_id: UUID, findings: tuple[RuleFinding, ...], stamp: Stamp) -> Iterator[e.RuleFindingsTaken]:
    parts = range(0, len(findings), _FINDINGS_AN_EVENT)
    for version, first in enumerate(parts, 1):
        yield e.RuleFindingsTaken(
            **envelope(review_id, version, stamp), rule_findings=findings[first:first + _FINDINGS_AN_EVENT]
        )

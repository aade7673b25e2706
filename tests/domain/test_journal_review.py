"""A review of journals: what the rules and the reviewer found, what was answered, judged wrong and remedied, and its counts."""

from datetime import date, timedelta

import pytest

from domain.case.journal import Author
from domain.completeness.codes import Severity
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.journal_review import events as e
from domain.journal_review.codes import FindingState, JournalQuestion, JournalReviewKind
from domain.journal_review.review import JournalReview
from domain.journal_review.stated import EventPlace, Found, ReviewScope
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.journal_review import FINDING, REVIEW, RULE_FINDING, SAMPLE, SEEN
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, STAMP, TODAY, UNIT, VIEWPOINT, cast_id
from tests.support.examples import EXAMPLES
from tests.support.scenario import given

STARTED, TAKEN, RECORDED, ANSWERED, DISMISSED, REMEDIED, CLOSED, WITHDRAWN = (
    EXAMPLES[f"journal_review.{name}.v1"]
    for name in (
        "started", "rule_findings_taken", "finding_recorded", "finding_answered", "finding_dismissed", "finding_remedied",
        "closed", "withdrawn",
    )
)
OPEN = (STARTED, TAKEN)
SEEN_TOO = (*OPEN, RECORDED)
ENDED, GIVEN_UP = (*OPEN, CLOSED), (*OPEN, WITHDRAWN)
FULL = STARTED.model_copy(update={"journal_review_kind": JournalReviewKind.FULL, "case_ids": (), "sample_id": None})
NEW, DAY = cast_id(2729), timedelta(days=1)
ANNAS, BOS = Author(ANNA, "Anna Alm", "Chef"), Author(BO, "Bo Berg", None)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
LAST = STARTED.size - 1


def found(scope, findings=(), case_count=2):
    return Found(STARTED.size, TODAY, case_count, STARTED.reviewed_rules, tuple(findings))


def starting(asked=None, findings=(), **changes):
    def state(scope):
        if asked is not None:
            asked.append(scope)
        return found(scope, findings)

    call = {
        "review_id": REVIEW, "journal_review_kind": JournalReviewKind.FULL, "unit": UNIT, "review_title": "Granskning",
        "reviewer_id": ANNA, "reviewer_name": "Anna Alm", "reviewer_title": "Chef", "found": state,
        "drawn_cases": lambda sample_id: (CASE, OTHER_CASE), "today": TODAY, **BY,
    }
    return lambda review: review.start(**{**call, **changes})


def sampling(**changes):
    return starting(**{"journal_review_kind": JournalReviewKind.SAMPLE, "case_ids": (CASE,), **changes})


def places(**known):
    """The events of streams, by `at`: a case has those that are named."""
    def event_at(stream_id, position):
        at = known.get("at", (5, LAST))
        if stream_id != known.get("stream", CASE) or (position is not None and position not in at):
            return None
        return EventPlace(at[-1] if position is None else position, TODAY)

    return event_at


def recording(**changes):
    call = {
        "finding_id": NEW, "case_id": CASE, "journal_question": JournalQuestion.RESPECTFUL, "severity": Severity.QUALITY,
        "observation": "Ett värderande ord.", "event_at": places(), "today": TODAY, **BY,
    }
    return lambda review: review.record_finding(**{**call, **changes})


def answering(finding_id=FINDING, explanation="Jag var borta.", author=BOS, **changes):
    return lambda review: review.answer_finding(
        finding_id=finding_id, explanation=explanation, author=author, today=TODAY, **BY, **changes
    )


def dismissing(finding_id=FINDING, because="Det var överenskommet.", author=ANNAS):
    return lambda review: review.dismiss_finding(
        finding_id=finding_id, dismissed_because=because, author=author, today=TODAY, **BY
    )


def remedying(finding_id=FINDING, at=STARTED.size, event_at=None):
    known = event_at or places(at=(LAST, STARTED.size))
    return lambda review: review.remedy_finding(finding_id=finding_id, remedied_at=at, event_at=known, stamp=STAMP)


def closing(**changes):
    call = {"review_summary": "En brist.", "left_open_reason": "Behandlaren har slutat.", "author": ANNAS, "today": TODAY, **BY}
    return lambda review: review.close(**{**call, **changes})


def withdrawing(reason="Fel enhet."):
    return lambda review: review.withdraw(reason=reason, **BY)


def refused(cases):
    return pytest.mark.parametrize(("past", "call", "error", "message"), cases)


def test_a_full_review_takes_in_every_journal_by_every_rule_at_its_size():
    asked = []
    given(JournalReview).when(starting(asked)).then(
        e.JournalReviewStarted, size=100, judged_on=TODAY, case_count=2, case_ids=(), sample_id=None,
        reviewed_rules=STARTED.reviewed_rules, started_on=TODAY,
    )
    assert asked == [ReviewScope(REVIEW, UNIT, (), (), None)]


def test_a_sample_takes_in_the_journals_of_its_draw_or_those_that_were_chosen():
    asked = []
    drawn = sampling(asked=asked, sample_id=SAMPLE, case_ids=(), review_rules=("R-04",), known_at=100)
    given(JournalReview).when(drawn).then(e.JournalReviewStarted, case_ids=(CASE, OTHER_CASE), sample_id=SAMPLE)
    assert asked == [ReviewScope(REVIEW, UNIT, (CASE, OTHER_CASE), ("R-04",), 100)]
    given(JournalReview).when(sampling()).then(e.JournalReviewStarted, case_ids=(CASE,), sample_id=None)


@pytest.mark.parametrize(("count", "parts"), [(0, []), (1, [1]), (500, [500]), (501, [500, 1])])
def test_what_the_rules_found_stands_in_events_that_do_not_grow_with_it(count, parts):
    findings = [RULE_FINDING.model_copy(update={"finding_id": cast_id(9000 + number)}) for number in range(count)]
    started, *taken = starting(findings=findings)(JournalReview())
    assert [len(each.rule_findings) for each in taken] == parts
    assert [each.originator_version for each in (started, *taken)] == list(range(1, len(parts) + 2))
    assert list(JournalReview.fold((started, *taken)).findings) == [each.finding_id for each in findings]


@refused([
    ([STARTED], starting(review_title=""), ConflictError, "redan påbörjad"),
    ([], starting(review_title="", reviewer_name=""), InvalidValueError, "rubrik saknas"),
    ([], starting(reviewer_name="", reviewer_title=""), InvalidValueError, "Granskarens namn"),
    ([], starting(reviewer_title="", sample_id=SAMPLE), InvalidValueError, "Granskarens befattning"),
    ([], starting(sample_id=SAMPLE), InvalidValueError, "gäller alla journaler"),
    ([], starting(case_ids=(CASE, CASE)), InvalidValueError, "gäller alla journaler"),
    ([], sampling(sample_id=SAMPLE), InvalidValueError, "antingen dragningen eller journalerna"),
    ([], sampling(case_ids=()), InvalidValueError, "antingen dragningen eller journalerna"),
    ([], sampling(case_ids=(CASE, CASE), review_rules=("R-04", "R-04")), InvalidValueError, "Samma journal"),
    ([], sampling(review_rules=("R-04", "R-04")), InvalidValueError, "Samma regel"),
])
def test_a_start_is_refused(past, call, error, message):
    given(JournalReview, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize("evidence", [(), (0,), (LAST,), (0, LAST)])
def test_a_reviewer_records_what_no_rule_can_judge_with_events_of_the_case_within_both_ends(evidence):
    event = given(JournalReview, *OPEN).when(
        recording(evidence_positions=evidence, event_at=places(at=(0, LAST)))
    ).then(e.ReviewFindingRecorded, evidence_positions=evidence, case_id=CASE)
    assert (event.key_subject, event.retention_class) == (CASE, "case")


def test_of_a_full_review_any_journal_can_have_a_finding():
    given(JournalReview, FULL).when(recording(case_id=cast_id(99))).then(e.ReviewFindingRecorded)


@refused([
    ([], recording(), NotFoundError, "finns inte"),
    (GIVEN_UP, recording(), NotAllowedError, "återtagen"),
    (ENDED, recording(finding_id=FINDING), NotAllowedError, "avslutades 2024-09-30"),
    (OPEN, recording(finding_id=FINDING, case_id=NEW), ConflictError, "med det uuid:t"),
    (OPEN, recording(case_id=NEW, observation=""), NotAllowedError, "inte med i stickprovet"),
    (OPEN, recording(observation="", evidence_positions=(-1,)), InvalidValueError, "Iakttagelsen saknas"),
    (OPEN, recording(evidence_positions=(-1,)), InvalidValueError, f"från 0 till {LAST}"),
    (OPEN, recording(evidence_positions=(LAST + 1,)), InvalidValueError, "inte med i granskningen"),
    (OPEN, recording(evidence_positions=(LAST, 6)), NotFoundError, "Händelse 6 är inte ärendets"),
    (OPEN, recording(case_id=OTHER_CASE, evidence_positions=(5,)), NotFoundError, "Händelse 5 är inte ärendets"),
])
def test_a_finding_is_refused(past, call, error, message):
    given(JournalReview, *past).when(call).then_refused(error, message)


def test_a_finding_is_answered_and_answered_anew_by_whoever_writes():
    review = given(JournalReview, *OPEN)
    assert [each.id for each in review.state.unanswered] == [FINDING]
    first = review.when(answering()).then(e.ReviewFindingAnswered, is_disputed=False, answered_by_id=BO, case_id=CASE)
    assert (first.key_subject, first.retention_class) == (CASE, "case")
    review.when(answering(explanation="Det stämmer inte.", is_disputed=True)).then(e.ReviewFindingAnswered, is_disputed=True)
    assert review.state.unanswered == [] and review.state.findings[FINDING].state is FindingState.ANSWERED


def test_what_is_said_of_something_in_no_case_lies_under_the_reviews_own_key():
    outside = TAKEN.model_copy(update={
        "rule_findings": (RULE_FINDING.model_copy(update={"case_id": None, "found_in": VIEWPOINT}),),
    })
    event = given(JournalReview, STARTED, outside).when(answering()).then(e.ReviewFindingAnswered, case_id=None)
    assert (event.key_subject, event.retention_class) == (REVIEW, "organisation")


def test_somebody_else_than_who_answered_judges_a_finding_to_be_wrong():
    review = given(JournalReview, *OPEN, ANSWERED)
    review.when(dismissing(author=BOS)).then_refused(NotAllowedError, "Låt någon annan göra det")
    review.when(dismissing()).then(e.ReviewFindingDismissed, dismissed_by_id=ANNA, case_id=CASE)
    assert review.state.findings[FINDING].state is FindingState.DISMISSED
    given(JournalReview, *OPEN).when(dismissing(author=BOS)).then(e.ReviewFindingDismissed)


@pytest.mark.parametrize("past", [OPEN, (*OPEN, ANSWERED), ENDED])
def test_a_finding_is_remedied_by_a_later_event_of_its_record_also_when_the_review_is_closed(past):
    given(JournalReview, *past).when(remedying()).then(e.ReviewFindingRemedied, remedied_at=STARTED.size, remedied_on=TODAY)
    given(JournalReview, *past).when(remedying(at=None)).then(e.ReviewFindingRemedied, remedied_at=STARTED.size)


@refused([
    *[
        (past, call, error, message)
        for call in (answering(), dismissing())
        for past, error, message in (
            ([], NotFoundError, "finns inte"), (GIVEN_UP, NotAllowedError, "återtagen"), (ENDED, NotAllowedError, "avslutades"),
            ([*OPEN, DISMISSED], NotAllowedError, "bedömdes som felaktig 2024-09-23"),
        )
    ],
    (OPEN, answering(NEW, ""), NotFoundError, "Iakttagelsen finns inte"),
    (OPEN, answering(explanation=""), InvalidValueError, "Svaret saknas"),
    (OPEN, dismissing(NEW, ""), NotFoundError, "Iakttagelsen finns inte"),
    ([*OPEN, ANSWERED, REMEDIED], dismissing(author=BOS), NotAllowedError, "är åtgärdad"),
    ([*OPEN, ANSWERED], dismissing(because="", author=BOS), NotAllowedError, "Låt någon annan"),
    (OPEN, dismissing(because=""), InvalidValueError, "Varför iakttagelsen är felaktig saknas"),
    ([], remedying(), NotFoundError, "finns inte"),
    (GIVEN_UP, remedying(), NotAllowedError, "återtagen"),
    (OPEN, remedying(NEW), NotFoundError, "Iakttagelsen finns inte"),
    ([*OPEN, DISMISSED], remedying(), NotAllowedError, "bedömdes som felaktig"),
    ([*OPEN, REMEDIED], remedying(at=3), NotAllowedError, "åtgärdades 2024-09-24"),
    (OPEN, remedying(at=STARTED.size + 1), NotFoundError, "hör inte till det"),
    (OPEN, remedying(event_at=places(stream=OTHER_CASE, at=(STARTED.size,))), NotFoundError, "hör inte till det"),
    (OPEN, remedying(at=LAST), InvalidValueError, f"Händelse {LAST} fanns när granskningen gjordes"),
])
def test_what_becomes_of_a_finding_is_refused(past, call, error, message):
    given(JournalReview, *past).when(call).then_refused(error, message)


def test_a_review_is_closed_with_its_counts_by_rule_and_question():
    past = (*SEEN_TOO, ANSWERED, REMEDIED)
    given(JournalReview, *past).when(closing(not_examined=(OTHER_CASE,), not_examined_reason="Flyttat.")).then(
        e.JournalReviewClosed, n_checked=1, n_faulty=1, n_findings=2, closed_by_id=ANNA, totals=(
            e.ReviewTotal(
                asked="R-04", asked_version=1, total_checked=2, total_findings=1, total_answered=1, total_dismissed=0,
                total_remedied=1,
            ),
            e.ReviewTotal(
                asked="fact_and_assessment_apart", total_checked=1, total_findings=1, total_answered=0, total_dismissed=0,
                total_remedied=0,
            ),
        ),
    )


def test_a_journal_whose_only_finding_is_wrong_is_in_order():
    given(JournalReview, *OPEN, DISMISSED).when(closing(left_open_reason=None)).then(
        e.JournalReviewClosed, n_checked=2, n_faulty=0, n_findings=1, left_open_reason=None
    )


@refused([
    ([], closing(), NotFoundError, "finns inte"),
    (GIVEN_UP, closing(), NotAllowedError, "återtagen"),
    (ENDED, closing(), NotAllowedError, "avslutades"),
    (OPEN, closing(review_summary="", not_examined=(NEW,)), InvalidValueError, "Sammanfattningen saknas"),
    (OPEN, closing(not_examined=(NEW, NEW)), InvalidValueError, "inte med i stickprovet"),
    ([FULL], closing(not_examined=(CASE,)), InvalidValueError, "inte med i stickprovet"),
    (OPEN, closing(not_examined=(CASE, CASE)), InvalidValueError, "Samma journal"),
    (OPEN, closing(not_examined=(CASE,)), InvalidValueError, "Ange både vilka journaler"),
    (OPEN, closing(not_examined_reason="Flyttat."), InvalidValueError, "Ange både vilka journaler"),
    (OPEN, closing(not_examined=(CASE,), not_examined_reason="", left_open_reason=None), InvalidValueError,
     "Varför journaler inte granskades saknas"),
    (OPEN, closing(left_open_reason=None), NotAllowedError, "1 iakttagelser är inte besvarade"),
    (OPEN, closing(left_open_reason=""), InvalidValueError, "lämnas obesvarade saknas"),
    ([], withdrawing(), NotFoundError, "finns inte"),
    (GIVEN_UP, withdrawing(), NotAllowedError, "återtagen"),
    (ENDED, withdrawing(), NotAllowedError, "avslutades"),
    (OPEN, withdrawing(reason=""), InvalidValueError, "Orsaken till att granskningen återtas saknas"),
])
def test_the_end_of_a_review_is_refused(past, call, error, message):
    given(JournalReview, *past).when(call).then_refused(error, message)


def test_a_review_that_is_not_closed_can_be_given_up():
    review = given(JournalReview, *OPEN)
    assert review.state.is_open
    review.when(withdrawing()).then(e.JournalReviewWithdrawn, reason="Fel enhet.")
    assert not review.state.is_open


def test_a_review_tells_of_its_samples_cases_and_those_of_its_findings_each_once():
    state = given(JournalReview, *SEEN_TOO).state
    assert state.cases == (CASE, OTHER_CASE)
    assert (state.unit, state.is_full, given(JournalReview, FULL).state.is_full) == (UNIT, False, True)
    assert JournalReview().unit is None and JournalReview().cases == ()
    assert date(2024, 9, 16) == state.findings[FINDING].seen_on < state.findings[SEEN].seen_on

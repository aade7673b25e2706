"""Case reviews: every standing question answered, every no with a measure, and the next review within the interval."""

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.entry_events import EntryStruck
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AgreedMeasure, AnsweredQuestion, CaseReviewed
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.review import document
from tests.support.area_examples.review import ANSWERS
from tests.support.examples import ANNA, BO, CLOSED_ON, EXAMPLES, IMPORT_STAMP, RECEIVED_ON, STAMP, TODAY, cast_id, source
from tests.support.scenario import given, numbered

OPENED = EXAMPLES["case.opened.v1"]
CLOSED = EXAMPLES["case.closed.v1"]
REOPENED = EXAMPLES["case.reopened.v1"]
REVIEWED = EXAMPLES["case.reviewed.v1"]
OTHER = cast_id(991)
DAY = timedelta(days=1)
INTERVAL = timedelta(days=DEFAULT_POLICY.case_review_interval_days)
MEASURE = AgreedMeasure(question=ReviewQuestion.PLAN_FOLLOWED_UP, measure="Följ upp planen.", measure_due_on=TODAY)
YES = tuple(AnsweredQuestion(question=each, answer=ReviewAnswer.YES) for each in ReviewQuestion)


def reviewing(**changes):
    call = {
        "entry_id": OTHER, "reviewed_on": TODAY, "led_by_id": BO, "led_by_name": "Bo Påhittad", "presented_by_id": ANNA,
        "presented_by_name": "Anna Påhittad", "standing_answers": ANSWERS, "agreed_measures": (MEASURE,),
        "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda case: case.review_case(**{**call, **changes})


def measure(**changes):
    return MEASURE.model_copy(update=changes)


def importing(**changes):
    return reviewing(stamp=IMPORT_STAMP, source=source("Genomgångar"), **changes)


def test_a_case_is_reviewed_and_the_next_review_is_due_when_the_policy_says():
    given(Case, OPENED).when(reviewing()).then(
        CaseReviewed, entry_id=OTHER, led_by_id=BO, presented_by_id=ANNA, standing_answers=ANSWERS, agreed_measures=(MEASURE,),
        next_review_on=TODAY + INTERVAL,
    )


@pytest.mark.parametrize("next_review_on", [TODAY + DAY, TODAY + INTERVAL])
def test_the_next_review_may_be_set_on_any_day_within_the_interval(next_review_on):
    given(Case, OPENED).when(reviewing(next_review_on=next_review_on)).then(CaseReviewed, next_review_on=next_review_on)


def test_a_longer_interval_needs_its_reason():
    later = TODAY + INTERVAL + DAY
    given(Case, OPENED).when(reviewing(next_review_on=later)).then_refused(InvalidValueError, "om 43 dagar. Högst 42")
    given(Case, OPENED).when(reviewing(next_review_on=later, longer_interval_reason="Semester.")).then(
        CaseReviewed, next_review_on=later, longer_interval_reason="Semester."
    )


def test_a_closed_case_is_reviewed_up_to_its_last_day_and_no_next_review_is_due():
    given(Case, OPENED, CLOSED).when(reviewing(reviewed_on=CLOSED_ON)).then(CaseReviewed, next_review_on=None)
    after = CLOSED_ON + DAY
    given(Case, OPENED, CLOSED).when(reviewing(reviewed_on=after)).then_refused(NotAllowedError, "avslutades")
    given(Case, OPENED, CLOSED).when(importing(reviewed_on=after)).then(CaseReviewed, reviewed_on=after)


def test_imported_history_may_leave_questions_and_measures_out():
    no = (AnsweredQuestion(question=ReviewQuestion.CHILD_HEARD, answer=ReviewAnswer.NO),)
    imported = importing(standing_answers=no, agreed_measures=())
    given(Case, OPENED).when(imported).then(CaseReviewed, standing_answers=no, next_review_on=None)
    given(Case, OPENED).when(importing(standing_answers=no * 2)).then_refused(InvalidValueError, "besvarad mer än en gång")
    far = TODAY + 2 * INTERVAL
    given(Case, OPENED).when(importing(next_review_on=far)).then(CaseReviewed, next_review_on=far)


@pytest.mark.parametrize(
    ("past", "call", "error", "message"),
    [
        ([], reviewing(), NotFoundError, "Ärendet finns inte"),
        ([OPENED, REVIEWED], reviewing(entry_id=REVIEWED.entry_id), ConflictError, "Ärendegenomgången finns redan"),
        ([OPENED], reviewing(reviewed_on=TODAY + DAY), InvalidValueError, "i dag är det"),
        ([OPENED], reviewing(presented_by_id=BO), NotAllowedError, "sitt eget ärende"),
        ([OPENED], reviewing(led_by_name=" "), InvalidValueError, "leder genomgången saknas"),
        ([OPENED], reviewing(presented_by_name=""), InvalidValueError, "föredrar ärendet saknas"),
        ([OPENED], reviewing(presented_by_title=""), InvalidValueError, "Befattningen saknas"),
        ([OPENED], reviewing(standing_answers=(*ANSWERS, ANSWERS[0])), InvalidValueError, "besvarad mer än en gång"),
        ([OPENED], reviewing(standing_answers=ANSWERS[1:]), InvalidValueError, "”är journalen förd till i dag” är inte besvarad"),
        ([OPENED], reviewing(agreed_measures=()), InvalidValueError, "Ange vad som ska göras"),
        ([OPENED], reviewing(agreed_measures=(measure(measure=" "),)), InvalidValueError, "Åtgärden saknas"),
        ([OPENED], reviewing(agreed_measures=(measure(measure_due_on=TODAY - DAY),)), InvalidValueError, "före genomgången"),
        ([OPENED], reviewing(assessment=""), InvalidValueError, "Bedömningen saknas"),
        ([OPENED], reviewing(longer_interval_reason=""), InvalidValueError, "Orsaken till längre tid"),
        ([OPENED], reviewing(next_review_on=TODAY), InvalidValueError, "Ange en dag efter genomgången"),
    ],
)
def test_a_review_is_refused(past, call, error, message):
    given(Case, *past).when(call).then_refused(error, message)


def test_a_yes_needs_no_measure_and_a_measure_need_answer_no_question():
    given(Case, OPENED).when(reviewing(standing_answers=YES, agreed_measures=())).then(CaseReviewed, agreed_measures=())
    free = MEASURE.model_copy(update={"question": None})
    given(Case, OPENED).when(reviewing(standing_answers=YES, agreed_measures=(free,))).then(CaseReviewed, agreed_measures=(free,))


def test_the_latest_review_is_that_of_the_latest_day_and_a_struck_one_is_forgotten():
    later = REVIEWED.model_copy(update={"entry_id": OTHER, "reviewed_on": date(2024, 6, 3), "next_review_on": date(2024, 7, 15)})
    case = Case.fold(numbered(OPENED, later, REVIEWED))
    assert case.review.latest.entry_id == OTHER
    case.apply(EntryStruck(**case._next(STAMP), entry_id=OTHER, reason="Fel dag."))
    assert case.review.latest.entry_id == REVIEWED.entry_id


def test_the_document_says_when_the_next_review_is_due_and_from_when_the_first_is_counted():
    never = document(Case.fold(numbered(OPENED)))
    assert (never["next_review_on"], never["counted_from"]) == (None, RECEIVED_ON.isoformat())
    reviewed = document(Case.fold(numbered(OPENED, REVIEWED)))
    assert (reviewed["next_review_on"], reviewed["counted_from"]) == ("2024-06-03", None)
    assert reviewed["reviews"][0]["agreed_measures"][0]["measure_due_on"] == "2024-04-29"
    closed = document(Case.fold(numbered(OPENED, REVIEWED, CLOSED)))
    assert (closed["next_review_on"], closed["counted_from"]) == (None, None)
    again = document(Case.fold(numbered(OPENED, REVIEWED, CLOSED, REOPENED)))
    assert (again["next_review_on"], again["counted_from"]) == (None, REOPENED.reopened_on.isoformat())


FAULTS = [
    ({"reviewed_on": TODAY + DAY}, "Dagen för ärendegenomgången"),
    ({"led_by_name": ""}, "leder genomgången saknas"),
    ({"presented_by_name": ""}, "föredrar ärendet saknas"),
    ({"led_by_title": ""}, "Befattningen saknas"),
    ({"standing_answers": (*ANSWERS, ANSWERS[0])}, "mer än en gång"),
    ({"standing_answers": ANSWERS[1:]}, "är inte besvarad"),
    ({"agreed_measures": (measure(measure=" ", measure_due_on=TODAY - DAY),)}, "Åtgärden saknas"),
    ({"assessment": ""}, "Bedömningen saknas"),
    ({"longer_interval_reason": ""}, "Orsaken till längre tid"),
    ({"next_review_on": TODAY - DAY}, "Nästa genomgång är"),
]


def test_of_several_faults_the_first_in_the_documented_order_is_told():
    for first, (_, message) in enumerate(FAULTS):
        changes = {name: value for fault, _ in reversed(FAULTS[first:]) for name, value in fault.items()}
        outcome = given(Case, OPENED).when(reviewing(**changes))
        outcome.then_refused(InvalidValueError, message)


def test_a_review_on_the_first_day_of_a_case_counts():
    first = REVIEWED.model_copy(update={"reviewed_on": RECEIVED_ON})
    shown = document(Case.fold(numbered(OPENED, first)))
    assert (shown["next_review_on"], shown["counted_from"]) == ("2024-06-03", None)

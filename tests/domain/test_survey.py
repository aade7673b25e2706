"""Anonymous user surveys: answers that are nobody's, recorded together, in an order that says nothing."""

from datetime import date, timedelta

import pytest

from domain.base import ENVELOPE_FIELDS
from domain.codes import Gender
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.survey import events as e
from domain.survey.codes import SurveyOccasion
from domain.survey.survey import Survey
from tests.support.area_examples.survey import BATCH, SURVEY, TEXTS
from tests.support.examples import EXAMPLES, STAMP, UNIT, cast_id
from tests.support.scenario import given

DEFINED, OPENED, COUNTED, ANSWERED, TEXTS_GIVEN, STRUCK, CLOSED = (
    EXAMPLES[f"survey.{name}.v1"]
    for name in ("defined", "opened", "asked_counted", "answers_recorded", "texts_recorded", "batch_struck", "closed")
)
OPEN = (DEFINED, OPENED)
PLAIN = (DEFINED.model_copy(update={"asks_gender": False, "free_text_question": None}), OPENED)
DAY = timedelta(days=1)
DURING, AFTER = OPENED.last_day, OPENED.last_day + DAY
NEW = cast_id(1249)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}
LEAST, MOST = DEFAULT_POLICY.survey_batch_min, DEFAULT_POLICY.survey_questions_max
WIDEST = DEFAULT_POLICY.survey_scale_max


def asking(lowest=1, highest=5, question="Hur var det?", **words):
    return e.SurveyQuestion(question=question, lowest=lowest, highest=highest, **words)


def answer(*ticked, gender=None):
    return e.SurveyAnswer(ticked=ticked, gender=gender)


def defining(**changes):
    call = {
        "survey_id": SURVEY, "unit": UNIT, "survey_name": "Så tycker du", "survey_occasion": SurveyOccasion.AT_CLOSING,
        "questions": (asking(),), "asks_gender": False, **BY,
    }
    return lambda survey: survey.define(**{**call, **changes})


def opening(**changes):
    call = {"first_day": date(2024, 3, 1), "last_day": date(2024, 3, 1), "asked_count": 0, **BY}
    return lambda survey: survey.open(**{**call, **changes})


def counting(asked_count=25, reason="Fler tillfrågades."):
    return lambda survey: survey.count_asked(asked_count=asked_count, reason=reason, **BY)


def answering(*answers, today=DURING, batch_id=NEW):
    given_answers = answers or (answer(8, 4),) * LEAST
    return lambda survey: survey.record_answers(batch_id=batch_id, survey_answers=given_answers, today=today, **BY)


def writing(*texts, today=AFTER, batch_id=NEW):
    return lambda survey: survey.record_texts(batch_id=batch_id, free_texts=texts or ("Bra.",), today=today, **BY)


def striking(batch_id=BATCH, reason="Fel enhet."):
    return lambda survey: survey.strike_batch(struck_batch_id=batch_id, reason=reason, **BY)


def closing(closed_on=AFTER, today=AFTER):
    return lambda survey: survey.close(closed_on=closed_on, stamp=STAMP, today=today)


@pytest.mark.parametrize("questions", [
    (asking(0, 1),), (asking(0, WIDEST - 1),), (asking(-3, 3, lowest_means="sämre", highest_means="bättre"),),
    tuple(asking(question=str(number)) for number in range(MOST)),
])
def test_a_survey_is_made_of_questions_with_scales_within_both_ends(questions):
    given(Survey).when(defining(questions=questions)).then(e.SurveyDefined, questions=questions)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([DEFINED], defining(survey_name=""), ConflictError, "redan utformad"),
    ([], defining(survey_name="", questions=()), InvalidValueError, "namn saknas"),
    ([], defining(questions=()), InvalidValueError, f"har 0 frågor. Ange 1 till {MOST}"),
    ([], defining(questions=tuple(asking(question=str(n)) for n in range(MOST + 1))), InvalidValueError, f"1 till {MOST}"),
    ([], defining(questions=(asking(), asking(question=" hur VAR det?"))), InvalidValueError, "angiven två gånger"),
    ([], defining(questions=(asking(1, 1, question=""),)), InvalidValueError, "Fråga 1 saknas"),
    ([], defining(questions=(asking(1, 1, lowest_means=""),)), InvalidValueError, "skalan 1 till 1"),
    ([], defining(questions=(asking(5, 1),)), InvalidValueError, "det lägsta först"),
    ([], defining(questions=(asking(0, WIDEST),)), InvalidValueError, f"Ange 2 till {WIDEST} värden"),
    ([], defining(questions=(asking(highest_means=""),), free_text_question=""), InvalidValueError, "skalans ändar i fråga 1"),
    ([], defining(free_text_question=""), InvalidValueError, "Fritextfrågan saknas"),
    ([], opening(), NotFoundError, "finns inte"),
    ([*OPEN], opening(asked_count=-1), NotAllowedError, "öppnades redan"),
    ([DEFINED], opening(last_day=date(2024, 2, 29), asked_count=-1), InvalidValueError, "Den sista dagen är"),
    ([DEFINED], opening(asked_count=-1), InvalidValueError, "Ange ett tal från 0"),
    ([], counting(), NotFoundError, "finns inte"),
    ([DEFINED], counting(), NotAllowedError, "inte öppnad"),
    ([*OPEN, CLOSED], counting(), NotAllowedError, "stängdes 2024-04-02"),
    ([*OPEN, ANSWERED], counting(2, reason=""), InvalidValueError, "Ange ett tal från 3"),
    ([*OPEN], counting(reason=""), InvalidValueError, "Orsaken till ändringen saknas"),
    ([*OPEN], counting(20), ConflictError, "redan 20"),
])
def test_making_and_opening_a_survey_is_refused(past, call, error, message):
    given(Survey, *past).when(call).then_refused(error, message)


@pytest.mark.parametrize(("past", "call", "error", "message"), [
    ([], answering(), NotFoundError, "finns inte"),
    ([DEFINED], answering(), NotAllowedError, "inte öppnad"),
    ([*OPEN, CLOSED], answering(), NotAllowedError, "stängdes 2024-04-02"),
    ([*OPEN], answering(today=OPENED.first_day - DAY), NotAllowedError, "börjar 2024-03-01"),
    ([*OPEN, ANSWERED], answering(answer(0, 0), batch_id=BATCH), ConflictError, "med det uuid:t"),
    ([*OPEN, TEXTS_GIVEN], answering(batch_id=TEXTS), ConflictError, "med det uuid:t"),
    ([*OPEN, ANSWERED, STRUCK], answering(batch_id=BATCH), ConflictError, "med det uuid:t"),
    ([*OPEN], answering(*[answer(0, 0)] * (LEAST - 1)), InvalidValueError, f"minst {LEAST} på en gång"),
    ([*OPEN], answering(*[answer(8, 4)] * 21), InvalidValueError, "21 svar av 20 tillfrågade"),
    ([*OPEN, ANSWERED], answering(*[answer(8, 4)] * 18), InvalidValueError, "21 svar av 20"),
    ([*OPEN], answering(answer(8), today=AFTER), InvalidValueError, "Svar 1 har 1 värden, men frågorna är 2"),
    ([*OPEN], answering(answer(8, 4), answer(11, None), today=AFTER), InvalidValueError, "Svar 2 har 11 på fråga 1"),
    ([*OPEN], answering(answer(0, None), today=AFTER), InvalidValueError, "från 1 till 10"),
    ([*OPEN], answering(answer(None, None), today=AFTER), InvalidValueError, "inget ikryssat"),
    ([*PLAIN], answering(answer(8, 4, gender=Gender.MAN), today=AFTER), InvalidValueError, "har ett kön"),
    ([], writing(), NotFoundError, "finns inte"),
    ([*PLAIN], writing(today=OPENED.first_day - DAY), NotAllowedError, "börjar 2024-03-01"),
    ([*PLAIN], writing(""), NotAllowedError, "ingen fritextfråga"),
    ([*OPEN, TEXTS_GIVEN], writing("", batch_id=TEXTS), ConflictError, "med det uuid:t"),
    ([*OPEN], writing("", today=DURING), InvalidValueError, f"minst {LEAST} på en gång"),
    ([*OPEN], writing(*["Bra."] * 21), InvalidValueError, "21 svar av 20"),
    ([*OPEN], writing("Bra.", " "), InvalidValueError, "Fritextsvar 2 saknas"),
    ([*OPEN], writing("Ring mig på 070-123 45 67."), InvalidValueError, "Fritextsvar 1 innehåller ett telefonnummer"),
    ([], striking(), NotFoundError, "finns inte"),
    ([DEFINED], striking(), NotAllowedError, "inte öppnad"),
    ([*OPEN, ANSWERED, CLOSED], striking(), NotAllowedError, "stängdes"),
    ([*OPEN, ANSWERED, STRUCK], striking(reason=""), NotAllowedError, "redan strukna"),
    ([*OPEN], striking(reason=""), NotFoundError, "Svaren finns inte"),
    ([*OPEN, ANSWERED], striking(reason=""), InvalidValueError, "Orsaken till strykningen saknas"),
    ([], closing(), NotFoundError, "finns inte"),
    ([DEFINED], closing(), NotAllowedError, "inte öppnad"),
    ([*OPEN, CLOSED], closing(), NotAllowedError, "stängdes"),
    ([*OPEN], closing(OPENED.first_day - DAY), InvalidValueError, "Stängningen är 2024-02-29"),
    ([*OPEN], closing(AFTER + DAY), InvalidValueError, "Stängningen är 2024-04-02, men i dag"),
])
def test_answers_and_closing_are_refused(past, call, error, message):
    given(Survey, *past).when(call).then_refused(error, message)


def test_answers_are_recorded_within_both_ends_of_the_period_of_the_scale_and_of_those_asked():
    lowest_and_highest = [answer(1, None), answer(10, 5)] * 10
    for today in (OPENED.first_day, DURING):
        given(Survey, *OPEN).when(answering(*lowest_and_highest, today=today)).then(e.SurveyAnswersRecorded)
    given(Survey, *OPEN).when(answering(*[answer(5, 5)] * LEAST)).then(e.SurveyAnswersRecorded)
    given(Survey, *OPEN).when(answering(answer(5, 5), today=AFTER)).then(e.SurveyAnswersRecorded)


def test_answers_are_stored_in_the_same_order_however_they_were_written():
    answers = [answer(8, None), answer(3, 4, gender=Gender.WOMAN), answer(3, 4), answer(None, 5), answer(3, 4, gender=Gender.BOY)]
    stored = {
        given(Survey, *OPEN).when(answering(*order)).then(e.SurveyAnswersRecorded).survey_answers
        for order in (answers, answers[::-1], answers[2:] + answers[:2])
    }
    assert len(stored) == 1
    texts = given(Survey, *OPEN).when(writing("b", "c", "a")).then(e.SurveyTextsRecorded).free_texts
    assert texts == ("a", "b", "c")


def test_an_answer_has_no_room_for_who_gave_it_nor_when():
    assert e.SurveyAnswer.model_fields.keys() == {"ticked", "gender"}
    assert e.SurveyAnswersRecorded.model_fields.keys() - ENVELOPE_FIELDS == {"batch_id", "survey_answers"}
    assert e.SurveyTextsRecorded.SEGMENTS == {"free_texts": "individual_view"}


def test_struck_answers_and_texts_count_no_more():
    survey = given(Survey, *OPEN, ANSWERED, TEXTS_GIVEN).state
    assert (len(survey.all_answers), survey.all_texts) == (3, ["Fler tider.", "Tack."])
    struck = given(Survey, *OPEN, ANSWERED, TEXTS_GIVEN, STRUCK, STRUCK.model_copy(update={"struck_batch_id": TEXTS})).state
    assert (struck.all_answers, struck.all_texts) == ([], [])
    given(Survey, *OPEN, ANSWERED).when(striking()).then(e.SurveyBatchStruck)


def test_the_number_of_those_asked_is_put_right_down_to_the_answers():
    given(Survey, *OPEN, ANSWERED).when(counting(3)).then(e.SurveyAskedCounted)
    assert given(Survey, *OPEN, COUNTED).state.asked_count == 22
    for day in (OPENED.first_day, AFTER):
        given(Survey, *OPEN).when(closing(day)).then(e.SurveyClosed, closed_on=day)
    given(Survey, DEFINED).when(opening()).then(e.SurveyOpened)

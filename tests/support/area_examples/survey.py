"""One full example of every event type of the stream `survey`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
from domain.codes import Gender
from domain.survey import events as e
from domain.survey.codes import SurveyOccasion
from tests.support.cast import STAMP, UNIT, cast_id

SURVEY, BATCH, TEXTS = cast_id(1240), cast_id(1241), cast_id(1242)
_survey = envelope(SURVEY, 0, STAMP)

EXAMPLES: tuple[DomainEvent, ...] = (
    e.SurveyDefined(
        **_survey, unit=UNIT, survey_name="Så tycker du om stödet", survey_occasion=SurveyOccasion.DURING_PERIOD,
        questions=(
            e.SurveyQuestion(
                question="Hur har du blivit bemött?", lowest=1, highest=10, lowest_means="mycket dåligt",
                highest_means="mycket bra",
            ),
            e.SurveyQuestion(question="Har stödet varit till hjälp?", lowest=1, highest=5),
        ),
        asks_gender=True, free_text_question="Vad kan vi göra bättre?",
    ),
    e.SurveyOpened(**_survey, first_day=date(2024, 3, 1), last_day=date(2024, 3, 31), asked_count=20),
    e.SurveyAskedCounted(**_survey, asked_count=22, reason="Två formulär till delades ut."),
    e.SurveyAnswersRecorded(
        **_survey, batch_id=BATCH,
        survey_answers=(
            e.SurveyAnswer(ticked=(7, 5), gender=Gender.MAN), e.SurveyAnswer(ticked=(9, None), gender=Gender.WOMAN),
            e.SurveyAnswer(ticked=(10, 4)),
        ),
    ),
    e.SurveyTextsRecorded(**_survey, batch_id=TEXTS, free_texts=("Fler tider.", "Tack.")),
    e.SurveyBatchStruck(**_survey, struck_batch_id=BATCH, reason="Fel enhet."),
    e.SurveyClosed(**_survey, closed_on=date(2024, 4, 2)),
)
FIRST: dict[str, list[str]] = {
    name: ["survey.defined", "survey.opened", *before]
    for name, before in {
        "survey.asked_counted": [], "survey.answers_recorded": [], "survey.texts_recorded": [],
        "survey.batch_struck": ["survey.answers_recorded"], "survey.closed": [],
    }.items()
}

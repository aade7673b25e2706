"""What may be written in the stream `survey`: anonymous user surveys."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.survey.survey import Survey

_SURVEY = "/surveys/{survey_id}"
_ANSWERS = f"{_SURVEY}/answers"

WRITES: tuple[Write, ...] = (
    Write(
        "/surveys", Survey.define, "Utforma en anonym brukarundersökning",
        {
            "unit": example_id("/units", "unit_id"), "survey_name": "Så tycker du om stödet", "survey_occasion": "during_period",
            "asks_gender": True, "free_text_question": "Vad kan vi göra bättre?",
            "questions": [
                {
                    "question": "Hur har du blivit bemött?", "lowest": 1, "highest": 5, "lowest_means": "mycket dåligt",
                    "highest_means": "mycket bra",
                },
                {"question": "Har stödet varit till hjälp?", "lowest": 1, "highest": 5},
            ],
        },
        new_ids=("survey_id",), begins=True,
    ),
    Write(
        f"{_SURVEY}/opening", Survey.open, "Öppna undersökningen för en period, med hur många som tillfrågas",
        {"first_day": "2026-03-01", "last_day": "2026-03-15", "asked_count": 12}, new_ids=(),
    ),
    Write(
        f"{_SURVEY}/asked-counts", Survey.count_asked, "Rätta antalet tillfrågade",
        {"asked_count": 14, "reason": "Två formulär till delades ut."}, new_ids=(),
    ),
    Write(
        _ANSWERS, Survey.record_answers, "Registrera flera svar på en gång, utan ordning och tid",
        {
            "survey_answers": [
                {"ticked": [5, 4], "gender": "woman"}, {"ticked": [4, None], "gender": "man"}, {"ticked": [5, 5]},
                {"ticked": [2, 3], "gender": "woman"}, {"ticked": [4, 4], "gender": "man"}, {"ticked": [5, 5]},
            ],
        },
        new_ids=("batch_id",), more={"fel-blankett": {"survey_answers": [{"ticked": [1, 1]}]}},
    ),
    Write(
        f"{_SURVEY}/free-texts", Survey.record_texts, "Registrera fritextsvar, skilda från det som är ikryssat",
        {"free_texts": ["Fler tider på kvällen.", "Det har varit bra som det är."]}, new_ids=("batch_id",),
    ),
    Write(
        f"{_SURVEY}/strikings", Survey.strike_batch, "Stryk svar som blev fel registrerade",
        {"struck_batch_id": example_id(f"{_ANSWERS}/fel-blankett", "batch_id"), "reason": "Blanketten var en annan enhets."},
        new_ids=(),
    ),
    Write(
        f"{_SURVEY}/closing", Survey.close, "Stäng undersökningen, så att resultaten kan läsas", {"closed_on": "2026-03-16"},
        new_ids=(),
    ),
)

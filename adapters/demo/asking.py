"""Anonymous surveys (sv. *brukarundersökningar*): one that is closed, and one that people answer as they leave."""

from __future__ import annotations

from datetime import date

from adapters.demo.casefile import Town
from adapters.demo.cast import UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.office import write
from domain.codes import Gender
from domain.survey.events import SurveyAnswer, SurveyQuestion
from domain.survey.survey import Survey

_QUESTIONS = tuple(
    SurveyQuestion(question=question, lowest=1, highest=5, lowest_means=low, highest_means=high)
    for question, low, high in (
        ("Hur har du blivit bemött?", "dåligt", "bra"), ("Har stödet varit till hjälp?", "inte alls", "mycket"),
        ("Har du fått vara med och bestämma?", "aldrig", "alltid"),
    )
)
_WRITTEN = (
    "Bra att ni ringer upp.", "Fler kvällstider.", "Jag blev lyssnad på.", "Svårt att hitta ingången.",
    "Kaffet kan bli bättre.", "Ville ha fler träffar i början.", "Ni byter personal för ofta.",
)
_GENDERS = (Gender.WOMAN, Gender.MAN, Gender.WOMAN, Gender.MAN, None)


def tell_asking(town: Town) -> None:
    """Write both."""
    _tell_survey(town, "brukarundersökning våren", "Så tycker du om stödet", "during_period", (date(2026, 5, 4),
                 date(2026, 5, 29)), 34, ((date(2026, 5, 15), 12), (date(2026, 5, 29), 10), (date(2026, 6, 1), 5)),
                 date(2026, 6, 1))
    _tell_survey(town, "frågor vid avslut", "När du slutar hos oss", "at_closing", (date(2026, 9, 1), date(2026, 12, 31)), 9,
                 ((date(2026, 10, 16), 6),), None)


def _tell_survey(
    town: Town, story: str, name: str, occasion: str, days: tuple[date, date], asked: int, batches: tuple[tuple[date, int], ...],
    closed_on: date | None,
) -> None:
    luck, karin, ines, survey = Luck(story), town.cast.staff["karin"], town.cast.staff["ines"], Survey()
    write(town, date(2026, 4, 27), "13:15", karin, survey, survey.define, {
        "survey_id": luck.uuid(), "unit": town.cast.units[UNIT_NAME], "survey_name": name, "survey_occasion": occasion,
        "questions": _QUESTIONS, "asks_gender": True, "free_text_question": "Vad kan vi göra bättre?",
    })
    write(town, date(2026, 4, 28), "08:40", karin, survey, survey.open, {
        "first_day": days[0], "last_day": days[1], "asked_count": asked,
    })
    for day, count in batches:
        answers = tuple(_answer(luck) for _ in range(count))
        write(town, day, "15:40", ines, survey, survey.record_answers, {"batch_id": luck.uuid(), "survey_answers": answers})
    if closed_on is not None:
        write(town, closed_on, "15:50", ines, survey, survey.record_texts, {"batch_id": luck.uuid(), "free_texts": _WRITTEN})
        write(town, closed_on, "16:00", karin, survey, survey.close, {"closed_on": closed_on})


def _answer(luck: Luck) -> SurveyAnswer:
    ticked = tuple(None if luck.happens(0.05) else min(luck.between(2, 6), 5) for _ in _QUESTIONS)
    return SurveyAnswer(ticked=ticked if any(ticked) else (4, None, None), gender=luck.pick(_GENDERS))

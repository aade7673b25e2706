"""The words of the stream `survey`."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "survey.defined": "Brukarundersökning utformad",
    "survey.opened": "Brukarundersökning öppnad",
    "survey.asked_counted": "Antalet tillfrågade ändrat",
    "survey.answers_recorded": "Svar på brukarundersökning registrerade",
    "survey.texts_recorded": "Fritextsvar registrerade",
    "survey.batch_struck": "Svar på brukarundersökning strukna",
    "survey.closed": "Brukarundersökning stängd",
}
FIELD_LABELS: Mapping[str, str] = {
    "survey_name": "Undersökningens namn",
    "survey_occasion": "Frågetillfälle",
    "questions": "Frågor i undersökningen",
    "lowest": "Skalans lägsta värde",
    "highest": "Skalans högsta värde",
    "lowest_means": "Lägsta värdet betyder",
    "highest_means": "Högsta värdet betyder",
    "asks_gender": "Kön efterfrågas",
    "free_text_question": "Fritextfråga",
    "asked_count": "Tillfrågade",
    "ticked": "Ikryssat",
}
TEXT_LABELS: Mapping[str, str] = {}

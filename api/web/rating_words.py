"""The words around a rating in the language of whoever rates (sv. *skattningens språk*): more languages than the service has.

The scales' own texts are not here: they are the unit's licensed ones (`instrument_texts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel.messages.pofile import read_po

from api.web.texts import FOLDER, SWEDISH

RATING_LANGUAGES: Mapping[str, str] = MappingProxyType({
    "sv": "Svenska", "en": "English", "ar": "العربية", "fa": "فارسی / دری", "so": "Soomaali", "uk": "Українська",
})
"""The languages that a rating can be made in, each by its own name."""

_FROM_THE_RIGHT = frozenset({"ar", "fa"})


def word(language: str, text: str) -> str:
    """A text in a language; what is not translated is Swedish."""
    return text if language == SWEDISH else words_of(language).get(text) or text


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language in _FROM_THE_RIGHT else "ltr"


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Every translated text of a language."""
    with open(FOLDER / "rating" / f"{language}.po", "rb") as file:
        return {each.id: each.string for each in read_po(file, locale=language) if isinstance(each.id, str) and each.id}

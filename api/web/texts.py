"""The pages' texts in other languages (sv. *översättning*): Swedish is what is written, and what is shown unless somebody chose.

A language is a `.po` file in `locale/`, read as it is. A text that a language lacks is shown in Swedish.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
SWEDISH = "sv"
LANGUAGES: Mapping[str, str] = MappingProxyType({"sv": "Svenska", "en": "English"})
"""The languages that the pages can be had in, each by its own name."""

LANGUAGE: ContextVar[str] = ContextVar("language", default=SWEDISH)
"""In which language the page that is being made is to be."""


def _(text: str) -> str:
    """A text in the language of the page that is being made."""
    language = LANGUAGE.get()
    return text if language == SWEDISH else _catalogue(language).get(text) or text


def plural(one: str, many: str, count: int) -> str:
    """One of two texts by a number; the texts may hold `{count}`, which is put in."""
    return _(one if count == 1 else many).format(count=count)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    with open(FOLDER / f"{language}.po", "rb") as file:
        return {each.id: each.string for each in read_po(file, locale=language) if isinstance(each.id, str) and each.id}

"""The pages' texts in other languages (sv. *översättning*): Swedish is what is written, and what is shown unless somebody chose.

A language is three `.po` files, read as they are: in `locale/` the pages' own texts, in `locale/words/` the Swedish words that
the record is kept in (coded words, headings, labels, titles of forms), and in `locale/refusals/` what the record's rules refuse
with, where the sentence holds no value. A text that a language lacks is shown in Swedish, which `word` marks as Swedish.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po
from markupsafe import Markup

FOLDER = Path(__file__).parent / "locale"
SWEDISH = "sv"
LANGUAGES: Mapping[str, str] = MappingProxyType({"sv": "Svenska", "en": "English"})
"""The languages that the pages can be had in, each by its own name."""

LANGUAGE: ContextVar[str] = ContextVar("language", default=SWEDISH)
"""In which language the page that is being made is to be."""


def _(text: str) -> str:
    """A text in the language of the page that is being made."""
    return _found(text) or text


def word(text: str) -> str:
    """A text that was not written for the page, in its language: one that only Swedish has is marked as Swedish, to be read so.

    Args:
        text: Of a document or a record, in Swedish, for example a coded word; it is escaped where it is marked.
    """
    found = _found(text)
    return swedish(text) if found is None else found


def words(text: str) -> str:
    """Coded words with commas between them, each as `word` shows it; a word may have commas of its own."""
    left, found = text.split(", "), []
    while left:
        size = next((size for size in range(len(left), 1, -1) if _found(", ".join(left[:size])) is not None), 1)
        found.append(word(", ".join(left[:size])))
        left = left[size:]
    return Markup(", ").join(found) if LANGUAGE.get() != SWEDISH else text


def swedish(text: str) -> str:
    """A text that is Swedish whatever the page's language is, marked so on a page in another."""
    if LANGUAGE.get() == SWEDISH or not text:
        return text
    return Markup('<span lang="sv">{}</span>').format(text)


def plural(one: str, many: str, count: int) -> str:
    """One of two texts by a number; the texts may hold `{count}`, which is put in."""
    return _(one if count == 1 else many).format(count=count)


def _found(text: str) -> str | None:
    """A text in the language of the page; None = the language does not have it. Coded words may have got a capital."""
    language = LANGUAGE.get()
    if language == SWEDISH or not text:
        return text
    known = _catalogue(language)
    if found := known.get(text):
        return found
    found = known.get(text[0].lower() + text[1:])
    return found and found[0].upper() + found[1:]


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language; where several files have one, the page's own holds, then the word."""
    found: dict[str, str] = {}
    for folder in (FOLDER / "refusals", FOLDER / "words", FOLDER):
        found.update(read_catalogue(folder / f"{language}.po"))
    return found


def read_catalogue(path: Path) -> Mapping[str, str]:
    """The texts of a `.po` file: Swedish to its language."""
    with open(path, "rb") as file:
        return {each.id: each.string for each in read_po(file) if isinstance(each.id, str) and each.id}

"""What an event says, in words (sv. *det som sades*), and which of the words another saying does not have."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.web.formats import day, sentence
from api.web.pages.text_changes import Pieces, pieces
from api.web.texts import _
from domain.base import Immutable
from projections.timeline_item import Content
from projections.words import FIELD_LABELS, TEXT_LABELS, in_words, labelled


class Words(NamedTuple):
    """What an event says.

    Args:
        facts: Codes, days and numbers as one line; empty = none.
        texts: Label and text.
        listed: The labels of those that nobody wrote: lists of coded words, in the language of the page.
    """

    facts: str
    texts: tuple[tuple[str, str], ...]
    listed: frozenset[str] = frozenset()


class Marked(NamedTuple):
    """What an event says, with the words marked that another saying does not have.

    Args:
        texts: Label, and pieces of the text, each with whether it is changed.
        listed: As of `Words`.
    """

    facts: str
    texts: tuple[tuple[str, Pieces], ...]
    listed: frozenset[str] = frozenset()


NOTHING = Marked("", ())


def words_of(content: Content, happened_on: date | None = None) -> Words:
    """What an event says, in words; ids say nothing to people.

    Args:
        happened_on: The day that stands beside it, and is not told twice.
    """
    told = {
        name: value for name, value in content.facts.items()
        if name in FIELD_LABELS and not isinstance(value, UUID) and value != happened_on
    }
    lists = {name: value for name, value in told.items() if _is_list(value)}
    facts = "; ".join(
        f"{_(FIELD_LABELS[name])}: {in_words(value, _, day)}" for name, value in told.items() if name not in lists
    )
    # What has parts of its own is told apart, each of them by itself.
    listed = ((_(FIELD_LABELS[name]), "\n".join(map(_entry, value))) for name, value in lists.items())
    written = ((_label(each.kind, each.name), each.text) for each in content.texts)
    return Words(facts, (*listed, *written), frozenset(_(FIELD_LABELS[name]) for name in lists))


def marked(words: Words, other: Words | None) -> Marked:
    """A saying with what another does not have marked; None = there is nothing to compare with."""
    if other is None:
        return Marked(words.facts, tuple((label, pieces(text, None)) for label, text in words.texts), words.listed)
    others: dict[str, list[str]] = {}
    for label, text in other.texts:
        others.setdefault(label, []).append(text)
    # Of several under one label the first is compared with the first; what the other one lacks altogether is new.
    left = {label: iter(texts) for label, texts in others.items()}
    texts = tuple((label, pieces(text, next(left.get(label, iter(())), ""))) for label, text in words.texts)
    return Marked(words.facts, texts, words.listed)


def _entry(value: Immutable) -> str:
    """One of a list's values, which stands on a line of its own; of two parts the first says what the second is of."""
    parts = list(labelled(value, _, day))
    if len(parts) == 2:
        (_first, about), (_second, said) = parts
        return f"{sentence(about)}: {said}"
    return "; ".join(f"{label}: {said}" for label, said in parts)


def _label(kind: str, name: str) -> str:
    # A note's fields are called after their kind of content; other texts have a name of their own, which says more.
    return _(TEXT_LABELS.get(name) or FIELD_LABELS.get(name) or TEXT_LABELS.get(kind, name))


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Immutable)

"""The fields of a form (sv. *formulärfält*): what the body of a write asks for, in the kinds of fields that a browser has."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.bound_labels import BOUND_LABELS
from api.member_labels import label_of
from api.web.forms.references import CASE, NAMES, Reference, reference_of
from api.web.pages.submitting import shape_of_write
from api.writes.shape import REPLACES, REPLACES_REASON, Shape
from domain.base import Occurred
from domain.codes import Code
from domain.lex_sarah.documents import GivenDocument

MOST_RADIOS = 7
"""A list of more than so many words is a list to open."""


class Kind(StrEnum):
    """How a field is answered."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    DAYS = "days"
    MOMENT = "moment"
    WHOLE = "whole"
    DECIMAL = "decimal"
    NUMBERS = "numbers"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    IN_ORDER = "in_order"
    REFERENCE = "reference"
    REFERENCES = "references"
    CASE = "case"
    CASES = "cases"
    FILE = "file"
    GROUP = "group"
    ROWS = "rows"


class Choice(NamedTuple):
    """One of what can be chosen.

    Args:
        value: What is sent.
        text: What is read.
    """

    value: str
    text: str


class FormField(NamedTuple):
    """One field.

    Args:
        name: Of the body's member.
        label: In Swedish.
        required: Whether it must be answered.
        is_said: Whether a missing answer is sent as null, since the write takes nothing for granted.
        hint: What helps to answer it; empty = nothing does.
        choices: The words of a coded list.
        members: The fields of a value of several.
        reference: What an id names.
        default: What is chosen beforehand, as it is sent; empty = nothing.
        number: Of numbers, whether they are whole or decimal.
    """

    name: str
    label: str
    kind: Kind
    required: bool = True
    is_said: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    members: tuple[FormField, ...] = ()
    reference: Reference = None
    default: str = ""
    number: Kind = Kind.WHOLE

    @property
    def many(self) -> bool:
        """Whether several answers may be given."""
        return self.kind in (Kind.CHOICES, Kind.REFERENCES)


@cache
def fields_of(write: str) -> tuple[FormField, ...]:
    """The fields of a write's form, in the order of its body.

    Args:
        write: Its address below `/api/v1`.
    """
    shape = shape_of_write(write)
    return tuple(_field(name, field, shape) for name, field in shape.body.model_fields.items())


def every_field(fields: Sequence[FormField]) -> Iterator[FormField]:
    """Fields, each followed by those within it."""
    for field in fields:
        yield field
        yield from every_field(field.members)


def _field(name: str, field: FieldInfo, shape: Shape) -> FormField:
    kinds = [each for each in _kinds(field.annotation) if each is not type(None)]
    may_be_none = type(None) in _kinds(field.annotation)
    is_required = field.is_required()
    made = FormField(
        name, label_of(name), Kind.LINE, required=is_required and not may_be_none, is_said=is_required and may_be_none,
        hint=_HINTS.get(name) or (field.description or "" if name in (REPLACES, REPLACES_REASON) else ""),
        default=_default(field.default),
    )
    [kind] = kinds
    if get_origin(kind) is tuple:
        # A list may be empty, and then nothing need be said of it.
        return _of_many(made._replace(required=False, is_said=is_required), get_args(kind)[0], shape)
    return _of_one(made, kind, shape)


def _of_one(made: FormField, kind: Any, shape: Shape) -> FormField:
    if kind is UUID:
        reference = reference_of(shape, made.name)
        return made._replace(kind=Kind.CASE if reference == CASE else Kind.REFERENCE, reference=reference)
    if kind is Occurred:
        return made._replace(kind=Kind.MOMENT)
    if issubclass(kind, BaseModel):
        return made._replace(kind=Kind.GROUP, members=_members(kind, shape))
    if issubclass(kind, Code):
        return made._replace(kind=Kind.CHOICE, choices=_choices(kind))
    if kind is str and made.name == "bound":
        return made._replace(kind=Kind.CHOICE, choices=tuple(Choice(name, label) for name, label in BOUND_LABELS.items()))
    if kind is str and made.name in NAMES:
        return made._replace(reference=NAMES[made.name])
    if kind is str:
        return made._replace(kind=Kind.LINE if _is_short(made.name) else Kind.TEXT)
    return made._replace(kind=_PLAIN[kind])


def _of_many(made: FormField, item: Any, shape: Shape) -> FormField:
    if item is UUID:
        reference = reference_of(shape, made.name)
        return made._replace(kind=Kind.CASES if reference == CASE else Kind.REFERENCES, reference=reference)
    if item is str:
        return made._replace(kind=Kind.LINES)
    if item is date:
        return made._replace(kind=Kind.DAYS)
    [kind] = [each for each in _kinds(item) if each is not type(None)]
    if kind in (int, Decimal):
        return made._replace(kind=Kind.NUMBERS, number=_PLAIN[kind])
    if issubclass(kind, Code):
        ordered = made.name in _ORDERED
        return made._replace(kind=Kind.IN_ORDER if ordered else Kind.CHOICES, choices=_choices(kind))
    if kind is GivenDocument:
        return made._replace(kind=Kind.ROWS, members=_document(kind, shape))
    return made._replace(kind=Kind.ROWS, members=_members(kind, shape))


def _members(model: type[BaseModel], shape: Shape) -> tuple[FormField, ...]:
    return tuple(_field(name, field, shape) for name, field in model.model_fields.items())


def _document(model: type[BaseModel], shape: Shape) -> tuple[FormField, ...]:
    """A document's kind of file is the file's own, and so is not asked for."""
    asked = (each for each in _members(model, shape) if each.name != "media_type")
    return tuple(each._replace(kind=Kind.FILE) if each.name == "content" else each for each in asked)


def _choices(kind: type[Code]) -> tuple[Choice, ...]:
    return tuple(Choice(each.value, _capital(each.swedish)) for each in kind)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _default(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Code():
            return value.value
        case int():
            return str(value)
    return ""


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


_PLAIN = {bool: Kind.YES_NO, int: Kind.WHOLE, Decimal: Kind.DECIMAL, date: Kind.DAY}

_ORDERED = frozenset({"strata_order"})
"""Lists of words whose order says something."""

_SHORT_ENDINGS = (
    "_name", "_number", "_reference", "_code", "_version", "_by", "_contact", "_role", "_source", "_paragraph", "_form", "_to",
    "_with", "_means", "_title", "_language", "_category", "_month",
)
_SHORT = frozenset({
    "amount", "claimed_entry_type", "coordinator", "delegation", "email", "handed_to", "heading",
    "home_address", "information_source", "label_used", "language", "legal_ground", "month", "name",
    "number", "period", "place_name", "population", "school", "seed", "title", "telephone", "vendor", "workplace",
})


def _is_short(name: str) -> bool:
    return name in _SHORT or name.endswith(_SHORT_ENDINGS)


_HINTS = {
    "amount": "Till exempel 12 eller 12,5", "month": "År och månad, till exempel 2026-03",
    "log_month": "År och månad, till exempel 2026-03", "period": "Till exempel 2026, 2026-T1 eller 2026-03",
    "identity_number": "Tolv siffror, till exempel 20140101-0000", "seed": "Lämna tomt för en dragning som går att bevisa",
    "arrears_month": "Den första dagen i månaden",
    "subscales": "Ett värde på varje rad, i formulärets ordning; – där svar saknas",
    "ticked": "Ett svar på varje rad, i frågornas ordning; – där svar saknas",
}

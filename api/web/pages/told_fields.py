"""What a document of an event says, field by field in words (sv. *uppgifter i ord*): without ids, and as it was masked."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from api.web.formats import at_time, day, sentence
from api.web.texts import _, swedish
from domain.base import ENVELOPE_FIELDS, DomainEvent, Immutable, Occurred
from domain.codes import Code
from projections.words import FIELD_LABELS, in_words


class ToldField(NamedTuple):
    """A field as people read it.

    Args:
        parts: Its values in words, each a line of its own.
    """

    name: str
    label: str
    parts: tuple[str, ...]


def told_fields(
    kind: type[DomainEvent], document: Mapping[str, Any], without: Collection[str] = ()
) -> Iterator[ToldField]:
    """What a document says, in the order of the event's fields.

    Args:
        kind: Of event that the document was made of.
        without: Names of fields that are told elsewhere.
    """
    for name in kind.model_fields:
        value = document.get(name)
        if value in (None, [], "") or name == _KEPT or name in without or name in ENVELOPE_FIELDS or name not in FIELD_LABELS:
            continue
        parts = tuple(_parts(_reader(kind, name).validate_json(json.dumps(value))))
        if parts:
            yield ToldField(name, _(FIELD_LABELS[name]), parts)


def told_when(occurred: Mapping[str, Any] | None) -> str:
    """When something happened, as precisely as it is known."""
    return "" if occurred is None else _when(Occurred.model_validate_json(json.dumps(occurred)))


_KEPT = "documents"
"""Files: their bytes are not in a document, and whoever shows it links to them."""


@cache
def _reader(kind: type[DomainEvent], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(kind.model_fields[name].annotation)


def _parts(value: Any) -> Iterator[str]:
    match value:
        case tuple() if any(isinstance(each, Immutable) for each in value):
            yield from (sentence(_grouped(each)) for each in value)
        case Occurred():
            yield _when(value)
        case UUID():
            return
        case date():
            yield day(value)
        case str() if not isinstance(value, Code):
            yield swedish(value)
        case _:
            yield sentence(in_words(value, _))


def _grouped(value: Immutable) -> str:
    """A value of several fields in a line: what it is, how that came out, and its text."""
    values = [getattr(value, name) for name in type(value).model_fields]
    words = [_word(each) for each in values if isinstance(each, Code | bool)]
    texts = [each for each in values if isinstance(each, str) and not isinstance(each, Code)]
    return " \N{EN DASH} ".join([": ".join(words), *texts])


def _word(value: Code | bool) -> str:
    if isinstance(value, bool):
        return _("orsak här") if value else _("ingen orsak här")
    return _(value.swedish)


def _when(occurred: Occurred) -> str:
    if occurred.precision == "month":
        return f"{occurred.on:%Y-%m}"
    return day(occurred.on) + at_time(occurred.at)

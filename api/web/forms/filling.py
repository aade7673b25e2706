"""From a body to what a form holds (sv. *förifyllning*): the other way round than reading it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.web.forms.fields import FormField, Kind
from api.web.forms.posted import File, Posted, within


def filled(fields: Sequence[FormField], body: Mapping[str, Any]) -> Posted:
    """A form that says what a body says.

    Args:
        body: As JSON values.
    """
    return Posted(_pairs(fields, body, ""), dict(_files(fields, body, "")))


def _pairs(fields: Sequence[FormField], body: Mapping[str, Any], address: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = body.get(field.name)
        if value is not None:
            yield from _of(field, value, within(address, field.name))


def _of(field: FormField, value: Any, here: str) -> Iterator[tuple[str, str]]:
    match field.kind:
        case Kind.GROUP:
            yield from _pairs(field.members, value, here)
        case Kind.ROWS:
            for row, each in enumerate(value):
                yield from _pairs(field.members, each, within(here, row))
        case Kind.IN_ORDER:
            yield from ((within(here, row), each) for row, each in enumerate(value))
        case Kind.CHOICES | Kind.REFERENCES:
            yield from ((here, each) for each in value)
        case Kind.LINES | Kind.DAYS | Kind.NUMBERS | Kind.CASES:
            yield here, "\n".join("–" if each is None else _plain(each) for each in value)
        case Kind.MOMENT:
            yield from _moment(value, here)
        case Kind.FILE:
            return
        case _:
            yield here, _plain(value)


def _moment(value: Mapping[str, Any], here: str) -> Iterator[tuple[str, str]]:
    yield within(here, "on"), value["on"]
    if value.get("at") is not None:
        yield within(here, "at"), value["at"].removesuffix(":00") if value["at"].count(":") > 1 else value["at"]
    if value.get("precision") == "month":
        yield within(here, "month_only"), "true"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _files(fields: Sequence[FormField], body: Mapping[str, Any], address: str) -> Iterator[tuple[str, File]]:
    for field in fields:
        here, value = within(address, field.name), body.get(field.name)
        if field.kind is Kind.ROWS:
            for row, each in enumerate(value or ()):
                yield from _files(field.members, each, within(here, row))
        elif field.kind is Kind.FILE and value is not None:
            yield here, File(body["media_type"], base64.b64decode(value))

"""What stands in one field of a form, read as what the field is for (sv. *fältvärde*)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID

from api.web.forms.fields import FormField, Kind
from api.web.forms.posted import SEPARATOR, Posted, within
from api.web.texts import _

NO_ANSWER = frozenset({"-", "–", "−"})
"""What stands on a line where an answer is missing."""

_NUMBER = re.compile(r"[-−]?[0-9]{1,30}(?:[.,][0-9]{1,20})?")
_WHOLE = re.compile(r"[-−]?[0-9]{1,30}")
_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


class UnreadableError(ValueError):
    """What stands in a field is not what it is for.

    Args:
        text: What it is to be.
        within: The part of the field that it stands in; empty = all of it.
    """

    def __init__(self, text: str, part: str = "") -> None:
        super().__init__(text)
        self.text, self.part = text, part


def _text(field: FormField, text: str) -> str:
    return text


def _line(field: FormField, text: str) -> str:
    return " ".join(text.split("\n"))


def _day(field: FormField, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UnreadableError(_("Ange en dag, till exempel 2026-03-31.")) from None


def _whole(field: FormField, text: str) -> int:
    plain = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(plain):
        raise UnreadableError(_("Ange ett heltal."))
    return int(plain.replace("−", "-"))


def _decimal(field: FormField, text: str) -> str:
    plain = _SPACES.sub("", text)
    if not _NUMBER.fullmatch(plain):
        raise UnreadableError(_("Ange ett tal, till exempel 12 eller 12,5."))
    return plain.replace("−", "-").replace(",", ".")


def _yes_or_no(field: FormField, text: str) -> bool:
    if text not in ("true", "false"):
        raise UnreadableError(_("Svara ja eller nej."))
    return text == "true"


def one_of(field: FormField, text: str) -> str:
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
        return _id(text)
    if text not in {choice.value for choice in field.choices}:
        raise UnreadableError(_("Välj bland det som finns i listan."))
    return text


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise UnreadableError(_("Välj bland det som finns i listan.")) from None


def _numbers(field: FormField, text: str) -> list[Any]:
    read = _whole if field.number is Kind.WHOLE else _decimal
    return [None if each in NO_ANSWER else read(field, each) for each in lines_of(text)]


READ: dict[Kind, Callable[[FormField, str], Any]] = {
    Kind.LINE: _line, Kind.TEXT: _text, Kind.DAY: _day, Kind.WHOLE: _whole, Kind.DECIMAL: _decimal, Kind.YES_NO: _yes_or_no,
    Kind.CHOICE: one_of, Kind.REFERENCE: one_of, Kind.NUMBERS: _numbers,
    Kind.LINES: lambda field, text: lines_of(text),
    Kind.DAYS: lambda field, text: [_day(field, each) for each in lines_of(text)],
    # A file's name says nothing; its content is read with its row.
    Kind.FILE: lambda field, text: None,
}


def lines_of(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()]


def moment_of(posted: Posted, here: str) -> dict[str, Any]:
    """When something happened: to the minute when a time is given, to the month when only that is known."""
    on, at = posted.one(within(here, "on")), posted.one(within(here, "at"))
    if not on:
        raise UnreadableError(_("Ange dagen."), SEPARATOR + "on")
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise UnreadableError(_("Ange en dag, till exempel 2026-03-31."), SEPARATOR + "on") from None
    if posted.one(within(here, "month_only")):
        if at:
            raise UnreadableError(_("Ta bort klockslaget, eller krysset för att bara månaden är känd."), SEPARATOR + "at")
        return {"on": day.replace(day=1).isoformat(), "precision": "month"}
    if not at:
        return {"on": day.isoformat(), "precision": "day"}
    try:
        clock = time.fromisoformat(at.replace(".", ":").zfill(5))
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise UnreadableError(_("Ange ett klockslag, till exempel 14:05."), SEPARATOR + "at")
    return {"on": day.isoformat(), "at": clock.isoformat(), "precision": "minute"}

"""From what a form sent to the body of a write (sv. *tolkning*), with what cannot be read said in Swedish beside its field.

What is wrong is told by what the field is for, never by what stood in it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel

from api.problems import RefusedBodyError, UsageError
from api.web.forms.fields import FormField, Kind
from api.web.forms.posted import SEPARATOR, Posted, within
from api.web.pages.frame import Fault
from api.web.pages.submitting import WHOLE_FORM
from api.web.texts import _
from api.writes.content import read_body

MOST_ROWS = 60
"""The most rows of a list that are read."""

NO_ANSWER = frozenset({"-", "–", "−"})
"""What stands on a line where an answer is missing."""

CaseOf = Callable[[str], UUID | None]
"""The case of a number, or of an id; None = there is none."""

_NUMBER = re.compile(r"[-−]?[0-9]{1,30}(?:[.,][0-9]{1,20})?")
_WHOLE = re.compile(r"[-−]?[0-9]{1,30}")
_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


class Parsed(NamedTuple):
    """What a form says.

    Args:
        body: As JSON values; what has a fault is left out.
        faults: What is to be put right, in the form's order.
    """

    body: dict[str, Any]
    faults: tuple[Fault, ...]


class _Unreadable(Exception):
    """What stands in a field is not what it is for.

    Args:
        text: What it is to be.
        within: The part of the field that it stands in; empty = all of it.
    """

    def __init__(self, text: str, part: str = "") -> None:
        super().__init__(text)
        self.text, self.part = text, part


def parse(fields: Sequence[FormField], model: type[BaseModel], posted: Posted, case_of: CaseOf) -> Parsed:
    """Read a form.

    Args:
        model: The body's model, which says the last word on what may stand where.
    """
    reading = _Reading(posted, case_of)
    body = reading.members(fields, "")
    faults = list(reading.faults)
    faulty = {fault.field for fault in faults}
    for fault in _refused(fields, model, body):
        if not any(_overlap(fault.field, each) for each in faulty):
            faults.append(fault)
    return Parsed(body, tuple(sorted(faults, key=lambda fault: _order(fields, fault.field))))


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(other + SEPARATOR) or other.startswith(one + SEPARATOR)


def _order(fields: Sequence[FormField], address: str) -> int:
    """Where in the form a fault is; what is of the whole form comes first."""
    names = [field.name for field in fields]
    first = address.partition(SEPARATOR)[0]
    return names.index(first) if first in names else -1


def without_empty_rows(fields: Sequence[FormField], posted: Posted, address: str = "") -> Posted:
    """What came, without the rows of lists that nobody has filled in."""
    for field in fields:
        here = within(address, field.name)
        if field.kind is Kind.GROUP:
            posted = without_empty_rows(field.members, posted, here)
        if field.kind is Kind.ROWS:
            count = min(posted.rows(here), MOST_ROWS)
            posted = posted.with_rows(here, [row for row in range(count) if _is_filled(field, posted, within(here, row))])
            for row in range(posted.rows(here)):
                posted = without_empty_rows(field.members, posted, within(here, row))
    return posted


def _is_filled(field: FormField, posted: Posted, row: str) -> bool:
    """Whether anybody has answered in a row; what was chosen beforehand is no answer."""
    for member in field.members:
        here = within(row, member.name)
        if posted.says(here) and not (member.default and posted.one(here) == member.default):
            return True
    return False


class _Reading:
    """One form on its way to a body."""

    def __init__(self, posted: Posted, case_of: CaseOf) -> None:
        self._posted = posted
        self._case_of = case_of
        self.faults: list[Fault] = []

    def members(self, fields: Sequence[FormField], address: str) -> dict[str, Any]:
        """The members that the fields say."""
        found: dict[str, Any] = {}
        for field in fields:
            here = within(address, field.name)
            try:
                if self._is_answered(field, here):
                    found[field.name] = self._value(field, here)
                elif field.is_said:
                    found[field.name] = [] if field.kind in _LISTS else None
            except _Unreadable as fault:
                self.faults.append(Fault(here + fault.part, fault.text))
        return found

    def _is_answered(self, field: FormField, here: str) -> bool:
        # A value of several is asked for as such where the write needs it, so that what is missing in it is told.
        return self._posted.says(here) or (field.kind is Kind.GROUP and field.required)

    def _value(self, field: FormField, here: str) -> Any:
        posted = self._posted
        match field.kind:
            case Kind.GROUP:
                return self.members(field.members, here)
            case Kind.ROWS:
                return [self._row(field, within(here, row)) for row in range(posted.rows(here))]
            case Kind.CHOICES | Kind.REFERENCES:
                return [_one_of(field, each) for each in posted.all(here)]
            case Kind.IN_ORDER:
                rows = (posted.one(within(here, row)) for row in range(posted.rows(here)))
                return [_one_of(field, each) for each in rows if each]
            case Kind.MOMENT:
                return _moment(posted, here)
            case Kind.CASE:
                return self._case(posted.one(here))
            case Kind.CASES:
                return [self._case(each) for each in _lines(posted.one(here))]
        return _READ[field.kind](field, posted.one(here))

    def _row(self, field: FormField, here: str) -> dict[str, Any]:
        found = self.members(field.members, here)
        [file] = [each for each in field.members if each.kind is Kind.FILE] or [None]
        if file is not None and (chosen := self._posted.file(within(here, file.name))) is not None:
            found[file.name], found["media_type"] = base64.b64encode(chosen.content).decode(), chosen.media_type
        return found

    def _case(self, number: str) -> str:
        found = self._case_of(number)
        if found is None:
            raise _Unreadable(_("Inget ärende har det numret. Kontrollera numret."))
        return str(found)


_LISTS = frozenset({
    Kind.LINES, Kind.DAYS, Kind.NUMBERS, Kind.CHOICES, Kind.IN_ORDER, Kind.REFERENCES, Kind.CASES, Kind.ROWS,
})


def _text(field: FormField, text: str) -> str:
    return text


def _line(field: FormField, text: str) -> str:
    return " ".join(text.split("\n"))


def _day(field: FormField, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Unreadable(_("Ange en dag, till exempel 2026-03-31.")) from None


def _whole(field: FormField, text: str) -> int:
    plain = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(plain):
        raise _Unreadable(_("Ange ett heltal."))
    return int(plain.replace("−", "-"))


def _decimal(field: FormField, text: str) -> str:
    plain = _SPACES.sub("", text)
    if not _NUMBER.fullmatch(plain):
        raise _Unreadable(_("Ange ett tal, till exempel 12 eller 12,5."))
    return plain.replace("−", "-").replace(",", ".")


def _yes_or_no(field: FormField, text: str) -> bool:
    if text not in ("true", "false"):
        raise _Unreadable(_("Svara ja eller nej."))
    return text == "true"


def _one_of(field: FormField, text: str) -> str:
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
        return _id(text)
    if text not in {choice.value for choice in field.choices}:
        raise _Unreadable(_("Välj bland det som finns i listan."))
    return text


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise _Unreadable(_("Välj bland det som finns i listan.")) from None


def _numbers(field: FormField, text: str) -> list[Any]:
    read = _whole if field.number is Kind.WHOLE else _decimal
    return [None if each in NO_ANSWER else read(field, each) for each in _lines(text)]


_READ: dict[Kind, Callable[[FormField, str], Any]] = {
    Kind.LINE: _line, Kind.TEXT: _text, Kind.DAY: _day, Kind.WHOLE: _whole, Kind.DECIMAL: _decimal, Kind.YES_NO: _yes_or_no,
    Kind.CHOICE: _one_of, Kind.REFERENCE: _one_of, Kind.NUMBERS: _numbers,
    Kind.LINES: lambda field, text: _lines(text),
    Kind.DAYS: lambda field, text: [_day(field, each) for each in _lines(text)],
    # A file's name says nothing; its content is read with its row.
    Kind.FILE: lambda field, text: None,
}


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()]


def _moment(posted: Posted, here: str) -> dict[str, Any]:
    """When something happened: to the minute when a time is given, to the month when only that is known."""
    on, at = posted.one(within(here, "on")), posted.one(within(here, "at"))
    if not on:
        raise _Unreadable(_("Ange dagen."), SEPARATOR + "on")
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise _Unreadable(_("Ange en dag, till exempel 2026-03-31."), SEPARATOR + "on") from None
    if posted.one(within(here, "month_only")):
        if at:
            raise _Unreadable(_("Ta bort klockslaget, eller krysset för att bara månaden är känd."), SEPARATOR + "at")
        return {"on": day.replace(day=1).isoformat(), "precision": "month"}
    if not at:
        return {"on": day.isoformat(), "precision": "day"}
    try:
        clock = time.fromisoformat(at.replace(".", ":").zfill(5))
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo is not None:
        raise _Unreadable(_("Ange ett klockslag, till exempel 14:05."), SEPARATOR + "at")
    return {"on": day.isoformat(), "at": clock.isoformat(), "precision": "minute"}


def _refused(fields: Sequence[FormField], model: type[BaseModel], body: dict[str, Any]) -> Iterator[Fault]:
    """What the body's model does not take."""
    try:
        read_body(model, json.dumps(body).encode())
    except RefusedBodyError as error:
        for each in error.faults:
            address, field = _place(fields, each["name"].split("."))
            yield Fault(address, _sentence(each["kind"], field))
    except UsageError as error:
        yield Fault(WHOLE_FORM, str(error))


def _place(fields: Sequence[FormField], parts: Sequence[str], address: str = "") -> tuple[str, FormField | None]:
    """The address of the field that a member of the body is, and the field; None = it is no field of the form."""
    field = next((each for each in fields if each.name == parts[0]), None)
    if field is None:
        return address or WHOLE_FORM, None
    here, rest = within(address, field.name), parts[1:]
    if field.kind is Kind.ROWS and rest:
        here, rest = within(here, rest[0]), rest[1:]
    if field.members and rest:
        return _place(field.members, rest, here)
    if field.kind is Kind.MOMENT:
        return within(here, "at" if rest == ["at"] else "on"), field
    return here, field


def _sentence(kind: str, field: FormField | None) -> str:
    if kind == "missing" and field is not None:
        return _(_MISSING.get(field.kind, "Fyll i det här."))
    return _(_WRONG.get(kind, "Det går inte att använda det som står här. Kontrollera och rätta."))


_CHOOSE, _ANSWER = "Välj ett av alternativen.", "Svara ja eller nej."
_MISSING = {
    Kind.CHOICE: _CHOOSE, Kind.REFERENCE: _CHOOSE, Kind.YES_NO: _ANSWER, Kind.DAY: "Ange en dag, till exempel 2026-03-31.",
    Kind.MOMENT: "Ange dagen.", Kind.CASE: "Ange ärendets nummer.", Kind.FILE: "Välj filen.", Kind.WHOLE: "Ange ett heltal.",
    Kind.DECIMAL: "Ange ett tal, till exempel 12 eller 12,5.", Kind.ROWS: "Lägg till minst en.",
}
_WRONG = {
    "unusable_characters": "Texten har dolda tecken som inte kan sparas. Skriv om den, eller klistra in den utan formatering.",
    "date_out_of_range": "Dagen är för långt bort. Kontrollera året.",
    "number_too_large": "Talet är för stort.", "number_out_of_range": "Talet är för stort eller har för många decimaler.",
    "decimal_max_digits": "Talet är för stort eller har för många decimaler.",
}

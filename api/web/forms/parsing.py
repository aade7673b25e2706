"""From what a form sent to the body of a write (sv. *tolkning*), with what cannot be read said in Swedish beside its field.

What is wrong is told by what the field is for, never by what stood in it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel

from api.problems import RefusedBodyError, Text, UsageError
from api.web.forms.fields import FormField, Kind
from api.web.forms.posted import SEPARATOR, Posted, within
from api.web.forms.values import READ, UnreadableError, lines_of, moment_of, one_of
from api.web.pages.frame import Fault
from api.web.pages.submitting import WHOLE_FORM
from api.web.refusals import refusal
from api.web.texts import _
from api.writes.content import read_body

MOST_ROWS = 60
"""The most rows of a list that are read."""

CaseOf = Callable[[str], UUID | None]
"""The case of a number, or of an id; None = there is none."""


class Parsed(NamedTuple):
    """What a form says.

    Args:
        body: As JSON values; what has a fault is left out.
        faults: What is to be put right, in the form's order.
    """

    body: dict[str, Any]
    faults: tuple[Fault, ...]


def parse(fields: Sequence[FormField], model: type[BaseModel], posted: Posted, case_of: CaseOf) -> Parsed:
    """Read a form.

    Args:
        model: The body's model, which says the last word on what may stand where.
    """
    reading = _Reading(posted, case_of)
    body = reading.members(fields, "")
    faults = list(reading.faults)
    for fault in _refused(fields, model, body):
        if not any(_overlap(fault.field, each) for each in reading.unread):
            faults.append(fault)
    return Parsed(body, tuple(sorted(faults, key=lambda fault: _order(fields, fault.field))))


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(other + SEPARATOR) or other.startswith(one + SEPARATOR)


def _order(fields: Sequence[FormField], address: str) -> int:
    """Where in the form a fault is; what is of the whole form comes first."""
    names = [field.name for field in fields]
    first = address.partition(SEPARATOR)[0]
    return names.index(first) if first in names else -1


def placed(fields: Sequence[FormField], fault: Fault) -> Fault:
    """A refusal of the record's rules beside the field that it begins with the label of; else it is of the whole form."""
    if fault.field != WHOLE_FORM:
        return fault
    said = fault.text.casefold()
    found = [field for field in fields if said.startswith(field.label.casefold())]
    if not found:
        return fault
    field = max(found, key=lambda each: len(each.label))
    return Fault(within(field.name, "on") if field.kind is Kind.MOMENT else field.name, fault.text)


def without_empty_rows(fields: Sequence[FormField], posted: Posted, address: str = "") -> Posted:
    """What came, without the rows of lists that nobody has filled in.

    Raises:
        UsageError: A list has more rows than are read.
    """
    for field in fields:
        here = within(address, field.name)
        if field.kind is Kind.GROUP:
            posted = without_empty_rows(field.members, posted, here)
        if field.kind is Kind.ROWS:
            count = posted.rows(here)
            if count > MOST_ROWS:
                raise UsageError(Text(
                    f"Listan {field.label} har fler än {MOST_ROWS} rader. Registrera dem i flera omgångar.",
                    f"The list {field.label} has more than {MOST_ROWS} rows. Record them in several turns.",
                ))
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
    """One form on its way to a body.

    Attributes:
        unread: The addresses of the fields whose faults these are.
    """

    def __init__(self, posted: Posted, case_of: CaseOf) -> None:
        self._posted = posted
        self._case_of = case_of
        self.faults: list[Fault] = []
        self.unread: list[str] = []

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
            except UnreadableError as fault:
                self.faults.append(Fault(here + fault.part, fault.text))
                self.unread.append(here)
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
                return [one_of(field, each) for each in posted.all(here)]
            case Kind.IN_ORDER:
                rows = (posted.one(within(here, row)) for row in range(posted.rows(here)))
                return [one_of(field, each) for each in rows if each]
            case Kind.MOMENT:
                return moment_of(posted, here)
            case Kind.CASE:
                return self._case(posted.one(here))
            case Kind.CASES:
                return [self._case(each) for each in lines_of(posted.one(here))]
        return READ[field.kind](field, posted.one(here))

    def _row(self, field: FormField, here: str) -> dict[str, Any]:
        found = self.members(field.members, here)
        [file] = [each for each in field.members if each.kind is Kind.FILE] or [None]
        if file is not None and (chosen := self._posted.file(within(here, file.name))) is not None:
            found[file.name], found["media_type"] = base64.b64encode(chosen.content).decode(), chosen.media_type
        return found

    def _case(self, number: str) -> str:
        found = self._case_of(number)
        if found is None:
            raise UnreadableError(_("Inget ärende har det numret. Kontrollera numret."))
        return str(found)


_LISTS = frozenset({
    Kind.LINES, Kind.DAYS, Kind.NUMBERS, Kind.CHOICES, Kind.IN_ORDER, Kind.REFERENCES, Kind.CASES, Kind.ROWS,
})


def _refused(fields: Sequence[FormField], model: type[BaseModel], body: dict[str, Any]) -> Iterator[Fault]:
    """What the body's model does not take."""
    try:
        read_body(model, json.dumps(body).encode())
    except RefusedBodyError as error:
        for each in error.faults:
            address, field = _place(fields, each["name"].split("."))
            yield Fault(address, _sentence(each["kind"], field))
    except UsageError as error:
        yield Fault(WHOLE_FORM, refusal(error))


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

"""From a cell to a value: one converter for each kind of column. Here text and words; days and numbers have their own modules.

A converter takes what a spreadsheet cell can hold and returns the value, or raises `CellProblem` with the sentence that
says what is allowed. An empty cell never reaches a converter: it means *not known*. No sentence repeats what the cell held.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from domain.codes import Code, Gender
from domain.instruments import INSTRUMENTS, find_instrument
from domain.workbook.faults import CellProblem

Converter = Callable[[Any], Any]


class ExcelError:
    """A cell that shows an error such as #N/A or #REF!; it must not be taken for an empty one."""


EXCEL_ERROR: Final = ExcelError()

MAX_CASE_NUMBER_LENGTH = 64
"""Policy: longer than any registry number in use, short enough for a list."""


class CellContext:
    """What the converters of one reading share.

    Args:
        today: The last day that a fact may have happened on.
        earliest: The first day that is possible.
    """

    def __init__(self, *, today: date, earliest: date) -> None:
        self.today = today
        self.earliest = earliest
        # The same names, numbers and days stand in thousands of rows: one object for each keeps memory by the row small.
        self._one_of_each: dict[Any, Any] = {}

    def shared(self, value: Any) -> Any:
        """The first object that was equal to this one."""
        return self._one_of_each.setdefault(value, value)


def folded(word: str) -> str:
    """A word as it is compared: without regard to case, to white space around or between, or to how accents are stored."""
    return " ".join(unicodedata.normalize("NFC", word).split()).casefold()


def is_empty(cell: Any) -> bool:
    """Whether the cell holds nothing, or only white space."""
    return cell is None or (cell.__class__ is str and (not cell or cell.isspace()))


def free_text(context: CellContext) -> Converter:
    """Text kept exactly as it stands: a text that looks like a formula stays that text."""

    def convert(cell: Any) -> str:
        return cell if cell.__class__ is str else _as_text(cell)

    return convert


def name(context: CellContext) -> Converter:
    """A name or a short word without a closed list, trimmed."""

    def convert(cell: Any) -> str:
        return context.shared(cell.strip() if cell.__class__ is str else _as_text(cell))

    return convert


def case_number(context: CellContext) -> Converter:
    """A case's number in the unit (sv. *ärendenummer*): trimmed, otherwise exactly as written."""

    def convert(cell: Any) -> str:
        number = cell.strip() if cell.__class__ is str else _as_text(cell)
        if len(number) > MAX_CASE_NUMBER_LENGTH or not number.isprintable():
            raise CellProblem(f"inte ett ärendenummer; tillåtet: högst {MAX_CASE_NUMBER_LENGTH} tecken, utan radbrytningar")
        return context.shared(number)

    return convert


def words(codes: type[Code], subject: str, *barred: Code) -> Callable[[CellContext], Converter]:
    """A coded word out of a closed list, less those that this sheet does not take; `subject` is what the message calls it."""
    return _choice({code.swedish: code for code in codes if code not in barred}, subject)


def yes_or_no(subject: str) -> Callable[[CellContext], Converter]:
    """`ja` or `nej`."""
    return _choice({"ja": True, "nej": False}, subject)


def givers(context: CellContext) -> Converter:
    """The gender of a viewpoint's giver, or of both givers when a couple gave one viewpoint."""
    one_each: dict[str, tuple[Gender, ...]] = {gender.swedish: (gender,) for gender in Gender}
    return _choice(one_each | {"kvinna och man": (Gender.WOMAN, Gender.MAN)}, "kön")(context)


def instrument(context: CellContext) -> Converter:
    """An instrument of the catalogue, by its name there."""

    def convert(cell: Any) -> str:
        found = find_instrument(cell) if cell.__class__ is str else None
        # What is measured elsewhere has sheets of its own.
        if found is None or found.name not in INSTRUMENTS:
            raise CellProblem(f"okänt instrument; tillåtet: {', '.join(INSTRUMENTS)}")
        return found.name

    return convert


def participants(context: CellContext) -> Converter:
    """Who took part, as words separated by commas."""

    def convert(cell: Any) -> tuple[str, ...]:
        text = cell if cell.__class__ is str else _as_text(cell)
        return context.shared(tuple(context.shared(part) for word in text.split(",") if (part := word.strip())))

    return convert


def _choice(values: dict[str, Any], subject: str) -> Callable[[CellContext], Converter]:
    by_word = {folded(word): value for word, value in values.items()}
    wrong = f"okänt ord för {subject}; tillåtet: {', '.join(values)}"

    def convert(cell: Any) -> Any:
        if cell.__class__ is str:
            value = by_word.get(cell)
            if value is None:
                value = by_word.get(folded(cell))
            if value is not None:
                return value
        raise CellProblem(wrong)

    return lambda context: convert


def _as_text(cell: Any) -> str:
    if cell.__class__ is float:
        return f"{cell:.15g}"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)

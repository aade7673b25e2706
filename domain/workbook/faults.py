"""What is wrong with a workbook, cell by cell, and the refusal to read one at all."""

from __future__ import annotations

from typing import NamedTuple

from domain.errors import DomainError


class Fault(NamedTuple):
    """One thing that is wrong, or only worth a look, where a person finds it (sv. *fel*, *varning*).

    Args:
        sheet: The sheet's name as the format spells it; an unknown sheet's own name.
        row: As a spreadsheet counts, from 1; 1 when the whole sheet is meant.
        column: The column's header as the format spells it; an unknown column's own header; "" when the whole sheet is meant.
        fault: Swedish: what is wrong and what is allowed. Never the cell's own text, which may be about a person.
    """

    sheet: str
    row: int
    column: str
    fault: str


class WorkbookRefusedError(DomainError):
    """The file is not a workbook that can be read, or is larger than the limits; nothing in it was read."""


class CellProblem(Exception):
    """A cell does not hold what its column takes; the message is the Swedish sentence of the fault."""

"""The sheet Enhet: whose workbook it is and for which year. It has no header; key in column A, value in column B."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.workbook.cells import EXCEL_ERROR, CellContext, folded, is_empty, name
from domain.workbook.faults import CellProblem, Fault
from domain.workbook.numbers import year
from domain.workbook.sheets import UNIT_SHEET

UNIT_KEY = "Enhet"
BOARD_KEY = "Nämnd"
YEAR_KEY = "År"

EARLIEST_YEAR = 1950
"""Policy: no unit's workbook is older, and a year below is a slip of the keys."""


class UnitSheet:
    """What the sheet Enhet says (sv. *enhet, nämnd, år*); None where it does not, and then there is a fault.

    Args:
        numbered_rows: The sheet's rows that are not empty; None when the workbook has no such sheet.
    """

    def __init__(self, numbered_rows: Iterable[tuple[int, Any]] | None) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._rows: dict[str, int] = {}
        context = CellContext(today=date.max, earliest=date.min)
        self._converters = {UNIT_KEY: name(context), BOARD_KEY: name(context), YEAR_KEY: year(context)}
        self._values: dict[str, Any] = {}
        for number, cells in numbered_rows or ():
            self._take(number, cells[0], cells[1] if len(cells) > 1 else None)
        for key in self._converters:
            if key not in self._rows:
                where = "bladet Enhet saknas" if numbered_rows is None else "saknas i bladet Enhet"
                self._fault(1, key, f"{where}; ange {key} i kolumn A och värdet i kolumn B")
        self.unit_name: str | None = self._values.get(UNIT_KEY)
        self.board_name: str | None = self._values.get(BOARD_KEY)
        self.year: int | None = self._values.get(YEAR_KEY)

    def year_faults(self, today: date) -> list[Fault]:
        """What is wrong with the year, seen from today."""
        if self.year is None or EARLIEST_YEAR <= self.year <= today.year:
            return []
        return [Fault(UNIT_SHEET, self._rows[YEAR_KEY], YEAR_KEY, f"inte ett möjligt år; tillåtet: {EARLIEST_YEAR}–{today.year}")]

    def _take(self, number: int, key_cell: Any, value: Any) -> None:
        word = "" if key_cell is EXCEL_ERROR or is_empty(key_cell) else folded(str(key_cell))
        key = next((key for key in self._converters if folded(key) == word), None)
        if key is None:
            self.warnings.append(Fault(UNIT_SHEET, number, "", "okänd uppgift i kolumn A; raden läses inte"))
        elif key in self._rows:
            self._fault(number, key, f"uppgiften finns redan på rad {self._rows[key]}; tillåtet: en gång")
        else:
            self._rows[key] = number
            self._read_value(number, key, value)

    def _read_value(self, number: int, key: str, value: Any) -> None:
        if value is EXCEL_ERROR or is_empty(value):
            self._fault(number, key, "saknas; ange värdet i kolumn B")
            return
        try:
            self._values[key] = self._converters[key](value)
        except CellProblem as problem:
            self._fault(number, key, str(problem))

    def _fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(UNIT_SHEET, row, column, message))

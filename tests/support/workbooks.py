"""Small workbooks for tests, written with XlsxWriter: a sheet is a list of rows, the first of them the header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

UNIT_ROWS = (("Enhet", "Provenheten"), ("Nämnd", "Provnämnden"), ("År", 2024))

Rows = Sequence[Sequence[Any]]


class Formula(NamedTuple):
    """A real formula with the value that the spreadsheet showed when it was saved; an error such as #N/A is an error cell."""

    formula: str
    shown: Any


def write_workbook(path: Path, sheets: Mapping[str, Rows], *, unit: Rows | None = UNIT_ROWS) -> Path:
    """Write the sheets in the given order, the sheet Enhet last; None and "" leave a cell empty, text stays text.

    Args:
        unit: The rows of the sheet Enhet; None = no such sheet.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(path, options) as workbook:
        formats = {
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for name, rows in {**sheets, **({} if unit is None else {"Enhet": unit})}.items():
            worksheet = workbook.add_worksheet(name)
            for row_index, row in enumerate(rows):
                for column_index, cell in enumerate(row):
                    _write_cell(worksheet, row_index, column_index, cell, formats)
    return path


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Any, formats: Mapping[type, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Formula):
        worksheet.write_formula(row, column, cell.formula, None, cell.shown)
    elif isinstance(cell, date):
        worksheet.write_datetime(row, column, cell, formats[type(cell)])
    elif isinstance(cell, bool):
        worksheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        worksheet.write_string(row, column, cell)
    else:
        worksheet.write_number(row, column, cell)

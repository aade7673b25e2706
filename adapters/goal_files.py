"""Tables of results as files: a workbook, or values with semicolons between them as Swedish spreadsheets read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter

from projections.goal_export import Cell, Form, Sheet

_FORMATS = {Form.TEXT: {"text_wrap": True}, Form.WHOLE: {"num_format": "# ##0"}, Form.PERCENT: {"num_format": "0.0"}}
_ONE_DECIMAL = Decimal("0.1")
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""A file says itself as known when it is; the day it was written would make the same answer another file each day."""
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx workbook; see `write_workbook`."""
    target = io.BytesIO()
    write_workbook(target, sheets)
    return target.getvalue()


def write_workbook(target: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write an .xlsx workbook: on each sheet what it says of itself, then headings and cells. No cell is a formula or a link.

    However many rows there are, one at a time is in memory.
    """
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": sheets[0].about[0] if sheets[0].about else sheets[0].name, "created": _MADE})
        formats = {form: workbook.add_format({**said, "valign": "top"}) for form, said in _FORMATS.items()}
        sign = workbook.add_format({"align": "right", "valign": "top"})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        title = workbook.add_format({"bold": True})
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.name)
            for number, line in enumerate(sheet.about):
                page.write_string(number, 0, line, title)
            first = len(sheet.about) + bool(sheet.about)
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, column.width)
                page.write_string(first, place, column.heading, bold)
            page.freeze_panes(first + 1, 0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            for number, row in enumerate(sheet.rows, start=first + 1):
                for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                    if isinstance(cell, str):
                        page.write_string(number, place, cell, formats[Form.TEXT] if column.form is Form.TEXT else sign)
                    elif cell is not None:
                        page.write_number(number, place, cell, formats[column.form])


def csv_bytes(sheet: Sheet) -> bytes:
    """A file of values; see `write_csv`."""
    target = io.BytesIO()
    write_csv(target, sheet)
    return target.getvalue()


def write_csv(target: BinaryIO, sheet: Sheet) -> None:
    """Write a file of values: semicolons, decimal commas, a byte order mark so that å, ä and ö are read right."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([_plain(cell, column.form) for column, cell in zip(sheet.columns, row, strict=True)] for row in sheet.rows)
    # The file is the caller's to close.
    text.detach()


def _plain(cell: Cell, form: Form) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        number = cell.quantize(_ONE_DECIMAL) if form is Form.PERCENT else cell
        return format(number, "f").replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    # A spreadsheet would run such a text as a formula. Source: OWASP, CSV Injection. A sign alone is none.
    return f"'{cell}" if len(cell) > 1 and cell.startswith(_BEGINS_FORMULA) else cell

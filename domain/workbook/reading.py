"""Reading a workbook: headers found, cells converted, rules applied, every fault kept.

Nothing here opens a file. A reader takes each sheet as numbered rows of cells and yields the valid rows one by one, so
that a caller decides how much to keep; faults and warnings gather in the reader.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from domain.workbook import rules
from domain.workbook.cells import EXCEL_ERROR, CellContext, Converter, folded, is_empty
from domain.workbook.faults import CellProblem, Fault
from domain.workbook.rules import CaseRegister, Rule
from domain.workbook.sheets import (
    ABSENCE,
    ATTENDANCE,
    CASES,
    JOURNAL,
    RATINGS,
    RENTS,
    SHEETS,
    VIEWPOINTS,
    VISITS,
    Column,
    Sheet,
)

NumberedRow = tuple[int, Sequence[Any]]
"""A row that is not wholly empty: its number as a spreadsheet counts from 1, and as many cells as the sheet is wide."""

_RULES: dict[str, Rule] = {
    CASES: rules.case_rules,
    VISITS: rules.visit_rules,
    RATINGS: rules.rating_rules,
    VIEWPOINTS: rules.viewpoint_rules,
    RENTS: rules.rent_rules,
    ATTENDANCE: rules.attendance_rules,
    JOURNAL: rules.journal_rules,
    ABSENCE: rules.absence_rules,
}


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """All that a workbook says, and all that is wrong with it.

    Args:
        unit_name: None when the sheet Enhet does not say; then there is a fault about it. So for board and year.
        rows: The valid rows by sheet, every sheet of the format present. With any fault, nothing of it may be recorded.
        counts: Rows that are not empty by sheet, valid or not.
    """

    unit_name: str | None
    board_name: str | None
    year: int | None
    rows: dict[str, list[Any]]
    counts: dict[str, int]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class _Place(NamedTuple):
    """Where a column stands in the sheet's rows (None = it is absent) and what to do with its cells."""

    index: int | None
    column: Column
    convert: Converter


@dataclass(slots=True)
class _Plan:
    """How the rows of one sheet are read.

    Args:
        headless: Places without a header that have not been warned about.
        absent: Fields whose column the sheet does not have, and that have not been warned about.
        silent: Fields whose absence has been warned about.
    """

    sheet: Sheet
    places: list[_Place]
    headless: set[int]
    absent: set[str]
    silent: set[str]


class WorkbookReader:
    """One reading of one workbook's sheets. The sheet of cases must be read first, since the others name its cases.

    Args:
        year: The workbook's year; None = not known, then today's year stands in.
        today: No fact may lie after this day, in Europe/Stockholm.
        known_cases: Case numbers that the unit already has.
    """

    def __init__(self, *, year: int | None, today: date, known_cases: Container[str] = ()) -> None:
        year = today.year if year is None else year
        earliest = date(max(1, year - rules.MAX_AGE_YEARS), 1, 1)
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.counts = dict.fromkeys(SHEETS, 0)
        self._context = CellContext(today=today, earliest=earliest)
        self._cases = CaseRegister(year=year, known_cases=known_cases)

    def read(self, name: str, numbered_rows: Iterable[NumberedRow]) -> Iterator[Any]:
        """The sheet's valid rows, in order. `name` is the format's spelling."""
        sheet = SHEETS[name]
        rows = iter(numbered_rows)
        first = next(rows, None)
        if first is None:
            return
        header: Sequence[Any] = ()
        if first[0] == 1:
            header, first = first[1], next(rows, None)
        places, headless = self._match_header(sheet, header)
        if first is None:
            return
        self._report_missing_columns(sheet, places)
        plan = self._plan(sheet, places, headless)
        for numbered in chain((first,), rows):
            row = self._read_row(plan, numbered)
            if row is not None:
                yield row

    def _plan(self, sheet: Sheet, indexes: dict[str, int], headless: set[int]) -> _Plan:
        places = [_Place(indexes.get(column.field), column, column.kind(self._context)) for column in sheet.columns]
        absent = {place.column.field for place in places if place.index is None}
        return _Plan(sheet, places, headless, absent, set())

    def _match_header(self, sheet: Sheet, header: Sequence[Any]) -> tuple[dict[str, int], set[int]]:
        """Where each field stands, and the places without a header that may still hold something."""
        by_word = {folded(column.header): column for column in sheet.columns}
        places: dict[str, int] = {}
        headless = set()
        for index, cell in enumerate(header):
            if cell is EXCEL_ERROR or is_empty(cell):
                headless.add(index)
                continue
            column = by_word.get(folded(str(cell)))
            if column is None:
                self._warn(sheet, 1, str(cell).strip(), "okänd kolumn; den läses inte")
            elif column.field in places:
                self._fault(sheet, 1, column.header, "kolumnen finns två gånger; tillåtet: en gång")
            else:
                places[column.field] = index
        return places, headless

    def _report_missing_columns(self, sheet: Sheet, places: dict[str, int]) -> None:
        for column in sheet.columns:
            if column.required and column.field not in places:
                self._fault(sheet, 1, column.header, "kolumnen saknas; den måste finnas när bladet har rader")
        if sheet.name == CASES and "case_number" not in places:
            self._cases.is_readable = False

    def _read_row(self, plan: _Plan, numbered: NumberedRow) -> Any | None:
        """The row, or None when there is a fault in it."""
        self.counts[plan.sheet.name] += 1
        faults_before = len(self.faults)
        values, unread = self._read_cells(plan, numbered)
        if plan.headless:
            self._warn_headless(plan, numbered)
        row = plan.sheet.row_type._make(values)
        self._apply_rules(plan, row, unread)
        return None if unread or len(self.faults) > faults_before else row

    def _read_cells(self, plan: _Plan, numbered: NumberedRow) -> tuple[list[Any], set[str]]:
        """The row's values, and the fields whose cells are missing though required or could not be read."""
        number, cells = numbered
        values: list[Any] = [number]
        unread: set[str] = set()
        for place in plan.places:
            cell = None if place.index is None else cells[place.index]
            if is_empty(cell):
                values.append(place.column.default)
                if place.column.required:
                    unread.add(place.column.field)
                    self._report_empty(plan.sheet, place, number)
                continue
            try:
                values.append(_converted(cell, place.convert))
            except CellProblem as problem:
                values.append(None)
                unread.add(place.column.field)
                self._fault(plan.sheet, number, place.column.header, str(problem))
        return values, unread

    def _report_empty(self, sheet: Sheet, place: _Place, number: int) -> None:
        # An absent column has its one fault on the header row.
        if place.index is not None:
            self._fault(sheet, number, place.column.header, "saknas; cellen måste fyllas i")

    def _apply_rules(self, plan: _Plan, row: Any, unread: set[str]) -> None:
        rule = _RULES.get(plan.sheet.name)
        if rule is None:
            return
        for finding in rule(row, unread, self._cases):
            if finding.field in unread:
                continue
            header = plan.sheet.header_of(finding.field)
            if not finding.is_warning:
                self._fault(plan.sheet, row.row, header, finding.message)
            elif finding.field not in plan.absent | plan.silent:
                self._warn(plan.sheet, row.row, header, finding.message)
            elif finding.field in plan.absent:
                # What every row lacks is told once, where the column should be.
                plan.absent.discard(finding.field)
                plan.silent.add(finding.field)
                self._warn(plan.sheet, 1, header, finding.message)

    def _warn_headless(self, plan: _Plan, numbered: NumberedRow) -> None:
        number, cells = numbered
        for index in [index for index in plan.headless if not is_empty(cells[index])]:
            plan.headless.discard(index)
            self._warn(plan.sheet, number, "", f"kolumn nummer {index + 1} har ingen rubrik på rad 1; den läses inte")

    def _fault(self, sheet: Sheet, row: int, column: str, message: str) -> None:
        self.faults.append(Fault(sheet.name, row, column, message))

    def _warn(self, sheet: Sheet, row: int, column: str, message: str) -> None:
        self.warnings.append(Fault(sheet.name, row, column, message))


def _converted(cell: Any, convert: Converter) -> Any:
    if cell is EXCEL_ERROR:
        raise CellProblem("cellen visar ett fel i kalkylbladet, till exempel #N/A; ange värdet eller lämna cellen tom")
    return convert(cell)

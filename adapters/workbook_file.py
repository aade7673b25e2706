"""Reading an .xlsx file's cells with calamine, sheet by sheet, for the domain's reader.

One sheet's cells are held at a time, outside Python; Python objects are made row by row.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from adapters.errors import CannotRunError
from adapters.workbook_archive import MAX_SHEET_AREA, MAX_UNPACKED_BYTES, NOT_A_WORKBOOK, SheetOutline, outline_workbook
from domain.workbook.cells import EXCEL_ERROR, folded, is_empty
from domain.workbook.faults import Fault, WorkbookRefusedError
from domain.workbook.reading import NumberedRow, WorkbookReader, WorkbookReading
from domain.workbook.sheets import SHEETS, UNIT_SHEET
from domain.workbook.unit_sheet import UnitSheet

MAX_DATA_ROWS = 200_000
"""Rows that are not empty, headers aside, in all sheets of the format together."""

Progress = Callable[[int, int], None]
"""Told how many rows are done out of how many."""

_PROGRESS_STEP = 1_000


def open_workbook(path: Path) -> OpenWorkbook:
    """Open a workbook and read whose it is.

    Raises:
        CannotRunError: The file cannot be read.
        WorkbookRefusedError: It is no .xlsx file, is encrypted or damaged, or is larger than the limits.
    """
    try:
        if path.stat().st_size > MAX_UNPACKED_BYTES:
            raise WorkbookRefusedError(f"filen är större än {MAX_UNPACKED_BYTES // 1_000_000} MB; dela upp arbetsboken")
        content = path.read_bytes()
    except OSError as error:
        raise CannotRunError("arbetsboken kan inte läsas; kontrollera att filen finns och får läsas") from error
    return OpenWorkbook(content)


class OpenWorkbook:
    """A workbook within the limits, whose unit, board and year are known (sv. *arbetsbok*).

    Args:
        content: The file's bytes.

    Raises:
        WorkbookRefusedError: See `open_workbook`.
    """

    def __init__(self, content: bytes) -> None:
        self._outlines = outline_workbook(content)
        with _refusing_damage():
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        self._sheet_faults: list[Fault] = []
        self._sheet_warnings: list[Fault] = []
        self._names_in_file = self._match_names()
        self.row_count = self._count_rows()
        self._unit = UnitSheet(self._rows(UNIT_SHEET) if UNIT_SHEET in self._names_in_file else None)
        self.unit_name = self._unit.unit_name
        """Enhet; None when the workbook does not say, and then `read` gives a fault. So for board and year."""
        self.board_name = self._unit.board_name
        self.year = self._unit.year

    def read(self, *, today: date, known_cases: Container[str] = (), progress: Progress | None = None) -> WorkbookReading:
        """Read every sheet of the format, the cases first.

        Args:
            today: No fact may lie after this day, in Europe/Stockholm.
            known_cases: Case numbers that the unit already has.
            progress: Called now and then, and once at the end.
        """
        faults = self._sheet_faults + self._unit.faults + self._unit.year_faults(today)
        reader = WorkbookReader(year=self.year, today=today, known_cases=known_cases)
        meter = _Meter(self.row_count, progress)
        rows: dict[str, list[Any]] = {name: [] for name in SHEETS}
        for name in filter(self._names_in_file.__contains__, SHEETS):
            rows[name].extend(reader.read(name, meter.through(self._rows(name))))
        meter.finish()
        return WorkbookReading(
            unit_name=self.unit_name,
            board_name=self.board_name,
            year=self.year,
            rows=rows,
            counts=dict(reader.counts),
            faults=tuple(faults + reader.faults),
            warnings=tuple(self._sheet_warnings + self._unit.warnings + reader.warnings),
        )

    def _match_names(self) -> dict[str, str]:
        """The format's sheets that are present, with the names they have in the file."""
        by_word = {folded(name): name for name in (UNIT_SHEET, *SHEETS)}
        present: dict[str, str] = {}
        for name_in_file in self._workbook.sheet_names:
            name = by_word.get(folded(name_in_file))
            if name is None:
                self._sheet_warnings.append(Fault(name_in_file, 1, "", "okänt blad; det läses inte"))
            elif name in present:
                self._sheet_faults.append(Fault(name, 1, "", "bladet finns två gånger; tillåtet: en gång"))
            else:
                present[name] = name_in_file
        return present

    def _count_rows(self) -> int:
        counts = [self._outline(name).row_count - 1 for name in self._names_in_file if name != UNIT_SHEET]
        count = sum(filter(lambda rows: rows > 0, counts))
        if count > MAX_DATA_ROWS:
            limit = f"{MAX_DATA_ROWS:,}".replace(",", " ")
            raise WorkbookRefusedError(f"arbetsboken har fler än {limit} rader; dela upp den, till exempel ett år i taget")
        return count

    def _outline(self, name: str) -> SheetOutline:
        outline = self._outlines.get(self._names_in_file[name])
        if outline is None:
            # The two readings of the archive do not see the same sheets: what one has checked the other may not show.
            raise WorkbookRefusedError(NOT_A_WORKBOOK)
        if outline.area > MAX_SHEET_AREA:
            raise WorkbookRefusedError(
                f"bladet {name} sträcker sig för långt ut; ta bort celler långt utanför tabellen och spara om arbetsboken"
            )
        return outline

    def _rows(self, name: str) -> Iterator[NumberedRow]:
        """The sheet's rows that are not empty, each as wide as the sheet from column A, with error cells marked."""
        outline = self._outline(name)
        with _refusing_damage():
            sheet = self._workbook.get_sheet_by_name(self._names_in_file[name])
            margin = sheet.start[1] if sheet.start else 0
            rows = enumerate(sheet.iter_rows(), start=1)
        count = 0
        for number, cells in _with_errors(_guarded(rows), outline, margin, margin + sheet.width):
            if not all(map(is_empty, cells)):
                count += 1
                yield number, cells
        if count > outline.row_count:
            # The outline holds the limits and the error cells; rows that it did not see were not checked.
            raise WorkbookRefusedError(NOT_A_WORKBOOK)


class _Meter:
    """Counts the rows of all sheets on their way to the reader, and tells the caller."""

    def __init__(self, row_count: int, progress: Progress | None) -> None:
        self._row_count = row_count
        self._progress = progress
        self._done = 0

    def through(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """The same rows."""
        for numbered in rows:
            yield numbered
            if numbered[0] > 1:
                self._done += 1
                if self._progress is not None and self._done % _PROGRESS_STEP == 0:
                    self._progress(min(self._done, self._row_count), self._row_count)

    def finish(self) -> None:
        """Say that all is done."""
        if self._progress is not None:
            self._progress(self._row_count, self._row_count)


def _with_errors(
    rows: Iterator[tuple[int, list[Any]]], outline: SheetOutline, margin: int, width: int
) -> Iterator[tuple[int, list[Any]]]:
    """Rows from column A, with error cells where the outline saw them; calamine shows those as empty."""
    errors_by_row: dict[int, list[int]] = {}
    for row, column in outline.error_cells:
        errors_by_row.setdefault(row, []).append(column - 1)
        width = max(width, column)

    def whole(number: int, cells: list[Any]) -> list[Any]:
        cells = [""] * margin + cells
        cells += [""] * (width - len(cells))
        for index in errors_by_row.pop(number, ()):
            cells[index] = EXCEL_ERROR
        return cells

    for number, cells in rows:
        yield number, whole(number, cells) if margin or errors_by_row else cells


def _guarded(rows: Iterator[Any]) -> Iterator[Any]:
    while True:
        with _refusing_damage():
            row = next(rows, None)
        if row is None:
            return
        yield row


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise WorkbookRefusedError(NOT_A_WORKBOOK) from error

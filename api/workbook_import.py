"""Taking a workbook in: which board and unit it is for, whether they may be made, and one import at a time.

A new board is made only once the whole workbook has been planned without a fault, so a faulty workbook leaves nothing; and
its faults are named first, whether or not its board exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import psycopg

from adapters.postgres.boards import slug_of
from adapters.postgres.case_numbers import find_cases
from adapters.workbook_file import OpenWorkbook, open_workbook
from adapters.workbook_import import (
    ExistingRecords,
    ImportReport,
    KnownCases,
    Progress,
    WorkbookImport,
    carry_out,
    establish_board,
    plan_only,
)
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.workbook.reading import WorkbookReading
from domain.workbook.sheets import SHEETS

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime


def import_workbook(
    runtime: Runtime, path: Path, *, caller: str, today: date, progress: Progress, create: bool = False,
    dry_run: bool = False, board_slug: str | None = None,
) -> ImportReport:
    """Import a workbook into the board and unit that it names.

    Args:
        caller: Who imports, as the access log names people.
        today: In Europe/Stockholm; nothing may have happened after it.
        create: Make the board and the unit if they do not exist.
        dry_run: Record nothing; the report says what would be.
        board_slug: From `--board`; must be the board that the workbook names.

    Raises:
        CannotRunError: The file cannot be read.
        WorkbookRefusedError: It is no workbook, or larger than the limits.
        InvalidValueError: It names another board than `board_slug`.
        NotFoundError: The board or the unit does not exist and `create` is not given.
        NotAllowedError: Another import into the board is under way.
        StaleVersionError: Somebody wrote in one of its cases meanwhile; nothing is recorded.
    """
    workbook = open_workbook(path)
    if None in (workbook.unit_name, workbook.board_name, workbook.year):
        return _faulty(workbook.read(today=today))
    slug = slug_of(workbook.board_name)
    if board_slug not in (None, slug):
        raise InvalidValueError(f"Arbetsboken är för nämnden {slug}, inte {board_slug}. Utelämna --board eller byt fil.")
    board = runtime.board(slug) if slug in runtime.boards() else None
    if board is None:
        return _into_new_board(runtime, workbook, caller, today, progress, create=create, dry_run=dry_run)
    with _alone(board):
        return _into_board(board, workbook, caller, today, progress, create=create, dry_run=dry_run)


def _into_new_board(
    runtime: Runtime, workbook: OpenWorkbook, caller: str, today: date, progress: Progress, *, create: bool, dry_run: bool
) -> ImportReport:
    reading = workbook.read(today=today, progress=lambda done, total: progress("read", done, total))
    if reading.faults:
        return _faulty(reading)
    if not create:
        raise NotFoundError("Nämnden som arbetsboken är för finns inte. Kör med --create om den ska läggas upp.")
    nothing = ExistingRecords(None, lambda _: {})
    # The board's keys make pseudonyms, so a trial run with no board stands in with an id of its own.
    trial = plan_only(WorkbookImport(reading, nothing, actor_id=uuid4(), today=today), progress)
    if dry_run or trial.faults:
        return trial
    board = runtime.create_board(workbook.board_name)
    with _alone(board):
        actor_id = board.access_log.pseudonym(caller)
        if not board.ledger.size():
            establish_board(board.store, workbook.board_name, actor_id)
        return _stored(board, reading, actor_id, today, progress)


def _into_board(
    board: OpenBoard, workbook: OpenWorkbook, caller: str, today: date, progress: Progress, *, create: bool, dry_run: bool
) -> ImportReport:
    existing = _existing(board)
    unit = existing.unit_named(workbook.unit_name, None)
    units = {unit, *(unit_id for unit_id, each in existing.units.items() if unit is not None and each.part_of == unit)}
    reading = workbook.read(
        today=today, known_cases=KnownCases(existing, units), progress=lambda done, total: progress("read", done, total)
    )
    if reading.faults:
        return _faulty(reading)
    if unit is None and not create:
        raise NotFoundError("Enheten som arbetsboken är för finns inte i nämnden. Kör med --create om den ska läggas upp.")
    actor_id = board.access_log.pseudonym(caller)
    if dry_run:
        return plan_only(WorkbookImport(reading, existing, actor_id=actor_id, today=today), progress)
    return _stored(board, reading, actor_id, today, progress)


def _stored(board: OpenBoard, reading: WorkbookReading, actor_id: UUID, today: date, progress: Progress) -> ImportReport:
    planned = WorkbookImport(reading, _existing(board), actor_id=actor_id, today=today)
    report = carry_out(planned, board.store, progress)
    # So that the first question after a large import is answered at once.
    board.projector.catch_up()
    return report


def _existing(board: OpenBoard) -> ExistingRecords:
    def find(numbers: Collection[str]) -> dict[str, list[UUID]]:
        return find_cases(board.store, board.projector, numbers)

    return ExistingRecords(board.store, find)


def _faulty(reading: WorkbookReading) -> ImportReport:
    none = dict.fromkeys(SHEETS, 0)
    return ImportReport(none, dict(none), dict(none), list(reading.faults), list(reading.warnings))


@contextmanager
def _alone(board: OpenBoard) -> Iterator[None]:
    """Two imports at once would each take the other's new cases for missing ones."""
    with psycopg.connect(board.store.connections.app, autocommit=True) as connection:
        key = f"aktspar/import/{board.store.schema}"
        if not connection.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", (key,)).fetchone()[0]:
            raise NotAllowedError("En annan inläsning till nämnden pågår. Vänta tills den är klar och försök igen.")
        yield

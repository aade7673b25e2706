"""`aktspar import`: a workbook into the board and unit that it names, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from adapters.workbook_import import ImportReport
from api.invocation import Invocation
from api.output import Progress, Screen
from domain.workbook.faults import Fault

_PHASES = {"read": "Läser arbetsboken", "plan": "Jämför med det som finns", "store": "Lagrar"}
_SHOWN = 50


def import_workbook(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL.xlsx", help="Arbetsboken.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Lagra inget; visa vad som skulle läsas in.")] = False,
    create: Annotated[bool, typer.Option("--create", help="Lägg upp nämnden och enheten om de inte finns.")] = False,
) -> None:
    """Läs in en arbetsbok.

    Allt eller inget: med minsta fel lagras ingenting, och varje fel visas med blad, rad och kolumn. Samma arbetsbok
    igen ger inget nytt; en rättad cell blir en rättelse.
    """
    from api.workbook_import import import_workbook as take_in

    invocation: Invocation = context.obj
    caller = invocation.caller()
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    with invocation.runtime() as runtime, _phases(invocation) as progress:
        report = take_in(
            runtime, file, caller=caller, today=today, progress=progress, create=create, dry_run=dry_run,
            board_slug=invocation.board,
        )
    invocation.output.answer(report.to_json(), lambda screen: _show(screen, report, dry_run))
    if report.faults:
        raise typer.Exit(1)


class _phases:
    """One progress line for each phase of the import."""

    def __init__(self, invocation: Invocation) -> None:
        self._output = invocation.output
        self._phase = ""
        self._line = None
        self._update: Progress | None = None

    def __enter__(self):
        return self._tell

    def __exit__(self, *error: object) -> None:
        if self._line is not None:
            self._line.__exit__(None, None, None)

    def _tell(self, phase: str, done: int, total: int) -> None:
        if phase != self._phase:
            self.__exit__()
            self._phase = phase
            self._line = self._output.progress(_PHASES[phase])
            self._update = self._line.__enter__()
        self._update(done, total)


def _show(screen: Screen, report: ImportReport, dry_run: bool) -> None:
    if report.faults:
        screen.line(f"Inget lästes in: {len(report.faults)} fel.", "bold red")
        _list(screen, report.faults)
    else:
        screen.line("Så här skulle det bli; inget är lagrat." if dry_run else "Inläst.", "bold")
        screen.table(
            ("Blad", "nya", "fanns redan", "rättade"),
            ((sheet, new, report.already_present[sheet], report.changed[sheet])
             for sheet, new in report.imported.items() if new or report.already_present[sheet] or report.changed[sheet]),
        )
    if report.warnings:
        screen.line(f"{len(report.warnings)} att se över:", "bold")
        _list(screen, report.warnings)


def _list(screen: Screen, faults: Sequence[Fault]) -> None:
    screen.table(("Blad", "rad", "kolumn", "vad"), faults[:_SHOWN])
    if len(faults) > _SHOWN:
        screen.line(f"… och {len(faults) - _SHOWN} till; --json ger alla.")

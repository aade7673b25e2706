"""`aktspar import-calendar`: the appointments of a calendar file into the cases that they name, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from api.invocation import Invocation
from api.output import Screen
from domain.calendar.appointment import CalendarFault

if TYPE_CHECKING:
    from adapters.calendar_import import CalendarReport

_SHOWN = 50


def import_calendar(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL.ics", help="Kalenderfilen (iCalendar).")],
    unit: Annotated[str, typer.Option("--unit", metavar="ENHET", help="Enheten, med namn eller uuid.")],
    staff: Annotated[str, typer.Option("--staff", metavar="MEDARBETARE", help="Vems kalender det är, med namn eller uuid.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Lagra inget; visa vad som skulle läsas in.")] = False,
) -> None:
    """Läs in kontakter ur en kalenderfil.

    En kontakt hör till det ärende som rubriken eller kategorin namnger, som #2026-0001 eller Ärende 2026-0001. Av annat i
    kalendern lagras ingenting, och aldrig några rubriker. Allt eller inget: med minsta fel lagras ingenting, och varje fel
    visas med rad. Samma fil igen ger inget nytt; en flyttad eller inställd kontakt blir en ändring.
    """
    # Late: the calendar libraries are large, and no other command needs them.
    from api.calendar_import import import_calendar as take_in

    invocation: Invocation = context.obj
    caller = invocation.caller()
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board)
        report = take_in(board, file, unit=unit, staff=staff, caller=caller, today=today, dry_run=dry_run)
    invocation.output.answer(report.to_json(), lambda screen: _show(screen, report, dry_run))
    if report.faults:
        raise typer.Exit(1)


def _show(screen: Screen, report: CalendarReport, dry_run: bool) -> None:
    if report.faults:
        screen.line(f"Inget lästes in: {len(report.faults)} fel.", "bold red")
        _list(screen, report.faults)
    else:
        screen.line("Så här skulle det bli; inget är lagrat." if dry_run else "Inläst.", "bold")
        screen.line(f"Nya: {report.imported}. Ändrade: {report.changed}. Fanns redan: {report.already_present}.")
    screen.line(f"Rör inget ärende: {report.not_about_a_case}. Av dem lagras ingenting.")
    if report.warnings:
        screen.line(f"{len(report.warnings)} att se över:", "bold")
        _list(screen, report.warnings)


def _list(screen: Screen, faults: list[CalendarFault]) -> None:
    screen.table(("Rad", "vad"), faults[:_SHOWN])
    if len(faults) > _SHOWN:
        screen.line(f"… och {len(faults) - _SHOWN} till; --json ger alla.")

"""`aktspar rebuild`: the read models made anew from the ledger beside the live ones, while others read and write."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.postgres.view_store import TABLES
from api.invocation import Invocation, whole_number
from api.output import Screen
from api.problems import UsageError

if TYPE_CHECKING:
    from api.main import Runtime
    from api.output import Output

_MOST_WORKERS = 32


# Taken only to be refused with the reason, and so not shown in the help.
ViewsArgument = Annotated[list[str] | None, typer.Argument(hidden=True)]


def rebuild(
    context: typer.Context, views: ViewsArgument = None,
    workers: Annotated[str, typer.Option("--workers", metavar="N", help="Antal processer.")] = "1",
) -> None:
    """Bygg upp listorna på nytt ur liggaren, och registret över åtkomstloggen ur den.

    Läsningar svarar ur de gamla tills de nya är färdiga, och byts i ett enda steg. Avbryts det är de gamla kvar som de var.
    """
    invocation: Invocation = context.obj
    count = whole_number(workers, "--workers", low=1, high=_MOST_WORKERS)
    if views:
        # A list of its own age beside the others would answer one question in two ways.
        raise UsageError("Listorna har ett gemensamt läge och byggs alltid upp tillsammans; kör 'aktspar rebuild' utan namn.")
    with invocation.runtime() as runtime:
        slugs = [invocation.board] if invocation.board else runtime.boards()
        made = [_rebuilt(runtime, slug, count, invocation.output) for slug in slugs]
    document = {"boards": made, "views": sorted(table.name for table in TABLES.values())}
    invocation.output.answer(document, lambda screen: _show(screen, document))


def _rebuilt(runtime: Runtime, slug: str, workers: int, output: Output) -> dict[str, Any]:
    from adapters.postgres.rebuild import rebuild as rebuild_views

    board, started = runtime.board(slug), time.monotonic()
    with output.progress(f"Bygger upp listorna i {slug}") as progress:
        size = rebuild_views(board.store, runtime.kek, workers=workers, progress=progress)
    with output.progress(f"Bygger upp registret över åtkomstloggen i {slug}") as progress:
        board.access_readings.begin_again()
        board.access_readings.catch_up(progress=progress)
    return {"board": slug, "size": size, "seconds": round(time.monotonic() - started, 1)}


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for each in document["boards"]:
        how_long = f"{each['size']} händelser på {each['seconds']} sekunder, utan avbrott"
        screen.line(f"{each['board']}: listorna är uppbyggda ur {how_long}.")

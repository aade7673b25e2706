"""`aktspar status`: which boards there are, how large they are, and whether everything keeps up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from api.invocation import Invocation
from api.output import Screen

if TYPE_CHECKING:
    from api.main import OpenBoard


def status(context: typer.Context) -> None:
    """Visa nämnder, storlek och driftläge.

    Antal händelser och läsningar, klocka, senaste kontrollpunkt och hur många händelser vyerna ligger efter.
    """
    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        slugs = [invocation.board] if invocation.board else runtime.boards()
        document = {
            "server": "DATABASE_URL" if runtime.settings.database_url else "embedded",
            "server_version": runtime.server_version(),
            "data": str(runtime.settings.data_dir),
            "boards": [_board(runtime.board(slug)) for slug in slugs],
        }
        invocation.output.answer(document, lambda screen: _show(screen, document))


def _board(board: OpenBoard) -> dict[str, Any]:
    head, last = board.store.head(), board.last_checkpoint()
    return {
        "board": board.slug, "origin": head.origin, "size": head.size, "access_size": board.store.head("access").size,
        "clock": head.clock, "simulated": board.simulated,
        "last_checkpoint": None if last is None else last.checkpoint.size, "view_lag": board.view_lag(),
    }


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"PostgreSQL {document['server_version']} ({document['server']}), data i {document['data']}")
    if not document["boards"]:
        screen.line("Det finns ingen nämnd än. Importera en arbetsbok med 'aktspar import --create FIL.xlsx'.")
        return
    screen.table(
        ("Nämnd", "Händelser", "Läsningar", "Klocka", "Kontrollpunkt", "Vyerna efter"),
        (
            (
                board["board"], board["size"], board["access_size"], "simulerad" if board["simulated"] else "verklig",
                board["last_checkpoint"], board["view_lag"],
            )
            for board in document["boards"]
        ),
    )

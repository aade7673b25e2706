"""`aktspar status`: which boards there are, how large they are, and whether everything keeps up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.alarms import readings
from api.invocation import Invocation
from api.output import Screen
from api.problems import EXIT_NOT_IN_ORDER

if TYPE_CHECKING:
    from api.main import OpenBoard


AlarmsOption = Annotated[bool, typer.Option("--alarms", help="Visa larm och vad som ska göras; slutar med 1 om något larmar.")]


def status(context: typer.Context, alarms: AlarmsOption = False) -> int:
    """Visa nämnder, storlek och driftläge.

    Antal händelser och läsningar, klocka, senaste kontrollpunkt och hur många händelser vyerna ligger efter.
    """
    invocation: Invocation = context.obj
    if alarms:
        return _alarms(invocation)
    with invocation.runtime() as runtime:
        slugs = [invocation.board] if invocation.board else runtime.boards()
        document = {
            "server": "DATABASE_URL" if runtime.settings.database_url else "embedded",
            "server_version": runtime.server_version(),
            "data": str(runtime.settings.data_dir),
            "boards": [_board(runtime.board(slug)) for slug in slugs],
        }
        invocation.output.answer(document, lambda screen: _show(screen, document))
    return 0


def _alarms(invocation: Invocation) -> int:
    with invocation.runtime() as runtime:
        found = [each.document() for each in readings(runtime)]
    document = {"ok": all(each["ok"] for each in found), "readings": found}
    invocation.output.answer(document, lambda screen: _show_alarms(screen, document))
    return 0 if document["ok"] else EXIT_NOT_IN_ORDER


def _show_alarms(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Avläsning", "Av", "Värde", "Gräns", "Läge"),
        [(each["name"], each["of"], each["value"], each["limit"], "i ordning" if each["ok"] else "LARM")
         for each in document["readings"]],
    )
    for each in document["readings"]:
        if each["do"] is not None:
            screen.line(f"{each['name']} {each['of']}: {each['do']}")
    screen.line("Inget larmar." if document["ok"] else "Åtgärda larmen; se docs/runbook.md, avsnitt 8.")


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

"""`aktspar upgrade`: another PostgreSQL, newer tables, the keys in their own server; with the downtime told and measured."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.invocation import Invocation, whole_number
from api.output import Screen


def upgrade(
    context: typer.Context,
    postgresql: Annotated[
        str, typer.Option("--postgresql", metavar="N", help="PostgreSQLs huvudversion att gå till; annars den som är.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Säg bara vad som ska göras och hur lång tid det tar.")] = False,
) -> None:
    """Uppgradera datakatalogen till det här programmet.

    PostgreSQL, tabeller och händelsernas versioner. De gamla filerna läggs undan och läggs tillbaka om något går fel; de tas bort
    först när allt är verifierat mot kontrollpunkterna.
    """
    from api.upgrading import planned, put_back
    from api.upgrading import upgrade as carry_out

    invocation: Invocation = context.obj
    major = whole_number(postgresql, "--postgresql", low=15, high=99) if postgresql else None
    put_back(invocation.settings.data_dir, invocation.output)
    plan = planned(invocation.settings, major)
    stated: dict[str, Any] = {
        "postgresql": [{"server": each.server_dir.name, "from": each.from_major, "to": each.to.major} for each in plan.majors],
        "keys_moved": plan.moves_keys, "estimated_seconds": plan.estimated_seconds,
    }
    if dry_run:
        invocation.output.answer({"dry_run": True, **stated}, lambda screen: _show(screen, stated))
        return
    invocation.output.say(f"Tjänsten är borta i ungefär {plan.estimated_seconds} sekunder.")
    document = carry_out(invocation.settings, plan, invocation.output)
    invocation.output.answer(document, lambda screen: _show(screen, document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for each in document["postgresql"]:
        screen.line(f"{each['server']}: PostgreSQL {each['from']} till {each['to']}")
    if document["keys_moved"]:
        screen.line("Nycklarna får en egen server.")
    if "downtime_seconds" in document:
        screen.line(f"Klart och verifierat. Avbrott: {document['downtime_seconds']} sekunder. Ta en ny baskopia nu.")
    else:
        screen.line(f"Beräknat avbrott: {document['estimated_seconds']} sekunder. Ingenting är ändrat.")

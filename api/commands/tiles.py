"""`aktspar tiles export`: both ledgers as files that anyone's tool can check, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.invocation import Invocation
from api.output import Screen


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="Ny eller fylld förut.")],
    without_entries: Annotated[
        bool, typer.Option("--without-entries", help="Bara trädets hashar, som inte visar när något skrevs.")
    ] = False,
) -> None:
    """Skriv liggarna som plattor enligt C2SP tlog-tiles.

    Mappen kan läggas på ett medium som bara tar emot, och kontrolleras av ett främmande verktyg. Körs kommandot
    igen fylls den på.
    """
    from adapters.tile_files import export_tiles

    invocation: Invocation = context.obj
    with invocation.reader("tiles export") as reader:
        board = reader.board
        reader.record_followed()
        documents = []
        for ledger in ("ledger", "access"):
            proof = board.proof(ledger)
            made = proof.publish()
            place = folder / board.slug / ledger / str(proof.incarnations.current.number)
            done = export_tiles(proof.store, proof.checkpointer, made.signed, place, entries=not without_entries)
            documents.append({
                "ledger": ledger, "folder": str(place), "size": done.size, "written": done.written, "present": done.present,
                "verifier_key": proof.checkpointer.vkey,
            })
        document = {"board": board.slug, "simulated": board.simulated, "ledgers": documents}

        def show(screen: Screen) -> None:
            for each in documents:
                screen.line(f"{each['folder']}: {each['size']} händelser, {each['written']} nya filer, {each['present']} fanns.")

        invocation.output.answer(document, show)

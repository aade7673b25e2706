"""`aktspar migrate`: bring the database up to this program's version."""

from __future__ import annotations

import typer

from api.invocation import Invocation
from api.output import Screen
from domain.errors import NotFoundError


def migrate(context: typer.Context) -> None:
    """Uppdatera databasen till programmets version."""
    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        existing = runtime.boards()
        slugs = [invocation.board] if invocation.board else existing
        if not set(slugs) <= set(existing):
            # A misspelt name must not become a new board.
            raise NotFoundError(f"Nämnden {invocation.board} finns inte här; se 'aktspar status' för de nämnder som finns.")
        runtime.migrate(slugs)
        document = {"boards": slugs}

        def show(screen: Screen) -> None:
            screen.line(f"Uppdaterat: {', '.join(slugs)}." if slugs else "Nycklarna är uppdaterade. Det finns ingen nämnd än.")

        invocation.output.answer(document, show)

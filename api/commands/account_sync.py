"""`aktspar account sync`: accounts as the municipality's directory says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer

from api.invocation import Invocation
from api.output import Screen
from api.problems import UsageError

_WORDS = {"made": "Nya", "changed": "Ändrade", "closed": "Stängda", "opened": "Öppnade igen"}


def sync(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Alla i katalogen som ska ha konto, CSV eller JSON.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa vad som skulle ske, och gör inget.")] = False,
) -> int:
    """Lägg upp, ändra och stäng konton efter kommunens katalog.

    Den som inte längre står i filen har slutat: kontot stängs genast. Svarar 1 om filen har fel, och då görs inget.
    """
    from adapters.directory_file import read_directory
    from api.directory import carry_out, plan_sync, require_may_close

    invocation: Invocation = context.obj
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"Katalogfilen kan inte läsas: {error.strerror}.") from None
    subject = f"kontosynk {hashlib.sha256(content).hexdigest()[:16]}"
    caller = invocation.caller()
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board)
        plan = plan_sync(board, *read_directory(content))
        if not dry_run and not plan.faults:
            require_may_close(board, plan, subject, caller)
            carry_out(board, plan, caller, "account sync")
    document = {**plan.to_json(), "dry_run": dry_run, "done": not dry_run and not plan.faults, "approval_subject": subject}
    invocation.output.answer(document, lambda screen: _show(screen, document))
    return 1 if plan.faults else 0


def _show(screen: Screen, document: dict[str, Any]) -> None:
    for name, word in _WORDS.items():
        screen.line(f"{word}: {len(document[name])} {', '.join(document[name])}".rstrip())
    for each in document["faults"]:
        screen.line(f"Rad {each['row']}: {each['fault']}")
    for warning in document["warnings"]:
        screen.line(warning)
    if document["dry_run"]:
        screen.line("Provkörning: inget är ändrat.")
    elif document["faults"]:
        screen.line("Inget är ändrat. Rätta filen först.")

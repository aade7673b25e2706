"""`aktspar export everything` and `aktspar export archive`: all of a board, or one case for the archive, in open formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.errors import CannotRunError
from adapters.operations.durable import write_durably
from api.commands.options import CaseArgument, KnownAtOption
from api.invocation import Invocation
from api.problems import UsageError

EVERYTHING = "export everything"
"""What an approval of the kind bulk_export is of."""


def everything(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="En tom mapp, eller en där exporten är påbörjad.")],
) -> None:
    """Skriv ut allt som nämnden har, i öppna format som beskrivs bredvid.

    Kräver ett godkännande av en annan person ('aktspar approval request' med slaget bulk_export och saken "export everything").
    Varje del skrivs i åtkomstloggen innan den skrivs ut. Avbrutet fortsätter det när kommandot körs igen.
    """
    from api.approvals import require_granted
    from api.exit_export import STATE, ExitExport
    from domain.approval.codes import ApprovalKind

    invocation: Invocation = context.obj
    target = folder.expanduser().absolute()
    with invocation.reader("export everything") as reader, invocation.output.progress("Skriver ut") as progress:
        if not (target / STATE).exists():
            # One approval is of one export; going on with it needs no other.
            require_granted(reader.board, ApprovalKind.BULK_EXPORT, EVERYTHING, used_by=invocation.caller())
        document = ExitExport(reader, target, progress).run()
    invocation.output.answer(document, lambda screen: screen.line(f"{document['files']} filer i {document['folder']}."))


def archive(
    context: typer.Context, case: CaseArgument,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FIL", help="En ny fil, .zip.")],
    known_at: KnownAtOption = None,
) -> None:
    """Skriv ett ärendes arkivpaket: tidslinje som PDF/A, händelser och metadata, med kontrollsummor."""
    from api.archive_package import archive_package

    invocation: Invocation = context.obj
    target = file.expanduser().absolute()
    if target.suffix != ".zip" or target.exists():
        raise UsageError("Ange en ny fil som slutar på .zip.")
    with invocation.reader("export archive") as reader:
        package = archive_package(reader, case, known_at=known_at)
    try:
        write_durably(target, package.content)
    except OSError as error:
        raise CannotRunError(f"Filen kan inte skrivas: {error.strerror}. Ange en mapp som finns.") from None
    document = {"file": str(target), "case": str(package.case_id), "sha256": package.sha256, "events": package.events}
    invocation.output.answer(
        document, lambda screen: screen.line(f"Arkivpaketet ligger i {target}; SHA-256 {package.sha256}.")
    )

"""`aktspar witness`: a witness of other organisations' ledgers; no database, a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.errors import CannotRunError
from api.invocation import Invocation, whole_number
from api.problems import UsageError

FolderArgument = Annotated[Path, typer.Argument(metavar="MAPP", help="Vittnets egen mapp: nyckel, loggar, senast signerat.")]


def init(
    context: typer.Context, folder: FolderArgument,
    name: Annotated[str, typer.Option("--name", metavar="NAMN", help="Vittnets namn, till exempel vittne.kommun.se.")],
) -> None:
    """Gör ett vittne: en nyckel i en egen mapp.

    Körs av en annan organisation än den som har liggaren. Raden som skrivs ut lämnas till den, för dess vittnespolicy.
    """
    from adapters.witness import Witness
    from domain.ledger.checkpoint import NoteError

    invocation: Invocation = context.obj
    try:
        made = Witness.create(folder, name)
    except NoteError as error:
        raise UsageError(f"--name: {error}.") from None
    document = {"name": made.name, "verifier_key": made.vkey, "folder": str(folder)}
    invocation.output.answer(document, lambda screen: screen.raw(made.vkey + "\n"))


def trust(
    context: typer.Context, folder: FolderArgument,
    vkey: Annotated[str, typer.Argument(metavar="NYCKEL", help="Verifieringsnyckeln från 'aktspar checkpoint'.")],
) -> None:
    """Börja bevittna en liggare. Efter en återställning eller ett nyckelbyte: kontrollera varför innan den nya läggs till."""
    from adapters.witness import Witness
    from domain.ledger.checkpoint import NoteError, parse_verifier_key

    invocation: Invocation = context.obj
    witness = Witness(folder)
    try:
        witness.trust(vkey.strip())
        origin = parse_verifier_key(vkey.strip()).name
    except NoteError as error:
        raise UsageError(f"NYCKEL: {error}.") from None
    invocation.output.answer({"origin": origin}, lambda screen: screen.line(f"Vittnet signerar {origin} från nu."))


def serve(
    context: typer.Context, folder: FolderArgument,
    host: Annotated[str, typer.Option("--host", metavar="ADRESS", help="Adress att lyssna på.")] = "127.0.0.1",
    port: Annotated[str, typer.Option("--port", metavar="PORT", help="Port att lyssna på; 0 = en ledig.")] = "8100",
) -> None:
    """Ta emot kontrollpunkter och signera dem som stämmer.

    POST /add-checkpoint. Ställ den bakom en proxy med TLS. Avslutas med Ctrl+C.
    """
    from adapters.witness import Witness, WitnessServer

    invocation: Invocation = context.obj
    number = whole_number(port, "--port", low=0, high=65535)
    witness = Witness(folder)
    try:
        server = WitnessServer(witness, (host, number), invocation.output.say)
    except OSError as error:
        raise CannotRunError(f"Det går inte att lyssna på {host}, port {number}: {error.strerror}.") from None
    with server:
        document = {"address": server.url, "verifier_key": witness.vkey}
        invocation.output.answer(document, lambda screen: screen.line(f"Vittnet svarar på {server.url} (Ctrl+C avslutar)"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            invocation.output.say("Vittnet är stoppat.")

"""`aktspar serve`: the JSON API and the start page, until told to stop."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.accounts import ACCOUNTS_FILE, Accounts
from adapters.errors import CannotRunError
from api.invocation import Invocation, whole_number

if TYPE_CHECKING:
    import socket

    from api.main import Runtime
    from api.output import Output

HostOption = Annotated[str, typer.Option("--host", metavar="ADRESS", help="Adress att lyssna på.")]
PortOption = Annotated[str, typer.Option("--port", metavar="PORT", help="Port att lyssna på; 0 = en ledig.")]
ReadOnlyOption = Annotated[bool, typer.Option("--read-only", help="En läskopia: svara på frågor, avvisa allt som skriver.")]
NoWorkerOption = Annotated[bool, typer.Option("--no-worker", help="Sköt inte det återkommande; 'aktspar worker' gör det.")]


def serve(
    context: typer.Context, host: HostOption = "127.0.0.1", port: PortOption = "8000", read_only: ReadOnlyOption = False,
    no_worker: NoWorkerOption = False,
) -> None:
    """Starta webbtjänsten.

    JSON-tjänst, startsida och driftläge, och det återkommande (se 'aktspar worker') om ingen annan arbetare sköter det.
    Avslutas med Ctrl+C.
    """
    from api.http.server import address_of, is_local, listening

    invocation: Invocation = context.obj
    number = whole_number(port, "--port", low=0, high=65535)
    with listening(host, number) as listener, invocation.runtime() as runtime:
        accounts = Accounts(runtime.settings.data_dir / ACCOUNTS_FILE)
        output = invocation.output
        if not accounts.all():
            output.say("Inga konton finns: lägg upp ett med 'aktspar account add NAMN --role ROLL'.")
        if runtime.settings.production and not (runtime.settings.public_url or "").startswith("https:"):
            raise CannotRunError(
                "AKTSPAR_PRODUCTION=1: ange adressen som webbläsarna når tjänsten på i AKTSPAR_PUBLIC_URL, med https://;"
                " utan den skyddas inte inloggningarna. Se docs/login.md."
            )
        if not is_local(listener) and runtime.settings.production:
            raise CannotRunError(
                "AKTSPAR_PRODUCTION=1: tjänsten lyssnar bara på den egna datorn. Ställ den bakom en proxy med TLS,"
                " och utelämna --host."
            )
        if not is_local(listener):
            output.say("Tjänsten nås från andra datorer utan kryptering: ställ den bakom en proxy med TLS.")
        if read_only:
            output.say("Läskopia: inget kan skrivas. Läsningarna skrivs i den här kopians åtkomstlogg; spara den.")
        document = {"address": address_of(listener), "boards": runtime.boards(), "read_only": read_only}
        output.answer(document, lambda screen: screen.line(f"Aktspår svarar på {document['address']} (Ctrl+C avslutar)"))
        run_service(runtime, accounts, listener, output, read_only=read_only, worker=not no_worker)


def run_service(
    runtime: Runtime, accounts: Accounts, listener: socket.socket, output: Output, *, read_only: bool = False, worker: bool = True
) -> None:
    """Answer requests until the process is told to stop; that is its ordinary end.

    Args:
        read_only: Whether this is a reading copy; such a one has no worker.
        worker: Whether the recurring jobs are done here, in turn with any other worker.
    """
    from api.http.app import create_app
    from api.http.barrier import json_log
    from api.http.server import serve as answer_requests
    from api.problems import problem_of
    from api.worker import working_beside

    def tell(error: Exception) -> None:
        output.say(problem_of(error).detail)

    try:
        with ExitStack() as beside:
            for slug in runtime.boards():
                beside.enter_context(runtime.board(slug).follower(tell))
            if worker and not read_only:
                beside.enter_context(working_beside(runtime, json_log()))
            answer_requests(create_app(runtime, accounts, read_only=read_only), listener)
    except KeyboardInterrupt:
        # The server hands the signal on when it has answered what it had begun.
        pass
    output.say("Aktspår är stoppat.")

"""`aktspar checkpoint` and `aktspar receipt`: what the ledger holds, and that one event is in it, as signed text."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.accounts import Account
from api.invocation import Invocation, whole_number
from api.output import Screen
from api.problems import UsageError

if TYPE_CHECKING:
    from api.main import OpenBoard

LedgerOption = Annotated[str, typer.Option("--ledger", metavar="ledger|access", help="Dokumentationen eller åtkomstloggen.")]
AccountOption = Annotated[str | None, typer.Option("--account", metavar="NAMN", help="Den som granskar åtkomstloggen.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Läs lösenordet som en rad på stdin.")]


def checkpoint(context: typer.Context, ledger: LedgerOption = "ledger") -> None:
    """Signera liggarens läge nu.

    Kontrollpunkten är text: lämna den till en utomstående, som kan kontrollera senare att inget har ändrats.
    """
    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board)
        made, vkey = board.publish_checkpoint(known_ledger(ledger)), board.checkpointer(ledger).vkey
        signed = made.signed
        document = {
            "ledger": ledger, "origin": signed.checkpoint.origin, "size": signed.checkpoint.size,
            "root": base64.b64encode(signed.checkpoint.root).decode(), "simulated": board.simulated,
            "verifier_key": vkey, "checkpoint": signed.note, "witnesses": list(made.witnesses), "published": made.published,
        }

        def show(screen: Screen) -> None:
            # The note byte for byte, so that it can be sent straight to a file.
            screen.raw(signed.note)

        invocation.output.answer(document, show)
        invocation.output.say(f"Verifieringsnyckel: {vkey}")
        for each in made.refusals:
            invocation.output.say(f"Vittnet {each.name} signerade inte ({each.reason}).")
        if not made.published:
            invocation.output.say("Vittnespolicyns quorum är inte uppnått; kontrollpunkten är signerad men inte publicerad.")


def receipt(
    context: typer.Context,
    position: Annotated[str, typer.Argument(metavar="POSITION", help="Händelsens plats i liggaren, från 0.")],
    ledger: LedgerOption = "ledger", account: AccountOption = None, password_stdin: StdinOption = False,
) -> None:
    """Ge ett kvitto på en händelse.

    Kvittot är text som bevisar att händelsen står på sin plats i liggaren. Åtkomstloggens är för den som granskar den, som loggar
    in med --account; att kvittot togs skrivs i åtkomstloggen.
    """
    invocation: Invocation = context.obj
    number = whole_number(position, "POSITION", low=0, high=10**18 - 1)
    reviewer = _reviewer(invocation, account, password_stdin=password_stdin) if known_ledger(ledger) == "access" else None
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board if reviewer is None else reviewer.board)
        if reviewer is not None:
            _record(board, reviewer)
        text, signed = board.receipt(number, ledger)
        document = {
            "ledger": ledger, "position": number, "size": signed.checkpoint.size, "origin": signed.checkpoint.origin,
            "simulated": board.simulated, "receipt": text,
        }

        def show(screen: Screen) -> None:
            screen.raw(text)

        invocation.output.answer(document, show)


def _reviewer(invocation: Invocation, name: str | None, *, password_stdin: bool) -> Account:
    from api.commands.acting import acting_account
    from api.proof_rights import require_may_prove

    if name is None:
        raise UsageError("Åtkomstloggens kvitton är för den som granskar den: ange loggkontrollantens eller revisorns --account.")
    reviewer = acting_account(invocation, name, password_stdin=password_stdin)
    require_may_prove(reviewer, "access")
    return reviewer


def _record(board: OpenBoard, reviewer: Account) -> None:
    from api.reading import Reader

    Reader(board, f"konto:{reviewer.name}", reviewer.role.purpose, "receipt").record_followed()


def known_ledger(name: str) -> str:
    """The name, if it is one of a board's two ledgers.

    Raises:
        UsageError: It is not.
    """
    if name not in ("ledger", "access"):
        raise UsageError("--ledger är ledger (dokumentationen) eller access (åtkomstloggen).")
    return name

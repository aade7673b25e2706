"""`aktspar account`: who may log in to the service."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from adapters.accounts import LONGEST_PASSWORD, Accounts, Role, new_account
from adapters.postgres.registers import Registers
from api.commands.serve import ACCOUNTS_FILE
from api.invocation import Invocation
from api.output import Screen
from api.problems import UsageError
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard

NameArgument = Annotated[str, typer.Argument(metavar="NAMN", help="Vad kontot heter vid inloggning.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLL", help=f"En av {', '.join(Role)}; avgör ändamålet.")]
StaffOption = Annotated[
    str, typer.Option("--staff", metavar="UUID", help="Vem i nämndens personalregister kontot hör till; behövs för att skriva.")
]
DirectoryOption = Annotated[
    str, typer.Option("--directory-id", metavar="ID", help="Vad kommunens katalog kallar personen (HSA-id, anställningsnummer).")
]
NoPasswordOption = Annotated[
    bool, typer.Option("--no-password", help="Inget lösenord: bara identitetsleverantören släpper in kontot.")
]
DisplayOption = Annotated[str, typer.Option("--display-name", metavar="TEXT", help="Namnet som visas; annars kontots namn.")]


def add(
    context: typer.Context, name: NameArgument, role: RoleOption, display_name: DisplayOption = "", staff: StaffOption = "",
    directory_id: DirectoryOption = "", no_password: NoPasswordOption = False,
) -> None:
    """Lägg upp ett konto i nämnden.

    Lösenordet frågas efter, eller läses som en rad på stdin.
    """
    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        board = runtime.board(invocation.board)
        member = _staff_member(board, staff) if staff else None
        account = new_account(name, role, display_name, board.slug, member, directory_id)
    _accounts(invocation).add(account, None if no_password else _password())
    document = {"account": account.model_dump(mode="json")}
    invocation.output.answer(document, lambda screen: screen.line(f"Kontot {account.name} ({account.role}) är upplagt."))


def list_accounts(context: typer.Context) -> None:
    """Visa kontona."""
    invocation: Invocation = context.obj
    accounts = _accounts(invocation).all()
    document = {"accounts": [account.model_dump(mode="json") for account in accounts]}

    def show(screen: Screen) -> None:
        rows = [(account.name, account.role, account.display_name, account.board) for account in accounts]
        screen.table(("Konto", "Roll", "Namn", "Nämnd"), rows)

    invocation.output.answer(document, show)


def remove(context: typer.Context, name: NameArgument) -> None:
    """Ta bort ett konto."""
    invocation: Invocation = context.obj
    _accounts(invocation).remove(name)
    invocation.output.answer({"removed": name}, lambda screen: screen.line(f"Kontot {name} är borttaget."))


def _staff_member(board: OpenBoard, staff: str) -> UUID:
    registered = Registers(board.ledger).staff()
    found = next((staff_id for staff_id in registered if str(staff_id) == staff.strip().casefold()), None)
    if found is None:
        raise NotFoundError("Ingen medarbetare i nämnden har det uuid som står efter --staff; se GET /api/v1/staff.")
    return found


def _accounts(invocation: Invocation) -> Accounts:
    return Accounts(invocation.settings.data_dir / ACCOUNTS_FILE)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline(LONGEST_PASSWORD + 2).removesuffix("\n")
    password = getpass.getpass("Lösenord: ", stream=sys.stderr)
    if getpass.getpass("Lösenordet igen: ", stream=sys.stderr) != password:
        raise UsageError("Lösenorden är inte lika; försök igen.")
    return password

"""`aktspar demo`: a made-up municipality on a simulated ledger, to look at and to try things on."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.accounts import Accounts, Role, new_account
from adapters.postgres.boards import LEDGERS
from adapters.postgres.registers import Registers
from adapters.settings import Settings
from api.commands.serve import ACCOUNTS_FILE, NoWorkerOption, PortOption, run_service
from api.invocation import Invocation, whole_number
from api.output import Screen

if TYPE_CHECKING:
    import socket

    from api.main import OpenBoard, Runtime
    from api.output import Output

FOLDER = "demo"
HOST = "127.0.0.1"

DISPLAY_NAMES = {
    Role.THERAPIST: "Behandlare i demon",
    Role.MANAGER: "Enhetschef i demon",
    Role.INTERNAL_CONTROL: "Internkontroll i demon",
    Role.INVESTIGATOR: "Utredare i demon",
    Role.LOG_CONTROLLER: "Loggkontrollant i demon",
    Role.ARCHIVIST: "Arkivarie i demon",
    Role.AUDITOR: "Revisor i demon",
    Role.OPERATOR: "Driftansvarig i demon",
}
PLAYED_BY = {
    Role.THERAPIST: "johan", Role.MANAGER: "karin", Role.INVESTIGATOR: "ingrid", Role.LOG_CONTROLLER: "lovisa",
    Role.ARCHIVIST: "arvid", Role.OPERATOR: "dragan",
}
"""Which member of the demo's staff writes when somebody logs in in a role; the others only read."""


def demo(
    context: typer.Context,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Läs bara in demokommunen; starta inte webbtjänsten.")] = False,
    port: PortOption = "8000", no_worker: NoWorkerOption = False,
) -> None:
    """Visa en påhittad kommun i webbtjänsten.

    Läser in den om den inte finns (simulerad liggare), startar tjänsten och skriver adress och inloggningar.
    """
    # Only here: every other command starts without the demo's stories.
    from adapters.demo.summer_gap import NUMBER

    invocation: Invocation = context.obj
    number = whole_number(port, "--port", low=0, high=65535)
    with ExitStack() as stack:
        listener = None if no_serve else stack.enter_context(_listening(number))
        runtime = stack.enter_context(invocation.runtime(demo_settings(invocation.settings)))
        board = _demo_board(runtime, invocation.output)
        accounts = Accounts(runtime.settings.data_dir / ACCOUNTS_FILE)
        log_ins = demo_accounts(accounts, board)
        document = {
            "address": None if listener is None else _address(listener), "data": str(runtime.settings.data_dir),
            "board": board.slug, "size": board.ledger.size(), "simulated": board.simulated, "case_to_look_at": NUMBER,
            "accounts": log_ins,
        }
        invocation.output.answer(document, lambda screen: _show(screen, document))
        if listener is not None:
            run_service(runtime, accounts, listener, invocation.output, worker=not no_worker)


def demo_settings(settings: Settings) -> Settings:
    """The same settings for the demo: a folder, a server and keys of its own, whatever the environment names."""
    return settings.model_copy(update={
        "data_dir": settings.data_dir / FOLDER, "database_url": None, "keys_url": None, "kek": None, "kek_file": None,
        "signer_key_file": None,
    })


def _demo_board(runtime: Runtime, output: Output) -> OpenBoard:
    """The demo's board, loaded if it is empty; loading is all or nothing, so an interrupted one begins again."""
    from adapters.demo.cast import BOARD_NAME
    from adapters.demo.load import load_demo

    board = runtime.create_board(BOARD_NAME, clock="simulated")
    if not board.ledger.size():
        output.say("Läser in demokommunen …")
        load_demo(board.store)
        board.projector.catch_up()
        for ledger in LEDGERS:
            # So that there is something to check it against, and receipts to hand out.
            board.publish_checkpoint(ledger)
    return board


def demo_accounts(accounts: Accounts, board: OpenBoard) -> list[dict[str, str]]:
    """The demo's accounts, made if they are missing. Their passwords are public: there is nothing real to protect."""
    # Only here: every other command starts without the demo's stories.
    from adapters.demo.cast import STAFF
    from adapters.demo.overseers import PEOPLE

    people = {**STAFF, **PEOPLE}
    existing = {account.name: account for account in accounts.all()}
    registered = {member.name: staff_id for staff_id, member in Registers(board.ledger).staff().items()}
    log_ins = []
    for role, display_name in DISPLAY_NAMES.items():
        password = f"exempel-{role}"
        staff = registered[people[PLAYED_BY[role]].name] if role in PLAYED_BY else None
        account = new_account(str(role), str(role), display_name, board.slug, staff).model_copy(update={"is_demo": True})
        if existing.get(account.name) != account:
            if account.name in existing:
                # Made by an earlier version, for nobody in the register.
                accounts.remove(account.name)
            accounts.add(account, password)
        log_ins.append({"name": str(role), "password": password, "role": str(role)})
    return log_ins


def _listening(port: int) -> Any:
    from api.http.server import listening

    return listening(HOST, port)


def _address(listener: socket.socket) -> str:
    from api.http.server import address_of

    return address_of(listener)


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"Demokommunen ({document['board']}, SIMULERAD) har {document['size']} händelser. Allt i den är påhittat.")
    screen.line(f"Se sommarluckan: ./aktspar --data {shlex.quote(document['data'])} timeline {document['case_to_look_at']}")
    screen.table(("Konto", "Lösenord"), ((each["name"], each["password"]) for each in document["accounts"]))
    if document["address"]:
        screen.line(f"Aktspår svarar på {document['address']} (Ctrl+C avslutar)")

"""`aktspar restore`: an empty machine becomes the one that was lost, and proves it before it serves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.errors import CannotRunError
from api.commands.backup import FolderArgument, KeysFolderOption
from api.invocation import Invocation, whole_number
from api.output import Screen
from api.problems import UsageError

if TYPE_CHECKING:
    from adapters.operations.escrow import EscrowedKeys
    from api.restoring import Answerable, Moment

_LARGEST_SIZE = 10**15


def restore(
    context: typer.Context, folder: FolderArgument, keys_folder: KeysFolderOption = "",
    escrow: Annotated[
        str, typer.Option("--escrow", metavar="FIL", help="Nyckeldepositionen; två nyckelförvaltare öppnar den.")
    ] = "",
    without_escrow: Annotated[
        bool, typer.Option("--without-escrow", help="Huvudnyckeln finns i AKTSPAR_KEK eller AKTSPAR_KEK_FILE.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="SKÄL", help="Varför; krävs utan deposition och står i åtkomstloggen.")
    ] = "",
    custodian: Annotated[
        list[str] | None,
        typer.Option("--custodian", metavar="NAMN", help="En av två nyckelförvaltare, utan deposition; anges två gånger."),
    ] = None,
    to_time: Annotated[str, typer.Option("--to-time", metavar="TID", help="Bara det som registrerats till dess.")] = "",
    to_size: Annotated[str, typer.Option("--to-size", metavar="N", help="Bara nämndens N första händelser.")] = "",
) -> None:
    """Läs tillbaka en säkerhetskopia till en tom datakatalog.

    Baskopian och loggen sedan dess; nycklarna ur depositionen, som två personer öppnar. Allt verifieras mot de kontrollpunkter
    som finns kvar, varje nyckel öppnas och listorna byggs upp innan katalogen tas i bruk.
    """
    from api.backing_up import places
    from api.restoring import Restore, choose, require_empty

    invocation: Invocation = context.obj
    settings = invocation.settings
    if settings.database_url:
        raise CannotRunError("DATABASE_URL är satt: läs tillbaka den servern med dess egna verktyg; se docs/runbook.md.")
    moment = _moment(to_time, to_size, invocation.board)
    where = places(_absolute(folder), _absolute(keys_folder) if keys_folder else None, records_only=False, keys_only=False)
    who = _answerable(invocation, without_escrow, reason, custodian or [])
    # Before anybody is asked for a passphrase.
    require_empty(settings.data_dir)
    chosen = choose(where, moment)
    escrowed = _escrowed(invocation, escrow, without_escrow)
    document = Restore(settings, chosen, moment, escrowed, who, invocation.output).run()
    invocation.output.answer(document, lambda screen: _show(screen, document))


def _moment(to_time: str, to_size: str, board: str | None) -> Moment:
    from api.restoring import Moment, parsed_time

    if to_time and to_size:
        raise UsageError("--to-time och --to-size tar ut varandra; ange en av dem eller ingen.")
    size = whole_number(to_size, "--to-size", low=0, high=_LARGEST_SIZE) if to_size else None
    return Moment(parsed_time(to_time) if to_time else None, size, board)


def _escrowed(invocation: Invocation, escrow: str, without_escrow: bool) -> EscrowedKeys | None:
    from adapters.operations.escrow import open_escrow
    from api.passphrases import ask_custodians

    settings = invocation.settings
    if without_escrow:
        if escrow or not (settings.kek or settings.kek_file):
            raise UsageError("--without-escrow används när AKTSPAR_KEK eller AKTSPAR_KEK_FILE är satt, och då utan --escrow.")
        return None
    if not escrow:
        raise UsageError("Ange nyckeldepositionen med --escrow FIL; utan huvudnyckeln går inget att läsa.")
    first, second = ask_custodians(2, twice=False)
    return open_escrow(_absolute(escrow), first, second)


def _answerable(invocation: Invocation, without_escrow: bool, reason: str, custodians: list[str]) -> Answerable:
    from api.restoring import Answerable, answerable

    if without_escrow:
        return answerable(invocation.caller(), reason, custodians)
    if reason or custodians:
        raise UsageError("--reason och --custodian hör till --without-escrow: depositionen öppnas av två personer redan.")
    return Answerable(invocation.caller(), None)


def _absolute(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"Återläst till {document['restored']}; {document['keys']} nycklar öppnade.")
    screen.line(f"Avbrott för återläsningen: {document['downtime_seconds']} sekunder.")
    for board in document["boards"]:
        sizes = ", ".join(f"{each['ledger']} {each['size']}" for each in board["ledgers"])
        screen.line(f"{board['board']}: {sizes} händelser, verifierade; listorna är uppbyggda.")
        for lost in board["lost"]:
            screen.line(
                f"  {lost['ledger']}: {lost['signed_size']} händelser var signerade, {lost['restored_size']} är återlästa."
                " De som saknas ska föras in på nytt som sena; se docs/runbook.md."
            )

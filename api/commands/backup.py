"""`aktspar backup`: everything that a new machine needs but the key-encryption key, which the custodians have."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.errors import CannotRunError
from api.invocation import Invocation, whole_number
from api.output import Screen
from api.problems import UsageError
from domain.policies import DEFAULT_POLICY

if TYPE_CHECKING:
    from api.backing_up import Backups, Taken
    from api.output import Output

FolderArgument = Annotated[str, typer.Argument(metavar="MAPP", help="Där säkerhetskopiorna ligger.")]
KeysFolderOption = Annotated[
    str, typer.Option("--keys-dir", metavar="MAPP", help="Nycklarnas kopior i en annan mapp, helst på ett annat ställe.")
]


def backup(
    context: typer.Context, folder: FolderArgument, keys_folder: KeysFolderOption = "",
    records_only: Annotated[bool, typer.Option("--records-only", help="Bara dokumentationen.")] = False,
    keys_only: Annotated[bool, typer.Option("--keys-only", help="Bara nycklar, konton och signeringsnyckel.")] = False,
    log_only: Annotated[bool, typer.Option("--log-only", help="Ingen ny baskopia: bara loggen fram till nu.")] = False,
    stream: Annotated[bool, typer.Option("--stream", help="Fortsätt ta emot loggen tills processen stoppas.")] = False,
    every_hours: Annotated[str, typer.Option("--every-hours", metavar="N", help="Med --stream: ny baskopia så ofta.")] = "24",
    keep_keys_days: Annotated[
        str, typer.Option("--keep-keys-days", metavar="N", help="Nycklarnas kopior tas bort efter så många dagar.")
    ] = str(DEFAULT_POLICY.key_backup_days),
) -> None:
    """Säkerhetskopiera.

    En baskopia av dokumentationen och en av nycklarna, och loggen över varje ändring sedan dess. Tjänsten går som vanligt
    under tiden. Huvudnyckeln följer inte med: den lämnas ut med 'aktspar keys escrow'.
    """
    from api.backing_up import backing_up, places

    invocation: Invocation = context.obj
    if records_only and keys_only:
        raise UsageError("--records-only och --keys-only tar ut varandra; ange en av dem eller ingen.")
    if log_only and stream:
        raise UsageError("--stream tar emot loggen av sig själv; ange inte --log-only också.")
    where = places(_absolute(folder), _absolute(keys_folder) if keys_folder else None,
                   records_only=records_only, keys_only=keys_only)
    kept_days = whole_number(keep_keys_days, "--keep-keys-days", low=1, high=3_650)
    hours = whole_number(every_hours, "--every-hours", low=1, high=168)
    with invocation.runtime() as runtime, backing_up(runtime, where, keep_keys_days=kept_days) as backups:
        if log_only:
            backups.catch_up()
            invocation.output.answer({"log_only": True}, lambda screen: screen.line("Loggen är framme vid nu."))
            return
        taken = backups.take()
        document = _document(taken)
        invocation.output.answer(document, lambda screen: _show(screen, document))
        if stream:
            _stream(backups, hours, invocation.output)


def _stream(backups: Backups, hours: int, output: Output) -> None:
    output.say("Loggen tas emot löpande. Avsluta med Ctrl+C.")
    with backups.streaming() as processes:
        next_base = time.monotonic() + hours * 3_600
        while True:
            # Each in turn: one that ends by itself has lost its server or its disk.
            for process in processes:
                try:
                    process.wait(1.0)
                except Exception as error:
                    if type(error).__name__ != "TimeoutExpired":
                        raise
                    continue
                raise CannotRunError("Loggen tas inte längre emot; kontrollera servern och utrymmet, och starta om kommandot.")
            if time.monotonic() >= next_base:
                backups.take()
                next_base = time.monotonic() + hours * 3_600


def _absolute(folder: str) -> Path:
    return Path(folder).expanduser().absolute()


def _document(taken: Taken) -> dict[str, Any]:
    return {
        "backups": [
            {
                "part": part, "folder": str(each.folder), "postgresql": each.manifest.postgresql,
                "started_at": each.manifest.started_at.isoformat(), "finished_at": each.manifest.finished_at.isoformat(),
                "boards": [sizes.model_dump() for sizes in each.manifest.boards],
            }
            for part, each in taken.backups.items()
        ],
        "removed_key_backups": taken.pruned,
    }


def _show(screen: Screen, document: dict[str, Any]) -> None:
    words = {"records": "Dokumentationen", "keys": "Nycklarna"}
    for each in document["backups"]:
        screen.line(f"{words[each['part']]}: {each['folder']} (kontrollerad mot sina kontrollsummor)")
    for name in document["removed_key_backups"]:
        screen.line(f"Nyckelkopian {name} är borttagen: den var äldre än nycklars kopior får bli.")

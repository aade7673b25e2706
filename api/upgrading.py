"""Upgrading a data directory (sv. *uppgradering*): PostgreSQL, where the keys lie, tables; measured, proven, or undone."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from adapters.embedded.binaries import stated_major
from adapters.embedded_server import KEY_DATABASE, EmbeddedServer
from adapters.embedded_servers import KEY_SERVER_FOLDER, UPGRADE_MARK, EmbeddedServers
from adapters.errors import CannotRunError
from adapters.operations.durable import flush_folder, write_durably
from adapters.operations.major_upgrade import (
    DUMPS,
    KeptAside,
    MajorUpgrade,
    Plan,
    binaries_of,
    move_keys,
    newest_binaries,
    require_alone,
    size_of,
)
from adapters.postgres import migrations
from api import after_restore
from api.main import open_runtime

if TYPE_CHECKING:
    from adapters.settings import Settings
    from api.output import Output

MOVING_MARK = "moving-keys"
_FREE_TIMES = 3
"""How many times a server's size must be free beside it: the dump, the new files, and some air."""


class Planned(NamedTuple):
    """What an upgrade would do."""

    majors: list[Plan]
    moves_keys: bool

    @property
    def estimated_seconds(self) -> int:
        """About how long the service is away; migrations of tables are short."""
        return sum(plan.estimated_seconds for plan in self.majors) + (5 if self.moves_keys else 0) + 2


def planned(settings: Settings, major: int | None) -> Planned:
    """What is to be done.

    Args:
        major: PostgreSQL's version to go to; None = stay, unless the present one is not installed any more.

    Raises:
        CannotRunError: There is no data directory, it would be a step back, the version is not here, or the disk is too full.
    """
    data_dir = settings.data_dir
    if settings.database_url:
        raise CannotRunError("DATABASE_URL är satt: uppgradera servern med dess egna verktyg, och kör sedan 'aktspar migrate'.")
    if stated_major(data_dir) is None:
        raise CannotRunError(f"{data_dir} har ingen databas att uppgradera; ange datakatalogen med --data.")
    plans = []
    for server_dir in (data_dir, data_dir / KEY_SERVER_FOLDER):
        present = stated_major(server_dir)
        if present is None or major in (None, present):
            continue
        if major < present:
            raise CannotRunError(f"Datakatalogen är skapad av PostgreSQL {present}; den kan inte gå tillbaka till {major}.")
        plans.append(Plan(server_dir, present, binaries_of(major), size_of(server_dir)))
    _require_room(plans)
    return Planned(plans, stated_major(data_dir / KEY_SERVER_FOLDER) is None)


def upgrade(settings: Settings, plan: Planned, output: Output) -> dict[str, Any]:
    """Carry it out; whatever fails, the data directory is as it was.

    Raises:
        CannotRunError: Somebody uses it, or a step failed; the message says which.
        CorruptLedgerError: What came out is not what was signed; the old servers are back.
    """
    started = time.monotonic()
    done, mark = _steps(settings.data_dir, plan), settings.data_dir / UPGRADE_MARK
    _require_unused(settings.data_dir)
    write_durably(mark, b"")
    try:
        for each in done:
            output.say(f"Sparar undan och uppgraderar {each.server_data_dir} …")
            each.run()
        if plan.moves_keys:
            output.say("Flyttar nycklarna till en egen server …")
            _move_keys(settings.data_dir)
        proven = _prove(settings, output)
    except BaseException:
        put_back(settings.data_dir, output)
        raise
    downtime = round(time.monotonic() - started, 1)
    # The point of no return: from here on the new servers are the ones.
    (settings.data_dir / MOVING_MARK).unlink(missing_ok=True)
    mark.unlink()
    for each in done:
        each.keep()
    return {
        "postgresql": [{"server": plan.server_dir.name, "from": plan.from_major, "to": plan.to.major} for plan in plan.majors],
        "keys_moved": plan.moves_keys, "boards": proven, "downtime_seconds": downtime,
        "estimated_seconds": plan.estimated_seconds,
    }


def put_back(data_dir: Path, output: Output) -> None:
    """Undo an upgrade that did not come to its end, however it was interrupted; nothing to undo is fine."""
    mark, keyserver = data_dir / UPGRADE_MARK, data_dir / KEY_SERVER_FOLDER
    if not mark.exists():
        return
    for server_dir in (data_dir, keyserver):
        KeptAside(server_dir).undo()
        shutil.rmtree(server_dir / "server" / DUMPS, ignore_errors=True)
    if (data_dir / MOVING_MARK).exists():
        # The keys' old place has them again.
        shutil.rmtree(keyserver, ignore_errors=True)
        (data_dir / MOVING_MARK).unlink()
    mark.unlink()
    flush_folder(data_dir)
    output.say("Uppgraderingen blev inte klar. Datakatalogen är tillbaka som den var.")


def _steps(data_dir: Path, plan: Planned) -> list[KeptAside]:
    """For each server its way to another version, or at least its files kept aside."""
    majors = {each.server_dir: MajorUpgrade(each.server_dir, each.to) for each in plan.majors}
    servers = [data_dir, *([] if plan.moves_keys else [data_dir / KEY_SERVER_FOLDER])]
    return [majors.get(each) or KeptAside(each) for each in servers]


def _prove(settings: Settings, output: Output) -> list[dict[str, Any]]:
    """Open everything with this program, which brings the tables up, and check it against every kept checkpoint."""
    with open_runtime(settings, restoring=True) as runtime:
        runtime.migrate(runtime.boards())
        after_restore.open_every_key(runtime)
        proven = []
        for slug in runtime.boards():
            ledgers, lost = after_restore.verified(runtime.board(slug), output)
            if lost:
                raise CannotRunError(f"{slug}: {lost[0].restored_size} händelser finns av {lost[0].signed_size} signerade.")
            proven.append({"board": slug, "ledgers": ledgers})
    return proven


def _move_keys(data_dir: Path) -> None:
    """Give the keys a server of their own; the old tables are emptied only when the new ones are whole."""
    write_durably(data_dir / MOVING_MARK, b"")
    unfinished = data_dir / f"{KEY_SERVER_FOLDER}.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    with EmbeddedServer(data_dir) as old:
        require_alone(old)
        with psycopg.connect(old.conninfo("aktspar_keys", KEY_DATABASE), autocommit=True) as source:
            _bring_up(source)
            with EmbeddedServer(unfinished) as new, psycopg.connect(
                new.conninfo("aktspar_keys", KEY_DATABASE), autocommit=True
            ) as target:
                _bring_up(target)
                move_keys(source, target)
            # From here on the directory has a key server, and no command looks in the old place.
            unfinished.rename(data_dir / KEY_SERVER_FOLDER)
            source.execute("TRUNCATE data_key")


def _bring_up(connection: psycopg.Connection) -> None:
    migrations.apply(connection, "public", migrations.read_migrations("key_migrations"), label="keys", placeholders={})


def _require_unused(data_dir: Path) -> None:
    with EmbeddedServers(data_dir) as servers:
        for server in {servers.records, servers.keys}:
            require_alone(server)


def _require_room(plans: list[Plan]) -> None:
    for plan in plans:
        free = shutil.disk_usage(plan.server_dir).free
        if free < _FREE_TIMES * plan.size_bytes:
            raise CannotRunError(
                f"Det behövs {_FREE_TIMES * plan.size_bytes // 10**6} MB ledigt vid {plan.server_dir}, och det finns"
                f" {free // 10**6} MB. Frigör utrymme först."
            )


def newest_major() -> int:
    """The newest PostgreSQL that is installed here."""
    return newest_binaries().major

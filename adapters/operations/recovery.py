"""Bringing one embedded server back from a base backup and the log since: to its end, a moment, or a transaction."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from adapters.embedded.binaries import PostgresBinaries, find_binaries, installed_binaries
from adapters.embedded.identity import find_identity
from adapters.embedded_server import EmbeddedServer
from adapters.errors import CannotRunError
from adapters.operations.backup_set import FILES, PGDATA, BaseBackup
from adapters.operations.durable import copy_durably, flush_folder
from adapters.operations.programs import admin

_SEGMENT = re.compile(r"[0-9A-F]{24}(\.partial)?|[0-9A-F]{8}\.history")
_ENDED_EARLY = "recovery ended before configured recovery target was reached"
_SETTINGS = (
    "restore_command", "recovery_target_time", "recovery_target_xid", "recovery_target_inclusive", "recovery_target_action",
    "hot_standby",
)
_RECOVERY_SECONDS = 24 * 3600
"""A year's log takes hours; a server that dies meanwhile is noticed at once all the same."""


class Target(NamedTuple):
    """Where the log is to stop being applied; neither = at its end.

    Args:
        time: Everything committed until then.
        before_transaction: Everything committed before this one.
    """

    time: datetime | None = None
    before_transaction: int | None = None


TO_THE_END = Target()


def binaries_for(backup: BaseBackup) -> PostgresBinaries:
    """The PostgreSQL that can read a base backup.

    Raises:
        CannotRunError: That version is not installed here.
    """
    for binaries in installed_binaries():
        if binaries.major == backup.major:
            return binaries
    raise CannotRunError(
        f"Säkerhetskopian är tagen av PostgreSQL {backup.major}, som inte finns på den här datorn; installera den först."
    )


def recover(backup: BaseBackup, server_data_dir: Path, target: Target = TO_THE_END) -> Target:
    """Put the backup's files in place, apply the log, and leave a stopped server that is whole.

    Args:
        server_data_dir: Gets `server/`; what a former try left there is removed.

    Returns:
        Where it stopped: the target, or the end if the log ends before the target's time.

    Raises:
        CannotRunError: The log does not reach from the backup to the target, or the machine does not allow it.
    """
    _place_files(backup, server_data_dir)
    _ask_for_recovery(server_data_dir / "server" / "pgdata", target)
    log = server_data_dir / "server" / "server.log"
    try:
        with EmbeddedServer(server_data_dir, ready_seconds=_RECOVERY_SECONDS) as server, admin(server) as connection:
            for name in _SETTINGS:
                connection.execute(f"ALTER SYSTEM RESET {name}")
    except CannotRunError:
        if target.time is not None and log.exists() and _ENDED_EARLY in log.read_text("utf-8", "replace"):
            # Nothing was committed between the log's end and the moment, as far as the archive knows.
            return recover(backup, server_data_dir)
        raise
    return target


def _place_files(backup: BaseBackup, server_data_dir: Path) -> None:
    server_dir = server_data_dir / "server"
    shutil.rmtree(server_dir, ignore_errors=True)
    server_data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    server_dir.mkdir(mode=0o711)
    copy_durably(backup.folder / FILES / "passwords.json", server_dir / "passwords.json")
    pgdata = server_dir / "pgdata"
    shutil.copytree(backup.folder / PGDATA, pgdata, symlinks=True)
    pgdata.chmod(0o700)
    for name in ("backup_manifest", "postgresql.auto.conf"):
        (pgdata / name).unlink(missing_ok=True)
    _place_log(backup, pgdata / "pg_wal")
    identity = find_identity(find_binaries(server_data_dir), server_dir, owner=None)
    if identity.uid != os.geteuid():
        for path in (pgdata, *pgdata.rglob("*")):
            os.chown(path, identity.uid, identity.gid, follow_symlinks=False)
    flush_folder(server_dir)


def _place_log(backup: BaseBackup, pg_wal: Path) -> None:
    """The log's files where PostgreSQL looks for its own; the last one is whole as far as it was received."""
    pg_wal.mkdir(mode=0o700, exist_ok=True)
    if not backup.wal.is_dir():
        raise CannotRunError(f"Loggen {backup.wal} saknas; utan den är baskopian inte hel. Lägg tillbaka mappen och försök igen.")
    found = {path.name.removesuffix(".partial"): path for path in sorted(backup.wal.iterdir()) if _SEGMENT.fullmatch(path.name)}
    for path in backup.wal.iterdir():
        # A whole segment before the beginning of the same one.
        if _SEGMENT.fullmatch(path.name) and path.suffix != ".partial":
            found[path.name] = path
    for name, path in found.items():
        if name.endswith(".history") or name >= backup.manifest.first_segment:
            copy_durably(path, pg_wal / name)


def _ask_for_recovery(pgdata: Path, target: Target) -> None:
    # The log lies in its place already, so the command that would fetch it finds nothing.
    # Nobody is let in before all of it is applied: a standby answers as soon as it is whole, and stopping it then would leave
    # a server that forgets where it was to stop.
    lines = ["restore_command = 'false'", "recovery_target_action = 'promote'", "hot_standby = off"]
    if target.time is not None:
        lines.append(f"recovery_target_time = '{target.time.astimezone(UTC).isoformat()}'")
    if target.before_transaction is not None:
        lines += [f"recovery_target_xid = '{target.before_transaction}'", "recovery_target_inclusive = false"]
    settings, signal_file = pgdata / "postgresql.auto.conf", pgdata / "recovery.signal"
    owner = pgdata.stat()
    for path, text in ((settings, "\n".join(lines) + "\n"), (signal_file, "")):
        path.write_text(text, "ascii")
        path.chmod(0o600)
        os.chown(path, owner.st_uid, owner.st_gid)

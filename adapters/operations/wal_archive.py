"""The log of changes since a base backup (WAL), received from the server as it is written.

`pg_receivewal` asks for the log over the server's socket and flushes it as it comes, so the archive is behind by as long as
a message takes, not by a whole segment as with an archive command. A slot on the server keeps what the archive has not got.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from adapters.embedded.binaries import PostgresBinaries
from adapters.embedded_server import EmbeddedServer
from adapters.errors import CannotRunError
from adapters.operations.programs import admin, run_program, running_program

SLOTS = "aktspar_archive_"
"""What the slots of archives are called, before a digest of the folder: two archives do not take each other's place."""
_CATCH_UP_SECONDS = 600
_POLL_SECONDS = 0.02


class ServerPlace(NamedTuple):
    """Which server it is, and where in its log."""

    system_identifier: str
    timeline: int


def place_of(server: EmbeddedServer) -> ServerPlace:
    """The server's identity and its timeline."""
    with admin(server) as connection:
        row = connection.execute(
            "SELECT s.system_identifier::text, c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c"
        ).fetchone()
    return ServerPlace(*row)


def open_archive(server: EmbeddedServer, part_folder: Path) -> Path:
    """The folder that the server's log goes to; the server keeps from now on what has not come there.

    If the server has given up what the archive had not got, a new folder is begun: whatever lies in the old one still
    belongs to the base backups that name it.
    """
    place, slot = place_of(server), slot_of(part_folder)
    with admin(server) as connection:
        row = connection.execute("SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", (slot,)).fetchone()
        if row is not None and row[0] == "lost":
            connection.execute("SELECT pg_drop_replication_slot(%s)", (slot,))
            row = None
        begun = wal_folders(part_folder, place)
        if row is not None and begun:
            return begun[-1]
        folder = part_folder / f"wal-{place.system_identifier}-{place.timeline}-{len(begun) + 1}"
        folder.mkdir(mode=0o700, parents=True)
        if row is None:
            connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", (slot,))
    return folder


def wal_folders(part_folder: Path, place: ServerPlace) -> list[Path]:
    """The folders of one server's one timeline, the oldest first: a restored server never writes among its forerunner's."""
    found = part_folder.glob(f"wal-{place.system_identifier}-{place.timeline}-*")
    return sorted(found, key=lambda each: int(each.name.rpartition("-")[2]))


def slot_of(part_folder: Path) -> str:
    """The name by which the server knows the archive in a folder."""
    return SLOTS + hashlib.sha256(os.fsencode(os.path.realpath(part_folder))).hexdigest()[:16]


def receive_until_now(server: EmbeddedServer, binaries: PostgresBinaries, folder: Path) -> None:
    """Bring the archive up to what is committed now.

    Another process may be receiving already; then it is waited for.

    Raises:
        CannotRunError: The archive does not come up.
    """
    slot = slot_of(folder.parent)
    with admin(server) as connection:
        # A whole segment, so that nothing hangs on how far the last one was received; a new one begins with a record of its own,
        # without which there would be nothing to end.
        connection.execute("SELECT pg_logical_emit_message(true, 'aktspar', 'backup')")
        wanted = connection.execute("SELECT pg_switch_wal()").fetchone()[0]
        # One more record behind it, since the receiver stops at the first one past what it was asked for.
        connection.execute("SELECT pg_logical_emit_message(true, 'aktspar', 'backup')")
        if _receiver_is_active(connection, slot):
            _wait_for(connection, slot, wanted)
            return
    run_program(
        binaries, "pg_receivewal", [*_arguments(folder), f"--endpos={wanted}"], server=server, where=folder,
        timeout_seconds=_CATCH_UP_SECONDS,
    )


@contextmanager
def receiving(server: EmbeddedServer, binaries: PostgresBinaries, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Receive all the while; each commit is in the archive as soon as it has been sent.

    Raises:
        CannotRunError: Another process is receiving already, or it cannot be received.
    """
    slot = slot_of(folder.parent)
    with admin(server) as connection:
        if _receiver_is_active(connection, slot):
            raise CannotRunError(f"Loggen tas redan emot av en annan process; stoppa den innan en ny startas ({folder}).")
        with running_program(binaries, "pg_receivewal", [*_arguments(folder), "--no-loop"], server=server) as process:
            deadline = time.monotonic() + _CATCH_UP_SECONDS
            while not _receiver_is_active(connection, slot):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise CannotRunError(f"Loggen kan inte tas emot i {folder}; kontrollera utrymmet och försök igen.")
                time.sleep(_POLL_SECONDS)
            yield process


def prune(folder: Path, first_segment: str) -> int:
    """Remove the log from before a segment; how many files went."""
    old = [path for path in folder.iterdir() if len(path.name) == 24 and path.name < first_segment]
    for path in old:
        path.unlink()
    return len(old)


def _arguments(folder: Path) -> list[str]:
    return [f"--directory={folder}", f"--slot={slot_of(folder.parent)}", "--synchronous", "--no-password"]


def _receiver_is_active(connection: psycopg.Connection, slot: str) -> bool:
    row = connection.execute("SELECT active FROM pg_replication_slots WHERE slot_name = %s", (slot,)).fetchone()
    return row is not None and row[0]


def _wait_for(connection: psycopg.Connection, slot: str, wanted: str) -> None:
    deadline = time.monotonic() + _CATCH_UP_SECONDS
    # What the receiver says that it has flushed is what the slot no longer keeps.
    query = "SELECT restart_lsn >= %s::pg_lsn FROM pg_replication_slots WHERE slot_name = %s"
    while not connection.execute(query, (wanted, slot)).fetchone()[0]:
        if time.monotonic() > deadline:
            raise CannotRunError("Arkivet tar inte emot loggen; kontrollera processen som kör 'aktspar backup --stream'.")
        time.sleep(_POLL_SECONDS)

"""Taking one stopped embedded server to another major version of PostgreSQL, with the way back kept until it is proven.

By dump and restore of every database with the newer version's programs: it works between a system's PostgreSQL and the wheel's
(which differ in ICU and locale provider, and so are refused by pg_upgrade), and writes every row anew. The old files are moved
aside, not changed, so the way back is a rename.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from adapters.embedded.binaries import PostgresBinaries, installed_binaries
from adapters.embedded.refusals import sentence_for_os_errors
from adapters.embedded_server import KEY_DATABASE, LEDGER_DATABASE, EmbeddedServer
from adapters.errors import CannotRunError
from adapters.operations.durable import flush_folder
from adapters.operations.programs import admin, run_program

DATABASES = (LEDGER_DATABASE, KEY_DATABASE)
SET_ASIDE = "pgdata.before-upgrade"
DUMPS = "upgrade-dumps"
_BYTES_A_SECOND = 20_000_000
"""What dump and restore did on a machine of two cores; only for the estimate that is told beforehand."""
_LEAST_SECONDS = 10


class Plan(NamedTuple):
    """What taking a server to another version means."""

    server_dir: Path
    from_major: int
    to: PostgresBinaries
    size_bytes: int

    @property
    def estimated_seconds(self) -> int:
        """About how long the service is away."""
        return _LEAST_SECONDS + self.size_bytes // _BYTES_A_SECOND


def newest_binaries() -> PostgresBinaries:
    """The newest PostgreSQL that is installed here."""
    return max(installed_binaries(), key=lambda each: each.major)


def binaries_of(major: int) -> PostgresBinaries:
    """A certain PostgreSQL.

    Raises:
        CannotRunError: It is not installed here.
    """
    for binaries in installed_binaries():
        if binaries.major == major:
            return binaries
    installed = ", ".join(sorted({str(each.major) for each in installed_binaries()}))
    raise CannotRunError(f"PostgreSQL {major} finns inte på den här datorn; välj bland {installed}, eller installera den.")


def size_of(server_data_dir: Path) -> int:
    """How many bytes a server's files have."""
    return sum(path.stat().st_size for path in (server_data_dir / "server" / "pgdata").rglob("*") if path.is_file())


class KeptAside:
    """One stopped server's files, kept aside while it is changed: `run`, then `keep` when it is proven, or `undo`.

    Args:
        server_data_dir: Its data directory; nobody uses it.
    """

    def __init__(self, server_data_dir: Path) -> None:
        self.server_data_dir = server_data_dir
        self._server_dir = server_data_dir / "server"
        self._aside = self._server_dir / SET_ASIDE

    def run(self) -> None:
        """Copy the files.

        Raises:
            CannotRunError: The disk is full.
        """
        unfinished = self._server_dir / f"{SET_ASIDE}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        with sentence_for_os_errors(self._server_dir):
            # Renamed when it is whole, so that what an interruption leaves is never put back.
            subprocess.run(["cp", "-a", str(self._server_dir / "pgdata"), str(unfinished)], check=True, stdin=subprocess.DEVNULL)
            unfinished.rename(self._aside)

    def keep(self) -> None:
        """Remove the old files: the changed server is proven."""
        shutil.rmtree(self._aside)
        flush_folder(self._server_dir)

    def undo(self) -> bool:
        """Put the old files back, if they were kept; nothing that was written since is kept."""
        if not self._aside.exists():
            return False
        shutil.rmtree(self._server_dir / "pgdata", ignore_errors=True)
        self._aside.rename(self._server_dir / "pgdata")
        flush_folder(self._server_dir)
        return True


class MajorUpgrade(KeptAside):
    """One server's way to another version.

    Args:
        to: The PostgreSQL that it is taken to.
    """

    def __init__(self, server_data_dir: Path, to: PostgresBinaries) -> None:
        super().__init__(server_data_dir)
        self._to = to
        self._dumps = self._server_dir / DUMPS

    def run(self) -> None:
        """Dump every database, set the old files aside, and fill a new server of the newer version.

        Raises:
            CannotRunError: Any step failed; `undo` brings the old server back as it was.
        """
        self._dump()
        (self._server_dir / "pgdata").rename(self._aside)
        flush_folder(self._server_dir)
        with EmbeddedServer(self.server_data_dir, binaries=self._to) as server:
            for database in DATABASES:
                self._fill(server, database)
        shutil.rmtree(self._dumps)

    def undo(self) -> bool:
        """See `KeptAside.undo`; the dumps go too."""
        shutil.rmtree(self._dumps, ignore_errors=True)
        return super().undo()

    def _dump(self) -> None:
        shutil.rmtree(self._dumps, ignore_errors=True)
        self._dumps.mkdir(mode=0o700)
        with EmbeddedServer(self.server_data_dir) as server:
            require_alone(server)
            for database in DATABASES:
                # The newer version's program: it knows what the newer server wants.
                run_program(
                    self._to, "pg_dump", ["--format=directory", f"--file={self._dumps / database}", "--no-password", database],
                    server=server, where=self._dumps,
                )

    def _fill(self, server: EmbeddedServer, database: str) -> None:
        run_program(
            self._to, "pg_restore",
            ["--exit-on-error", "--no-password", "--jobs=2", f"--dbname={database}", str(self._dumps / database)],
            server=server, where=self._server_dir,
        )
        with admin(server, database) as connection:
            connection.execute("ANALYZE")


def require_alone(server: EmbeddedServer) -> None:
    """Refuse while anybody else is connected.

    Raises:
        CannotRunError: Somebody is.
    """
    with admin(server) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()"
        ).fetchone()[0]
    if others:
        raise CannotRunError("Aktspår används: stoppa aktspar-serve, aktspar-worker och aktspar-backup, och försök igen.")


def move_keys(source: psycopg.Connection, target: psycopg.Connection) -> int:
    """Copy what is in one key database to another that is empty; how many rows.

    Args:
        source, target: As the keys' owner, in autocommit.
    """
    moved = 0
    with source.transaction(), target.transaction():
        tables = source.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()
        for (table,) in tables:
            name = sql.Identifier("public", table)
            target.execute(sql.SQL("DELETE FROM {}").format(name))
            with source.cursor().copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)) as reading:
                with target.cursor().copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(name)) as writing:
                    for piece in reading:
                        writing.write(piece)
            moved += target.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone()[0]
    return moved

"""The embedded PostgreSQL server: one for each data directory, started by the first command and stopped by the last.

    <data>/server/pgdata          PostgreSQL's own files
    <data>/server/passwords.json  the roles' passwords, readable by the owner only
    <data>/server/server.log      what the server says: never a statement, a parameter or a row
    <data>/server/users.lock      held shared by every user of the server, alone by the one that stops it
    <data>/server/start.lock      held by the one that starts, or looks whether it runs

The locks belong to open files, so a command that is killed holds none. What it leaves is a running server: the next
command joins it, and the last one stops it.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo

from adapters.embedded import bootstrap, launch, postmaster
from adapters.embedded.binaries import PostgresBinaries, find_binaries, installed_binaries, stated_major
from adapters.embedded.bootstrap import ADMIN, KEY_DATABASE, LEDGER_DATABASE, ROLES
from adapters.embedded.identity import ServerIdentity, find_identity
from adapters.embedded.refusals import sentence_for_os_errors, sentence_in_output
from adapters.embedded.runtime_folder import PORT, make_runtime_folder, remove_runtime_folder, runtime_folder
from adapters.errors import CannotRunError

__all__ = [
    "ADMIN",
    "KEY_DATABASE",
    "LEDGER_DATABASE",
    "ROLES",
    "EmbeddedServer",
    "PostgresBinaries",
    "find_binaries",
    "installed_binaries",
]

_RETRY_SECONDS = 10
_READY_SECONDS = 300
_PASSING_REASONS = ("lock file", "is still in use", "shared memory")


class EmbeddedServer:
    """A PostgreSQL that runs while someone uses it; a context manager, for threads and for processes.

    Args:
        data_dir: Aktspår's data directory; made if missing.
        binaries: Whose PostgreSQL; found by `find_binaries` when None.
        fsync_on_create: False only in tests: the new server's first files need not survive a power cut.
        identity: As whom it runs; found when None.
        ready_seconds: How long a start that is still applying its log is waited for, over 0.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        binaries: PostgresBinaries | None = None,
        fsync_on_create: bool = True,
        identity: ServerIdentity | None = None,
        ready_seconds: float = _READY_SECONDS,
    ) -> None:
        # One name for one folder: the socket's folder is derived from it.
        self._data_dir = Path(os.path.realpath(data_dir))
        self._server_dir = self._data_dir / "server"
        self._pgdata = self._server_dir / "pgdata"
        self._log = self._server_dir / "server.log"
        self._binaries = binaries
        self._identity = identity
        self._fsync_on_create = fsync_on_create
        self._ready_seconds = ready_seconds
        self._mutex = threading.Lock()
        self._user_count = 0
        self._users_lock = -1
        self._passwords: dict[str, str] = {}
        self._socket_folder: Path | None = None
        self._folders_to_remove: set[Path] = set()

    def conninfo(self, role: str, database: str = LEDGER_DATABASE) -> str:
        """How psycopg reaches a database as a role; holds the password, so it must not be logged.

        Args:
            role: One of `ROLES` or `ADMIN`.
            database: `LEDGER_DATABASE` or `KEY_DATABASE`; as `ADMIN` also `postgres`.

        Raises:
            KeyError: There is no such role.
            RuntimeError: The server has not been entered.
        """
        if self._socket_folder is None:
            raise RuntimeError("enter the server before asking how to reach it")
        return make_conninfo(
            host=str(self._socket_folder), port=PORT, user=role, password=self._passwords[role], dbname=database
        )

    def __enter__(self) -> Self:
        """Join the running server, or start it.

        Raises:
            CannotRunError: The machine does not allow it; the message says why and what to do.
        """
        with self._mutex:
            if self._user_count == 0:
                self._join()
            self._user_count += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the server; the last one out stops it."""
        with self._mutex:
            self._user_count -= 1
            if self._user_count == 0:
                self._leave()

    def _join(self) -> None:
        with sentence_for_os_errors(self._data_dir):
            self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Others may pass through to what is theirs (nobody's pgdata), but read nothing here.
            self._server_dir.mkdir(mode=0o711, exist_ok=True)
            self._users_lock = _open_lock(self._server_dir / "users.lock")
            # Waits while the last one out is stopping the server.
            fcntl.flock(self._users_lock, fcntl.LOCK_SH)
        try:
            with sentence_for_os_errors(self._server_dir), _locked(self._server_dir / "start.lock"):
                self._prepare_files()
                self._ensure_running()
                self._complete()
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        try:
            # Succeeds only when nobody else holds it shared. If two leave at once, both give up their share first, so one does.
            fcntl.flock(self._users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            postmaster.stop_postmaster(self._pgdata)
            for folder in self._folders_to_remove:
                remove_runtime_folder(folder)
        finally:
            os.close(self._users_lock)
            self._users_lock = -1
            self._socket_folder = None
            self._folders_to_remove.clear()

    def _prepare_files(self) -> None:
        stated = stated_major(self._data_dir)
        if self._binaries is not None and stated not in (None, self._binaries.major):
            raise CannotRunError(
                f"Datakatalogen {self._data_dir} är skapad av PostgreSQL {stated}, inte {self._binaries.major}, som är vald."
            )
        if postmaster.running_postmaster(self._pgdata) is None:
            # First, so that what cannot be run on this machine is refused before anything is looked into or made.
            self._how_to_run()
        self._passwords = bootstrap.load_or_make_passwords(self._server_dir / "passwords.json", may_make=stated is None)
        bootstrap.remove_unfinished(self._server_dir)
        if stated is None:
            binaries, identity = self._how_to_run()
            bootstrap.make_cluster(
                binaries,
                identity,
                server_dir=self._server_dir,
                admin_password=self._passwords[ADMIN],
                fsync=self._fsync_on_create,
            )

    def _how_to_run(self) -> tuple[PostgresBinaries, ServerIdentity]:
        # Looked for only when something is to be run: joining a running server needs neither, and it takes as long.
        if self._binaries is None:
            self._binaries = find_binaries(self._data_dir)
        if self._identity is None:
            owner = self._pgdata.stat().st_uid if stated_major(self._data_dir) is not None else None
            self._identity = find_identity(self._binaries, self._server_dir, owner=owner)
        return self._binaries, self._identity

    def _ensure_running(self) -> None:
        deadline = time.monotonic() + _RETRY_SECONDS
        while True:
            running = postmaster.running_postmaster(self._pgdata)
            if running is not None:
                ready = postmaster.wait_until_ready(self._pgdata, running.pid, timeout_seconds=self._ready_seconds)
                if ready is not None and self._is_reachable(ready):
                    return
            ready, reason = self._start()
            if ready is not None and self._is_reachable(ready):
                return
            # A dead server's last processes may hold its memory for a moment, and a killed command's server may come first.
            passing = any(words in reason for words in _PASSING_REASONS)
            if not passing or time.monotonic() > deadline:
                known = sentence_in_output(reason, self._server_dir)
                raise CannotRunError(known or f"PostgreSQL startade inte; orsaken står sist i {self._log}.")
            time.sleep(0.05)

    def _start(self) -> tuple[postmaster.Postmaster | None, str]:
        """Start the server once: it when it is ready, and what it said meanwhile."""
        binaries, identity = self._how_to_run()
        postmaster.disown_stale_pid_file(self._pgdata)
        folder = runtime_folder(self._data_dir, identity)
        make_runtime_folder(folder, identity)
        self._folders_to_remove.add(folder)
        launch.set_aside_large_log(self._log)
        said_before = self._log.stat().st_size if self._log.exists() else 0
        pid = launch.launch(binaries, identity, pgdata=self._pgdata, socket_folder=folder, log=self._log)
        ready = postmaster.wait_until_ready(self._pgdata, pid, timeout_seconds=self._ready_seconds)
        with open(self._log, "rb") as log:
            log.seek(said_before)
            return ready, log.read().decode("utf-8", errors="replace")

    def _is_reachable(self, ready: postmaster.Postmaster) -> bool:
        """Whether its socket is there. It is not if the runtime folder was cleaned away; then nobody new could connect."""
        folder = ready.socket_folder
        if folder is not None and (folder / f".s.PGSQL.{PORT}").exists():
            self._socket_folder = folder
            self._folders_to_remove.add(folder)
            return True
        postmaster.stop_postmaster(self._pgdata)
        return False

    def _complete(self) -> None:
        try:
            bootstrap.complete_cluster(self.conninfo(ADMIN, "postgres"), self._passwords)
        except psycopg.OperationalError as error:
            known = sentence_in_output(str(error), self._server_dir)
            raise CannotRunError(
                known or f"PostgreSQL i {self._server_dir} svarar inte på rätt sätt ({error.__class__.__name__}); se {self._log}."
            ) from error


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = _open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

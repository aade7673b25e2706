"""Killing a PostgreSQL server as a power cut does: every process at once, without a word."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TypeVar

import psycopg
from eventsourcing.persistence import PersistenceError

from adapters.embedded.postmaster import running_postmaster, wait_until_gone
from adapters.errors import UnavailableError
from tests.support.cluster import Cluster
from tests.support.ledger_commands import HANG_GUARD_SECONDS

Answer = TypeVar("Answer")
_MOST_CONNECTIONS = 20


class Victim:
    """A cluster that is going to be killed; made while it lives, since a dead server cannot be asked for its processes."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._admin = cluster.admin("postgres")
        postmaster = running_postmaster(cluster.data_dir / "server" / "pgdata")
        assert postmaster is not None and postmaster.socket_folder is not None
        self._postmaster, self._socket_folder = postmaster.pid, postmaster.socket_folder

    def stop_background_writers(self) -> None:
        """Hold the processes that take the log to the disk for others, whenever the machine has a moment; until `kill`."""
        query = "SELECT pid FROM pg_stat_activity WHERE backend_type IN ('walwriter', 'checkpointer', 'background writer')"
        for (pid,) in self._admin.execute(query).fetchall():
            os.kill(pid, signal.SIGSTOP)

    def kill(self) -> None:
        """SIGKILL to the server and all its processes; when this returns they are dead, and the runtime folder is empty."""
        # Stopped first, so that nothing new is born and the server cannot see its children die.
        os.kill(self._postmaster, signal.SIGSTOP)
        children = [row[0] for row in self._admin.execute("SELECT pid FROM pg_stat_activity").fetchall()]
        for pid in (self._postmaster, *children):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        for pid in (self._postmaster, *children):
            assert wait_until_gone(pid, timeout_seconds=HANG_GUARD_SECONDS)
        self._admin.close()
        for left in self._socket_folder.iterdir():
            left.unlink()

    def close(self) -> None:
        """Give up the connection of one that was not killed after all."""
        self._admin.close()


def insist(call: Callable[[], Answer]) -> Answer:
    """Ask again as long as the database is said to be gone: each connection that died with it may say so once."""
    for _ in range(_MOST_CONNECTIONS):
        try:
            return call()
        except (UnavailableError, PersistenceError, psycopg.OperationalError):
            continue
    return call()


def restart(cluster: Cluster) -> None:
    """Start the killed server again; it recovers from its log."""
    cluster.server.__exit__(None, None, None)
    cluster.server.__enter__()
    # The connections to the keys died too; a program that is started again has none.
    cluster.keys.check()

"""The two embedded servers of a data directory: one for the records, one for the keys.

    <data>/server/…            the records' server
    <data>/keyserver/server/…  the keys' server

PostgreSQL's log of changes belongs to a whole server, and a base backup copies a whole server. Were the keys in a database
beside the records, every backup of the records would hold every data key of its day, and erasing a key would have to wait for
the last of those. So the keys have a server of their own, whose backups may be short-lived while the records' are kept.

A data directory from before that has its keys in the records' server; it is served as it is until `aktspar upgrade` moves them.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.embedded.binaries import PostgresBinaries, stated_major
from adapters.embedded.refusals import sentence_for_os_errors
from adapters.embedded_server import KEY_DATABASE, EmbeddedServer
from adapters.errors import CannotRunError

KEY_SERVER_FOLDER = "keyserver"
UNFINISHED_MARK = "unfinished-restore"
"""A file in the data directory while it is being restored: what is there is not whole."""
UPGRADE_MARK = "unfinished-upgrade"
"""The same while it is being upgraded: what is written now may be undone."""


class EmbeddedServers:
    """Both servers of a data directory, running while this is entered.

    Args:
        data_dir: Aktspår's data directory; made if missing.
        binaries: Whose PostgreSQL makes a new one; found when None.
        may_be_unfinished: True only for what restores or upgrades the directory.
    """

    def __init__(
        self, data_dir: Path, *, binaries: PostgresBinaries | None = None, may_be_unfinished: bool = False
    ) -> None:
        self._data_dir = data_dir
        self._may_be_unfinished = may_be_unfinished
        # Looked at in this order: a new directory gets its keys' server first, so one without it is from before.
        self.keys_apart = stated_major(data_dir) is None or stated_major(data_dir / KEY_SERVER_FOLDER) is not None
        self.records = EmbeddedServer(data_dir, binaries=binaries)
        self.keys = EmbeddedServer(data_dir / KEY_SERVER_FOLDER, binaries=binaries) if self.keys_apart else self.records
        self._stack = ExitStack()

    @property
    def keys_conninfo(self) -> str:
        """How psycopg reaches the key database as its owner; holds the password, so it must not be logged."""
        return self.keys.conninfo("aktspar_keys", KEY_DATABASE)

    def __enter__(self) -> Self:
        """Start both, the keys' first.

        Raises:
            CannotRunError: The machine does not allow it, or the directory is the half of a restore.
        """
        if not self._may_be_unfinished:
            require_finished(self._data_dir)
        with sentence_for_os_errors(self._data_dir):
            self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as stack:
            if self.keys_apart:
                stack.enter_context(self.keys)
            stack.enter_context(self.records)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave both."""
        self._stack.close()


def require_finished(data_dir: Path) -> None:
    """Refuse the half of a restore or of an upgrade.

    Raises:
        CannotRunError: It is one.
    """
    if (data_dir / UNFINISHED_MARK).exists():
        raise CannotRunError(
            f"Återläsningen till {data_dir} blev inte klar, så det som ligger där är inte helt; kör 'aktspar restore' igen."
        )
    if (data_dir / UPGRADE_MARK).exists():
        raise CannotRunError(
            f"Uppgraderingen av {data_dir} blev inte klar; kör 'aktspar upgrade' igen, som börjar med att ångra den."
        )

"""A real PostgreSQL for tests: one embedded server a test session, a fresh board for each test."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import psycopg
from psycopg_pool import ConnectionPool

from adapters.embedded_server import EmbeddedServer, PostgresBinaries
from adapters.key_store import KeyEncryptionKey
from adapters.postgres import boards, migrations
from adapters.postgres.boards import BoardStore, Connections

RUNNING: list[Cluster] = []
"""Every server that runs now."""


class Cluster:
    """A running server with migrated key database; `new_board` opens a board of its own schema."""

    def __init__(self, data_dir: Path, binaries: PostgresBinaries | None = None) -> None:
        self.data_dir = data_dir
        self.server = EmbeddedServer(data_dir, binaries=binaries, fsync_on_create=False)
        self.kek = KeyEncryptionKey(os.urandom(32))
        self._stack = ExitStack()
        self._boards: list[BoardStore] = []

    def __enter__(self) -> Self:
        RUNNING.append(self)
        self._stack.callback(RUNNING.remove, self)
        self._stack.enter_context(self.server)
        conninfo = self.server.conninfo
        self.connections = Connections(
            migration=conninfo("aktspar_migration"), app=conninfo("aktspar_app"),
            projector=conninfo("aktspar_projector"), auditor=conninfo("aktspar_auditor"),
            keys=conninfo("aktspar_keys", "aktspar_keys"), retention=conninfo("aktspar_retention"),
        )
        with psycopg.connect(self.connections.keys, autocommit=True) as connection:
            migrations.apply(
                connection, "public", migrations.read_migrations("key_migrations"), label="keys", placeholders={}
            )
        self.keys = self._stack.enter_context(ConnectionPool(self.connections.keys, min_size=1, max_size=8, open=True))
        return self

    def __exit__(self, *exc: object) -> None:
        self.close_boards(0)
        self._stack.close()

    def admin(self, database: str = "aktspar") -> psycopg.Connection:
        """A superuser's connection, in autocommit: what a malicious administrator has."""
        return psycopg.connect(self.server.conninfo("aktspar_admin", database), autocommit=True)

    def new_board(self, *, clock: str = "simulated", slug: str | None = None) -> BoardStore:
        """A fresh board."""
        slug = slug or f"t{os.urandom(5).hex()}"
        with psycopg.connect(self.connections.migration, autocommit=True) as connection:
            boards.create_board(connection, slug, clock=clock)
        return self.open_board(slug)

    def open_board(self, slug: str) -> BoardStore:
        """Open a board once more, as another process would."""
        board = boards.open_board(slug, self.connections, self.keys, self.kek)
        self._boards.append(board)
        return board

    @property
    def board_count(self) -> int:
        """How many boards have been opened and not closed by `close_boards`."""
        return len(self._boards)

    def close_boards(self, first: int) -> None:
        """Give back the connections of every board but the first so many."""
        while len(self._boards) > first:
            self._boards.pop().close()

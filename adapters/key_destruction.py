"""The destruction list (sv. *förstöringslista*) of a board's data keys: which have been destroyed by law, and the act itself.

A key is put on the list and removed in one transaction, so that no moment has a key that is neither usable nor listed. What is
on the list stays destroyed also when an older backup of the key database is restored: the list is played back before it serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from adapters.errors import UnavailableError


class Destruction(NamedTuple):
    """The keys of one subject that an erasure destroys."""

    erasure_id: UUID
    subject: UUID
    key_ids: Sequence[UUID]


class DestructionList:
    """The destruction list of one board, in the key database. Thread-safe."""

    def __init__(self, pool: ConnectionPool, board: str) -> None:
        self._pool = pool
        self._board = board

    def keys_of(self, subject: UUID) -> list[UUID]:
        """The ids of every key that a subject has, of every retention class."""
        query = "SELECT key_id FROM data_key WHERE board = %s AND subject = %s ORDER BY key_id"
        return [row[0] for row in self._rows(query, (self._board, subject))]

    def listed(self, key_ids: Iterable[UUID]) -> set[UUID]:
        """Which of these keys have been destroyed."""
        query = "SELECT key_id FROM destroyed_key WHERE board = %s AND key_id = ANY (%s)"
        return {row[0] for row in self._rows(query, (self._board, list(key_ids)))}

    def count(self) -> int:
        """How many keys are on the list."""
        return self._rows("SELECT count(*) FROM destroyed_key WHERE board = %s", (self._board,))[0][0]

    def all(self) -> set[UUID]:
        """Every key on the list."""
        return {row[0] for row in self._rows("SELECT key_id FROM destroyed_key WHERE board = %s", (self._board,))}

    def destroy(self, destructions: Iterable[Destruction]) -> int:
        """Put keys on the list and remove them; return how many were there to remove. Again = nothing more happens."""
        removed = 0
        with self._connection() as connection, connection.transaction():
            # Acknowledged means durable, whatever the server's own default is.
            connection.execute("SET LOCAL synchronous_commit = on")
            for each in destructions:
                ids = list(each.key_ids)
                connection.execute(
                    "INSERT INTO destroyed_key (key_id, board, subject, erasure_id)"
                    " SELECT k, %s, %s, %s FROM unnest(%s::uuid[]) AS k ON CONFLICT (key_id) DO NOTHING",
                    (self._board, each.subject, each.erasure_id, ids),
                )
                removed += connection.execute(
                    "DELETE FROM data_key WHERE board = %s AND key_id = ANY (%s)", (self._board, ids)
                ).rowcount
        return removed

    def sweep(self) -> None:
        """Write the key table anew, so that the wrapped keys' bytes are no longer in its files."""
        with self._connection() as connection:
            connection.rollback()
            connection.autocommit = True
            try:
                connection.execute("VACUUM (FULL) data_key")
            finally:
                connection.autocommit = False

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._pool.check()
            raise UnavailableError("Nyckeldatabasen svarar inte. Inget är kvitterat; försök igen om en stund.") from error

"""What the service and the operator ask of a database, beside the records themselves."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore


class StoredHash(NamedTuple):
    """A leaf as it is stored: what was hashed, and the hash."""

    position: int
    recorded_us: int
    header: bytes
    leaf_hash: bytes


def server_version(conninfo: str) -> str:
    """The server's version, as it states it: `15.20`."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute("SHOW server_version").fetchone()[0].split(" ")[0]


def stream_version(board: BoardStore, stream_id: UUID, known_at: int) -> int:
    """A stream's version as known at a size; 0 = nothing recorded."""
    query = "SELECT coalesce(max(stream_version), 0) FROM {}.ledger_event WHERE stream_id = %s AND position < %s"
    return _rows(board, query, (stream_id, known_at))[0][0]


def stream_family(board: BoardStore, stream_id: UUID) -> str | None:
    """What the types of a stream's events begin with, for example `case`; None = nothing is recorded."""
    rows = _rows(board, "SELECT event_type FROM {}.ledger_event WHERE stream_id = %s AND stream_version = 1", (stream_id,))
    return rows[0][0].partition(".")[0] if rows else None


def leaves(board: BoardStore, first: int, limit: int, ledger: str = "ledger") -> list[StoredHash]:
    """Up to `limit` leaves of one of the two ledgers from a position on, in order."""
    query = (
        f"SELECT position, recorded_us, header, leaf_hash FROM {{}}.{ledger}_event"
        " WHERE position >= %s ORDER BY position LIMIT %s"
    )
    return [StoredHash(*row) for row in _rows(board, query, (first, limit))]


def view_lag(board: BoardStore) -> int:
    """How many events the read models have not taken in yet."""
    query = "SELECT h.size - p.position FROM {0}.ledger_head h, {0}.projection p WHERE h.singleton AND p.name = 'views'"
    return _rows(board, query, ())[0][0]


def require_access_log_writable(board: BoardStore) -> None:
    """Go the access log's whole way in without recording anything: no command, but the lock, the head row and the commit.

    Raises:
        PersistenceError: It cannot be written.
    """
    board.access.recorder.append([])


def _rows(board: BoardStore, query: str, values: tuple[object, ...]) -> list[tuple]:
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        return cursor.execute(query.format(board.schema), values).fetchall()

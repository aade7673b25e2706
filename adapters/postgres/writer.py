"""A connection that is kept for one kind of write.

Appends come one at a time whatever a pool could give. Taking a connection out of the pool, with a new cursor that learns
every type anew, costs as much as the database does for storing an event; so one stays out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Any, TypeVar

import psycopg
from psycopg import pq
from psycopg.rows import tuple_row

_BINARY = pq.Format.BINARY
_NAME = b"quick"

Answer = TypeVar("Answer")


class Writer:
    """Runs one statement at a time. Thread-safe; a connection that fails is given up, and the next statement takes another.

    Args:
        get_connection: Takes a connection in autocommit, gives it back at the end, and translates the database's errors.
        quick_query: The statement that `quick_row` runs, with $1, $2, … for its values.
    """

    def __init__(
        self, get_connection: Callable[[], AbstractContextManager[psycopg.Connection[Any]]], quick_query: str
    ) -> None:
        self._get_connection = get_connection
        self._quick_query = quick_query.encode()
        self._limit_ms: int | None = None
        self._lock = threading.Lock()
        self._kept = ExitStack()
        self._cursor: psycopg.Cursor[tuple[Any, ...]] | None = None

    def limit(self, seconds: float) -> None:
        """The longest that a statement may take, in seconds, above 0; holds from the next connection on."""
        self._limit_ms = max(1, round(seconds * 1000))
        self.close()

    def row(self, query: str, values: Sequence[Any]) -> tuple[Any, ...]:
        """The one row that a statement answers with.

        Raises:
            PersistenceError: What `get_connection` makes of what the database said.
        """
        return self._run(lambda cursor: cursor.execute(query, values, prepare=True).fetchone())

    def quick_row(self, values: Sequence[bytes | None]) -> list[bytes | None] | None:
        """The one row that the quick statement answers with, or None if it answers with an error.

        Straight through libpq: psycopg looks at the type of every value at every call, and waits for the answer in
        Python, which together took longer than the statement. Ask again with `row` to be told what the error is.

        Args:
            values: In the database's binary format.
        """
        return self._run(lambda cursor: _quick_row(cursor.connection.pgconn, values))

    def close(self) -> None:
        """Give the connection back; the next statement takes one again."""
        with self._lock:
            self._cursor = None
            self._kept.close()

    def _run(self, statement: Callable[[psycopg.Cursor[tuple[Any, ...]]], Answer]) -> Answer:
        with self._lock:
            try:
                return statement(self._cursor or self._open())
            except BaseException as error:
                # The pool looks at the connection and closes it if it broke; what took it translates the error.
                self._cursor = None
                self._kept.__exit__(type(error), error, error.__traceback__)
                raise

    def _open(self) -> psycopg.Cursor[tuple[Any, ...]]:
        connection = self._kept.enter_context(self._get_connection())
        # The pool's other users have no such limit, and whoever takes the connection next prepares the statement anew.
        self._kept.callback(_as_it_was, connection)
        if self._limit_ms is not None:
            connection.execute(f"SET statement_timeout = {self._limit_ms}")
        cursor = connection.cursor(row_factory=tuple_row, binary=True)
        # The unnamed statement would do, but anything else on this connection could replace it.
        if connection.pgconn.prepare(_NAME, self._quick_query).status != pq.ExecStatus.COMMAND_OK:
            raise psycopg.ProgrammingError("the quick statement cannot be prepared")
        self._cursor = cursor
        return cursor


def _as_it_was(connection: psycopg.Connection[Any]) -> None:
    try:
        connection.execute("RESET statement_timeout")
        connection.execute(f"DEALLOCATE {_NAME.decode()}")
    except psycopg.Error:
        # It broke: the pool looks at it, and closes it.
        connection.close()


def _quick_row(pgconn: pq.abc.PGconn, values: Sequence[bytes | None]) -> list[bytes | None] | None:
    result = pgconn.exec_prepared(_NAME, values, [_BINARY] * len(values), _BINARY)
    if result.status != pq.ExecStatus.TUPLES_OK:
        return None
    return [result.get_value(0, column) for column in range(result.nfields)]

"""The library's datastore with the connection string kept whole.

The stock one takes a host, a user and so on, and so drops `sslmode`, `application_name`, several hosts and everything
else that a connection string may say.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError
from eventsourcing.postgres import PostgresDatastore
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row


class LedgerDatastore(PostgresDatastore):
    """A pool of connections for one board's schema.

    Args:
        conninfo: A libpq connection string or URL, used as it is.
        schema: The board's schema.
        role: Set on every connection when the log-in is not already that role; None = keep the log-in.
        pool_size: Connections kept open, from 1.
        max_overflow: How many more may be opened under load, from 0.
    """

    def __init__(
        self, conninfo: str, *, schema: str, role: str | None = None, pool_size: int = 2, max_overflow: int = 14
    ) -> None:
        self._role = role
        self._writers: list[Writer] = []
        parts: dict[str, Any] = conninfo_to_dict(conninfo)
        super().__init__(
            dbname=str(parts.get("dbname", "")), host=str(parts.get("host", "")), port=parts.get("port", ""),
            user=str(parts.get("user", "")), password="", schema=schema, pool_size=pool_size, max_overflow=max_overflow,
            connect_timeout=30.0, idle_in_transaction_session_timeout=60,
        )
        # The stock constructor has just reduced the connection string to five fields: put the whole one back.
        self.pool.conninfo = conninfo
        self.pool.kwargs = {"row_factory": self.pool.kwargs["row_factory"], "prepare_threshold": 1}

    @contextmanager
    def idle_connections_checked(self) -> Iterator[None]:
        """When a connection is lost in here, look at the idle ones too: a restarted server costs one refusal, not one each."""
        try:
            yield
        except OperationalError:
            self.pool.check()
            raise

    def writer(self) -> Writer:
        """A connection kept for one kind of write; closed with the datastore."""
        writer = Writer(self)
        self._writers.append(writer)
        return writer

    def close(self) -> None:
        """Close every connection."""
        # Called by the stock destructor too, also of one that was never made.
        for writer in getattr(self, "_writers", ()):
            writer.close()
        super().close()

    def after_connect_func(self) -> Callable[[psycopg.Connection[Any]], None]:
        inherited = super().after_connect_func()
        role = getattr(self, "_role", None)

        def after_connect(connection: psycopg.Connection[Any]) -> None:
            inherited(connection)
            if role is not None:
                connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))

        return after_connect


class Writer:
    """One statement at a time on one connection that is kept between them.

    Appends come one at a time whatever the pool could give, and taking a connection out of it, with a new cursor that
    learns every type anew, costs as much as the database does for storing an event.
    """

    def __init__(self, datastore: LedgerDatastore) -> None:
        self._datastore = datastore
        self._lock = threading.Lock()
        self._kept = ExitStack()
        self._cursor: psycopg.Cursor[tuple[Any, ...]] | None = None

    def row(self, query: str, values: Sequence[Any]) -> tuple[Any, ...]:
        """The one row that a statement answers with.

        Raises:
            PersistenceError: The library's error for what the database said; the connection is then given up.
        """
        with self._lock:
            try:
                return (self._cursor or self._open()).execute(query, values, prepare=True).fetchone()
            except BaseException as error:
                # The pool looks at the connection and closes it if it broke; the stock datastore translates the error.
                self._cursor = None
                with self._datastore.idle_connections_checked():
                    if not self._kept.__exit__(type(error), error, error.__traceback__):
                        raise

    def close(self) -> None:
        """Give the connection back; the next statement takes one again."""
        with self._lock:
            self._cursor = None
            self._kept.close()

    def _open(self) -> psycopg.Cursor[tuple[Any, ...]]:
        connection = self._kept.enter_context(self._datastore.get_connection())
        self._cursor = connection.cursor(row_factory=tuple_row, binary=True)
        return self._cursor

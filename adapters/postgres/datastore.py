"""The library's datastore with the connection string kept whole.

The stock one takes a host, a user and so on, and so drops `sslmode`, `application_name`, several hosts and everything
else that a connection string may say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError
from eventsourcing.postgres import PostgresDatastore
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from adapters.postgres.writer import Writer


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

    def writer(self, quick_query: str) -> Writer:
        """A connection kept for one kind of write; closed with the datastore."""
        writer = Writer(self._checked_connection, quick_query)
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

    @contextmanager
    def _checked_connection(self) -> Iterator[psycopg.Connection[Any]]:
        with self.idle_connections_checked(), self.get_connection() as connection:
            yield connection

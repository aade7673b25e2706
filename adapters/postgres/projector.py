"""Keeps the read models up with the ledger: pages of events, each applied in one transaction with its position.

The position's row is locked while a page is applied, so several processes may all bring the views up, and no page is
applied twice. After a crash the rows and the position of a page are both there or both absent.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.event_mapper import EventMapper
from adapters.postgres.boards import BoardStore
from adapters.postgres.recorder import COLUMNS, FROM, Row
from adapters.postgres.view_store import BlindIndex, ViewStore
from domain.base import RecordedEvent, RetentionClass
from domain.errors import CorruptLedgerError, InvalidValueError
from projections.fold import Fold, touched

PAGE_EVENTS = 2_000
ROLE = "aktspar_projector"
_LOST = (psycopg.OperationalError, psycopg.InterfaceError)


class Projector:
    """Applies a board's events to its read models. Thread-safe; other processes may have their own.

    Args:
        board: Whose events; read and written on a connection of the projector's own, as role aktspar_projector.
        page_events: The most events in one transaction, from 1.
    """

    def __init__(self, board: BoardStore, *, page_events: int = PAGE_EVENTS) -> None:
        self._board = board
        self._page_events = page_events
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None
        self._store = ViewStore(board.schema, blind_index(board))
        self._pages = LedgerPages(board.schema, board.ledger.mapper)

    def catch_up(self, min_size: int | None = None) -> int:
        """Apply events until the views have come to `min_size`, or to the ledger's end; return the size they are at.

        Raises:
            InvalidValueError: The ledger has fewer than `min_size` events.
            CorruptLedgerError: An event cannot be read; everything before it has been applied, nothing is skipped.
            UnavailableError: The database does not answer.
        """
        with self._lock:
            try:
                return self._catch_up(self._open(), min_size)
            except _LOST:
                # The connection may be from before the server was restarted, so a fresh one gets a try.
                self._forget()
            try:
                return self._catch_up(self._open(), min_size)
            except _LOST as error:
                self._forget()
                raise UnavailableError("Databasen svarar inte, så vyerna kunde inte föras fram. Försök igen.") from error

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._forget()

    def _catch_up(self, connection: psycopg.Connection, min_size: int | None) -> int:
        position = applied_size(connection, self._board.schema)
        target = min_size
        if target is None or target > position:
            size = self._pages.size(connection)
            if target is not None and target > size:
                raise InvalidValueError(f"Liggaren har {size} händelser, så läget efter {target} finns inte. Ange högst {size}.")
            target = size if target is None else target
        while position < target:
            position = self._apply_page(connection, target)
        return position

    def _apply_page(self, connection: psycopg.Connection, target: int) -> int:
        with connection.transaction():
            position = locked_position(connection, self._board.schema)
            # While this one waited for the lock, another may have applied it all.
            if position < target:
                position += apply_page(connection, self._store, self._pages, position, self._page_events)
                set_position(connection, self._board.schema, position)
        return position

    def _open(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._board.connections.projector, set_role=self._board.connections.set_role)
        return self._connection

    def _forget(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


class LedgerPages:
    """A board's ledger as the projector reads it."""

    def __init__(self, schema: str, mapper: EventMapper) -> None:
        names = {"schema": schema, "ledger": "ledger"}
        self._mapper = mapper
        self._select = "SELECT " + COLUMNS + FROM.format(**names)
        self._size = "SELECT size FROM {schema}.{ledger}_head WHERE singleton".format(**names)

    def size(self, connection: psycopg.Connection) -> int:
        """How many events are recorded."""
        return connection.execute(self._size).fetchone()[0]

    def page(self, connection: psycopg.Connection, position: int, limit: int) -> list[Row]:
        """From 1 to `limit` rows from a position on, to the ledger's end or to a position that is missing.

        Raises:
            CorruptLedgerError: The first one is missing.
        """
        rows = self.rows(connection, "e.position >= %s ORDER BY e.position LIMIT %s", (position, limit))
        whole = [row for expected, row in enumerate(rows, position) if row[0] == expected]
        if not whole:
            raise CorruptLedgerError(f"position {position}: the event is missing")
        return whole

    def rows(self, connection: psycopg.Connection, condition: str, values: Sequence[object]) -> list[Row]:
        """The ledger's rows under a condition that ends with their order."""
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(self._select + condition, values, prepare=True).fetchall()

    def opened(self, rows: Sequence[Row]) -> list[RecordedEvent]:
        """The events of rows.

        Raises:
            CorruptLedgerError: One of them cannot be read.
        """
        return self._mapper.recorded(rows)


def apply_page(
    connection: psycopg.Connection, store: ViewStore, pages: LedgerPages, position: int, limit: int
) -> int:
    """Apply up to `limit` events from a position on, in the caller's transaction; return how many, from 1.

    A damaged event is not skipped, and does not hold up what came before it: those are applied, and the next call, which
    begins with it, raises.

    Raises:
        CorruptLedgerError: The first event is missing, cannot be read or does not fit.
    """
    rows = pages.page(connection, position, limit)
    try:
        fold = _folded(connection, store, pages.opened(rows))
    except CorruptLedgerError:
        if len(rows) == 1:
            raise
        # Half the page, until the damaged event is the first one.
        return apply_page(connection, store, pages, position, len(rows) // 2)
    store.write(connection, fold.written())
    return len(rows)


def _folded(connection: psycopg.Connection, store: ViewStore, page: Sequence[RecordedEvent]) -> Fold:
    fold = store.fold(connection, touched(page))
    for recorded in page:
        fold.apply(recorded)
    return fold


def applied_size(connection: psycopg.Connection, schema: str) -> int:
    """The size that the views have come to."""
    query = sql.SQL("SELECT position FROM {} WHERE name = 'views'").format(sql.Identifier(schema, "projection"))
    return connection.execute(query).fetchone()[0]


def locked_position(connection: psycopg.Connection, schema: str) -> int:
    """The same, held against other writers to the end of the transaction."""
    query = sql.SQL("SELECT position FROM {} WHERE name = 'views' FOR UPDATE").format(sql.Identifier(schema, "projection"))
    return connection.execute(query).fetchone()[0]


def set_position(connection: psycopg.Connection, schema: str, position: int) -> None:
    """State the size that the views have come to; the caller holds the lock."""
    query = sql.SQL("UPDATE {} SET position = %s WHERE name = 'views'").format(sql.Identifier(schema, "projection"))
    connection.execute(query, (position,))


def blind_index(board: BoardStore) -> BlindIndex:
    """The board's blind index of case numbers."""
    return BlindIndex(board.keys.key_for(board.heads["ledger"].ledger_id, RetentionClass.ORGANISATION).key)


def connect(conninfo: str, *, set_role: bool) -> psycopg.Connection:
    """A connection as role aktspar_projector, in autocommit."""
    connection = psycopg.connect(conninfo, autocommit=True)
    # A crash may lose the latest pages, rows and position together; they are applied again.
    connection.execute("SET synchronous_commit = off")
    if set_role:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(ROLE)))
    return connection

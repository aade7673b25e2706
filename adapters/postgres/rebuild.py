"""Rebuilds the read models beside the live ones, and puts them in their place in one transaction.

Stream by stream instead of page by page: every row of a read model comes from one stream, so a stream's rows are known whole
once it is folded, and each is written once. The streams are dealt out in chunks to worker processes. Readers and the projector
go on meanwhile; whatever happens before the swap commits, the live tables are as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from adapters.event_mapper import EventMapper
from adapters.key_store import KeyEncryptionKey, KeyStore
from adapters.postgres.boards import BoardStore, Connections
from adapters.postgres.projector import (
    PAGE_EVENTS,
    LedgerPages,
    apply_page,
    blind_index,
    connect,
    locked_position,
    set_position,
)
from adapters.postgres.view_store import TABLES, BlindIndex, ViewStore
from domain.base import RecordedEvent
from domain.errors import ConflictError, CorruptLedgerError
from domain.event_types import EVENT_TYPES
from domain.ledger.incarnations import Incarnations
from domain.upcasts import UPCASTS
from projections.fold import ROW_TYPES, Fold
from projections.lookup import LookupRow

SUFFIX = "_rebuild"
CHUNK_EVENTS = 2_000

Progress = Callable[[int, int], None]
"""Told how many events are folded, and of how many."""


class Chunk(NamedTuple):
    """The streams from one id to another, both included."""

    first: UUID
    last: UUID


class WorkerStart(NamedTuple):
    """What a worker process needs to open the board by itself; handed over a pipe, never written down."""

    slug: str
    schema: str
    incarnations: Incarnations
    connections: Connections
    kek: KeyEncryptionKey
    blind: BlindIndex
    size: int


def rebuild(
    board: BoardStore, kek: KeyEncryptionKey, *, workers: int = 1, progress: Progress | None = None,
    chunk_events: int = CHUNK_EVENTS,
) -> int:
    """Build the board's read models anew from its ledger, and return the size that they are at.

    Args:
        workers: 1 = in this process; more = that many processes of their own.
        chunk_events: About how many events a worker takes at a time, from 1; one stream is never divided.

    Raises:
        ConflictError: A rebuild of this board is under way.
        CorruptLedgerError: An event is missing, cannot be read or does not fit; the live views stay as they were.
    """
    with connect(board.connections.projector, set_role=board.connections.set_role) as connection:
        _take_turn(connection, board.schema)
        blind = blind_index(board)
        pages = LedgerPages(board.schema, board.ledger.mapper)
        _call(connection, board.schema, "views_drop")
        try:
            _call(connection, board.schema, "views_create")
            size = pages.size(connection)
            chunks = _chunks(connection, board.schema, chunk_events)
            if workers == 1:
                counts = _fold_here(connection, pages, ViewStore(board.schema, blind, SUFFIX), chunks, size)
            else:
                start = WorkerStart(
                    board.slug, board.schema, board.incarnations["ledger"], board.connections, kek, blind, size
                )
                counts = _fold_apart(start, chunks, workers)
            _count(counts, size, progress)
            _finish(connection, board.schema)
            return _swap(connection, ViewStore(board.schema, blind, SUFFIX), pages, size)
        except BaseException:
            _clear_away(connection, board.schema)
            raise


def fold_chunk(
    connection: psycopg.Connection, pages: LedgerPages, store: ViewStore, chunk: Chunk, size: int
) -> int:
    """Fold a chunk's streams and add their rows; return how many events there were."""
    fold = Fold()
    count = 0
    for recorded in _events(connection, pages, chunk, size):
        fold.apply(recorded)
        count += 1
    written = fold.written()
    with connection.transaction():
        for kind in ROW_TYPES:
            store.copy(connection, kind, written.opened[kind])
    return count


def _events(
    connection: psycopg.Connection, pages: LedgerPages, chunk: Chunk, size: int
) -> Iterator[RecordedEvent]:
    # In parts, so that a very long stream is never in memory whole.
    after = (chunk.first, -1)
    while True:
        rows = pages.rows(
            connection,
            "(e.stream_id, e.stream_version) > (%s, %s) AND e.stream_id <= %s AND e.position < %s"
            " ORDER BY e.stream_id, e.stream_version LIMIT %s",
            (*after, chunk.last, size, PAGE_EVENTS),
        )
        yield from pages.opened(rows)
        if len(rows) < PAGE_EVENTS:
            return
        after = (rows[-1][1], rows[-1][2])


def _chunks(connection: psycopg.Connection, schema: str, chunk_events: int) -> list[Chunk]:
    # Without the size in the condition an index alone answers. Events that have come since are left out when folding.
    query = sql.SQL("SELECT stream_id, count(*) FROM {} GROUP BY stream_id ORDER BY stream_id").format(
        sql.Identifier(schema, "ledger_event")
    )
    chunks: list[Chunk] = []
    first, events = None, 0
    stream_id: UUID | None = None
    for stream_id, count in connection.execute(query):
        first = first or stream_id
        events += count
        if events >= chunk_events:
            chunks.append(Chunk(first, stream_id))
            first, events = None, 0
    if first is not None and stream_id is not None:
        chunks.append(Chunk(first, stream_id))
    return chunks


def _fold_here(
    connection: psycopg.Connection, pages: LedgerPages, store: ViewStore, chunks: Sequence[Chunk], size: int
) -> Iterator[int]:
    return (fold_chunk(connection, pages, store, chunk, size) for chunk in chunks)


def _fold_apart(start: WorkerStart, chunks: Sequence[Chunk], workers: int) -> Iterator[int]:
    # Spawned, not forked: a fork would share this process's connections.
    with ProcessPoolExecutor(workers, get_context("spawn"), _Worker.open, (start,)) as pool:
        waiting: list[Future[int]] = [pool.submit(_Worker.fold, chunk) for chunk in chunks]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


class _Worker:
    """What a worker process keeps open between its chunks."""

    opened: _Worker

    def __init__(self, start: WorkerStart) -> None:
        self._size = start.size
        self._pool = ConnectionPool(start.connections.keys, min_size=1, max_size=1, open=True)
        keys = KeyStore(self._pool, start.kek, start.slug)
        self._connection = connect(start.connections.projector, set_role=start.connections.set_role)
        self._pages = LedgerPages(start.schema, EventMapper(start.incarnations, keys, EVENT_TYPES, UPCASTS))
        self._store = ViewStore(start.schema, start.blind, SUFFIX)

    @classmethod
    def open(cls, start: WorkerStart) -> None:
        """Run once when the process begins."""
        cls.opened = cls(start)

    @classmethod
    def fold(cls, chunk: Chunk) -> int:
        """Fold one chunk."""
        worker = cls.opened
        return fold_chunk(worker._connection, worker._pages, worker._store, chunk, worker._size)


def _count(counts: Iterable[int], size: int, progress: Progress | None) -> None:
    folded = 0
    for count in counts:
        folded += count
        if progress is not None:
            progress(folded, size)
    if folded != size:
        raise CorruptLedgerError(f"the ledger's size is {size}, but {folded} events are there")


def _finish(connection: psycopg.Connection, schema: str) -> None:
    # Without its index nothing has held back what a case was given twice.
    lookup = sql.Identifier(schema, TABLES[LookupRow].name + SUFFIX)
    connection.execute(sql.SQL(
        "DELETE FROM {0} again USING {0} first"
        " WHERE again.blind = first.blind AND again.case_id = first.case_id AND again.known_from > first.known_from"
    ).format(lookup))
    _call(connection, schema, "views_index")
    _call(connection, schema, "views_grant")
    # Readers must not meet tables that the planner knows nothing about; a small sample tells it what matters, and
    # autovacuum takes a larger one later.
    connection.execute("SET default_statistics_target = 20")
    for table in TABLES.values():
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(schema, table.name + SUFFIX)))


def _swap(connection: psycopg.Connection, store: ViewStore, pages: LedgerPages, size: int) -> int:
    while size < pages.size(connection):
        with connection.transaction():
            size += apply_page(connection, store, pages, size, PAGE_EVENTS)
    with connection.transaction():
        # The live views may have come further since; a reader has seen that size and must go on seeing it.
        live = locked_position(connection, store.schema)
        while size < live:
            size += apply_page(connection, store, pages, size, PAGE_EVENTS)
        _call(connection, store.schema, "views_swap")
        set_position(connection, store.schema, size)
    return size


def _take_turn(connection: psycopg.Connection, schema: str) -> None:
    # Held by the session, so it is free again when this process ends, however it ends.
    query = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
    if not connection.execute(query, (f"aktspar/rebuild/{schema}",)).fetchone()[0]:
        raise ConflictError("Vyerna byggs redan om. Vänta tills det är klart och försök igen om det behövs.")


def _clear_away(connection: psycopg.Connection, schema: str) -> None:
    if not connection.closed and not connection.broken:
        _call(connection, schema, "views_drop")


def _call(connection: psycopg.Connection, schema: str, function: str) -> None:
    connection.execute(sql.SQL("SELECT {}(%s)").format(sql.Identifier(schema, function)), (SUFFIX,))

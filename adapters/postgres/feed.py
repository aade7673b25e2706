"""The feed of changes (sv. *ändringsflöde*): what was recorded after a position, in order, and a bell for what is recorded next.

Positions are dense and are committed in order, so whoever remembers the last position that it took in misses nothing and takes
nothing twice, however often it is killed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID

import orjson
import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore

_HEARTBEAT_SECONDS = 0.5
"""How long the bell listens at a time, before it looks whether it is to stop."""
_RETRY_SECONDS = 1.0


class Change(NamedTuple):
    """One event without its content: its header's ids, which hold no personal data.

    Args:
        position: From 0.
        stream_id: Where it was recorded, at `version`.
        type: The wire name.
        command_id: The command that recorded it; None = it belongs to none.
    """

    position: int
    stream_id: UUID
    version: int
    recorded_us: int
    type: str
    unit_id: str | None
    command_id: str | None


class Feed:
    """The changes of one board's ledger. Thread-safe."""

    def __init__(self, store: BoardStore) -> None:
        self._store = store
        self.origin = store.heads["ledger"].origin
        self._query = sql.SQL(
            "SELECT position, stream_id, stream_version, recorded_us, event_type, header FROM {}"
            " WHERE position >= %s ORDER BY position LIMIT %s"
        ).format(sql.Identifier(store.schema, "ledger_event"))
        self._ears: set[Callable[[], None]] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def size(self) -> int:
        """How many events are recorded now."""
        return self._store.ledger.size()

    def changes(self, first: int, limit: int) -> list[Change]:
        """Up to `limit` changes from a position on, in order."""
        with self._store.datastore.get_connection() as connection:
            with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
                rows = cursor.execute(self._query, (first, limit), prepare=True).fetchall()
        return [_change(*row) for row in rows]

    @contextmanager
    def heard(self, ear: Callable[[], None]) -> Iterator[None]:
        """While this is entered, `ear` is called whenever something may have been recorded, on a thread of the feed's own."""
        with self._lock:
            self._ears.add(ear)
            if self._thread is None:
                self._thread = threading.Thread(target=self._listen, name=f"feed-{self._store.slug}", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._ears.discard(ear)

    def close(self) -> None:
        """Stop listening."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._store.connections.app, autocommit=True) as connection:
                    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._store.ledger.recorder.channel_name)))
                    # What was recorded before the connection listened told nobody.
                    self._ring()
                    while not self._stopping.is_set():
                        for _ in connection.notifies(timeout=_HEARTBEAT_SECONDS, stop_after=1):
                            self._ring()
            except psycopg.Error:
                # Whoever waits finds out by asking the database, and gets its answer from there.
                self._ring()
                self._stopping.wait(_RETRY_SECONDS)

    def _ring(self) -> None:
        with self._lock:
            ears = list(self._ears)
        for ear in ears:
            ear()


def _change(
    position: int, stream_id: UUID, version: int, recorded_us: int, wire_name: str, header: bytes
) -> Change:
    document = orjson.loads(header)
    command = document["cmd"]
    return Change(
        position, stream_id, version, recorded_us, wire_name, document["unit"], None if command is None else command["id"]
    )

"""The stored side of checkpoints: leaf hashes in, signed tree heads kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.datastore import LedgerDatastore
from domain.errors import CorruptLedgerError
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.incarnations import Incarnation
from domain.ledger.leaf import leaf_bytes
from domain.ledger.tiles import HEIGHT, TileHash

_PAGE = 50_000
_LONGEST_WAIT_MS = 5_000


class Published(NamedTuple):
    """A checkpoint that went out (sv. *publicerad kontrollpunkt*): as it first did, and as it last was renewed."""

    size: int
    first_note: str
    note: str
    published_us: int


class CheckpointStore:
    """Reads one ledger's leaf hashes and keeps its checkpoints."""

    def __init__(self, datastore: LedgerDatastore, ledger: str) -> None:
        self._datastore = datastore
        self._prefix = f"{datastore.schema}.{ledger}"

    def size(self) -> int:
        """How many events the head states."""
        return self._rows(f"SELECT size FROM {self._prefix}_head WHERE singleton")[0][0]

    def settled_size(self) -> int:
        """How many events are recorded, once all of them are where a failure cannot take them back.

        A row can be seen before it is durable. So something is written after the head has been read: it is durable only when
        all that was written before it is, here and on every synchronous standby, since the log has one order.

        Raises:
            UnavailableError: That cannot be had, as when no synchronous standby answers.
        """
        warnings: list[str] = []

        def warned(diagnostic: psycopg.errors.Diagnostic) -> None:
            warnings.append(diagnostic.sqlstate or "")

        with self._datastore.get_connection() as connection:
            connection.add_notice_handler(warned)
            try:
                with _given_up_after(_LONGEST_WAIT_MS / 1000, connection), connection.transaction(), connection.cursor(
                    row_factory=tuple_row
                ) as cursor:
                    cursor.execute("SET LOCAL synchronous_commit = on")
                    size = cursor.execute(f"SELECT size FROM {self._prefix}_head WHERE singleton").fetchone()[0]
                    cursor.execute("SELECT pg_logical_emit_message(true, 'aktspar', '')")
            finally:
                connection.remove_notice_handler(warned)
        if warnings:
            raise UnavailableError("Databasens synkrona reserv har inte bekräftat det registrerade, så inget signeras.")
        return size

    def hashes(self, level: int, first: int, last: int) -> list[bytes]:
        """The tree's hashes from place `first` to `last` - 1 of a level of tiles; fewer where some are missing."""
        if level == 0:
            return list(self.leaf_hashes(first, last))
        rows = self._rows(
            f"SELECT hash FROM {self._prefix}_tile_hash WHERE level = %s AND place >= %s AND place < %s ORDER BY place",
            (level, first, last),
        )
        return [row[0] for row in rows]

    def entries(self, first: int, last: int) -> list[bytes]:
        """The leaves' own bytes, from position `first` to `last` - 1."""
        rows = self._rows(
            f"SELECT position, recorded_us, header FROM {self._prefix}_event WHERE position >= %s AND position < %s"
            " ORDER BY position", (first, last)
        )
        return [leaf_bytes(*row) for row in rows]

    def has_tiles_of(self, size: int) -> bool:
        """Whether the hashes of every full tile of a tree of `size` are kept."""
        kept = dict(self._rows(f"SELECT level, count(*) FROM {self._prefix}_tile_hash GROUP BY level"))
        return all(kept.get(level, 0) >= size >> HEIGHT * level for level in range(1, 8))

    def keep_tile_hashes(self, hashes: Sequence[TileHash]) -> None:
        """Keep the hashes of tiles that are full.

        Raises:
            CorruptLedgerError: Another hash is kept for one of them.
        """
        try:
            with self._datastore.get_connection() as connection:
                connection.execute(
                    f"SELECT {self._prefix}_keep_tile_hashes(%b::integer[], %b::bigint[], %b::bytea[])",
                    ([each.level for each in hashes], [each.place for each in hashes], [each.hash for each in hashes]),
                )
        except PersistenceError as error:
            if getattr(error.__cause__, "sqlstate", None) != "AK007":
                raise
            raise CorruptLedgerError("another hash is kept for a full tile than its leaves give; verify names it") from None

    def leaf_hashes(self, start: int, stop: int) -> Iterator[bytes]:
        """The stored leaf hashes of positions start to stop - 1, in order."""
        while start < stop:
            page = self._rows(
                f"SELECT leaf_hash FROM {self._prefix}_event WHERE position >= %s AND position < %s ORDER BY position",
                (start, min(stop, start + _PAGE)),
            )
            yield from (row[0] for row in page)
            start += _PAGE

    def notes(self, *, latest_only: bool = False) -> list[str]:
        """The kept notes, largest first."""
        limit = "LIMIT 1" if latest_only else ""
        return [row[0] for row in self._rows(f"SELECT note FROM {self._prefix}_checkpoint ORDER BY size DESC {limit}")]

    def note_from(self, size: int) -> str | None:
        """The smallest kept note of at least `size` events."""
        rows = self._rows(f"SELECT note FROM {self._prefix}_checkpoint WHERE size >= %s ORDER BY size LIMIT 1", (size,))
        return rows[0][0] if rows else None

    def published(self, *, since: int = 0, latest: bool = False, origin: str | None = None) -> Published | None:
        """What was published of at least `since` events: the first such, or the latest; None = nothing.

        Args:
            origin: Only what was published under it; None = under any.
        """
        order = "DESC" if latest else "ASC"
        rows = self._rows(
            f"SELECT size, first_note, note, published_us FROM {self._prefix}_published WHERE size >= %s"
            f" AND starts_with(note, %s::text) ORDER BY size {order} LIMIT 1", (since, "" if origin is None else f"{origin}\n")
        )
        return Published(*rows[0]) if rows else None

    def publish(self, size: int, note: str) -> None:
        """Keep a checkpoint as it goes out; one that went out before is renewed."""
        with self._datastore.get_connection() as connection:
            connection.execute(f"SELECT {self._prefix}_publish(%b::bigint, %s::text)", (size, note))

    def published_notes(self) -> list[str]:
        """Every published note, in the first form and the latest."""
        rows = self._rows(f"SELECT first_note, note FROM {self._prefix}_published ORDER BY size")
        return list(dict.fromkeys(note for row in rows for note in row))

    def incarnations(self) -> list[Incarnation]:
        """The table of incarnations as it is now, by number; untrusted."""
        rows = self._rows(
            f"SELECT number, origin, first_size, signed_size, signed_root FROM {self._prefix}_incarnation ORDER BY number"
        )
        return [Incarnation(*row) for row in rows]

    def last_size(self) -> int:
        """The size of the largest kept checkpoint, -1 when there is none."""
        return self._rows(f"SELECT coalesce(max(size), -1) FROM {self._prefix}_checkpoint")[0][0]

    def frontier(self) -> tuple[int, list[bytes]] | None:
        """(size, subtree hashes) of the largest kept checkpoint; untrusted."""
        rows = self._rows(f"SELECT size, frontier FROM {self._prefix}_checkpoint ORDER BY size DESC LIMIT 1")
        return (rows[0][0], list(rows[0][1])) if rows else None

    def keep(self, checkpoint: Checkpoint, frontier: Sequence[bytes], note: str) -> None:
        """Keep a signed checkpoint; it must be larger than the last one and no larger than the ledger."""
        with self._datastore.get_connection() as connection:
            connection.execute(
                f"SELECT {self._prefix}_keep_checkpoint(%b::bigint, %b::bytea, %b::bytea[], %s::text)",
                (checkpoint.size, checkpoint.root, list(frontier), note),
            )

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple]:
        with self._datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(query, values).fetchall()


@contextmanager
def _given_up_after(seconds: float, connection: psycopg.Connection) -> Iterator[None]:
    """Cancel what the connection waits for after so long: an answer that never comes would stop every other job.

    From outside, since the server's own limit on a statement does not hold for the wait of its commit. That wait ends with a
    warning, not an error.
    """
    timer = threading.Timer(seconds, connection.cancel_safe)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        # A cancellation that is under way must not reach whoever takes the connection next.
        timer.join()

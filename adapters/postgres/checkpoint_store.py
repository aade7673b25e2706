"""The stored side of checkpoints: leaf hashes in, signed tree heads kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psycopg.rows import tuple_row

from adapters.postgres.datastore import LedgerDatastore
from domain.ledger.checkpoint import Checkpoint

_PAGE = 50_000


class CheckpointStore:
    """Reads one ledger's leaf hashes and keeps its checkpoints."""

    def __init__(self, datastore: LedgerDatastore, ledger: str) -> None:
        self._datastore = datastore
        self._prefix = f"{datastore.schema}.{ledger}"

    def size(self) -> int:
        """How many events the head states."""
        return self._rows(f"SELECT size FROM {self._prefix}_head WHERE singleton")[0][0]

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

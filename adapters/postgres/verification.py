"""Verification (sv. *verifiering*): everything derived again from the stored bytes, every fault named.

Reads the ledger once, in pages and in one snapshot, so memory does not grow with its size. Nothing that is stored
beside the bytes is believed: leaf hashes, columns, head and frontier are all compared with what the headers say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import tuple_row

from adapters.checkpoints import SignedCheckpoint
from adapters.postgres.destroyed import NOTHING_DESTROYED, DestroyedKeys
from adapters.postgres.verification_rows import CheckedRows, LedgerFault, Reading, RowCheck, checked_apart, checked_here
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.ledger.merkle import HASH_SIZE, Frontier
from domain.ledger.tiles import HEIGHT, WIDTH, GrowingTiles, TileHash

NO_MORE = 2**64
APART_FROM = 200_000
"""Events from which processes of their own are worth their start."""

Progress = Callable[[int, int], None]


class VerificationResult(NamedTuple):
    """What was checked, and every fault found in it."""

    size: int
    root: bytes
    checkpoints: int
    faults: list[LedgerFault]
    erased_segments: int = 0
    """Segments that are empty since they were erased by law, as the ledger says who decided."""


def verify_ledger(
    connection: psycopg.Connection, schema: str, ledger: str, checkpoints: Sequence[SignedCheckpoint], *,
    progress: Progress | None = None, destroyed: DestroyedKeys = NOTHING_DESTROYED,
    apart: tuple[str, bool] | None = None,
) -> VerificationResult:
    """Check one ledger against itself and against signed checkpoints.

    Args:
        connection: As a role that may read the ledger; a transaction is opened on it.
        checkpoints: Already opened (signature checked), in order of size.
        progress: Called with (events read, events stated) after each page.
        destroyed: What the ledger says was erased by law; a payload that is empty without it is damage.
        apart: A connection string, and whether it needs `SET ROLE`, for processes that read a large ledger beside each other.
    """
    faults = [LedgerFault(position, "erasure", "what an erasure says cannot be read") for position in destroyed.unreadable]
    prefix = f"{schema}.{ledger}"
    with connection.transaction(), connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        head = cursor.execute(f"SELECT origin, size, closed_us FROM {prefix}_head WHERE singleton").fetchone()
        origin, size, closed_us = head or (None, 0, 0)
        incarnations = _incarnations(cursor, prefix, origin)
        if head and incarnations.current.origin != origin:
            faults.append(LedgerFault(None, "incarnation", "the head states another origin than the last one that began"))
        walk, check = _Walk(faults, iter(checkpoints)), RowCheck(incarnations if head else None, destroyed)
        if apart is None or size < APART_FROM:
            checked = checked_here(cursor, prefix, check)
        else:
            snapshot = cursor.execute("SELECT pg_export_snapshot()").fetchone()[0]
            checked = checked_apart(Reading(*apart, prefix, snapshot), size, check)
        for page in checked:
            walk.page(page)
            if progress is not None:
                progress(walk.count, size)
        walk.finish()
        faults += _head_faults(size, closed_us, walk) if head else [LedgerFault(None, "head", "the ledger's head row is gone")]
        faults += _stream_faults(cursor, prefix)
        faults += _unplaced_rows(cursor, prefix, walk)
        faults += _tile_faults(cursor, prefix, walk)
    return VerificationResult(walk.count, walk.tree().root(), len(checkpoints), faults, walk.erased_segments)


def _incarnations(cursor: psycopg.Cursor[Any], prefix: str, origin: str | None) -> Incarnations:
    rows = cursor.execute(
        f"SELECT number, origin, first_size, signed_size, signed_root FROM {prefix}_incarnation ORDER BY number"
    ).fetchall()
    return Incarnations([Incarnation(*row) for row in rows] or [Incarnation(1, origin or "")])


class _Walk:
    """One pass over the events in order of position."""

    def __init__(
        self, faults: list[LedgerFault], checkpoints: Iterator[SignedCheckpoint],
    ) -> None:
        self.erased_segments = 0
        self._tiles = GrowingTiles(Frontier())
        self.tile_hashes: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._faults = faults
        self._checkpoints = checkpoints
        self._next = next(checkpoints, None)
        self._agreed = 0
        self.is_whole = True
        """Whether every position so far stands once and follows the one before it."""
        self.last_us = -1
        self._expected = 0
        self.count = 0
        self.payload_count = 0

    def page(self, rows: CheckedRows) -> None:
        """Take in a page: what it is to the one before it, and the tree over its leaves."""
        first = rows.positions[0]
        if rows.in_order and first == self.count == self._expected and rows.times[0] > self.last_us:
            self._whole(rows)
        else:
            self._one_by_one(rows)
        self._faults += rows.faults
        self.payload_count += rows.payload_count
        self.erased_segments += rows.erased_segments
        self.last_us, self._expected = rows.times[-1], rows.positions[-1] + 1

    def _whole(self, rows: CheckedRows) -> None:
        """A page that follows on: whole tiles at a time, but leaves where a checkpoint ends within one."""
        first, end, tiles = rows.positions[0], rows.positions[-1] + 1, iter(rows.tiles)
        while self.count < end:
            self._compare()
            tile_end = self.count - self.count % WIDTH + WIDTH
            until = min(tile_end, end, self._next_size)
            tile = next(tiles, None) if self.count % WIDTH == 0 and tile_end <= end else None
            if tile is not None and until == tile_end:
                self._keep(self._tiles.add_tile(tile))
            else:
                self._grow(rows.leaves[HASH_SIZE * (self.count - first):HASH_SIZE * (until - first)])
            self.count = until

    def _one_by_one(self, rows: CheckedRows) -> None:
        times = rows.times if not rows.in_order else ()
        for number, position in enumerate(rows.positions):
            if position != self._expected:
                self._gap(position)
            late = times[number] <= self.last_us if times else number == 0 and rows.times[0] <= self.last_us
            if late:
                self._faults.append(
                    LedgerFault(position, "time", "the recorded time is not later than the event's before it")
                )
            self._compare()
            self._grow(rows.leaves[HASH_SIZE * number:HASH_SIZE * (number + 1)])
            self.last_us, self._expected = times[number] if times else rows.times[0], position + 1
            self.count += 1

    def _grow(self, leaves: bytes) -> None:
        self._keep(self._tiles.grow(leaves[at:at + HASH_SIZE] for at in range(0, len(leaves), HASH_SIZE)))

    def _keep(self, tiles: Iterable[TileHash]) -> None:
        for level, _, each in tiles:
            self.tile_hashes[level] += each

    def tree(self) -> Frontier:
        """The tree over what has been read."""
        return self._tiles.frontier()

    @property
    def _next_size(self) -> int:
        return NO_MORE if self._next is None else self._next.checkpoint.size

    def finish(self) -> None:
        """Compare with the checkpoints that remain: at the end, or beyond it."""
        self._compare()
        size = self.count
        while self._next is not None:
            stated = self._next.checkpoint.size
            self._faults.append(LedgerFault(
                None, "truncated",
                f"{stated} events were signed but only {size} are left: positions {size} to {stated - 1} are gone",
            ))
            self._next = next(self._checkpoints, None)

    def _gap(self, position: int) -> None:
        last = position - 1
        self.is_whole = False
        if position < self._expected:
            self._faults.append(LedgerFault(position, "position", "the position stands twice"))
        else:
            self._faults.append(LedgerFault(
                self._expected, "missing", f"positions {self._expected} to {last} are missing"
            ))

    def _compare(self) -> None:
        while self._next is not None and self._next.checkpoint.size == self.count:
            stated = self._next.checkpoint
            if stated.root != self.tree().root():
                first = self._agreed
                self._faults.append(LedgerFault(None, "root", (
                    f"the first {stated.size} events are not those that were signed; "
                    f"the change lies in positions {first} to {stated.size - 1}"
                )))
            else:
                self._agreed = stated.size
            self._next = next(self._checkpoints, None)


def _head_faults(size: int, closed_us: int, walk: _Walk) -> Iterable[LedgerFault]:
    if size != walk.count:
        yield LedgerFault(None, "head", f"the head states {size} events but {walk.count} are stored")
    if closed_us < walk.last_us:
        yield LedgerFault(None, "head", "the head would let an event be recorded before those that there are")


def _tile_faults(cursor: psycopg.Cursor[Any], prefix: str, walk: _Walk) -> Iterable[LedgerFault]:
    """Kept tile hashes that the leaves do not give; those that are not kept yet are no fault."""
    for level, place, stored in cursor.execute(f"SELECT level, place, hash FROM {prefix}_tile_hash ORDER BY level, place"):
        if walk.tile_hashes[level][place * HASH_SIZE:(place + 1) * HASH_SIZE] != stored:
            first = place << HEIGHT * level
            yield LedgerFault(None, "tile", (
                f"the kept hash {place} of level {level} is not that of positions {first} to {first + (1 << HEIGHT * level) - 1}"
            ))


def _unplaced_rows(cursor: psycopg.Cursor[Any], prefix: str, walk: _Walk) -> Iterable[LedgerFault]:
    # Where somebody has dropped the primary keys, a second row of a position can fall between two pages.
    events, payloads = cursor.execute(
        f"SELECT (SELECT count(*) FROM {prefix}_event), (SELECT count(*) FROM {prefix}_payload)"
    ).fetchone()
    if walk.is_whole and events == walk.count and payloads == walk.payload_count:
        # Each event once, and as many payloads as events that have one: then no payload is without its event.
        return
    strays = _stray_payloads(cursor, prefix)
    yield from strays
    if events != walk.count:
        yield LedgerFault(None, "position", f"{events} events are stored but {walk.count} stand in the order of positions")
    if payloads != walk.payload_count + len(strays):
        yield LedgerFault(None, "payload", f"{payloads} payloads are stored but {walk.payload_count + len(strays)} have a place")


def _stream_faults(cursor: psycopg.Cursor[Any], prefix: str) -> Iterable[LedgerFault]:
    # In the database, since a map of all streams would grow with the ledger. First whether there are any: in the order of
    # versions these are 1, 2, 3, … and each stands later than the one before; by a sort, since an index would be read at random.
    cursor.execute("SET LOCAL enable_indexscan = off")
    [[is_any]] = cursor.execute(
        "SELECT EXISTS (SELECT FROM (SELECT position, stream_version, lag(position) OVER versions AS before,"
        " lag(stream_version, 1, 0::bigint) OVER versions AS version_before"
        f" FROM {prefix}_event WINDOW versions AS (PARTITION BY stream_id ORDER BY stream_version)) AS x"
        " WHERE stream_version <> version_before + 1 OR position <= before)"
    ).fetchall()
    cursor.execute("SET LOCAL enable_indexscan = on")
    rows = [] if not is_any else cursor.execute(
        "SELECT x.position, x.stream_version, x.nth FROM (SELECT position, stream_version,"
        " row_number() OVER (PARTITION BY stream_id ORDER BY position) AS nth"
        f" FROM {prefix}_event) AS x WHERE x.stream_version <> x.nth ORDER BY x.position"
    ).fetchall()
    for position, version, nth in rows:
        yield LedgerFault(position, "stream", f"version {version} stands where its stream's version {nth} belongs")


def _stray_payloads(cursor: psycopg.Cursor[Any], prefix: str) -> list[LedgerFault]:
    rows = cursor.execute(
        f"SELECT p.position FROM {prefix}_payload p LEFT JOIN {prefix}_event e USING (position)"
        " WHERE e.position IS NULL ORDER BY 1"
    ).fetchall()
    return [LedgerFault(row[0], "stray_payload", "encrypted content without an event") for row in rows]

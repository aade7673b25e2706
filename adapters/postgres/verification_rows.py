"""The part of verification that looks at one row at a time, here or in processes of its own beside each other.

Every process reads its own ranges of positions in the one snapshot that the verification took, so what they find together is of
one moment. What a row means for those before it, and the tree, is for the verification to say.
"""

from __future__ import annotations

import base64
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import sha256
from operator import lt
from struct import Struct
from typing import Any, NamedTuple

import orjson
import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.event_mapper import canonical, unpack
from adapters.plain_header import PlainHeaders
from adapters.postgres.destroyed import NOTHING_DESTROYED, DestroyedKeys
from domain.errors import CorruptLedgerError
from domain.ledger.events import LedgerRestored
from domain.ledger.header import header_faults
from domain.ledger.incarnations import Incarnations
from domain.ledger.merkle import HASH_SIZE
from domain.ledger.tiles import WIDTH, tile_hash

PAGE = 16 * WIDTH
"""Rows at a time: whole tiles, so that each process hashes those of its own ranges."""
PROCESSES = 2
_FIRST, _LAST = -(2**62), 2**62
_AHEAD = 3
"""Pages that each process may be ahead of what has been taken in, so that memory stays the same however large the ledger is."""

_before_header = Struct(">Bqq").pack
_RESTORED = LedgerRestored.wire_name()
_LOST = (0, bytes(16), -1, -1, "", b"", b"", None, None, None, None)
ERASED = b"erased"
"""In the place of a payload whose segments are empty by law."""


class LedgerFault(NamedTuple):
    """One fault: where, of what kind, and what was found.

    Args:
        position: The event's position from 0, or None when the fault is the whole ledger's.
        kind: A fixed word, for machines; see `docs/format.md`.
        detail: One sentence for people; no personal data.
    """

    position: int | None
    kind: str
    detail: str


class Reading(NamedTuple):
    """What a process needs to read the ledger by itself: how to connect, and which snapshot."""

    conninfo: str
    set_role: bool
    prefix: str
    snapshot: str


class CheckedRows(NamedTuple):
    """A page of rows, each held to its own header (sv. *kontrollerade rader*).

    Args:
        positions: In the order of the rows; a range where they and the times are in order.
        times: Theirs; only the first and the last where they are in order.
        leaves: The leaf hashes, one after the other.
        tiles: The hash of every whole tile that begins in it, where they are in order.
        faults: What was found.
    """

    positions: Sequence[int]
    times: Sequence[int]
    leaves: bytes
    tiles: list[bytes]
    faults: list[LedgerFault]
    payload_count: int
    erased_segments: int

    @property
    def in_order(self) -> bool:
        """Whether every position follows the one before it, and every time is later: then a range holds the positions."""
        return isinstance(self.positions, range)


class RowCheck:
    """What rows are held to.

    Args:
        incarnations: Which origin a header must state; None = the ledger states none.
        destroyed: What was erased by law.
    """

    def __init__(self, incarnations: Incarnations | None, destroyed: DestroyedKeys = NOTHING_DESTROYED) -> None:
        self._incarnations = incarnations
        self._destroyed = destroyed
        each = () if incarnations is None else incarnations.each
        self._begun = frozenset(every.first_size for every in each[1:])
        self._plain = {every.origin: PlainHeaders(every.origin) for every in each}

    def check(self, rows: Sequence[tuple]) -> CheckedRows:
        """Check rows of (position, stream, version, time, type, header, leaf hash, command columns, payload), ids as bytes."""
        positions, times, leaves, faults = [], [], [], []
        payload_count = erased = 0
        for row in rows:
            position = row[0]
            if None in row[:7]:
                faults.append(LedgerFault(position, "columns", "a value that every event has is gone"))
                row = tuple(lost if value is None else value for value, lost in zip(row, _LOST, strict=True))
            _, stream, version, us, topic, header, stored_hash, command_id, digest, command_size, payload = row
            # Signed, so that a negative position or time is a fault in the answer and not an exception here.
            leaf = sha256(_before_header(0, position, us) + header).digest()
            if leaf != stored_hash:
                faults.append(LedgerFault(
                    position, "leaf", "position, time or header is not what was hashed when it was recorded"
                ))
            positions.append(position)
            times.append(us)
            leaves.append(leaf)
            payload_count += payload is not None
            command = (None if command_id is None else command_id.hex(), digest, command_size)
            columns = (stream.hex(), version, topic, *command)
            if not self._is_plainly_right(position, columns, header, payload):
                emptied = payload is not None and not any(payload) and self._is_erased(header, payload)
                erased += len(payload) // 4 if emptied else 0
                faults += self._faults(position, columns, header, ERASED if emptied else payload)
        return _checked(positions, times, leaves, faults, payload_count, erased)

    def _is_plainly_right(self, position: int, columns: tuple[Any, ...], header: bytes, payload: bytes | None) -> bool:
        """Whether nothing can be wrong; where this says no, each thing is looked at."""
        if payload is None or self._incarnations is None or position in self._begun:
            return False
        stream, version, topic, *command = columns
        plain = self._plain[self._incarnations.origin_at(position)]
        keys = plain.keys_if_right(header, stream, version, topic, tuple(command), payload)
        return keys is not None and (not self._destroyed.done or self._destroyed.done.isdisjoint(keys))

    def _faults(
        self, position: int, columns: tuple[Any, ...], header: bytes, payload: bytes | None
    ) -> Iterator[LedgerFault]:
        if position in self._begun and columns[2] != _RESTORED:
            yield LedgerFault(position, "incarnation", "another origin begins here, but nothing tells of a restore")
        origin = None if self._incarnations is None else self._incarnations.origin_at(position)
        for kind, detail in _row_faults(origin, columns, header, payload):
            yield LedgerFault(position, kind, detail)
        if self._destroyed.done and payload is not ERASED and self._should_be_empty(header):
            yield LedgerFault(position, "erasure", "encrypted content is left of what the ledger says was erased")

    def _is_erased(self, header: bytes, payload: bytes) -> bool:
        stated = _stated_keys(header)
        return bool(stated) and self._destroyed.begun.issuperset(stated) and len(payload) == 4 * len(stated)

    def _should_be_empty(self, header: bytes) -> bool:
        return not self._destroyed.done.isdisjoint(_stated_keys(header))


def _checked(
    positions: list[int], times: list[int], leaves: list[bytes], faults: list[LedgerFault], payload_count: int, erased: int
) -> CheckedRows:
    joined, first = b"".join(leaves), positions[0]
    dense = range(first, first + len(positions))
    in_order = positions == list(dense) and all(map(lt, times, times[1:]))
    if not in_order:
        return CheckedRows(positions, times, joined, [], faults, payload_count, erased)
    tiles = [
        tile_hash(joined[HASH_SIZE * at:HASH_SIZE * (at + WIDTH)])
        for at in range(-first % WIDTH, len(positions) - WIDTH + 1, WIDTH)
    ]
    return CheckedRows(dense, (times[0], times[-1]), joined, tiles, faults, payload_count, erased)


def checked_here(cursor: psycopg.Cursor[Any], prefix: str, check: RowCheck) -> Iterator[CheckedRows]:
    """Every page in order, in this process."""
    for page in pages(cursor, prefix):
        yield check.check(page)


def checked_apart(reading: Reading, size: int, check: RowCheck) -> Iterator[CheckedRows]:
    """The same, by processes beside each other.

    Args:
        size: About how many events there are; what stands beyond is read all the same.
    """
    bounds = [_FIRST, *range(PAGE - 1, size, PAGE), _LAST]
    ranges = iter(list(zip(bounds, bounds[1:], strict=False)))
    # Not forked: this process has threads and connections that a copy of it must not touch.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, _Process.open, (reading, check)) as pool:
        waiting: deque[Future[list[CheckedRows]]] = deque()
        try:
            for each in ranges:
                waiting.append(pool.submit(_Process.range, *each))
                if len(waiting) >= PROCESSES * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


class _Process:
    """What a process keeps open between its ranges."""

    opened: _Process

    def __init__(self, reading: Reading, check: RowCheck) -> None:
        self._connection = psycopg.connect(reading.conninfo)
        self._cursor = self._connection.cursor(row_factory=tuple_row, binary=True)
        if reading.set_role:
            self._connection.execute("SET ROLE aktspar_auditor")
            self._connection.commit()
        self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        self._connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(reading.snapshot))
        self._prefix, self._check = reading.prefix, check

    @classmethod
    def open(cls, reading: Reading, check: RowCheck) -> None:
        """Run once when the process begins."""
        cls.opened = cls(reading, check)

    @classmethod
    def range(cls, after: int, until: int) -> list[CheckedRows]:
        """Check the positions after one and up to another."""
        process = cls.opened
        return [process._check.check(page) for page in pages(process._cursor, process._prefix, after, until)]


def pages(cursor: psycopg.Cursor[Any], prefix: str, after: int = _FIRST, until: int = _LAST) -> Iterator[list[tuple]]:
    """The rows after a position and up to another, in order, so many at a time."""
    # Keyset pages over the primary key: no server-side cursor to keep, and each page is one index range.
    query = (
        "SELECT e.position, uuid_send(e.stream_id), e.stream_version, e.recorded_us, e.event_type, e.header, e.leaf_hash,"
        " uuid_send(e.command_id), e.command_digest, e.command_size, p.payload"
        # Bounded twice: the planner does not carry a range over an outer join, and would look up each payload by itself.
        f" FROM {prefix}_event e LEFT JOIN"
        f" (SELECT position, payload FROM {prefix}_payload WHERE position > %s AND position <= %s) p USING (position)"
        " WHERE e.position > %s AND e.position <= %s ORDER BY e.position LIMIT %s"
    )
    while page := cursor.execute(query, (after, until, after, until, PAGE)).fetchall():
        yield page
        after = page[-1][0]


def _row_faults(origin: str | None, columns: tuple[Any, ...], header: bytes, payload: bytes | None) -> Iterable[tuple[str, str]]:
    try:
        document = orjson.loads(header)
    except orjson.JSONDecodeError:
        yield "header", "the header is not JSON"
        return
    shape = header_faults(document)
    if shape:
        yield "header", shape[0]
        return
    if not _is_canonical(document, header):
        yield "header", "the header is not in canonical form"
    if document["log"] != origin is not None:
        yield "origin", "the header belongs to another ledger"
    if columns != _stated_columns(document):
        yield "columns", "the row's columns do not say what its header says"
    if payload is not ERASED:
        yield from _payload_faults(document["seg"], payload)


def _stated_keys(header: bytes) -> list[str]:
    try:
        document = orjson.loads(header)
    except orjson.JSONDecodeError:
        return []
    return [] if header_faults(document) else [segment["key"] for segment in document["seg"]]


def _is_canonical(document: dict[str, Any], header: bytes) -> bool:
    try:
        return canonical(document) == header
    except TypeError:
        # A number that the canonical form cannot hold.
        return False


def _stated_columns(document: dict[str, Any]) -> tuple[Any, ...] | None:
    stream, topic = document["stream"].replace("-", ""), f"{document['type']}.v{document['schema']}"
    command = document["cmd"]
    if command is None or command["i"] != 0:
        return stream, document["sv"], topic, None, None, None
    try:
        digest = base64.b64decode(command["dig"], validate=True)
    except ValueError:
        return None
    return stream, document["sv"], topic, command["id"].replace("-", ""), digest, command["n"]


def _payload_faults(stated: list[dict[str, Any]], payload: bytes | None) -> Iterable[tuple[str, str]]:
    if payload is None:
        yield "payload_missing", "the encrypted content is gone"
        return
    try:
        ciphertexts = unpack(payload)
    except CorruptLedgerError as error:
        yield "payload", str(error)
        return
    if len(ciphertexts) != len(stated):
        yield "payload", f"{len(ciphertexts)} segments are stored but {len(stated)} are stated"
        return
    for number, (segment, ciphertext) in enumerate(zip(stated, ciphertexts, strict=True)):
        digest = base64.b64encode(sha256(ciphertext).digest()).decode("ascii")
        if digest != segment["ct"] or len(ciphertext) != segment["len"]:
            yield "payload", f"segment {number} is not the encrypted content that was recorded"

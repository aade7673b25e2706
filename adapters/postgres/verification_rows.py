"""The part of verification that looks at one row at a time, here or in processes of its own beside each other.

Every process reads its own ranges of positions in the one snapshot that the verification took, so what they find together is of
one moment. What a row means for those before it, and the tree, is for the verification to say.
"""

from __future__ import annotations

import base64
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import orjson
import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.event_mapper import canonical, unpack
from adapters.postgres.destroyed import NOTHING_DESTROYED, DestroyedKeys
from domain.errors import CorruptLedgerError
from domain.ledger.events import LedgerRestored
from domain.ledger.header import header_faults
from domain.ledger.incarnations import Incarnations

PAGE = 4_000
PROCESSES = 2
_FIRST, _LAST = -(2**62), 2**62
_AHEAD = 3
"""Pages that each process may be ahead of what has been taken in, so that memory stays the same however large the ledger is."""

_RESTORED = LedgerRestored.wire_name()
_LOST = (0, UUID(int=0), -1, -1, "", b"", b"", None, None, None, None)
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
    """A page of rows, each held to its own header: positions, times and leaf hashes in order, and what was found."""

    positions: list[int]
    times: list[int]
    leaves: list[bytes]
    faults: list[LedgerFault]
    payload_count: int
    erased_segments: int


class RowCheck(NamedTuple):
    """What rows are held to.

    Args:
        incarnations: Which origin a header must state; None = the ledger states none.
        destroyed: What was erased by law.
    """

    incarnations: Incarnations | None
    destroyed: DestroyedKeys = NOTHING_DESTROYED

    def check(self, rows: Iterable[tuple]) -> CheckedRows:
        """Check rows of (position, stream, version, time, type, header, leaf hash, command columns, payload)."""
        begun = frozenset() if self.incarnations is None else {each.first_size for each in self.incarnations.each[1:]}
        positions, times, leaves, faults = [], [], [], []
        payload_count = erased = 0
        for row in rows:
            position = row[0]
            if None in row[:7]:
                faults.append(LedgerFault(position, "columns", "a value that every event has is gone"))
                row = tuple(lost if value is None else value for value, lost in zip(row, _LOST, strict=True))
            _, stream, version, us, topic, header, stored_hash, command_id, digest, command_size, payload = row
            # Signed, so that a negative position or time is a fault in the answer and not an exception here.
            leaf = sha256(
                b"\x00" + position.to_bytes(8, "big", signed=True) + us.to_bytes(8, "big", signed=True) + header
            ).digest()
            if leaf != stored_hash:
                faults.append(LedgerFault(
                    position, "leaf", "position, time or header is not what was hashed when it was recorded"
                ))
            if position in begun and topic != _RESTORED:
                faults.append(LedgerFault(position, "incarnation", "another origin begins here, but nothing tells of a restore"))
            payload_count += payload is not None
            if payload is not None and not any(payload) and self._is_erased(header, payload):
                erased += len(payload) // 4
                payload = ERASED
            origin = None if self.incarnations is None else self.incarnations.origin_at(position)
            columns = (stream.hex, version, topic, command_id, digest, command_size)
            for kind, detail in _row_faults(origin, columns, header, payload):
                faults.append(LedgerFault(position, kind, detail))
            if self.destroyed.done and payload is not ERASED and self._should_be_empty(header):
                faults.append(LedgerFault(position, "erasure", "encrypted content is left of what the ledger says was erased"))
            positions.append(position)
            times.append(us)
            leaves.append(leaf)
        return CheckedRows(positions, times, leaves, faults, payload_count, erased)

    def _is_erased(self, header: bytes, payload: bytes) -> bool:
        stated = _stated_keys(header)
        return bool(stated) and self.destroyed.begun.issuperset(stated) and len(payload) == 4 * len(stated)

    def _should_be_empty(self, header: bytes) -> bool:
        return not self.destroyed.done.isdisjoint(_stated_keys(header))


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
        "SELECT e.position, e.stream_id, e.stream_version, e.recorded_us, e.event_type, e.header, e.leaf_hash,"
        " e.command_id, e.command_digest, e.command_size, p.payload"
        f" FROM {prefix}_event e LEFT JOIN {prefix}_payload p USING (position)"
        " WHERE e.position > %s AND e.position <= %s ORDER BY e.position LIMIT %s"
    )
    while page := cursor.execute(query, (after, until, PAGE)).fetchall():
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
    return stream, document["sv"], topic, _Uuid(command["id"]), digest, command["n"]


class _Uuid(str):
    """A UUID as text that equals the UUID; making a UUID object of every header would be half the time."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str(other) == str.__str__(self)

    def __hash__(self) -> int:
        return str.__hash__(self)


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

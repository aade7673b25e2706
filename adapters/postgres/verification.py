"""Verification (sv. *verifiering*): everything derived again from the stored bytes, every fault named.

Reads the ledger once, in pages and in one snapshot, so memory does not grow with its size. Nothing that is stored
beside the bytes is believed: leaf hashes, columns, head and frontier are all compared with what the headers say.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import orjson
import psycopg
from psycopg.rows import tuple_row

from adapters.checkpoints import SignedCheckpoint
from adapters.event_mapper import canonical, unpack
from adapters.postgres.destroyed import NOTHING_DESTROYED, DestroyedKeys
from domain.errors import CorruptLedgerError
from domain.ledger.events import LedgerRestored
from domain.ledger.header import header_faults
from domain.ledger.incarnations import Incarnation, Incarnations
from domain.ledger.merkle import HASH_SIZE, Frontier
from domain.ledger.tiles import HEIGHT, GrowingTiles

PAGE = 4_000
NO_MORE = 2**64
_RESTORED = LedgerRestored.wire_name()
ERASED = b"erased"
"""Stands for a payload that was emptied by law, once that is found to be so."""
_LOST = (0, UUID(int=0), -1, -1, "", b"", b"", None, None, None, None)
Progress = Callable[[int, int], None]


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
) -> VerificationResult:
    """Check one ledger against itself and against signed checkpoints.

    Args:
        connection: As a role that may read the ledger; a transaction is opened on it.
        checkpoints: Already opened (signature checked), in order of size.
        progress: Called with (events read, events stated) after each page.
        destroyed: What the ledger says was erased by law; a payload that is empty without it is damage.
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
        walk = _Walk(incarnations if head else None, faults, iter(checkpoints), destroyed)
        for page in pages(cursor, prefix):
            walk.page(page)
            if progress is not None:
                progress(walk.count, size)
        walk.finish()
        faults += _head_faults(size, closed_us, walk) if head else [LedgerFault(None, "head", "the ledger's head row is gone")]
        faults += _stream_faults(cursor, prefix)
        strays = _stray_payloads(cursor, prefix)
        faults += strays
        faults += _hidden_rows(cursor, prefix, walk, len(strays))
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
        self, incarnations: Incarnations | None, faults: list[LedgerFault], checkpoints: Iterator[SignedCheckpoint],
        destroyed: DestroyedKeys,
    ) -> None:
        self._destroyed = destroyed
        self.erased_segments = 0
        self._incarnations = incarnations
        self._begun = {} if incarnations is None else {each.first_size for each in incarnations.each[1:]}
        self._tiles = GrowingTiles(Frontier())
        self._leaves: list[bytes] = []
        self.tile_hashes: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._faults = faults
        self._checkpoints = checkpoints
        self._next = next(checkpoints, None)
        self._agreed = 0
        self.last_us = -1
        self._expected = 0
        self.count = 0
        self.payload_count = 0

    def page(self, rows: Iterable[tuple]) -> None:
        """Check a page of (position, stream, version, time, type, header, leaf hash, command columns, payload)."""
        faults = self._faults
        for row in rows:
            position = row[0]
            if None in row[:7]:
                faults.append(LedgerFault(position, "columns", "a value that every event has is gone"))
                row = tuple(lost if value is None else value for value, lost in zip(row, _LOST, strict=True))
            _, stream, version, us, topic, header, stored_hash, command_id, digest, command_size, payload = row
            if position != self._expected:
                self._gap(position)
            if us <= self.last_us:
                faults.append(LedgerFault(position, "time", "the recorded time is not later than the event's before it"))
            # Signed, so that a negative position or time is a fault in the answer and not an exception here.
            leaf = sha256(
                b"\x00" + position.to_bytes(8, "big", signed=True) + us.to_bytes(8, "big", signed=True) + header
            ).digest()
            if leaf != stored_hash:
                faults.append(LedgerFault(
                    position, "leaf", "position, time or header is not what was hashed when it was recorded"
                ))
            if self.count >= self._next_size:
                self._compare()
            self._leaves.append(leaf)
            origin = None if self._incarnations is None else self._incarnations.origin_at(position)
            if position in self._begun and topic != _RESTORED:
                faults.append(LedgerFault(position, "incarnation", "another origin begins here, but nothing tells of a restore"))
            columns = (stream.hex, version, topic, command_id, digest, command_size)
            if payload is not None and not any(payload) and self._is_erased(header, payload):
                self.erased_segments += len(payload) // 4
                payload = ERASED
            for kind, detail in _row_faults(origin, columns, header, payload):
                faults.append(LedgerFault(position, kind, detail))
            if self._destroyed.done and payload is not ERASED and self._should_be_empty(header):
                faults.append(LedgerFault(position, "erasure", "encrypted content is left of what the ledger says was erased"))
            self.last_us, self._expected = us, position + 1
            self.count += 1
            self.payload_count += payload is not None
        self.tree()

    def _is_erased(self, header: bytes, payload: bytes) -> bool:
        stated = _stated_keys(header)
        return bool(stated) and self._destroyed.begun.issuperset(stated) and len(payload) == 4 * len(stated)

    def _should_be_empty(self, header: bytes) -> bool:
        return not self._destroyed.done.isdisjoint(_stated_keys(header))

    def tree(self) -> Frontier:
        """The tree over what has been read."""
        for level, _, each in self._tiles.grow(self._leaves):
            self.tile_hashes[level] += each
        self._leaves.clear()
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


def pages(cursor: psycopg.Cursor[Any], prefix: str) -> Iterator[list[tuple]]:
    # Keyset pages over the primary key: no server-side cursor to keep, and each page is one index range.
    query = (
        "SELECT e.position, e.stream_id, e.stream_version, e.recorded_us, e.event_type, e.header, e.leaf_hash,"
        " e.command_id, e.command_digest, e.command_size, p.payload"
        f" FROM {prefix}_event e LEFT JOIN {prefix}_payload p USING (position)"
        " WHERE e.position > %s ORDER BY e.position LIMIT %s"
    )
    last = -(2**62)
    while page := cursor.execute(query, (last, PAGE)).fetchall():
        yield page
        last = page[-1][0]


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


def _hidden_rows(cursor: psycopg.Cursor[Any], prefix: str, walk: _Walk, strays: int) -> Iterable[LedgerFault]:
    # Where somebody has dropped the primary keys, a second row of a position can fall between two pages.
    events, payloads = cursor.execute(
        f"SELECT (SELECT count(*) FROM {prefix}_event), (SELECT count(*) FROM {prefix}_payload)"
    ).fetchone()
    if events != walk.count:
        yield LedgerFault(None, "position", f"{events} events are stored but {walk.count} stand in the order of positions")
    if payloads != walk.payload_count + strays:
        yield LedgerFault(None, "payload", f"{payloads} payloads are stored but {walk.payload_count + strays} have a place")


def _stream_faults(cursor: psycopg.Cursor[Any], prefix: str) -> Iterable[LedgerFault]:
    # In the database, since a map of all streams would grow with the ledger.
    rows = cursor.execute(
        "SELECT x.position, x.stream_version, x.nth FROM (SELECT position, stream_version,"
        " row_number() OVER (PARTITION BY stream_id ORDER BY position) AS nth"
        f" FROM {prefix}_event) AS x WHERE x.stream_version <> x.nth ORDER BY x.position"
    ).fetchall()
    for position, version, nth in rows:
        yield LedgerFault(position, "stream", f"version {version} stands where its stream's version {nth} belongs")


def _stray_payloads(cursor: psycopg.Cursor[Any], prefix: str) -> Iterable[LedgerFault]:
    rows = cursor.execute(
        f"SELECT p.position FROM {prefix}_payload p LEFT JOIN {prefix}_event e USING (position)"
        " WHERE e.position IS NULL ORDER BY 1"
    ).fetchall()
    return [LedgerFault(row[0], "stray_payload", "encrypted content without an event") for row in rows]

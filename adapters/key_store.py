"""Data keys (sv. *datanycklar*): one per subject and retention class, wrapped, in a database of their own.

A key is durable here before anything encrypted under it reaches the ledger; otherwise a crash between the two could
leave a record that nobody can ever read.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from psycopg_pool import ConnectionPool

from adapters.errors import CannotRunError, UnavailableError
from adapters.key_destruction import DestructionList
from domain.base import RetentionClass
from domain.errors import CorruptLedgerError, ErasedError

KEY_BYTES = 32
_CACHED_KEYS = 20_000
_FORGET_SECONDS = 1.0
"""How long a key that another process destroyed may stay in this one's memory, while it is in use or follows a ledger."""
_SILENT_SECONDS = 60.0
"""How long keys in memory are used without an answer of the key database, where no setting says another time."""
LOCK_KEK_SHARED = "SELECT pg_advisory_xact_lock_shared(hashtextextended('aktspar/kek', 0))"
LOCK_KEK = "SELECT pg_advisory_xact_lock(hashtextextended('aktspar/kek', 0))"
_SELECT = "SELECT key_id, subject, retention_class, wrapped, kek_id FROM data_key WHERE "


class DataKey(NamedTuple):
    """A key and its random id; the id stands in the ledger's headers, the key never does."""

    key_id: UUID
    key: bytes


class KeyEncryptionKey:
    """The key that wraps all others (sv. *huvudnyckel*): 32 bytes from a file or the environment."""

    def __init__(self, key: bytes, file: Path | None = None) -> None:
        if len(key) != KEY_BYTES:
            raise CannotRunError("Huvudnyckeln ska vara 32 byte; kontrollera AKTSPAR_KEK eller nyckelfilen.")
        self._key = key
        self._file = file
        # Names the key without revealing it: a digest of 256 random bits cannot be searched.
        self.kek_id = hashlib.sha256(b"aktspar/kek-id" + key).hexdigest()[:16]

    @classmethod
    def from_text(cls, text: str, file: Path | None = None) -> KeyEncryptionKey:
        """Read from base64 text.

        Args:
            file: Where it stood; the key that takes its place is looked for there.

        Raises:
            CannotRunError: Not base64 of 32 bytes.
        """
        try:
            return cls(base64.b64decode(text.strip(), validate=True), file)
        except ValueError:
            raise CannotRunError("Huvudnyckeln är inte giltig base64; kontrollera AKTSPAR_KEK eller nyckelfilen.") from None

    @classmethod
    def from_file(cls, path: Path, *, create: bool) -> KeyEncryptionKey:
        """Read the key file, or make it (mode 0600, flushed to disk) when `create` and there is none.

        Raises:
            CannotRunError: It is missing, unreadable or not a key.
        """
        try:
            if create and not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _create_file(path, base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")
        except OSError as error:
            raise CannotRunError(f"Huvudnyckeln {path.name} kan inte skrivas i {path.parent}: {error.strerror}.") from error
        try:
            return cls.from_text(path.read_text("ascii"), path)
        except (OSError, UnicodeDecodeError):
            raise CannotRunError(f"Huvudnyckeln kan inte läsas från {path.name}; återställ den från er nyckelkopia.") from None

    def of(self, kek_id: str) -> KeyEncryptionKey | None:
        """The key of an id: this one, or the one that takes or has taken its place in the file; None = neither."""
        if kek_id == self.kek_id:
            return self
        for path in () if self._file is None else (self._file, next_file(self._file)):
            if path.exists():
                found = KeyEncryptionKey.from_file(path, create=False)
                if found.kek_id == kek_id:
                    found._file = self._file
                    return found
        return None

    def secret_for_escrow(self) -> bytes:
        """The key itself; only for the escrow, which seals it at once."""
        return self._key

    def wrap(self, key: bytes) -> bytes:
        """Wrap a data key. Source: RFC 3394 (AES key wrap)."""
        return aes_key_wrap(self._key, key)

    def unwrap(self, wrapped: bytes, key_id: UUID) -> bytes:
        """Unwrap a data key.

        Raises:
            CorruptLedgerError: The wrapped key was changed or another key-encryption key wrapped it.
        """
        try:
            return aes_key_unwrap(self._key, wrapped)
        except (InvalidUnwrap, ValueError):
            raise CorruptLedgerError(f"data key {key_id} cannot be unwrapped") from None


def next_file(file: Path) -> Path:
    """Where the key that is to take a key file's place lies while every data key is wrapped anew."""
    return file.with_name(f"{file.name}.next")


class KeyStore:
    """The data keys of one board. Thread-safe; keeps the latest 20 000 used keys in memory."""

    def __init__(self, pool: ConnectionPool, kek: KeyEncryptionKey, board: str) -> None:
        self._pool = pool
        self._kek = kek
        self._keks: dict[str, KeyEncryptionKey] = {}
        self._board = board
        self._lock = threading.Lock()
        self._by_subject: OrderedDict[tuple[UUID, str], DataKey] = OrderedDict()
        self._by_id: OrderedDict[UUID, bytes] = OrderedDict()
        self.destruction = DestructionList(pool, board)
        self._destroyed: set[UUID] = set()
        self._looked_at = self._answered_at = time.monotonic()
        self._silent_seconds = _SILENT_SECONDS

    def key_for(self, subject: UUID, retention_class: RetentionClass) -> DataKey:
        """The subject's key in a retention class; made, and durable, if it is the first time.

        Raises:
            CorruptLedgerError: The stored key cannot be unwrapped.
            ErasedError: The subject has been erased, and gets no key again.
            UnavailableError: The key database does not answer.
        """
        self.forget_destroyed()
        found = self._by_subject.get((subject, str(retention_class)))
        return found or self.keys_for([(subject, retention_class)])[subject, str(retention_class)]

    def keys_for(self, wanted: Iterable[tuple[UUID, RetentionClass]]) -> dict[tuple[UUID, str], DataKey]:
        """Keys of many subjects in one round trip; missing ones are made in one durable transaction.

        Raises:
            As `key_for`.
        """
        self.forget_destroyed()
        pairs = {(subject, str(retention_class)) for subject, retention_class in wanted}
        known = {pair: key for pair in pairs if (key := self._by_subject.get(pair)) is not None}
        missing = sorted(pairs - known.keys())
        if missing:
            known.update(self._fetch_or_make(missing))
        return known

    def keys(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Keys by id. An id that is not in the answer has been destroyed, or never was in this board."""
        self.forget_destroyed()
        wanted = set(key_ids)
        known = {key_id: key for key_id in wanted if (key := self._by_id.get(key_id)) is not None}
        missing = list(wanted - known.keys())
        if missing:
            with self._connection() as connection:
                rows = connection.execute(
                    _SELECT + "board = %s AND key_id = ANY (%s)", (self._board, missing)
                ).fetchall()
            known.update((row[0], self._remember(row).key) for row in rows)
        return known

    def limit(self, silent_seconds: float) -> None:
        """Serve from memory only so many seconds after the key database last answered, from 0 on."""
        self._silent_seconds = silent_seconds

    def forget_destroyed(self, *, at_once: bool = False) -> int:
        """Drop from memory what has been destroyed, by whatever process; asked for at most once a second unless `at_once`.

        Returns:
            How many keys were dropped.

        Raises:
            UnavailableError: The key database does not answer, and `at_once` is asked or it has been silent for too long: what
                another process has destroyed meanwhile must not live on here.
        """
        now = time.monotonic()
        if not at_once and now - self._looked_at < _FORGET_SECONDS:
            self._require_answered(now)
            return 0
        self._looked_at = now
        try:
            if self.destruction.count() != len(self._destroyed):
                self._destroyed = self.destruction.all()
            self._answered_at = time.monotonic()
        except UnavailableError:
            if at_once:
                raise
            self._require_answered(now)
            return 0
        with self._lock:
            gone = self._destroyed & self._by_id.keys()
            for key_id in gone:
                del self._by_id[key_id]
            for pair in [pair for pair, key in self._by_subject.items() if key.key_id in self._destroyed]:
                del self._by_subject[pair]
        return len(gone)

    def _require_answered(self, now: float) -> None:
        if now - self._answered_at > self._silent_seconds:
            with self._lock:
                self._by_id.clear()
                self._by_subject.clear()
            raise UnavailableError(
                f"Nyckeldatabasen har inte svarat på {self._silent_seconds:g} sekunder, så nycklarna i minnet används inte mer."
                " Inget är kvitterat; försök igen om en stund."
            )

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.InternalError_) as error:
            # The last is what a server says that goes down because it cannot write its log.
            # The idle ones died with it, if the server was restarted: one refusal, not one for each.
            self._pool.check()
            raise UnavailableError("Nyckeldatabasen svarar inte. Inget är kvitterat; försök igen om en stund.") from error

    def _fetch_or_make(self, pairs: list[tuple[UUID, str]]) -> dict[tuple[UUID, str], DataKey]:
        subjects, classes = [p[0] for p in pairs], [p[1] for p in pairs]
        query = _SELECT + "board = %s AND (subject, retention_class) IN (SELECT * FROM unnest(%s::uuid[], %s::text[]))"
        with self._connection() as connection:
            rows = connection.execute(query, (self._board, subjects, classes)).fetchall()
            absent = sorted(set(pairs) - {(row[1], row[2]) for row in rows})
            if absent:
                erased = "SELECT EXISTS (SELECT FROM destroyed_key WHERE board = %s AND subject = ANY (%s))"
                if connection.execute(erased, (self._board, [subject for subject, _ in absent])).fetchone()[0]:
                    raise ErasedError()
                self._follow_rotation(connection)
                wrapped = [self._kek.wrap(os.urandom(KEY_BYTES)) for _ in absent]
                # Another process may make the same key at the same time: the unique constraint keeps one, and both
                # then read that one.
                connection.execute(
                    "INSERT INTO data_key (key_id, board, subject, retention_class, wrapped, kek_id)"
                    " SELECT u.i, %s, u.s, u.c, u.w, %s FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bytea[])"
                    " AS u(i, s, c, w) ON CONFLICT ON CONSTRAINT data_key_subject DO NOTHING",
                    (self._board, self._kek.kek_id, [uuid4() for _ in absent],
                     [p[0] for p in absent], [p[1] for p in absent], wrapped),
                )
                connection.commit()
                rows = connection.execute(query, (self._board, subjects, classes)).fetchall()
        return {(row[1], row[2]): self._remember(row) for row in rows}

    def _follow_rotation(self, connection: psycopg.Connection) -> None:
        # Held to the end of the transaction: a key that is retired meanwhile waits until what it wraps now is stored.
        connection.execute(LOCK_KEK_SHARED)
        row = connection.execute("SELECT successor FROM retired_kek WHERE kek_id = %s", (self._kek.kek_id,)).fetchone()
        if row is not None:
            successor = self._kek.of(row[0])
            if successor is None:
                raise UnavailableError("Huvudnyckeln är bytt, och den nya finns inte här; starta om med den nya.")
            self._kek = successor

    def _remember(self, row: tuple[UUID, UUID, str, bytes, str]) -> DataKey:
        key_id, subject, retention_class, wrapped, kek_id = row
        # While the key-encryption key is exchanged both are in use; what opens is remembered, so a file is read once.
        kek = self._keks.get(kek_id) or self._kek.of(kek_id)
        if kek is None:
            raise CorruptLedgerError(f"data key {key_id} is wrapped by another key-encryption key ({kek_id})")
        self._keks[kek_id] = kek
        data_key = DataKey(key_id, kek.unwrap(bytes(wrapped), key_id))
        with self._lock:
            self._by_subject[subject, retention_class] = data_key
            self._by_id[key_id] = data_key.key
            if len(self._by_id) > _CACHED_KEYS:
                self._by_id.popitem(last=False)
            if len(self._by_subject) > _CACHED_KEYS:
                self._by_subject.popitem(last=False)
        return data_key


def _create_file(path: Path, content: bytes) -> None:
    # Under a name that nobody else has, so that what an interrupted start left behind stands in no one's way.
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link fails if another process was first, so that two starts at once never keep two keys.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
    # Every data key is wrapped by this one: its name must survive a power cut that they survive.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

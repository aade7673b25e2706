"""Sessions of the service (sv. *sessioner*), kept by the server: the browser holds a random id, and only its SHA-256 is stored.

A session is locked, not ended, when nobody has used it for a while; what unlocks it gives it another id. A session that is over
is no row: the access log remembers it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import class_row
from psycopg_pool import ConnectionPool

from adapters.errors import UnavailableError

ID_BYTES = 32
MOST_WRONG = 5
"""Wrong codes or passwords before a parked session is over. Source: NIST SP 800-63B rev. 4, 3.2.10 (at most 10 for a code that
unlocks something)."""

_SALT_BYTES = 16
_FIELDS = (
    "session_id, digest, device, board, actor, mark, factor, provider, begun_us, seen_us, locked_us,"
    " pin_digest IS NOT NULL AS has_pin, wrong"
)


class Session(NamedTuple):
    """One session (sv. *session*).

    Args:
        digest: SHA-256 of what its cookie holds.
        device: SHA-256 of the cookie of the device that it is parked on.
        actor: The account's pseudonym in the board's access log.
        mark: What the account was made of when it began; see `Accounts.mark`.
        factor: What it was begun with: `password` or `oidc`.
        provider: Which identity provider vouched; None = none.
        begun_us: Microseconds since 1970 UTC; so are `seen_us` and `locked_us`.
        locked_us: When it was locked; None = it is open.
        wrong: Wrong codes and passwords since it was last unlocked.
    """

    session_id: UUID
    digest: bytes
    device: bytes
    board: str
    actor: UUID
    mark: bytes
    factor: str
    provider: str | None
    begun_us: int
    seen_us: int
    locked_us: int | None
    has_pin: bool
    wrong: int


class LogInUnderWay(NamedTuple):
    """A log-in that an identity provider is asked about: whom, and where in the service it was going."""

    provider: str
    target: str
    begun_us: int


class SessionStore:
    """The sessions of one installation, in the key database. Thread-safe."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def begin(
        self, *, device: str, board: str, actor: UUID, mark: bytes, factor: str, provider: str | None, now_us: int
    ) -> tuple[Session, str]:
        """A new session, and the id for its cookie.

        Args:
            device: What the device's cookie holds.
        """
        token = new_token()
        values = (uuid4(), digest_of(token), digest_of(device), board, actor, mark, factor, provider, now_us, now_us)
        [begun] = self._sessions(
            "INSERT INTO web_session (session_id, digest, device, board, actor, mark, factor, provider, begun_us, seen_us)"
            f" VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_FIELDS}", values,
        )
        return begun, token

    def find(self, token: str) -> Session | None:
        """The session whose cookie holds this; None = there is none, or it is over."""
        found = self._sessions(f"SELECT {_FIELDS} FROM web_session WHERE digest = %s", (digest_of(token),))
        return found[0] if found else None

    def of_id(self, session_id: UUID) -> Session | None:
        """The session of an id; None = there is none, or it is over."""
        found = self._sessions(f"SELECT {_FIELDS} FROM web_session WHERE session_id = %s", (session_id,))
        return found[0] if found else None

    def on_device(self, device: str) -> list[Session]:
        """Every session of a device, the latest used first."""
        return self._sessions(
            f"SELECT {_FIELDS} FROM web_session WHERE device = %s ORDER BY seen_us DESC, session_id", (digest_of(device),)
        )

    def of_actor(self, board: str, actor: UUID) -> list[Session]:
        """Every session of an account, the latest used first."""
        return self._sessions(
            f"SELECT {_FIELDS} FROM web_session WHERE board = %s AND actor = %s ORDER BY seen_us DESC, session_id", (board, actor)
        )

    def seen(self, session_id: UUID, now_us: int) -> None:
        """Note that an open session is used."""
        self._execute(
            "UPDATE web_session SET seen_us = greatest(seen_us, %s) WHERE session_id = %s AND locked_us IS NULL",
            (now_us, session_id),
        )

    def lock(self, session_id: UUID, now_us: int) -> None:
        """Lock a session; one that is locked stays as it is."""
        self._execute("UPDATE web_session SET locked_us = coalesce(locked_us, %s) WHERE session_id = %s", (now_us, session_id))

    def unlock(self, session_id: UUID, now_us: int) -> str | None:
        """Unlock a session under another id, which is returned; None = it is over."""
        token = new_token()
        changed = self._execute(
            "UPDATE web_session SET digest = %s, locked_us = NULL, seen_us = greatest(seen_us, %s), wrong = 0"
            " WHERE session_id = %s",
            (digest_of(token), now_us, session_id),
        )
        return token if changed else None

    def end(self, session_id: UUID) -> bool:
        """End a session; whether it was there."""
        return self._execute("DELETE FROM web_session WHERE session_id = %s", (session_id,)) == 1

    def set_pin(self, session_id: UUID, pin: str) -> None:
        """Keep a code that unlocks this session."""
        salt = os.urandom(_SALT_BYTES)
        self._execute(
            "UPDATE web_session SET pin_salt = %s, pin_digest = %s WHERE session_id = %s", (salt, _derived(pin, salt), session_id)
        )

    def pin_is(self, session_id: UUID, pin: str) -> bool:
        """Whether this is the session's code."""
        with self._connection() as connection:
            row = connection.execute(
                "SELECT pin_salt, pin_digest FROM web_session WHERE session_id = %s AND pin_digest IS NOT NULL", (session_id,)
            ).fetchone()
        return row is not None and hmac.compare_digest(_derived(pin, bytes(row[0])), bytes(row[1]))

    def may_try(self, session_id: UUID) -> bool:
        """Count one try to unlock before it is judged, so that tries at the same time count too.

        After `MOST_WRONG` the session is over, and it is False.
        """
        self._execute("UPDATE web_session SET wrong = wrong + 1 WHERE session_id = %s", (session_id,))
        self._execute("DELETE FROM web_session WHERE session_id = %s AND wrong > %s", (session_id, MOST_WRONG))
        return self.of_id(session_id) is not None

    def sweep(self, *, begun_before_us: int, seen_before_us: int, log_ins_before_us: int) -> None:
        """Remove what nobody can use any more."""
        self._execute("DELETE FROM web_session WHERE begun_us < %s OR seen_us < %s", (begun_before_us, seen_before_us))
        self._execute("DELETE FROM web_log_in WHERE begun_us < %s", (log_ins_before_us,))

    def begin_log_in(self, provider: str, target: str, now_us: int) -> str:
        """Note that an identity provider is asked; what the browser keeps of it meanwhile."""
        token = new_token()
        self._execute(
            "INSERT INTO web_log_in (digest, provider, target, begun_us) VALUES (%s, %s, %s, %s)",
            (digest_of(token), provider, target, now_us),
        )
        return token

    def take_log_in(self, token: str) -> LogInUnderWay | None:
        """A log-in that is under way, once: whoever comes with the same again gets None."""
        with self._connection() as connection:
            row = connection.execute(
                "DELETE FROM web_log_in WHERE digest = %s RETURNING provider, target, begun_us", (digest_of(token),)
            ).fetchone()
        return None if row is None else LogInUnderWay(*row)

    def _sessions(self, query: str, values: tuple[Any, ...]) -> list[Session]:
        with self._connection() as connection, connection.cursor(row_factory=class_row(Session)) as cursor:
            return cursor.execute(query, values).fetchall()

    def _execute(self, query: str, values: tuple[Any, ...]) -> int:
        with self._connection() as connection:
            return connection.execute(query, values).rowcount

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._pool.check()
            raise UnavailableError("Sessionerna kan inte läsas just nu. Försök igen om en stund.") from error


def new_token() -> str:
    """A random id for a cookie: 256 bits."""
    return base64.urlsafe_b64encode(os.urandom(ID_BYTES)).decode().rstrip("=")


def digest_of(token: str) -> bytes:
    """What is stored of an id: whoever reads it cannot make the cookie."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def keyed(token: str, use: str) -> str:
    """Something that only who holds an id can tell, for one use: `csrf`, `state`, `nonce`, `verifier`."""
    digest = hmac.digest(token.encode(errors="replace"), f"aktspar/session/{use}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _derived(pin: str, salt: bytes) -> bytes:
    # 16 MiB, so that a copy of the database does not give the code away in an instant; it unlocks nothing without the server.
    return hashlib.scrypt(pin.encode(errors="replace"), salt=salt, n=2**14, r=8, p=1, maxmem=2**26, dklen=32)

"""Exchanging the key-encryption key (sv. *byte av huvudnyckel*): every data key is wrapped anew, nothing else is touched.

First the new key is durable beside the old; then the old one is retired, after which no process wraps anything under it; then
what it has wrapped is wrapped anew, a batch a transaction; and only when nothing is left does the new key take the file's place.
Whatever interrupts it, the same call takes it up where it was, and every data key can be opened all the while.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg_pool import ConnectionPool

from adapters.errors import CannotRunError
from adapters.key_store import LOCK_KEK, KeyEncryptionKey, next_file
from adapters.operations.durable import flush_folder, write_durably

BATCH = 500
Progress = Callable[[int, int], None]


class Rotated(NamedTuple):
    """The key that wraps now, and how many data keys this call wrapped anew."""

    kek: KeyEncryptionKey
    rewrapped: int


def rotate(pool: ConnectionPool, file: Path, progress: Progress = lambda done, total: None, *, batch: int = BATCH) -> Rotated:
    """Exchange the key in a file, or go on with an exchange that was interrupted.

    Args:
        file: Holds the key-encryption key; `<file>.next` holds the new one meanwhile.
        batch: Data keys a transaction, from 1.

    Raises:
        CannotRunError: The file cannot be read or written.
    """
    old, following = KeyEncryptionKey.from_file(file, create=False), next_file(file)
    new = KeyEncryptionKey.from_file(following, create=True)
    if new.kek_id == old.kek_id:
        # The last try ended between the exchange and the tidying.
        _remove(following)
        return Rotated(new, 0)
    with pool.connection() as connection:
        connection.execute(LOCK_KEK)
        connection.execute(
            "INSERT INTO retired_kek (kek_id, successor) VALUES (%s, %s) ON CONFLICT (kek_id) DO NOTHING",
            (old.kek_id, new.kek_id),
        )
    total, done = counts(pool).get(old.kek_id, 0), 0
    while rewrapped := _rewrap_some(pool, old, new, batch):
        done += rewrapped
        progress(done, total)
    write_durably(file, following.read_bytes())
    _remove(following)
    return Rotated(new, done)


def counts(pool: ConnectionPool) -> dict[str, int]:
    """How many data keys each key-encryption key wraps, by its id."""
    with pool.connection() as connection:
        return dict(connection.execute("SELECT kek_id, count(*) FROM data_key GROUP BY kek_id ORDER BY kek_id").fetchall())


def _rewrap_some(pool: ConnectionPool, old: KeyEncryptionKey, new: KeyEncryptionKey, batch: int) -> int:
    with pool.connection() as connection:
        # Locked, so that an erasure that destroys one of them meanwhile waits, and then destroys the new form.
        rows = connection.execute(
            "SELECT key_id, wrapped FROM data_key WHERE kek_id = %s LIMIT %s FOR UPDATE", (old.kek_id, batch)
        ).fetchall()
        _store(connection, [key_id for key_id, _ in rows], [new.wrap(old.unwrap(bytes(w), k)) for k, w in rows], new)
    return len(rows)


def _store(connection: psycopg.Connection, key_ids: list, wrapped: list[bytes], new: KeyEncryptionKey) -> None:
    connection.execute(
        "UPDATE data_key d SET wrapped = u.w, kek_id = %s FROM unnest(%s::uuid[], %s::bytea[]) AS u(k, w) WHERE d.key_id = u.k",
        (new.kek_id, key_ids, wrapped),
    )


def _remove(path: Path) -> None:
    try:
        path.unlink()
        flush_folder(path.parent)
    except OSError as error:
        raise CannotRunError(f"{path} kan inte tas bort: {error.strerror}.") from error

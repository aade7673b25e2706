"""The key-encryption key is exchanged while others make and open keys; whatever interrupts it, every key opens."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from adapters import kek_rotation
from adapters.key_store import KeyEncryptionKey, KeyStore, next_file
from adapters.postgres import migrations
from domain.base import RetentionClass
from domain.errors import CorruptLedgerError

CASE = RetentionClass.CASE


@pytest.fixture
def pool(cluster) -> ConnectionPool:
    """A key database of this test's own: a rotation is of a whole installation's keys."""
    name = f"keys_{uuid4().hex[:8]}"
    with cluster.admin("postgres") as admin:
        admin.execute(f"CREATE DATABASE {name}")
    conninfo = cluster.server.conninfo("aktspar_admin", name)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        migrations.apply(connection, "public", migrations.read_migrations("key_migrations"), label="keys", placeholders={})
    with ConnectionPool(conninfo, min_size=1, max_size=6, open=True) as opened:
        yield opened
    with cluster.admin("postgres") as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def file(tmp_path) -> Path:
    KeyEncryptionKey.from_file(tmp_path / "kek", create=True)
    return tmp_path / "kek"


def store(pool: ConnectionPool, file: Path) -> KeyStore:
    """As a process that has just started."""
    return KeyStore(pool, KeyEncryptionKey.from_file(file, create=False), "prov")


def made(keys: KeyStore, count: int) -> dict[UUID, bytes]:
    subjects = [uuid4() for _ in range(count)]
    found = keys.keys_for([(subject, CASE) for subject in subjects])
    return {subject: found[subject, str(CASE)].key for subject in subjects}


def require_all(keys: KeyStore, expected: dict[UUID, bytes]) -> None:
    found = keys.keys_for([(subject, CASE) for subject in expected])
    assert {subject: found[subject, str(CASE)].key for subject in expected} == expected


def test_every_key_opens_under_the_new_key_and_none_under_the_old(pool, file):
    expected = made(store(pool, file), 7)
    old = KeyEncryptionKey.from_file(file, create=False)
    rotated = kek_rotation.rotate(pool, file, batch=3)
    assert rotated.rewrapped == 7 and rotated.kek.kek_id != old.kek_id and not next_file(file).exists()
    assert kek_rotation.counts(pool) == {rotated.kek.kek_id: 7}
    require_all(store(pool, file), expected)
    with pytest.raises(CorruptLedgerError, match="another key-encryption key"):
        require_all(KeyStore(pool, KeyEncryptionKey(old.secret_for_escrow()), "prov"), expected)


def test_a_service_that_runs_on_opens_and_makes_keys_all_through_a_rotation(pool, file):
    running = store(pool, file)
    expected, stop, faults = made(running, 3), threading.Event(), []

    def work():
        try:
            while not stop.is_set():
                expected.update(made(running, 1))
        except Exception as error:
            faults.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(3):
            kek_rotation.rotate(pool, file, batch=2)
    finally:
        stop.set()
        worker.join()
    assert not faults
    expected.update(made(running, 1))
    require_all(running, expected)
    require_all(store(pool, file), expected)
    assert list(kek_rotation.counts(pool)) == [KeyEncryptionKey.from_file(file, create=False).kek_id]


def test_without_looking_whether_its_key_is_retired_a_service_leaves_keys_behind(pool, file, monkeypatch):
    """The control of the test before."""
    running = store(pool, file)
    made(running, 1)
    monkeypatch.setattr(KeyStore, "_follow_rotation", lambda self, connection: None)
    kek_rotation.rotate(pool, file)
    made(running, 1)
    assert len(kek_rotation.counts(pool)) == 2


@pytest.mark.parametrize("step", ["_rewrap_some", "write_durably", "_remove"])
def test_an_interrupted_rotation_leaves_every_key_open_and_goes_on(pool, file, monkeypatch, step):
    running = store(pool, file)
    expected = made(running, 7)
    whole, calls = getattr(kek_rotation, step), []

    def interrupted(*arguments):
        calls.append(arguments)
        if step != "_rewrap_some" or len(calls) == 2:
            raise KeyboardInterrupt
        return whole(*arguments)

    monkeypatch.setattr(kek_rotation, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        kek_rotation.rotate(pool, file, batch=3)
    monkeypatch.undo()
    require_all(store(pool, file), expected)
    expected.update(made(running, 1))
    kek_rotation.rotate(pool, file, batch=3)
    require_all(store(pool, file), expected)
    assert len(kek_rotation.counts(pool)) == 1 and not next_file(file).exists()

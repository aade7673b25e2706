"""One key a subject and retention class, durable before it is used, unreadable without the key-encryption key."""

from __future__ import annotations

import multiprocessing
import os
import stat
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from adapters import key_store
from adapters.errors import CannotRunError, UnavailableError
from adapters.key_store import KEY_BYTES, DataKey, KeyEncryptionKey, KeyStore
from adapters.postgres.boards import BoardStore
from domain.base import RetentionClass
from domain.errors import CorruptLedgerError
from tests.support.cluster import Cluster
from tests.support.ledger_commands import HANG_GUARD_SECONDS, at_once, note_command

CASE, STAFF = RetentionClass.CASE, RetentionClass.STAFF


@pytest.fixture
def slug() -> str:
    """A board's name that no other test uses; the key database needs no schema for it."""
    return f"k{uuid4().hex[:10]}"


@pytest.fixture
def store(cluster: Cluster, slug: str) -> KeyStore:
    return KeyStore(cluster.keys, cluster.kek, slug)


def another(cluster: Cluster, slug: str) -> KeyStore:
    """The same keys as another process sees them."""
    return KeyStore(cluster.keys, cluster.kek, slug)


def stored(cluster: Cluster, slug: str) -> list[tuple]:
    with cluster.admin("aktspar_keys") as admin:
        return admin.execute("SELECT key_id, subject, wrapped FROM data_key WHERE board = %s", (slug,)).fetchall()


# --- one key ------------------------------------------------------------------------------------------------------


def test_a_subject_has_one_key_a_retention_class_and_keeps_it(cluster: Cluster, store: KeyStore, slug: str) -> None:
    subject = uuid4()
    first = store.key_for(subject, CASE)
    assert len(first.key) == KEY_BYTES
    assert store.key_for(subject, CASE) == another(cluster, slug).key_for(subject, CASE) == first
    others = [store.key_for(subject, STAFF), store.key_for(uuid4(), CASE), another(cluster, "other").key_for(subject, CASE)]
    assert len({key.key for key in (first, *others)}) == len({key.key_id for key in (first, *others)}) == 4


def test_a_key_made_by_forty_threads_in_two_stores_is_one_key(cluster: Cluster, slug: str) -> None:
    subject, stores = uuid4(), [another(cluster, slug) for _ in range(2)]
    keys = at_once([partial(stores[n % 2].key_for, subject, CASE) for n in range(40)])
    assert len(set(keys)) == 1 and isinstance(keys[0], DataKey), keys
    assert len(stored(cluster, slug)) == 1


def test_many_keys_made_at_once_in_opposite_order_are_one_each(cluster: Cluster, slug: str) -> None:
    subjects = [(uuid4(), CASE) for _ in range(300)]
    stores = [another(cluster, slug) for _ in range(8)]
    orders = [subjects if n % 2 else subjects[::-1] for n in range(8)]
    answers = at_once([partial(store.keys_for, order) for store, order in zip(stores, orders, strict=True)])
    assert all(answer == answers[0] for answer in answers)
    assert len(stored(cluster, slug)) == 300 == len({key.key for key in answers[0].values()})


def test_known_and_new_keys_are_asked_for_together(cluster: Cluster, store: KeyStore, slug: str) -> None:
    old, new = (uuid4(), CASE), (uuid4(), CASE)
    known = store.key_for(*old)
    answer = another(cluster, slug).keys_for([old, new])
    assert answer[old] == known
    assert answer[new] == store.key_for(*new)


def _make_key(conninfo: str, kek: bytes, slug: str, subject: UUID, ready: object, answers: object) -> None:
    with ConnectionPool(conninfo, min_size=1, open=True) as pool:
        store = KeyStore(pool, KeyEncryptionKey(kek), slug)
        ready.wait(HANG_GUARD_SECONDS)
        answers.put(store.key_for(subject, CASE))


def test_a_key_made_by_four_processes_is_one_key(cluster: Cluster, slug: str) -> None:
    context = multiprocessing.get_context("spawn")
    ready, answers, subject, kek = context.Barrier(4), context.Queue(), uuid4(), os.urandom(32)
    arguments = (cluster.connections.keys, kek, slug, subject, ready, answers)
    processes = [context.Process(target=_make_key, args=arguments) for _ in range(4)]
    for process in processes:
        process.start()
    keys = [answers.get(timeout=HANG_GUARD_SECONDS) for _ in processes]
    for process in processes:
        process.join(HANG_GUARD_SECONDS)
    assert len(set(keys)) == 1
    assert len(stored(cluster, slug)) == 1


def test_a_key_is_durable_before_it_is_given_out(cluster: Cluster, store: KeyStore, slug: str) -> None:
    """Seen from another connection at once, and nothing that was promised lies in an open transaction."""
    given = store.key_for(uuid4(), CASE)
    assert [row[0] for row in stored(cluster, slug)] == [given.key_id]
    with psycopg.connect(cluster.connections.keys) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_the_stored_key_is_wrapped(cluster: Cluster, store: KeyStore, slug: str) -> None:
    given = store.key_for(uuid4(), CASE)
    ((_, _, wrapped),) = stored(cluster, slug)
    assert len(wrapped) == KEY_BYTES + 8 and given.key not in wrapped
    assert cluster.kek.unwrap(wrapped, given.key_id) == given.key


def test_keys_are_found_by_id_only_in_their_board(cluster: Cluster, store: KeyStore, slug: str) -> None:
    key = store.key_for(uuid4(), CASE)
    unknown = uuid4()
    assert another(cluster, slug).keys([key.key_id, unknown]) == {key.key_id: key.key}
    assert another(cluster, "other").keys([key.key_id]) == {}


def test_the_cache_forgets_the_oldest_and_reads_them_again(
    cluster: Cluster, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_store, "_CACHED_KEYS", 10)
    store, subjects = another(cluster, slug), [uuid4() for _ in range(30)]
    first = store.keys_for((subject, CASE) for subject in subjects)
    assert len(store._by_id) == len(store._by_subject) == 10
    assert store.keys_for((subject, CASE) for subject in subjects) == first
    assert store.keys(key.key_id for key in first.values()) == {key.key_id: key.key for key in first.values()}


# --- the wrong key, and damage ------------------------------------------------------------------------------------


def test_another_key_encryption_key_is_damage_that_names_the_data_key(cluster: Cluster, store: KeyStore, slug: str) -> None:
    subject = uuid4()
    key = store.key_for(subject, CASE)
    stranger = KeyStore(cluster.keys, KeyEncryptionKey(bytes(32)), slug)
    for ask in (partial(stranger.key_for, subject, CASE), partial(stranger.keys, [key.key_id])):
        with pytest.raises(CorruptLedgerError, match=str(key.key_id)):
            ask()
    assert len(stored(cluster, slug)) == 1


@pytest.mark.parametrize("change", [
    "wrapped = set_byte(wrapped, 0, get_byte(wrapped, 0) # 1)", "wrapped = ''", "wrapped = substr(wrapped, 1, 32)",
    "wrapped = wrapped || wrapped", "kek_id = 'another'",
])
def test_a_changed_key_is_damage(change: str, cluster: Cluster, store: KeyStore, slug: str) -> None:
    key = store.key_for(uuid4(), CASE)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute(f"UPDATE data_key SET {change} WHERE key_id = %s", (key.key_id,))
    with pytest.raises(CorruptLedgerError, match=str(key.key_id)):
        another(cluster, slug).keys([key.key_id])


def test_two_keys_swapped_in_the_database_open_nothing(cluster: Cluster, board: BoardStore) -> None:
    commands = [note_command(), note_command()]
    for command in commands:
        board.ledger.append(command)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute(
            "UPDATE data_key k SET wrapped = o.wrapped FROM data_key o WHERE k.board = %s AND o.board = %s"
            " AND k.subject <> o.subject", (board.slug, board.slug),
        )
    reopened = cluster.open_board(board.slug)
    for command in commands:
        with pytest.raises(CorruptLedgerError, match="the key is not the one"):
            reopened.ledger.stream(command.events[0].originator_id)


def test_a_destroyed_key_is_missing_and_the_rest_can_be_read(cluster: Cluster, board: BoardStore) -> None:
    gone, kept = note_command(), note_command()
    for command in (gone, kept):
        board.ledger.append(command)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("DELETE FROM data_key WHERE subject = %s", (gone.events[0].originator_id,))
    reopened = cluster.open_board(board.slug)
    with pytest.raises(CorruptLedgerError, match="is missing"):
        reopened.ledger.stream(gone.events[0].originator_id)
    assert len(reopened.ledger.stream(kept.events[0].originator_id)) == 1


def test_a_key_database_that_does_not_answer_is_a_refusal(cluster: Cluster, slug: str) -> None:
    with ConnectionPool(cluster.connections.keys, min_size=1, open=True) as pool:
        # All of its connections are there, so that none is made between the cut and the question.
        pool.wait()
        store = KeyStore(pool, cluster.kek, slug)
        store.key_for(uuid4(), CASE)
        with cluster.admin() as admin:
            admin.execute("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = 'aktspar_keys'")
        with pytest.raises(UnavailableError):
            store.key_for(uuid4(), CASE)
        store.key_for(uuid4(), CASE)
    cluster.keys.check()
    with pytest.raises(UnavailableError):
        store.key_for(uuid4(), CASE)


def test_keys_in_memory_are_used_no_longer_than_a_bound_after_the_key_database_last_answered(
    cluster: Cluster, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(key_store, "time", SimpleNamespace(monotonic=lambda: now[0]))
    closed = ConnectionPool(cluster.connections.keys, min_size=1, open=True)
    store = KeyStore(closed, cluster.kek, slug)
    store.limit(30)
    made = store.key_for(uuid4(), CASE)
    closed.close()
    for seconds in (0.0, 29.0, 30.0):
        now[0] = 1_000 + seconds
        assert store.keys([made.key_id]) == {made.key_id: made.key}, "control: within the bound it serves on"
    now[0] = 1_030.5
    for _ in range(2):
        with pytest.raises(UnavailableError, match="har inte svarat på 30 sekunder"):
            store.keys([made.key_id])
    now[0] = 1_002.0
    with pytest.raises(UnavailableError, match="Nyckeldatabasen svarar inte"):
        store.keys([made.key_id])


# --- the key-encryption key's file --------------------------------------------------------------------------------


@pytest.fixture
def open_umask() -> Iterator[None]:
    """The widest file mode that a user may have asked for."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_key_file_is_its_owner_s_alone(tmp_path: Path, open_umask: None) -> None:
    path = tmp_path / "keys" / "kek"
    made = KeyEncryptionKey.from_file(path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["kek"]
    assert KeyEncryptionKey.from_file(path, create=True).kek_id == made.kek_id


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    KeyEncryptionKey.from_file(path, create=True)
    before = (path.read_bytes(), path.stat().st_ino)
    for _ in range(3):
        KeyEncryptionKey.from_file(path, create=True)
    assert (path.read_bytes(), path.stat().st_ino) == before


def test_twenty_starts_at_once_make_one_key_file(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "kek"
    made = at_once([partial(KeyEncryptionKey.from_file, path, create=True) for _ in range(20)])
    assert len({each.kek_id for each in made}) == 1
    assert [each.name for each in path.parent.iterdir()] == ["kek"]


def test_what_an_interrupted_start_left_stands_in_no_one_s_way(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    (tmp_path / f"kek.{os.getpid()}").write_text("half")
    (tmp_path / "kek.abcdefgh").write_text("half")
    assert KeyEncryptionKey.from_file(path, create=True).kek_id == KeyEncryptionKey.from_file(path, create=False).kek_id


@pytest.mark.parametrize("content", [b"", b"\n", b"not base64!", b"QUJD\n", "åäö".encode(), b"\xff\xfe", b"A" * 44])
def test_a_damaged_key_file_is_named_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "kek"
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(CannotRunError):
            KeyEncryptionKey.from_file(path, create=create)
    assert path.read_bytes() == content


def test_a_missing_key_file_is_not_made_where_there_are_data_keys(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="återställ"):
        KeyEncryptionKey.from_file(tmp_path / "kek", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotRunError, match="kan inte skrivas"):
        KeyEncryptionKey.from_file(tmp_path / "file" / "kek", create=True)


@pytest.mark.parametrize("text", ["", "åäö", "AAAA", "*" * 44, "A" * 45])
def test_a_key_from_the_environment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotRunError):
        KeyEncryptionKey.from_text(text)


def test_the_name_of_a_key_tells_nothing_of_it() -> None:
    key = KeyEncryptionKey(bytes(range(32)))
    assert key.kek_id not in bytes(range(32)).hex() and len(key.kek_id) == 16
    assert KeyEncryptionKey(bytes(32)).kek_id != key.kek_id
    assert bytes(range(32)).hex() not in repr(key) + str(vars(DataKey))


def test_threads_that_ask_for_known_keys_do_not_wait_for_each_other(store: KeyStore) -> None:
    subject = uuid4()
    known, lock = store.key_for(subject, CASE), store._lock
    with lock:
        answers: list[DataKey] = []
        thread = threading.Thread(target=lambda: answers.append(store.key_for(subject, CASE)))
        thread.start()
        thread.join(HANG_GUARD_SECONDS)
    assert answers == [known]

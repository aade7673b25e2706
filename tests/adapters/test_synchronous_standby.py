"""What a synchronous standby has not confirmed is not signed: a tree that a failover could take back never goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.errors import UnavailableError
from adapters.postgres import checkpoint_store
from tests.support.auditing import Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command


@pytest.fixture(scope="module")
def own_cluster(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own: the setting is the whole server's."""
    with Cluster(short_dir / "standby") as cluster:
        yield cluster


def wait_for_standby(cluster: Cluster, names: str) -> None:
    """Set it, and go on when new connections have it."""
    with cluster.admin() as admin:
        admin.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        admin.execute("SELECT pg_reload_conf()")
        while admin.execute("SHOW synchronous_standby_names").fetchone() != (names,):
            pass


def test_nothing_is_signed_while_no_synchronous_standby_answers(
    own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_store, "_LONGEST_WAIT_MS", 300)
    audited = Audited(own_cluster, own_cluster.new_board(clock="real"), tmp_path / "audited")
    audited.ledger.append(note_command())
    assert audited.board.make_checkpoint().checkpoint.size == 1, "the control: without such a standby it is signed"
    audited.ledger.append(note_command())
    wait_for_standby(own_cluster, "elsewhere")
    try:
        with pytest.raises(UnavailableError, match="synkrona reserv har inte bekräftat"):
            audited.board.make_checkpoint()
        assert audited.board.checkpointer().last_signed().checkpoint.size == 1
        assert not list(audited.files.glob("2.checkpoint"))
        assert "2" not in (next(audited.memory.iterdir()).read_text().split("\n")[1])
    finally:
        wait_for_standby(own_cluster, "")
    assert audited.board.make_checkpoint().checkpoint.size == 2
    audited.close()


def test_the_wait_is_what_refuses(own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a size that is read without the wait would be signed."""
    monkeypatch.setattr(checkpoint_store.CheckpointStore, "settled_size", checkpoint_store.CheckpointStore.size)
    monkeypatch.setattr(checkpoint_store.CheckpointStore, "keep", lambda *_: None)
    audited = Audited(own_cluster, own_cluster.new_board(clock="real"), tmp_path / "unprotected")
    audited.ledger.append(note_command())
    wait_for_standby(own_cluster, "elsewhere")
    try:
        monkeypatch.setattr(checkpoint_store.CheckpointStore, "keep_tile_hashes", lambda *_: None)
        assert audited.board.make_checkpoint().checkpoint.size == 1
    finally:
        wait_for_standby(own_cluster, "")
    audited.close()

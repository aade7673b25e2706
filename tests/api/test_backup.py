"""Backups: whole or none, keys and records apart, to any moment, and never written over anything."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.embedded_server import EmbeddedServer
from adapters.operations import base_backup
from adapters.operations.backup_set import MANIFEST, backups
from adapters.operations.escrow import EscrowedKeys, seal
from adapters.operations.programs import admin
from api.backing_up import backing_up, places
from tests.api import records
from tests.api.installation import PASSPHRASES, copied, opened, run

TYPED = f"{PASSPHRASES[0]}\n{PASSPHRASES[1]}\n"


@pytest.fixture
def folder(short_dir: Path) -> Path:
    path = short_dir / "backup"
    path.mkdir()
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def prepared(short_dir: Path) -> Path:
    """An installation with one board, that nobody uses, and an escrow beside it."""
    folder = short_dir / "prepared-backup"
    folder.mkdir()
    path = folder / "data"
    with opened(path) as runtime:
        board = runtime.create_board("Provnämnden")
        records.fill(board)
        board.make_checkpoint()
        keys = EscrowedKeys(kek=runtime.kek.secret_for_escrow(), signer=(path / "keys" / "signer.pem").read_text())
        seal(folder / "escrow.json", keys, runtime.kek.kek_id, PASSPHRASES[:2], n=2**14)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data(prepared, folder) -> Path:
    """A copy of it."""
    for name in ("data", "escrow.json"):
        copied(prepared / name, folder / name)
    return folder / "data"


def restore(folder, name, *more):
    return run(
        "restore", folder / "copies", "--keys-dir", folder / "elsewhere", "--escrow", folder / "escrow.json", "--json",
        "--data", folder / name, *more, typed=TYPED,
    )


def back_up(folder, data, *more):
    return run("backup", folder / "copies", "--keys-dir", folder / "elsewhere", "--data", data, "--json", *more)


def test_the_records_copy_holds_no_data_key_and_the_keys_copy_no_key_to_open_them(folder, data):
    assert back_up(folder, data).status == 0
    with opened(data) as runtime, runtime.keys.connection() as connection:
        wrapped = [bytes(row[0]) for row in connection.execute("SELECT wrapped FROM data_key").fetchall()]
        kek = runtime.kek.secret_for_escrow()
    assert wrapped
    copied = {part: [p.read_bytes() for p in root.rglob("*") if p.is_file()] for part, root in _roots(folder).items()}
    assert not any(key in content for content in copied["records"] for key in wrapped)
    # The control: the keys' copy has each of them, in its files or its log.
    assert all(any(key in content for content in copied["keys"]) for key in wrapped)
    text = (data / "keys" / "kek").read_bytes().strip()
    assert not any(kek in content or text in content for part in copied.values() for content in part)


def _roots(folder):
    return {"records": folder / "copies", "keys": folder / "elsewhere"}


def test_a_backup_that_is_killed_is_no_backup_and_the_next_one_clears_it_away(folder, data, monkeypatch):
    assert back_up(folder, data).status == 0

    def killed(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(base_backup, "require_whole", killed)
    assert back_up(folder, data).status == 130
    monkeypatch.undo()
    part = folder / "copies" / "records"
    left = [path for path in part.iterdir() if path.name.startswith("2") and not (path / MANIFEST).exists()]
    assert len(left) == 1 and len(backups(part)) == 1
    assert back_up(folder, data).status == 0
    assert not left[0].exists() and len(backups(part)) == 2


def test_a_full_disk_leaves_no_backup_that_looks_whole(folder, data, monkeypatch):
    def full(*arguments, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(base_backup, "copy_durably", full)
    assert back_up(folder, data).status == 2
    assert backups(folder / "copies" / "records") == []
    assert restore(folder, "new").status == 2


@pytest.mark.parametrize("name", ["pgdata/PG_VERSION", "files/passwords.json", "pgdata/backup_manifest"])
def test_a_changed_byte_of_a_backup_is_found_before_anything_is_restored(folder, data, name):
    back_up(folder, data)
    [backup] = backups(folder / "copies" / "records")
    path = backup.folder / name
    path.write_bytes(path.read_bytes()[:-2] + b"\n\n")
    ran = restore(folder, "new")
    assert ran.status == 2 and not (folder / "new").exists()
    shutil.rmtree(folder / "new", ignore_errors=True)


def test_a_restore_never_writes_over_anything(folder, data):
    back_up(folder, data)
    before = sorted(str(path) for path in data.rglob("*"))
    ran = restore(folder, "data")
    assert ran.status == 2 and "är inte tom" in ran.stderr
    assert sorted(str(path) for path in data.rglob("*")) == before


def test_an_interrupted_restore_is_refused_by_every_command_and_begun_again_by_the_next(folder, data, monkeypatch):
    from api import restoring

    back_up(folder, data)

    def killed(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring.Restore, "_prove", killed)
    assert restore(folder, "new").status == 130
    monkeypatch.undo()
    ran = run("status", "--data", folder / "new")
    assert ran.status == 2 and "blev inte klar" in ran.stderr
    assert restore(folder, "new").status == 0
    assert run("status", "--data", folder / "new").status == 0


def test_wrong_custodians_restore_nothing(folder, data):
    back_up(folder, data)
    ran = run(
        "restore", folder / "copies", "--keys-dir", folder / "elsewhere", "--escrow", folder / "escrow.json",
        "--data", folder / "new", typed=f"{PASSPHRASES[0]}\nen annan människas fras\n",
    )
    assert ran.status == 2 and "två olika nyckelförvaltares" in ran.stderr and not (folder / "new").exists()


def test_a_board_comes_back_as_its_first_events_and_says_what_was_lost(folder, data):
    back_up(folder, data)
    with opened(data) as runtime:
        board = runtime.board()
        first = board.ledger.size()
        records.open_twin(board)
        middle = datetime.now(UTC)
        second = board.ledger.size()
        records.record_one_more(board)
        board.make_checkpoint()
        hashes = [leaf.leaf_hash for leaf in board.leaves(0, 100)]
    assert back_up(folder, data, "--log-only").status == 0
    for wanted, size in ((("--to-size", first + 1), second), (("--to-time", middle.isoformat()), second)):
        name = wanted[0].strip("-")
        ran = restore(folder, name, *wanted)
        assert ran.status == 0, ran.stderr
        [told] = ran.document["boards"]
        log = (folder / name / "server" / "server.log").read_text("utf-8")
        assert told["ledgers"][0]["size"] == size and told["lost"][0]["signed_size"] == len(hashes), (wanted, told, log)
        with opened(folder / name) as runtime:
            assert [leaf.leaf_hash for leaf in runtime.board().leaves(0, size)] == hashes[:size]
        assert run("verify", "--data", folder / name).status == 0
    ran = restore(folder, "more", "--to-size", len(hashes) + 1)
    assert ran.status == 2 and f"ange --to-size 0 till {len(hashes)}" in ran.stderr


def test_a_long_log_is_applied_to_its_target_before_anybody_is_let_in(folder, data):
    back_up(folder, data)
    with EmbeddedServer(data) as server, admin(server) as connection:
        connection.execute("CREATE TABLE filling AS SELECT repeat('x', 500) AS text FROM generate_series(1, 200000)")
    with opened(data) as runtime:
        board = runtime.board()
        size = board.ledger.size()
        records.record_one_more(board)
        board.make_checkpoint()
    assert back_up(folder, data, "--log-only").status == 0
    ran = restore(folder, "new", "--to-size", size)
    assert ran.status == 0, ran.stderr
    [told] = ran.document["boards"]
    assert (told["ledgers"][0]["size"], told["lost"][0]["signed_size"]) == (size, size + 1)


def test_old_copies_of_keys_are_removed_and_the_records_are_kept(folder, data):
    now = datetime.now(UTC)
    where = places(folder / "copies", folder / "elsewhere", records_only=False, keys_only=False)
    for days in (40, 30, 0):
        when = now - timedelta(days=days)
        with opened(data) as runtime, backing_up(runtime, where, keep_keys_days=30, now=lambda when=when: when) as taking:
            taking.take()
    assert len(backups(folder / "copies" / "records")) == 3
    assert len(backups(folder / "elsewhere" / "keys")) == 2
    assert restore(folder, "new").status == 0


def test_options_that_contradict_each_other_are_refused(folder, data):
    assert "tar ut varandra" in back_up(folder, data, "--records-only", "--keys-only").stderr
    assert "inte --log-only också" in back_up(folder, data, "--stream", "--log-only").stderr
    assert "tar ut varandra" in restore(folder, "new", "--to-size", 1, "--to-time", "2026-01-01").stderr
    assert restore(folder, "new", "--to-time", "i går").status == 2


def test_a_server_that_others_run_is_refused_with_what_its_own_backup_must_do(folder, data, monkeypatch):
    with opened(data) as runtime:
        from adapters.errors import CannotRunError
        from adapters.settings import Settings
        from api.backing_up import require_embedded

        runtime.settings = Settings(AKTSPAR_DATA=data, DATABASE_URL="postgresql://x", AKTSPAR_KEYS_URL="postgresql://y")
        with pytest.raises(CannotRunError, match="båda databaserna med baskopia och löpande logg"):
            require_embedded(runtime)

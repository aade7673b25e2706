"""The command line as a process of its own, on a data directory of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from adapters.accounts import Role
from tests.support.ledger_commands import HANG_GUARD_SECONDS

ROOT = Path(__file__).parents[2]


def environment(data: Path) -> dict[str, str]:
    """What a command needs to find itself, and nothing of the tester's own settings."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("AKTSPAR_", "DATABASE_URL"))}
    return mine | {"AKTSPAR_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "api.main", *arguments], env=environment(data), cwd="/", capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=HANG_GUARD_SECONDS, check=False,
    )


def start(data: Path, *arguments: str, **streams: int) -> subprocess.Popen[str]:
    """One command, running."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(
        [sys.executable, "-m", "api.main", *arguments], env=environment(data), cwd="/", text=True, stdin=subprocess.DEVNULL,
        **streams,
    )


@pytest.fixture(scope="module")
def data(short_dir: Path) -> Path:
    """A data directory that is used by every test here."""
    return short_dir / "shell"


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_fresh_data_directory_has_no_board_and_says_how_to_get_one(data):
    status, cases = run(data, "status", "--json"), run(data, "case", "list", "--json")
    assert (status.returncode, status.stderr) == (0, "")
    assert json.loads(status.stdout)["boards"] == []
    assert cases.returncode == 2 and "import --create" in json.loads(cases.stdout)["detail"]
    assert not (data / "server" / "pgdata" / "postmaster.pid").exists(), "what a command starts it stops"


def test_a_running_service_answers_and_stops_when_told_to_leaving_nothing_running(data):
    process = start(data, "serve", "--port", "0", "--json")
    try:
        address = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")["address"]
        assert httpx2.get(f"{address}healthz", timeout=HANG_GUARD_SECONDS).text == "ok\n"
        assert "Aktspår" in httpx2.get(address, timeout=HANG_GUARD_SECONDS).text
        # Another command joins the server that the service has started.
        assert run(data, "status").returncode == 0
        assert (data / "server" / "pgdata" / "postmaster.pid").exists()
    finally:
        process.send_signal(signal.SIGTERM)
        stdout, stderr = process.communicate(timeout=HANG_GUARD_SECONDS)
    assert (process.returncode, stdout) == (0, "")
    assert "account add" in stderr and "Traceback" not in stderr and stderr.endswith("Aktspår är stoppat.\n")
    assert not (data / "server" / "pgdata" / "postmaster.pid").exists()


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_one_sentence_and_nothing_is_started(short_dir, taken_port, command):
    unused = short_dir / "unused"
    ran = run(unused, command, "--port", str(taken_port))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Porten {taken_port} är upptagen" in ran.stderr and ran.stderr.count("\n") == 1
    assert not unused.exists()


def test_a_host_that_is_not_ours_is_one_sentence(short_dir):
    ran = run(short_dir / "unused", "serve", "--host", "192.0.2.1", "--json")
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1
    assert "192.0.2.1" in json.loads(ran.stdout)["detail"]


@pytest.mark.parametrize("arguments", [["status"], ["--help"]])
def test_a_reader_that_goes_away_is_no_error(data, arguments):
    ours, theirs = os.pipe()
    os.close(ours)
    process = start(data, *arguments, stdout=theirs)
    os.close(theirs)
    assert process.communicate(timeout=HANG_GUARD_SECONDS)[1] == ""
    assert process.returncode == 0


def test_a_data_directory_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    ran = run(tmp_path / "file", "status", "--json")
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1 and "Traceback" not in ran.stderr
    assert json.loads(ran.stdout)["type"] == "urn:aktspar:problem:cannot-run"


def test_the_demo_loads_once_lies_in_a_folder_of_its_own_and_is_marked_as_simulated(data):
    first, second = run(data, "demo", "--no-serve", "--json"), run(data, "demo", "--no-serve", "--json")
    assert first.returncode == second.returncode == 0
    document = json.loads(first.stdout)
    assert document == json.loads(second.stdout)
    assert (document["address"], document["data"], document["simulated"]) == (None, str(data / "demo"), True)
    assert {each["role"] for each in document["accounts"]} == set(Role)
    assert json.loads(run(data, "status", "--json").stdout)["boards"] == [], "the demo is never a default"
    shown = run(data / "demo", "timeline", document["case_to_look_at"], "--known-at", "2026-08-12")
    assert shown.returncode == 0 and "SIMULERAD" in shown.stdout


def test_the_demo_serves_with_the_log_ins_that_it_prints(data):
    process = start(data, "demo", "--port", "0", "--json")
    try:
        document = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        for account in document["accounts"]:
            answer = httpx2.get(
                f"{document['address']}api/v1/units", auth=(account["name"], account["password"]),
                timeout=HANG_GUARD_SECONDS,
            )
            assert (answer.status_code, answer.json()["simulated"]) == (200, True)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=HANG_GUARD_SECONDS)
    assert process.returncode == 0


def test_a_service_signs_checkpoints_by_itself_and_a_worker_waits_for_its_turn(data):
    process = start(data, "demo", "--port", "0", "--json")
    try:
        document = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        address = f"{document['address']}tlog/{document['board']}/ledger/1/checkpoint"
        while (answer := httpx2.get(address, timeout=HANG_GUARD_SECONDS)).status_code == 404:
            assert process.poll() is None
        assert answer.status_code == 200 and answer.text.split("\n")[1] == str(document["size"])
        refused = run(data / "demo", "worker", "--once")
        assert refused.returncode == 2 and "En annan arbetare" in refused.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=HANG_GUARD_SECONDS)
    assert process.returncode == 0 and "Traceback" not in stderr
    events = [json.loads(line)["event"] for line in stderr.splitlines() if line.startswith("{")]
    assert "worker_stopped" in events and "job_failed" not in events


def test_a_service_that_is_told_so_leaves_the_recurring_to_a_worker(data):
    process = start(data, "serve", "--no-worker", "--port", "0", "--json")
    try:
        assert "address" in "".join(iter(process.stdout.readline, "}\n"))
        assert run(data, "worker", "--once").returncode == 0
    finally:
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=HANG_GUARD_SECONDS)
    assert process.returncode == 0 and "worker" not in stderr

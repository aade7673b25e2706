"""The restore drill: a machine is lost, and another takes its place by what stands in the runbook, word for word."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
from pathlib import Path
from string import Template

import psycopg
import pytest

from adapters.embedded.postmaster import running_postmaster, wait_until_gone
from adapters.signing import verify_ed25519
from api.backing_up import backing_up, places
from domain.approval.codes import ApprovalKind
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.receipt import verify_receipt
from tests.api import records
from tests.api.installation import PASSPHRASES, opened, run
from tests.support.examples import CASE
from tests.support.granted import grant
from tests.support.ledger_commands import HANG_GUARD_SECONDS

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbook.md"


def drill_commands() -> list[str]:
    """The commands of the runbook's drill, as they stand there."""
    [block] = re.findall(r"^```drill\n(.*?)^```$", RUNBOOK.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return block.splitlines()


def carry_out(command: str, **names: Path) -> list[str]:
    """What a person types, with the folders' names put in."""
    program, *words = shlex.split(command)
    assert program == "./aktspar"
    return [Template(word).substitute({name: str(path) for name, path in names.items()}) for word in words]


def lose_power(data_dir: Path) -> None:
    """Every process of both servers dies at once, and the machine's files are gone."""
    for server_dir in (data_dir, data_dir / "keyserver"):
        postmaster = running_postmaster(server_dir / "server" / "pgdata")
        assert postmaster is not None
        os.kill(postmaster.pid, signal.SIGKILL)
        assert wait_until_gone(postmaster.pid, timeout_seconds=HANG_GUARD_SECONDS)
    shutil.rmtree(data_dir)


def escrow(data_dir: Path, file: Path) -> None:
    """Two people let the keys out, three custodians seal them."""
    refused = run("keys", "escrow", "-o", file, "--data", data_dir, typed="\n".join(PASSPHRASES))
    assert refused.status == 2 and "kräver två personer" in refused.stderr and not file.exists()
    with opened(data_dir) as runtime:
        grant(runtime.board(), ApprovalKind.KEY_EXPORT, "keys escrow")
    assert run("keys", "escrow", "-o", file, "--data", data_dir, typed="\n".join(PASSPHRASES)).status == 0


@pytest.fixture
def folder(short_dir: Path) -> Path:
    path = short_dir / "drill"
    path.mkdir()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_a_lost_machine_comes_back_with_every_acknowledged_event_by_the_runbook_alone(folder):
    data, copies, key_copies, escrowed = folder / "data", folder / "copies", folder / "elsewhere", folder / "escrow.json"
    with opened(data) as runtime:
        records.fill(runtime.create_board("Provnämnden"))
    escrow(data, escrowed)
    assert run("backup", copies, "--keys-dir", key_copies, "--data", data).status == 0
    old = _work_since_and_lose_the_machine(data, copies, key_copies)

    for command in drill_commands():
        words = carry_out(command, KOPIOR=copies, NYCKELKOPIOR=key_copies, DEPOSITION=escrowed, DATA=data)
        ran = run(*words, typed=f"{PASSPHRASES[2]}\n{PASSPHRASES[0]}\n")
        assert ran.status == 0, ran.stderr

    with opened(data) as runtime:
        board = runtime.board()
        assert [leaf.leaf_hash for leaf in board.leaves(0, 100)][: len(old["leaves"])] == old["leaves"]
        assert board.ledger.stream(old["twin"])[0].event.client_name == "Egon Påhittad"
        [leaf] = board.leaves(3, 1)
        position, checkpoint = verify_receipt(
            old["receipt"], ledger_leaf_hash(leaf.position, leaf.recorded_us, leaf.header), old["vkey"], verify_ed25519
        )
        assert position == 3 and checkpoint.size == len(old["leaves"])
        assert board.store.head("access").size > old["access_size"]
        assert board.store.incarnations["ledger"].current.number == 2
        told = [each.event for each in board.store.access.read(0, 1_000) if getattr(each.event, "action", None) == "restore"]
        assert [each.purpose_reason for each in told] == ["Två nyckelförvaltare öppnade depositionen."]
    assert run("timeline", CASE, "--data", data).status == 0


def _work_since_and_lose_the_machine(data, copies, key_copies):
    """A day's work after the base backup, with new cases and so new keys, while the log is received; then no machine."""
    where = places(copies, key_copies, records_only=False, keys_only=False)
    with pytest.raises((psycopg.Error, OSError)), opened(data) as runtime:
        board = runtime.board()
        with backing_up(runtime, where, keep_keys_days=30) as backups, backups.streaming():
            twin = records.open_twin(board)
            records.record_one_more(board)
            assert run("timeline", CASE, "--data", data).status == 0
            receipt, _ = board.receipt(3)
            old = {
                "twin": twin, "receipt": receipt, "vkey": board.checkpointer().vkey,
                "leaves": [leaf.leaf_hash for leaf in board.leaves(0, 100)], "access_size": board.store.head("access").size,
            }
            backups.catch_up()
            lose_power(data)
            raise OSError("no machine")
    return old


def test_without_the_log_since_the_base_backup_what_came_after_is_missing(folder):
    """The control: the drill's proof is of the log, not of the base backup alone."""
    data, copies, key_copies, escrowed = folder / "data", folder / "copies", folder / "elsewhere", folder / "escrow.json"
    with opened(data) as runtime:
        records.fill(runtime.create_board("Provnämnden"))
    escrow(data, escrowed)
    run("backup", copies, "--keys-dir", key_copies, "--data", data)
    with opened(data) as runtime:
        twin = records.open_twin(runtime.board())
    shutil.rmtree(data)
    ran = run(
        "restore", copies, "--keys-dir", key_copies, "--escrow", escrowed, "--data", data, "--json",
        typed=f"{PASSPHRASES[0]}\n{PASSPHRASES[1]}\n",
    )
    assert ran.status == 0, ran.stderr
    with opened(data) as runtime:
        board = runtime.board()
        assert board.stream_version(twin, board.ledger.size()) == 0
        # And the event that tells of the restore.
        assert board.ledger.size() == ran.document["boards"][0]["ledgers"][0]["size"] + 1

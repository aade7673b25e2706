"""`aktspar keys` on the command line: how keys stand, exchanged, and back from the escrow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from adapters.operations.escrow import EscrowedKeys, seal
from tests.api import records
from tests.api.installation import PASSPHRASES, opened, run
from tests.support.examples import CASE

TYPED = f"{PASSPHRASES[1]}\n{PASSPHRASES[0]}\n"


@pytest.fixture
def data(short_dir: Path) -> Path:
    path = short_dir / "keyed"
    with opened(path) as runtime:
        records.fill(runtime.create_board("Provnämnden"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def put_in_escrow(data, file):
    with opened(data) as runtime:
        keys = EscrowedKeys(kek=runtime.kek.secret_for_escrow(), signer=None)
        seal(file, keys, runtime.kek.kek_id, PASSPHRASES[:2], n=2**14)


def test_a_key_is_exchanged_put_in_escrow_lost_and_recovered(data, tmp_path):
    put_in_escrow(data, tmp_path / "old.json")
    before = run("keys", "status", "--data", data, "--json").document
    rotated = run("keys", "rotate", "--data", data, "--json")
    assert rotated.status == 0 and rotated.document["kek_id"] != before["kek_id"]
    assert rotated.document["rewrapped"] == sum(before["data_keys"].values())
    checked = run("keys", "check", tmp_path / "old.json", "--data", data, "--json", typed=TYPED)
    assert checked.document == {"kek_id": before["kek_id"], "is_current": False}
    put_in_escrow(data, tmp_path / "new.json")
    refused = run("keys", "recover", tmp_path / "new.json", "--data", data, typed=TYPED)
    assert refused.status == 2 and "skrivs inte över" in refused.stderr
    (data / "keys" / "kek").unlink()
    assert run("timeline", CASE, "--data", data).status == 2
    assert run("keys", "recover", tmp_path / "new.json", "--data", data, typed=TYPED).status == 0
    assert run("timeline", CASE, "--data", data).status == 0


def test_a_key_in_the_environment_is_exchanged_by_whoever_put_it_there(data, monkeypatch):
    monkeypatch.setenv("AKTSPAR_KEK", (data / "keys" / "kek").read_text().strip())
    ran = run("keys", "rotate", "--data", data)
    assert ran.status == 2 and "AKTSPAR_KEK, som bara ni kan byta" in ran.stderr

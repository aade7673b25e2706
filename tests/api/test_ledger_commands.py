"""`status`, `checkpoint`, `receipt`, `verify` and `migrate` on the command line."""

from __future__ import annotations

import base64
import inspect
import re

import pytest

from adapters import ledger_proofs
from adapters.postgres import verification, verification_rows
from adapters.signing import verify_ed25519
from api.commands.verify import SWEDISH
from domain.ledger.checkpoint import open_checkpoint
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.receipt import verify_receipt
from tests.api import records
from tests.api.conftest import new_board


def test_status_tells_sizes_clock_checkpoint_and_lag(aktspar, board):
    [before] = aktspar("status", "--json").document["boards"]
    assert (before["board"], before["size"]) == (board.slug, records.SIZE)
    assert (before["clock"], before["simulated"]) == ("simulated", True)
    assert (before["last_checkpoint"], before["view_lag"], before["access_size"]) == (None, records.SIZE, 0)
    aktspar("checkpoint")
    aktspar("case", "list")
    [after] = aktspar("status", "--json").document["boards"]
    assert (after["last_checkpoint"], after["view_lag"], after["access_size"]) == (records.SIZE, 0, 1)


def test_status_tells_the_server_and_that_there_is_no_board(aktspar, runtime):
    document = aktspar("status", "--json").document
    assert document["boards"] == [] and document["server"] == "embedded"
    assert int(document["server_version"].split(".")[0]) >= 15
    assert "ingen nämnd" in aktspar("status").stdout


def test_a_checkpoint_is_signed_text_that_opens_with_the_key_beside_it(aktspar, board):
    document = aktspar("checkpoint", "--json").document
    opened = open_checkpoint(document["checkpoint"], document["verifier_key"], verify_ed25519)
    assert (opened.size, opened.origin, base64.b64encode(opened.root).decode()) == (
        records.SIZE, document["origin"], document["root"],
    )
    assert aktspar("checkpoint").stdout == document["checkpoint"]
    assert aktspar("checkpoint", "--ledger", "access", "--json").document["size"] == 0


def test_a_receipt_proves_an_event_offline(aktspar, board):
    document = aktspar("receipt", "5", "--json").document
    vkey = aktspar("checkpoint", "--json").document["verifier_key"]
    [leaf] = board.leaves(5, 1)
    proven = verify_receipt(
        document["receipt"], ledger_leaf_hash(leaf.position, leaf.recorded_us, leaf.header), vkey, verify_ed25519
    )
    assert (proven[0], proven[1].size) == (document["position"], document["size"]) == (5, records.SIZE)
    assert aktspar("receipt", "5").stdout == document["receipt"]


def test_a_position_that_does_not_exist_has_no_receipt(aktspar, board):
    ran = aktspar("receipt", records.SIZE, "--json")
    assert (ran.status, ran.document["status"]) == (2, 422)


def test_an_untouched_board_verifies(aktspar, board, tmp_path):
    kept = tmp_path / "kept.checkpoint"
    kept.write_text(aktspar("checkpoint").stdout)
    records.record_one_more(board)
    ran = aktspar("verify", "--checkpoint", kept, "--json")
    assert (ran.status, ran.document["ok"], ran.document["simulated"]) == (0, True, True)
    assert [(each["ledger"], each["size"]) for each in ran.document["ledgers"]] == [("ledger", records.SIZE + 1), ("access", 0)]
    assert "Allt stämmer." in aktspar("verify").stdout


def test_a_changed_header_is_named_by_position_and_kind(aktspar, board, api_cluster):
    aktspar("checkpoint")
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_event SET recorded_us = recorded_us + 1 WHERE position = 3")
    ran = aktspar("verify", "--json")
    assert ran.status == 1 and ran.document["ok"] is False
    ledger, access = ran.document["ledgers"]
    assert {(fault["position"], fault["kind"]) for fault in ledger["faults"]} == {(3, "leaf"), (None, "root")}
    assert access["faults"] == []
    text = aktspar("verify").stdout
    assert "position 3: leaf:" in text and "Något är ändrat" in text


def test_the_last_events_removed_are_missed_by_a_checkpoint_that_somebody_kept(aktspar, board, api_cluster, tmp_path):
    kept = tmp_path / "kept.checkpoint"
    kept.write_text(aktspar("checkpoint").stdout)
    with api_cluster.admin() as admin:
        for table in ("ledger_event", "ledger_payload"):
            admin.execute(f"DELETE FROM {board.store.schema}.{table} WHERE position >= 5")
        admin.execute(f"UPDATE {board.store.schema}.ledger_head SET size = 5")
        admin.execute(f"DELETE FROM {board.store.schema}.ledger_checkpoint")
        admin.execute(f"DELETE FROM {board.store.schema}.ledger_published")
    for folder in (tmp_path / "checkpoints" / board.slug / "ledger", tmp_path / "keys" / "signer.high-water"):
        for file in folder.iterdir():
            file.unlink()
    assert aktspar("verify", "--json").status == 0
    ran = aktspar("verify", "--checkpoint", kept, "--json")
    assert ran.status == 1
    assert [fault["kind"] for fault in ran.document["ledgers"][0]["faults"]] == ["truncated"]


def test_a_checkpoint_that_our_key_did_not_sign_is_a_fault(aktspar, board, tmp_path):
    forged = tmp_path / "forged.checkpoint"
    forged.write_text(aktspar("checkpoint").stdout.replace(f"\n{records.SIZE}\n", f"\n{records.SIZE - 1}\n"))
    ran = aktspar("verify", "--checkpoint", forged, "--json")
    assert ran.status == 1
    assert [fault["kind"] for fault in ran.document["ledgers"][0]["faults"]] == ["checkpoint"]


def test_a_checkpoint_of_the_access_log_is_compared_with_the_access_log(aktspar, board, tmp_path):
    aktspar("case", "list")
    kept = tmp_path / "access.checkpoint"
    kept.write_text(aktspar("checkpoint", "--ledger", "access").stdout)
    assert aktspar("verify", "--checkpoint", kept, "--json").status == 0


def test_a_checkpoint_file_that_cannot_be_read_is_refused(aktspar, board, tmp_path):
    ran = aktspar("verify", "--checkpoint", tmp_path / "none", "--json")
    assert (ran.status, ran.document["status"]) == (2, 503)


def test_making_a_checkpoint_of_a_ledger_that_has_shrunk_is_not_in_order(aktspar, board, api_cluster):
    aktspar("checkpoint")
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_head SET size = 5")
    ran = aktspar("checkpoint", "--json")
    assert (ran.status, ran.document["status"]) == (1, 500)
    assert "7 have been signed" in ran.document["damage"]


def test_reading_a_damaged_record_shows_nothing_of_it(aktspar, board, api_cluster):
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_payload SET payload = payload || '\\x00' WHERE position = 5")
    ran = aktspar("timeline", records.CASE, "--json")
    assert (ran.status, ran.document["type"]) == (1, "urn:aktspar:problem:damaged")
    assert records.SECRET not in ran.stdout + ran.stderr


@pytest.mark.parametrize("wanted", [None, "named"])
def test_migrating_again_changes_nothing_and_names_the_boards(aktspar, board, wanted):
    ran = aktspar("migrate", "--json", *([] if wanted is None else ["--board", board.slug]))
    assert (ran.status, ran.document) == (0, {"boards": [board.slug]})


def test_migrating_a_board_that_does_not_exist_makes_none(aktspar, runtime):
    before = new_board(runtime).slug
    assert aktspar("migrate", "--board", "felstavad", "--json").status == 2
    assert runtime.boards() == [before]


def test_every_kind_of_fault_has_swedish_words():
    source = inspect.getsource(verification) + inspect.getsource(verification_rows) + inspect.getsource(ledger_proofs)
    kinds = set(re.findall(r'LedgerFault\([^"]*"(\w+)"', source)) | set(re.findall(r'yield "(\w+)", ', source))
    assert kinds == SWEDISH.keys()

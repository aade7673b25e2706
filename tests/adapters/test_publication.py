"""Checkpoints that others have signed too: what goes out and when, and what a witness finds that we could hide from ourselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.signing import verify_ed25519
from adapters.witness import WitnessServer
from api.main import OpenBoard
from domain.errors import CorruptLedgerError
from domain.ledger.checkpoint import parse_note
from domain.ledger.cosignature import with_signatures
from tests.support.auditing import REHASH, Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command
from tests.support.witnesses import running_witness, write_policy

SET_BACK = (
    "DELETE FROM {event} WHERE position >= 7", "DELETE FROM {payload} WHERE position >= 7", "UPDATE {head} SET size = 7",
    "DELETE FROM {checkpoint}", "DELETE FROM {published}",
)


@pytest.fixture
def audited(cluster: Cluster, tmp_path: Path) -> Iterator[Audited]:
    """Twelve events, none signed."""
    audited = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "audited")
    for _ in range(12):
        audited.ledger.append(note_command())
    yield audited
    audited.close()


@pytest.fixture
def witness(audited: Audited, tmp_path: Path) -> Iterator[WitnessServer]:
    vkeys = [audited.board.checkpointer(name).vkey for name in ("ledger", "access")]
    with running_witness(tmp_path / "witness", *vkeys) as server:
        yield server


@pytest.fixture
def board(audited: Audited, witness: WitnessServer, tmp_path: Path) -> OpenBoard:
    """The audited board, which asks the witness."""
    return OpenBoard(audited.store, audited.signer, audited.folder, write_policy(tmp_path / "policy", witness))


def forget_everything(audited: Audited) -> None:
    """What an administrator of the whole machine can remove: files, and the signer's memory."""
    for folder in (audited.files, audited.memory):
        shutil.rmtree(folder)


def test_a_checkpoint_goes_out_with_the_witness_s_signature(board: OpenBoard, audited: Audited) -> None:
    made = board.publish_checkpoint()
    assert (made.published, made.changed, made.witnesses, made.refusals) == (True, True, ("W0",), ())
    assert len(parse_note(made.signed.note).signatures) == 2
    assert board.last_checkpoint() == made.signed
    again = board.publish_checkpoint()
    assert (again.published, again.changed, again.signed) == (True, False, made.signed)
    for more in (1, 5, 300):
        audited.ledger.append(note_command(count=more))
        assert board.publish_checkpoint().published
    assert board.verify().faults == []


def test_the_access_log_is_witnessed_in_the_same_way(board: OpenBoard) -> None:
    assert board.publish_checkpoint("access").witnesses == ("W0",)


def test_an_idle_ledger_is_renewed_by_its_witnesses(board: OpenBoard, witness: WitnessServer) -> None:
    first = board.publish_checkpoint()
    witness.witness._clock = lambda: 4_000_000_000.0
    renewed = board.publish_checkpoint(renew=True)
    assert renewed.changed and renewed.signed.checkpoint == first.signed.checkpoint
    assert renewed.signed.note != first.signed.note
    assert len(parse_note(renewed.signed.note).signatures) == 2, "the later time takes the earlier one's place"


def test_without_the_quorum_nothing_goes_out(board: OpenBoard, audited: Audited, witness: WitnessServer, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    alone = policy.read_text()
    policy.write_text(alone.replace(witness.url, "http://127.0.0.1:1"))
    made = board.publish_checkpoint()
    assert (made.published, [(each.name, each.reason) for each in made.refusals]) == (False, [("W0", "unreachable")])
    assert board.last_checkpoint() is None and board.witnessed_checkpoint(1) is None
    assert board.proof().receipt_if_covered(3) is None
    policy.write_text(alone)
    assert board.publish_checkpoint().published
    assert board.witnessed_checkpoint(1).size == 12


def test_one_of_two_witnesses_is_enough_where_the_policy_says_any(
    audited: Audited, witness: WitnessServer, tmp_path: Path
) -> None:
    with running_witness(tmp_path / "stranger", name="w.example/2") as second:
        policy = write_policy(tmp_path / "policy", witness, second, needed="any")
        made = OpenBoard(audited.store, audited.signer, audited.folder, policy).publish_checkpoint()
        assert made.published and made.witnesses == ("W0",)
        assert [(each.name, each.status, each.reason) for each in made.refusals] == [("W1", 404, "unknown_log")]
        policy = write_policy(policy, witness, second, needed="all")
        audited.ledger.append(note_command())
        assert not OpenBoard(audited.store, audited.signer, audited.folder, policy).publish_checkpoint().published


def test_the_first_witnessed_checkpoint_of_a_size_stays_the_first(board: OpenBoard, audited: Audited) -> None:
    assert board.witnessed_checkpoint(1) is None
    first = board.publish_checkpoint().signed.checkpoint
    audited.ledger.append(note_command())
    board.publish_checkpoint()
    for size in (0, 1, 12):
        assert board.witnessed_checkpoint(size) == (first.origin, 12, first.root.hex())
    assert board.witnessed_checkpoint(13).size == 13
    assert board.witnessed_checkpoint(14) is None


def test_a_signature_that_is_not_the_witness_s_counts_for_nothing(
    board: OpenBoard, audited: Audited, witness: WitnessServer
) -> None:
    """A superuser writes what he wants in the table of what went out."""
    signed = board.make_checkpoint()
    forged = audited.signer.cosign(signed.checkpoint.body(), witness.witness.name, 1)
    audited.tamper(f"INSERT INTO {{published}} VALUES (12, 1, '{with_signatures(signed.note, [forged])}', 1, '{signed.note}')")
    assert board.witnessed_checkpoint(1) is None, "its key id is another key's"


# --- what an administrator with everything can do, and who finds it --------------------------------------------------


def test_the_last_five_events_removed_are_found_by_the_witness(board: OpenBoard, audited: Audited) -> None:
    board.publish_checkpoint()
    audited.tamper(*SET_BACK)
    with pytest.raises(CorruptLedgerError, match="12 have been signed: the last ones are gone"):
        board.publish_checkpoint()
    forget_everything(audited)
    assert audited.board.make_checkpoint().checkpoint.size == 7, "the control: alone it has nothing left to go by"
    audited.tamper("DELETE FROM {checkpoint}")
    with pytest.raises(CorruptLedgerError, match=r"the witness W0 does not find its tree of 12 events in our 7 .*larger_tree"):
        OpenBoard(audited.store, audited.signer, audited.folder, board.proof()._policy_file).publish_checkpoint()


def test_a_copy_of_yesterday_that_goes_on_is_found_by_the_witness(board: OpenBoard, audited: Audited) -> None:
    board.publish_checkpoint()
    audited.tamper(*SET_BACK)
    forget_everything(audited)
    audited.ledger.append(note_command(count=20))
    assert audited.board.make_checkpoint().checkpoint.size == 27, "the control"
    with pytest.raises(CorruptLedgerError, match=r"the witness W0 does not find its tree of 12 events in our 27 .*wrong_proof"):
        OpenBoard(audited.store, audited.signer, audited.folder, board.proof()._policy_file).publish_checkpoint()
    assert board.last_checkpoint() is None, "nothing has gone out"


def test_a_fork_signed_with_the_stolen_key_is_found_by_witness_receipt_and_old_checkpoint(
    board: OpenBoard, audited: Audited
) -> None:
    old = board.publish_checkpoint().signed.note
    receipt, _ = board.receipt(3)
    audited.tamper(
        "UPDATE {event} SET recorded_us = recorded_us + 1 WHERE position = 3", REHASH, "DELETE FROM {checkpoint}",
        "DELETE FROM {published}", "DELETE FROM {tile_hash}",
    )
    forget_everything(audited)
    audited.board.make_checkpoint()
    assert audited.board.verify().faults == [], "the control: with its own key the forger agrees with itself"
    assert [fault.kind for fault in audited.board.verify(notes=[old]).faults] == ["root"]
    assert [fault.kind for fault in audited.board.verify(notes=[receipt.partition("\n\n")[2]]).faults] == ["root"]
    with pytest.raises(CorruptLedgerError, match=r"the witness W0 does not find its tree of 12 events .*other_tree"):
        OpenBoard(audited.store, audited.signer, audited.folder, board.proof()._policy_file).publish_checkpoint()


def test_the_signer_s_memory_outlives_a_restored_folder_and_database(audited: Audited) -> None:
    """Everything but the signer's own folder is put back as it was yesterday."""
    audited.board.make_checkpoint()
    audited.tamper(*SET_BACK)
    shutil.rmtree(audited.files)
    with pytest.raises(CorruptLedgerError, match="7 events but 12 have been signed"):
        audited.board.make_checkpoint()
    shutil.rmtree(audited.memory)
    assert audited.board.make_checkpoint().checkpoint.size == 7, "the control"


def test_the_signer_signs_no_second_tree_of_a_size_after_a_restore(audited: Audited) -> None:
    audited.board.make_checkpoint()
    audited.tamper(*SET_BACK)
    shutil.rmtree(audited.files)
    audited.ledger.append(note_command(count=5))
    with pytest.raises(CorruptLedgerError, match="the first 12 events are not those that were signed"):
        audited.board.make_checkpoint()


def test_a_wrong_tile_is_named_and_no_receipt_is_made_of_it(audited: Audited) -> None:
    audited.ledger.append(note_command(count=600))
    audited.board.make_checkpoint()
    assert audited.faults() == [] and audited.ask("SELECT count(*) FROM {tile_hash}") == [(2,)]
    audited.tamper("UPDATE {tile_hash} SET hash = sha256('x') WHERE place = 1")
    assert [(fault.kind, fault.detail) for fault in audited.faults()] == [
        ("tile", "the kept hash 1 of level 1 is not that of positions 256 to 511")
    ]
    with pytest.raises(CorruptLedgerError, match="no receipt"):
        audited.board.receipt(3)


def test_tiles_that_are_gone_are_made_again(audited: Audited) -> None:
    audited.ledger.append(note_command(count=600))
    audited.board.make_checkpoint()
    audited.tamper("DELETE FROM {tile_hash}")
    assert audited.faults() == []
    audited.board.make_checkpoint()
    assert audited.ask("SELECT count(*) FROM {tile_hash}") == [(2,)]
    audited.board.receipt(300)


def test_a_hash_that_somebody_kept_beforehand_stops_the_signer(audited: Audited) -> None:
    audited.tamper("INSERT INTO {tile_hash} VALUES (1, 0, sha256('x'))")
    audited.ledger.append(note_command(count=300))
    with pytest.raises(CorruptLedgerError, match="another hash is kept"):
        audited.board.make_checkpoint()


def test_the_check_of_signatures_is_the_real_one() -> None:
    assert not verify_ed25519(bytes(32), bytes(64), b"")

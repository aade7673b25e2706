"""Signed tree heads and receipts of a stored ledger, kept in the database and in files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from adapters.checkpoints import Checkpointer
from adapters.postgres.checkpoint_store import CheckpointStore
from adapters.signing import SigningKey, verify_ed25519
from domain.errors import CorruptLedgerError, InvalidValueError
from domain.ledger.checkpoint import NoteError
from domain.ledger.leaf import ledger_leaf_hash
from domain.ledger.merkle import ProofError, root_hash
from domain.ledger.receipt import parse_receipt, verify_receipt
from tests.support.auditing import REHASH, Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import at_once, note_command


@pytest.fixture
def audited(cluster: Cluster, tmp_path: Path) -> Iterator[Audited]:
    """Seven events, none signed."""
    audited = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "audited")
    for _ in range(4):
        audited.ledger.append(note_command())
    audited.ledger.append(note_command(count=3))
    yield audited
    audited.close()


def leaf_hashes(audited: Audited) -> list[bytes]:
    """Computed from the stored bytes by the domain's own function, not the database's."""
    rows = audited.ask("SELECT position, recorded_us, header FROM {event} ORDER BY position")
    return [ledger_leaf_hash(*row) for row in rows]


def checkpointer(audited: Audited) -> Checkpointer:
    return audited.board.checkpointer()


def test_a_checkpoint_states_origin_size_and_root_of_the_stored_bytes(audited: Audited) -> None:
    signed = audited.board.make_checkpoint()
    assert signed.checkpoint.origin == audited.store.heads["ledger"].origin
    assert (signed.checkpoint.size, signed.checkpoint.root) == (7, root_hash(leaf_hashes(audited)))
    assert checkpointer(audited).open(signed.note) == signed


def test_a_checkpoint_grows_from_the_last_one_as_from_nothing(audited: Audited) -> None:
    for more in (0, 1, 2, 5, 9):
        if more:
            audited.ledger.append(note_command(count=more))
        signed = audited.board.make_checkpoint()
        assert signed.checkpoint.root == root_hash(leaf_hashes(audited))
    assert [int(row[0]) for row in audited.ask("SELECT size FROM {checkpoint} ORDER BY 1")] == [7, 8, 10, 15, 24]
    assert sorted(int(file.stem) for file in audited.files.glob("*.checkpoint")) == [7, 8, 10, 15, 24]
    assert audited.faults() == []


def test_nothing_new_gives_the_same_checkpoint_again(audited: Audited) -> None:
    first = audited.board.make_checkpoint()
    assert audited.board.make_checkpoint() == first
    assert audited.ask("SELECT count(*) FROM {checkpoint}") == [(1,)]


def test_an_empty_ledger_has_a_checkpoint(cluster: Cluster, tmp_path: Path) -> None:
    audited = Audited(cluster, cluster.new_board(), tmp_path / "empty")
    signed = audited.board.make_checkpoint()
    assert (signed.checkpoint.size, signed.checkpoint.root) == (0, root_hash([]))
    with pytest.raises(InvalidValueError):
        audited.board.receipt(0)
    audited.ledger.append(note_command())
    assert audited.board.make_checkpoint().checkpoint.size == 1
    assert audited.faults() == []
    audited.close()


def test_many_who_sign_at_once_sign_one_tree(audited: Audited) -> None:
    others = [Audited(audited.cluster, audited.cluster.open_board(audited.store.slug), audited.folder) for _ in range(3)]
    makers = [partial(each.board.make_checkpoint) for each in (audited, *others)] * 2
    receipts = [partial(each.board.receipt, 2) for each in (audited, *others)]
    writers = [partial(audited.ledger.append, note_command()) for _ in range(8)]
    answers = at_once([*makers, *receipts, *writers])
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert audited.faults() == []
    for other in others:
        other.close()


def test_a_checkpoint_that_another_machine_kept_meanwhile_is_no_error(audited: Audited, tmp_path: Path) -> None:
    """Its files, and so its lock, are its own; only the database is shared."""
    class Slow(CheckpointStore):
        def last_size(self) -> int:
            answer = super().last_size()
            if answer < 7 and not made:
                made.append(Checkpointer(store, origin, audited.signer, tmp_path / "another").make())
            return answer

    made: list[object] = []
    store, origin = CheckpointStore(audited.store.datastore, "ledger"), audited.store.heads["ledger"].origin
    slow = Checkpointer(Slow(audited.store.datastore, "ledger"), origin, audited.signer, tmp_path / "slow")
    assert slow.make() == made[0]


# --- what the signer refuses --------------------------------------------------------------------------------------


def test_the_signer_never_signs_a_smaller_tree(audited: Audited) -> None:
    audited.board.make_checkpoint()
    audited.tamper(
        "DELETE FROM {event} WHERE position >= 5", "DELETE FROM {payload} WHERE position >= 5",
        "UPDATE {head} SET size = 5", "DELETE FROM {checkpoint}",
    )
    with pytest.raises(CorruptLedgerError, match="7 have been signed"):
        audited.board.make_checkpoint()
    assert sorted(file.stem for file in audited.files.glob("*.checkpoint")) == ["7"]


def test_the_signer_never_signs_on_from_another_tree(audited: Audited) -> None:
    audited.board.make_checkpoint()
    audited.tamper(
        "UPDATE {event} SET recorded_us = recorded_us + 1 WHERE position = 2", REHASH, "UPDATE {checkpoint} SET frontier = '{}'"
    )
    audited.ledger.append(note_command())
    with pytest.raises(CorruptLedgerError, match="not those that were signed"):
        audited.board.make_checkpoint()


def test_the_signer_refuses_a_head_that_states_more_than_there_is(audited: Audited) -> None:
    audited.tamper("UPDATE {head} SET size = 9")
    with pytest.raises(CorruptLedgerError, match="states 9 events but holds 7"):
        audited.board.make_checkpoint()


@pytest.mark.parametrize("frontier", [
    "'{}'", "ARRAY['\\x00'::bytea]", "ARRAY[sha256('a'), sha256('b'), sha256('c')]", "ARRAY[NULL::bytea]",
])
def test_a_changed_short_cut_is_not_believed(frontier: str, audited: Audited) -> None:
    audited.board.make_checkpoint()
    audited.tamper(f"UPDATE {{checkpoint}} SET frontier = {frontier}")
    audited.ledger.append(note_command())
    assert audited.board.make_checkpoint().checkpoint.root == root_hash(leaf_hashes(audited))


@pytest.mark.parametrize("content", [b"", b"\xff", b"nothing\n"])
def test_the_signer_stops_at_a_damaged_file_of_its_own(content: bytes, audited: Audited) -> None:
    audited.board.make_checkpoint()
    (audited.files / "7.checkpoint").write_bytes(content)
    with pytest.raises(CorruptLedgerError, match="not valid"):
        audited.board.make_checkpoint()


def test_a_lost_file_or_row_is_made_again_from_the_other(audited: Audited) -> None:
    signed = audited.board.make_checkpoint()
    audited.tamper("DELETE FROM {checkpoint}")
    assert audited.board.make_checkpoint() == signed
    assert audited.ask("SELECT size FROM {checkpoint}") == [(7,)]


def test_the_database_keeps_no_checkpoint_larger_than_the_ledger_nor_a_second_of_one_size(audited: Audited) -> None:
    checkpoint = audited.board.make_checkpoint().checkpoint
    store = CheckpointStore(audited.store.datastore, "ledger")
    for size in (8, 7, 6, 0):
        with pytest.raises(Exception, match="checkpoint"):
            store.keep(type(checkpoint)(checkpoint.origin, size, root_hash([])), [], "note")
    assert audited.ask("SELECT size FROM {checkpoint}") == [(7,)]


# --- receipts -----------------------------------------------------------------------------------------------------


def test_a_receipt_proves_each_event_at_its_position(audited: Audited) -> None:
    vkey = checkpointer(audited).vkey
    for position, leaf in enumerate(leaf_hashes(audited)):
        text, signed = audited.board.receipt(position)
        assert verify_receipt(text, leaf, vkey, verify_ed25519) == (position, signed.checkpoint)


def test_a_receipt_proves_nothing_of_another_leaf_position_or_key(audited: Audited, tmp_path: Path) -> None:
    leaves, vkey = leaf_hashes(audited), checkpointer(audited).vkey
    text, _ = audited.board.receipt(3)
    for position, leaf in enumerate(leaves):
        if position != 3:
            with pytest.raises(ProofError):
                verify_receipt(text, leaf, vkey, verify_ed25519)
            with pytest.raises(ProofError):
                verify_receipt(text.replace("index 3\n", f"index {position}\n"), leaves[3], vkey, verify_ed25519)
    stranger = SigningKey.create(tmp_path / "stranger.pem").verifier_key(audited.store.heads["ledger"].origin)
    with pytest.raises(NoteError):
        verify_receipt(text, leaves[3], stranger, verify_ed25519)


def test_no_byte_of_a_receipt_can_change(audited: Audited) -> None:
    leaf, vkey = leaf_hashes(audited)[3], checkpointer(audited).vkey
    text = audited.board.receipt(3)[0].encode()
    for at in range(len(text)):
        changed = bytearray(text)
        changed[at] ^= 1
        with pytest.raises(ProofError):
            verify_receipt(bytes(changed), leaf, vkey, verify_ed25519)


def test_a_receipt_still_holds_when_the_ledger_has_grown(audited: Audited) -> None:
    text, signed = audited.board.receipt(3)
    audited.ledger.append(note_command(count=5))
    assert verify_receipt(text, leaf_hashes(audited)[3], checkpointer(audited).vkey, verify_ed25519)[1] == signed.checkpoint
    assert audited.faults(parse_receipt(text).checkpoint_note) == []


@pytest.mark.parametrize("position", [-1, 7, 10**9])
def test_a_receipt_of_no_event_is_refused(position: int, audited: Audited) -> None:
    with pytest.raises(InvalidValueError, match="position 0 till 6"):
        audited.board.receipt(position)


def test_no_receipt_is_given_that_would_not_hold(audited: Audited) -> None:
    audited.board.make_checkpoint()
    audited.tamper("UPDATE {event} SET leaf_hash = sha256('x') WHERE position = 5")
    with pytest.raises(CorruptLedgerError, match="no receipt"):
        audited.board.receipt(3)

"""A restored ledger goes on under another origin, tells what was lost as its first event, and is verified across the border."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from adapters.errors import UnavailableError
from adapters.signing import verify_ed25519
from api.main import OpenBoard
from domain.errors import CorruptLedgerError
from domain.ledger.checkpoint import open_checkpoint
from domain.ledger.course import LedgerCourse, course_id
from domain.ledger.merkle import root_hash
from tests.support.auditing import Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command

SET_BACK = (
    "DELETE FROM {event} WHERE position >= 7", "DELETE FROM {payload} WHERE position >= 7", "UPDATE {head} SET size = 7",
    "DELETE FROM {checkpoint} WHERE size > 7", "DELETE FROM {published} WHERE size > 7",
)


@pytest.fixture
def audited(cluster: Cluster, tmp_path: Path) -> Iterator[Audited]:
    """Twelve events, signed at 7 and at 12, set back to the first seven as by a restore."""
    audited = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "audited")
    audited.ledger.append(note_command(count=7))
    audited.board.make_checkpoint()
    audited.ledger.append(note_command(count=5))
    audited.board.make_checkpoint()
    audited.tamper(*SET_BACK)
    yield audited
    audited.close()


def reopened(audited: Audited) -> Audited:
    return Audited(audited.cluster, audited.cluster.open_board(audited.store.slug), audited.folder)


def test_a_restored_copy_is_not_signed_until_a_new_incarnation_has_begun(audited: Audited) -> None:
    with pytest.raises(CorruptLedgerError, match="7 events but 12 have been signed"):
        audited.board.make_checkpoint()
    first = audited.store.heads["ledger"].origin
    begun = audited.board.begin_incarnation()
    assert begun["ledger"].number == 2 and begun["ledger"].origin == first[:-1] + "2"
    later = reopened(audited)
    signed = later.board.make_checkpoint()
    assert (signed.checkpoint.origin, signed.checkpoint.size) == (begun["ledger"].origin, 8)
    assert open_checkpoint(signed.note, later.board.checkpointer().vkey, verify_ed25519).size == 8
    assert later.board.make_checkpoint() == signed
    assert later.faults() == [] and later.board.verify("access").faults == []
    later.close()


def test_the_first_event_tells_what_the_copy_had_and_what_was_lost(audited: Audited) -> None:
    hashes = [row[0] for row in audited.ask("SELECT leaf_hash FROM {event} ORDER BY position")]
    signed = audited.board.checkpointer().last_signed().checkpoint
    audited.board.begin_incarnation()
    later = reopened(audited)
    head = later.store.head()
    [event] = LedgerCourse.fold(r.event for r in later.ledger.stream(course_id(head.ledger_id))).restorations
    assert (event.kept_events, event.kept_root) == (7, root_hash(hashes).hex())
    assert (event.signed_events, event.signed_root, event.lost_events) == (12, signed.root.hex(), 5)
    assert (event.earlier_origin, event.origin) == (audited.store.heads["ledger"].origin, head.origin)
    assert later.ledger.at([7])[7].event == event
    later.close()


def test_what_was_recorded_before_and_after_is_read_alike(audited: Audited) -> None:
    audited.board.begin_incarnation()
    later = reopened(audited)
    command = note_command(count=3)
    later.ledger.append(command)
    assert [each.event.TYPE for each in later.ledger.read(0, 20)].count("case.note_recorded") == 10
    receipt, _ = later.board.receipt(3)
    assert later.faults(receipt.partition("\n\n")[2]) == []
    later.close()


def test_a_checkpoint_of_lost_events_is_no_fault_once_the_restore_has_told_of_them(audited: Audited) -> None:
    [lost] = [note for note in audited.board.checkpointer().kept_notes() if "\n12\n" in note]
    assert [fault.kind for fault in audited.faults()] == ["truncated"], "the control: before, it is"
    audited.board.begin_incarnation()
    later = reopened(audited)
    assert later.faults(lost) == []
    audited.tamper("UPDATE {incarnation} SET signed_size = 9 WHERE number = 2")
    later = reopened(audited)
    assert {fault.kind for fault in later.faults(lost)} == {"truncated", "incarnation"}
    later.close()


def test_a_second_restore_of_the_first_copy_takes_a_third_origin(audited: Audited) -> None:
    """The copy knows nothing of the incarnation between; the signer does."""
    audited.board.begin_incarnation()
    between = reopened(audited)
    between.ledger.append(note_command(count=2))
    between.board.make_checkpoint()
    audited.tamper(
        *SET_BACK, "DELETE FROM {incarnation} WHERE number > 1",
        f"UPDATE {{head}} SET incarnation = 1, origin = '{audited.store.heads['ledger'].origin}'",
    )
    again = reopened(audited)
    with pytest.raises(CorruptLedgerError, match="the ledger is an older copy"):
        again.board.make_checkpoint()
    assert again.board.begin_incarnation()["ledger"].number == 3
    last = reopened(audited)
    assert last.board.make_checkpoint().checkpoint.origin.endswith("/3")
    assert last.faults() == []
    for each in (between, again, last):
        each.close()


def test_an_incarnation_that_nothing_tells_of_is_a_fault(audited: Audited) -> None:
    """A superuser begins one in the tables, and appends under it, with the copy's own means."""
    origin = audited.store.heads["ledger"].origin[:-1] + "2"
    audited.tamper(
        f"INSERT INTO {{incarnation}} VALUES (2, '{origin}', 7, 12, NULL)",
        f"UPDATE {{head}} SET incarnation = 2, origin = '{origin}'",
    )
    forger = reopened(audited)
    forger.ledger.append(note_command())
    assert (7, "incarnation") in {(fault.position, fault.kind) for fault in forger.faults()}
    forger.close()


@pytest.mark.parametrize("count", [1, 3, 70])
def test_a_process_that_was_open_is_refused_loudly_from_then_on_however_it_appends(count: int, audited: Audited) -> None:
    stale = audited.ledger
    stale.append(note_command(count=count))
    size = stale.size()
    audited.board.begin_incarnation()
    for append in (stale.append, lambda command: stale.append_all([command])):
        with pytest.raises(UnavailableError, match="fortsätter under ett nytt ursprung.*starta om programmet"):
            append(note_command(count=count))
    later = reopened(audited)
    assert later.ledger.size() == size + 1
    later.ledger.append(note_command(count=count))
    assert "origin" not in {fault.kind for fault in later.faults()}
    later.close()


def test_one_that_waits_for_the_lock_while_another_incarnation_begins_is_refused(audited: Audited) -> None:
    stale, head = audited.ledger, audited.store.head()
    following = head.origin[:-1] + "2"
    with psycopg.connect(audited.store.connections.migration) as restoring, ThreadPoolExecutor(1) as threads:
        restoring.execute(f"SELECT {audited.store.schema}.ledger_begin_incarnation(2, '{following}', 12, NULL)")
        waiting = threads.submit(stale.append, note_command())
        while not audited.ask("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
            assert not waiting.done()
        restoring.commit()
        with pytest.raises(UnavailableError, match="nytt ursprung"):
            waiting.result()
    assert stale.size() == 7


def test_a_header_of_an_earlier_incarnation_is_a_fault_in_a_later_one(audited: Audited) -> None:
    """The control: what gets past the function, as by a superuser who has put the old head back for a moment."""
    stale, before = audited.ledger, audited.store.heads["ledger"]
    audited.board.begin_incarnation()
    later = reopened(audited)
    audited.tamper(f"UPDATE {{head}} SET origin = '{before.origin}'")
    stale.append(note_command())
    audited.tamper(f"UPDATE {{head}} SET origin = '{later.store.heads['ledger'].origin}'")
    assert (8, "origin") in {(fault.position, fault.kind) for fault in later.faults()}
    with pytest.raises(CorruptLedgerError, match="the row and its header disagree"):
        later.ledger.at([8])
    later.close()


@pytest.mark.parametrize(
    "change", ["signed_size = 40", "signed_size = 12, signed_root = sha256('x')", "signed_size = 0, signed_root = NULL"]
)
def test_a_superuser_who_changes_what_the_table_says_was_signed_is_found(change: str, audited: Audited) -> None:
    audited.board.begin_incarnation()
    later = reopened(audited)
    assert later.faults() == []
    audited.tamper(f"UPDATE {{incarnation}} SET {change} WHERE number = 2")
    again = reopened(audited)
    assert {(7, "incarnation")} <= {(fault.position, fault.kind) for fault in again.faults()}
    assert later.faults(), "also by a process that was open before"
    for each in (later, again):
        each.close()


def test_without_the_keys_the_kept_checkpoints_and_the_kinds_of_events_still_tell(audited: Audited) -> None:
    audited.board.begin_incarnation()
    with psycopg.connect(audited.store.connections.keys) as keys:
        keys.execute("DELETE FROM data_key WHERE board = %s", (audited.store.slug,))
    later = reopened(audited)
    assert later.faults() == []
    audited.tamper("UPDATE {incarnation} SET signed_root = sha256('x') WHERE number = 2")
    again = reopened(audited)
    assert (None, "incarnation") in {(fault.position, fault.kind) for fault in again.faults()}
    audited.tamper(
        "DELETE FROM {incarnation} WHERE number = 2",
        f"UPDATE {{head}} SET incarnation = 1, origin = '{audited.store.heads['ledger'].origin}'",
    )
    last = reopened(audited)
    assert (7, "incarnation") in {(fault.position, fault.kind) for fault in last.faults()}
    for each in (later, again, last):
        each.close()


def test_the_application_may_not_begin_one(audited: Audited) -> None:
    with audited.store.datastore.get_connection() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(f"SELECT {audited.store.schema}.ledger_begin_incarnation(9, 'x', 0, NULL)")


def test_without_the_signer_s_memory_the_files_and_the_database_still_tell(audited: Audited) -> None:
    shutil.rmtree(audited.memory)
    assert audited.board.begin_incarnation()["ledger"].signed_size == 12


def test_nothing_was_ever_signed(cluster: Cluster, tmp_path: Path) -> None:
    audited = Audited(cluster, cluster.new_board(clock="real"), tmp_path / "new")
    audited.ledger.append(note_command())
    begun = audited.board.begin_incarnation()
    assert (begun["ledger"].signed_size, begun["ledger"].signed_root) == (0, None)
    later = OpenBoard(cluster.open_board(audited.store.slug), audited.signer, audited.folder)
    assert later.make_checkpoint().checkpoint.size == 2
    later.projector.close()
    audited.close()

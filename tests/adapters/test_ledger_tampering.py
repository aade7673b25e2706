"""A superuser changes, moves, removes and adds; verification names it by position and kind.

Twelve events: positions 0 to 11, the last three of them one command. Signed at size 8 and at size 12.
"""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.postgres import verification_rows
from adapters.postgres.boards import BoardStore
from adapters.postgres.factory import LedgerFactory
from adapters.signing import SigningKey
from domain.case.events import RentMonthRecorded
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.merkle import root_hash
from domain.ledger.port import Command
from tests.support.auditing import REHASH, Audited
from tests.support.cluster import Cluster
from tests.support.examples import EXAMPLES
from tests.support.ledger_commands import HANG_GUARD_SECONDS, note, note_command

ROOT_8_AND_12 = {(None, "root")}
FLIP = "set_byte({0}, 40, (get_byte({0}, 40) + 1) % 256)"


@pytest.fixture(scope="module")
def signed_twice(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    """The twelve events, made once."""
    audited = Audited(cluster, cluster.new_board(), tmp_path_factory.mktemp("audited"))
    stream_id = uuid4()
    for version in range(5):
        audited.ledger.append(note_command(stream_id, version))
    for _ in range(3):
        audited.ledger.append(note_command())
    audited.board.make_checkpoint()
    audited.ledger.append(note_command())
    audited.ledger.append(note_command(count=3))
    audited.board.make_checkpoint()
    audited.keep()
    yield audited
    audited.close()


@pytest.fixture
def audited(signed_twice: Audited) -> Audited:
    """The twelve events as they were."""
    signed_twice.restore()
    return signed_twice


def found(audited: Audited, *notes: str) -> set[tuple[int | None, str]]:
    return {(fault.position, fault.kind) for fault in audited.faults(*notes)}


def test_an_untouched_ledger_is_clean(audited: Audited) -> None:
    result = audited.board.verify()
    assert (result.faults, result.size, result.checkpoints) == ([], 12, 2)


def test_events_that_came_the_library_s_own_way_are_clean_too(cluster: Cluster, board: BoardStore, tmp_path: Path) -> None:
    audited = Audited(cluster, board, tmp_path / "audited")
    store = LedgerFactory(board.datastore, board.ledger.mapper).event_store()
    stream_id = uuid4()
    store.put([note(stream_id, 0)])
    store.put([note(stream_id, version) for version in range(1, 80)])
    assert [event.originator_version for event in store.get(stream_id)] == list(range(1, 81))
    assert audited.faults() == []
    audited.close()


def header_with(old: str, new: str) -> str:
    """SQL that puts other text of any length for a text in the header at position 3."""
    return (
        f"UPDATE {{event}} SET header = convert_to(replace(convert_from(header, 'UTF8'), '{old}', '{new}'), 'UTF8')"
        " WHERE position = 3"
    )


AT_3 = " WHERE position = 3"
CHANGED_IN_PLACE = {
    "a byte of a payload": (["UPDATE {payload} SET payload = " + FLIP.format("payload") + AT_3], {(3, "payload")}),
    "a payload's length": (["UPDATE {payload} SET payload = set_byte(payload, 3, 1)" + AT_3], {(3, "payload")}),
    "a payload cut short": (
        ["UPDATE {payload} SET payload = substr(payload, 1, length(payload) - 1)" + AT_3], {(3, "payload")}
    ),
    "a payload with more after it": (
        ["UPDATE {payload} SET payload = payload || '\\x00000001ff'::bytea" + AT_3], {(3, "payload")}
    ),
    "a payload emptied": (["UPDATE {payload} SET payload = ''" + AT_3], {(3, "payload")}),
    "a payload removed": (["DELETE FROM {payload}" + AT_3], {(3, "payload_missing")}),
    "two payloads swapped": (
        ["UPDATE {payload} SET position = -1" + AT_3, "UPDATE {payload} SET position = 3 WHERE position = 5",
         "UPDATE {payload} SET position = 5 WHERE position = -1"],
        {(3, "payload"), (5, "payload")},
    ),
    "the stored hash": (["UPDATE {event} SET leaf_hash = " + FLIP.format("leaf_hash").replace("40", "7") + AT_3], {(3, "leaf")}),
    "the stored hash cut short": (["UPDATE {event} SET leaf_hash = '\\x00'" + AT_3], {(3, "leaf")}),
    "the event type": (["UPDATE {event} SET event_type = 'case.opened.v1'" + AT_3], {(3, "columns")}),
    "the stream": (
        ["UPDATE {event} SET stream_id = gen_random_uuid()" + AT_3], {(3, "columns"), (3, "stream"), (4, "stream")}
    ),
    "the stream version": (["UPDATE {event} SET stream_version = 77" + AT_3], {(3, "columns"), (3, "stream")}),
    "the command id": (["UPDATE {event} SET command_id = gen_random_uuid()" + AT_3], {(3, "columns")}),
    "the command digest": (
        ["UPDATE {event} SET command_digest = " + FLIP.format("command_digest").replace("40", "1") + AT_3], {(3, "columns")}
    ),
    "the command size": (["UPDATE {event} SET command_size = 2" + AT_3], {(3, "columns")}),
    "the command columns taken away": (
        ["UPDATE {event} SET command_id = NULL, command_digest = NULL, command_size = NULL" + AT_3], {(3, "columns")}
    ),
    "a command on an event that was not its command's first": (
        ["UPDATE {event} SET command_id = gen_random_uuid() WHERE position = 10"], {(10, "columns")}
    ),
    "a value taken away": (
        ["ALTER TABLE {event} ALTER stream_id DROP NOT NULL", "UPDATE {event} SET stream_id = NULL" + AT_3],
        {(3, "columns"), (4, "stream"), (3, "stream")},
    ),
    "the header taken away": (
        ["ALTER TABLE {event} ALTER header DROP NOT NULL", "UPDATE {event} SET header = NULL" + AT_3],
        {(3, "columns"), (3, "leaf"), (3, "header")} | ROOT_8_AND_12,
    ),
    "a byte of a header": ([header_with("case_work", "case_wark")], {(3, "leaf")} | ROOT_8_AND_12),
    "a recorded time": (
        ["UPDATE {event} SET recorded_us = recorded_us + 1" + AT_3], {(3, "leaf")} | ROOT_8_AND_12
    ),
    "a recorded time before the one before it": (
        ["UPDATE {event} SET recorded_us = 5" + AT_3], {(3, "leaf"), (3, "time")} | ROOT_8_AND_12
    ),
    "a recorded time before 1970": (
        ["UPDATE {event} SET recorded_us = -5" + AT_3], {(3, "leaf"), (3, "time")} | ROOT_8_AND_12
    ),
    "a position": (
        ["UPDATE {event} SET position = 40 WHERE position = 11"],
        {(11, "missing"), (40, "leaf"), (40, "payload_missing"), (11, "stray_payload"), (None, "root")},
    ),
    "a position before the first": (
        ["UPDATE {event} SET position = -1 WHERE position = 0"],
        {(-1, "position"), (0, "stray_payload"), (-1, "leaf"), (-1, "payload_missing"), (0, "missing")} | ROOT_8_AND_12,
    ),
    "two headers swapped": (
        ["UPDATE {event} e SET header = o.header FROM {event} o WHERE (e.position, o.position) IN ((2, 3), (3, 2))"],
        {(n, kind) for n in (2, 3) for kind in ("leaf", "columns", "payload")} | ROOT_8_AND_12,
    ),
}


@pytest.mark.parametrize("what", CHANGED_IN_PLACE)
def test_a_change_in_place_is_named(what: str, audited: Audited) -> None:
    statements, expected = CHANGED_IN_PLACE[what]
    audited.tamper(*statements)
    assert found(audited) == expected


REHASHED = {
    "a byte of a header": ([header_with("case_work", "case_wark")], set()),
    "a recorded time": (["UPDATE {event} SET recorded_us = recorded_us + 1" + AT_3], set()),
    "two whole events swapped": (
        [
            "CREATE TEMP TABLE o AS SELECT * FROM {event} e JOIN {payload} p USING (position) WHERE position IN (5, 6);"
            " DELETE FROM {event} WHERE position IN (5, 6); DELETE FROM {payload} WHERE position IN (5, 6);"
            " UPDATE o SET position = 11 - position, recorded_us = (SELECT sum(recorded_us) FROM o) - recorded_us;"
            " INSERT INTO {payload} SELECT position, payload FROM o; ALTER TABLE o DROP payload;"
            " INSERT INTO {event} SELECT * FROM o"
        ],
        set(),
    ),
    "a header that is not JSON": (["UPDATE {event} SET header = '\\xff'" + AT_3], {(3, "header")}),
    "a header with a space": ([header_with('{"actor"', '{ "actor"')], {(3, "header")}),
    "a header with a field twice": ([header_with('{"actor"', '{"actor":"x","actor"')], {(3, "header")}),
    "a header with its letters escaped": ([header_with("case_work", "case\\u005fwork")], {(3, "header")}),
    "a header with one field more": ([header_with('{"actor"', '{"aaaaa":1,"actor"')], {(3, "header")}),
    "a header with one field less": ([header_with('"purpose":"case_work",', "")], {(3, "header")}),
    "a header with a number for a text": ([header_with('"case_work"', "7")], {(3, "header")}),
    "a header with a number that JSON readers round": (
        [header_with('"schema":1,', '"schema":9007199254740993,')], {(3, "header"), (3, "columns")}
    ),
    "a header of another version": ([header_with('"v":1}', '"v":2}')], {(3, "header")}),
    "a header of another ledger": ([header_with('"log":"', '"log":"x')], {(3, "origin")}),
    "a header with a digest that is no base64": ([header_with('"dig":"', '"dig":"*')], {(3, "columns")}),
    "a header that states another ciphertext": ([header_with('"ct":"', '"ct":"x')], {(3, "payload")}),
}


@pytest.mark.parametrize("what", REHASHED)
def test_a_change_with_its_hash_made_right_again_breaks_the_signed_roots(what: str, audited: Audited) -> None:
    statements, expected = REHASHED[what]
    audited.tamper(*statements, REHASH)
    assert found(audited) == expected | ROOT_8_AND_12
    roots = [fault.detail for fault in audited.faults() if fault.kind == "root"]
    assert "positions 0 to 7" in roots[0] and "positions 0 to 11" in roots[1]


def test_a_change_after_a_checkpoint_is_placed_after_it(audited: Audited) -> None:
    audited.tamper("UPDATE {event} SET recorded_us = recorded_us + 1 WHERE position = 8", REHASH)
    (fault,) = audited.faults()
    assert (fault.kind, "positions 8 to 11" in fault.detail) == ("root", True)


def test_a_whole_event_removed_in_the_middle_is_missed(audited: Audited) -> None:
    audited.tamper("DELETE FROM {event} WHERE position = 5", "DELETE FROM {payload} WHERE position = 5")
    assert found(audited) == {(5, "missing"), (None, "head"), (None, "root"), (None, "truncated")}


def test_an_event_removed_without_its_payload_leaves_it_astray(audited: Audited) -> None:
    audited.tamper("DELETE FROM {event} WHERE position = 5")
    assert (5, "stray_payload") in found(audited)


def test_an_event_removed_and_the_others_moved_up_breaks_the_signed_root(audited: Audited) -> None:
    audited.tamper(
        "DELETE FROM {event} WHERE position = 5", "DELETE FROM {payload} WHERE position = 5",
        *(f"UPDATE {{{table}}} SET position = {n - 1} WHERE position = {n}" for n in range(6, 12)
          for table in ("event", "payload")),
        "UPDATE {head} SET size = 11", REHASH,
    )
    assert found(audited) == {(None, "root"), (None, "truncated")}


LAST_FIVE_GONE = ("DELETE FROM {event} WHERE position >= 7", "DELETE FROM {payload} WHERE position >= 7")
HEAD_SET_BACK = "UPDATE {head} SET size = 7, closed_us = (SELECT max(recorded_us) FROM {event})"


def test_the_last_five_events_removed_are_named_by_their_positions(audited: Audited) -> None:
    audited.tamper(*LAST_FIVE_GONE)
    assert found(audited) == {(None, "head"), (None, "truncated")}
    assert any("positions 7 to 11 are gone" in fault.detail for fault in audited.faults())


def test_the_last_five_events_removed_with_the_head_set_back_are_named(audited: Audited) -> None:
    audited.tamper(*LAST_FIVE_GONE, HEAD_SET_BACK)
    assert [fault.kind for fault in audited.faults()] == ["truncated", "truncated"]


def test_the_last_five_events_removed_with_their_checkpoints_are_told_by_the_files(audited: Audited) -> None:
    audited.tamper(*LAST_FIVE_GONE, HEAD_SET_BACK, "DELETE FROM {checkpoint}")
    assert [fault.kind for fault in audited.faults()] == ["truncated", "truncated"]


def test_the_last_five_events_removed_with_every_checkpoint_are_told_by_one_from_outside(audited: Audited) -> None:
    handed_out = audited.board.make_checkpoint().note
    audited.tamper(*LAST_FIVE_GONE, HEAD_SET_BACK, "DELETE FROM {checkpoint}")
    for file in audited.files.glob("*.checkpoint"):
        file.unlink()
    assert [fault.kind for fault in audited.faults()] == ["truncated"], "the signer's own memory is left"
    for file in audited.memory.iterdir():
        file.unlink()
    assert audited.faults() == [], "without any checkpoint nothing can tell; if something can, say so in the format's page"
    (fault,) = audited.faults(handed_out)
    assert (fault.kind, "positions 7 to 11 are gone" in fault.detail) == ("truncated", True)


def test_a_copy_of_an_event_put_at_the_end_is_named(audited: Audited) -> None:
    audited.tamper(
        "INSERT INTO {event} SELECT 12, stream_id, 6, recorded_us + 1000000000, event_type, header, leaf_hash"
        " FROM {event} WHERE position = 4",
        "INSERT INTO {payload} SELECT 12, payload FROM {payload} WHERE position = 4",
    )
    assert found(audited) == {(12, "leaf"), (12, "columns"), (None, "head")}


def test_an_event_inserted_before_the_last_checkpoint_breaks_the_signed_root(audited: Audited) -> None:
    audited.tamper(
        *(f"UPDATE {{{table}}} SET position = {n + 1} WHERE position = {n}" for n in range(11, 4, -1)
          for table in ("event", "payload")),
        "INSERT INTO {event} SELECT 5, stream_id, 6, recorded_us + 1, event_type, header, leaf_hash"
        " FROM {event} WHERE position = 4",
        "INSERT INTO {payload} SELECT 5, payload FROM {payload} WHERE position = 4",
        "UPDATE {head} SET size = 13", REHASH,
    )
    assert found(audited) == {(5, "columns")} | ROOT_8_AND_12


def test_a_payload_of_no_event_is_named(audited: Audited) -> None:
    audited.tamper("INSERT INTO {payload} VALUES (99, '\\x00')", "INSERT INTO {payload} VALUES (-99, '\\x00')")
    assert found(audited) == {(99, "stray_payload"), (-99, "stray_payload")}


HEAD = {
    "size": ("UPDATE {head} SET size = 13", {(None, "head")}),
    "closed time": ("UPDATE {head} SET closed_us = 5", {(None, "head")}),
    "origin": ("UPDATE {head} SET origin = origin || 'x'", {(None, "incarnation")}),
    "row": ("DELETE FROM {head}", {(None, "head")}),
}


@pytest.mark.parametrize("what", HEAD)
def test_a_change_of_the_head_is_named(what: str, audited: Audited) -> None:
    statement, expected = HEAD[what]
    # Opened before: a board without its head cannot be opened any more.
    audited.tamper(statement)
    assert found(audited) == expected


def test_an_event_below_the_first_page_is_named(audited: Audited) -> None:
    audited.tamper(
        f"INSERT INTO {{event}} SELECT {-(2**62) - 9}, gen_random_uuid(), 1, 5, event_type, header, leaf_hash"
        " FROM {event} WHERE position = 4",
    )
    assert (None, "position") in found(audited)


@pytest.mark.parametrize("table", ["event", "payload"])
@pytest.mark.parametrize("position", range(4, 8))
def test_a_second_row_of_one_position_is_named_also_between_two_pages(
    table: str, position: int, audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification_rows, "PAGE", 4)
    copy = {
        "event": "INSERT INTO {event} SELECT position, gen_random_uuid(), 1, recorded_us + 1, event_type, header, leaf_hash"
        f" FROM {{event}} WHERE position = {position}",
        "payload": f"INSERT INTO {{payload}} VALUES ({position}, '\\x00')",
    }
    audited.tamper(f"ALTER TABLE {{{table}}} DROP CONSTRAINT ledger_{table}_position", copy[table])
    assert {(position, "position"), (None, "position"), (None, "payload")} & found(audited)


# --- checkpoints --------------------------------------------------------------------------------------------------


def test_a_kept_checkpoint_with_another_root_is_named(audited: Audited) -> None:
    audited.tamper("UPDATE {checkpoint} SET note = replace(note, E'\\n12\\n', E'\\n13\\n') WHERE size = 12")
    assert found(audited) == {(None, "checkpoint")}


def test_a_checkpoint_of_another_tree_signed_by_the_key_itself_is_named(audited: Audited) -> None:
    forged = Checkpoint(audited.store.heads["ledger"].origin, 8, root_hash([bytes(32)] * 8))
    note = audited.signer.sign_checkpoint(forged, forged.origin)
    assert found(audited, note) == {(None, "root")}


def test_a_checkpoint_with_another_key_is_named(audited: Audited, tmp_path: Path) -> None:
    genuine = audited.board.make_checkpoint().checkpoint
    stranger = SigningKey.create(tmp_path / "stranger.pem").sign_checkpoint(genuine, genuine.origin)
    assert found(audited, stranger) == {(None, "checkpoint")}


def test_a_checkpoint_of_another_ledger_is_named(audited: Audited) -> None:
    other = Checkpoint("aktspar/other/1", 8, bytes(32))
    assert found(audited, audited.signer.sign_checkpoint(other, other.origin)) == {(None, "checkpoint")}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"12\n", "åäö\n".encode("latin-1"), b"\x00" * 100])
def test_a_damaged_checkpoint_file_is_named(content: bytes, audited: Audited) -> None:
    (audited.files / "12.checkpoint").write_bytes(content)
    assert found(audited) == {(None, "checkpoint")}


def test_a_larger_checkpoint_than_the_ledger_says_what_is_gone(audited: Audited) -> None:
    future = Checkpoint(audited.store.heads["ledger"].origin, 20, bytes(range(32)))
    (fault,) = audited.faults(audited.signer.sign_checkpoint(future, future.origin))
    assert (fault.kind, "positions 12 to 19 are gone" in fault.detail) == ("truncated", True)


def test_a_checkpoint_from_outside_of_a_smaller_size_agrees_for_ever(audited: Audited) -> None:
    note = audited.board.make_checkpoint().note
    audited.ledger.append(note_command())
    assert audited.faults(note) == []


def test_a_changed_read_cache_of_subtrees_does_not_change_what_is_verified(audited: Audited) -> None:
    audited.tamper("UPDATE {checkpoint} SET root = sha256('x'), frontier = '{}'")
    assert audited.faults() == []


# --- at work, and at size -----------------------------------------------------------------------------------------


def test_an_untouched_ledger_verifies_clean_while_eight_writers_append(
    cluster: Cluster, real_board: BoardStore, tmp_path: Path
) -> None:
    audited, over = Audited(cluster, real_board, tmp_path / "audited"), threading.Event()

    def write() -> int:
        written = 0
        while not over.is_set():
            written += audited.ledger.append(note_command(count=2)).event_count
        return written

    with ThreadPoolExecutor(8) as threads:
        writers = [threads.submit(write) for _ in range(8)]
        try:
            sizes = []
            for _ in range(6):
                note = audited.board.make_checkpoint().note
                result = audited.board.verify("ledger", [note])
                assert result.faults == []
                sizes.append(result.size)
        finally:
            over.set()
        assert sum(writer.result(HANG_GUARD_SECONDS) for writer in writers) == audited.ledger.size()
    assert sizes == sorted(set(sizes)), "nothing was written while verification ran"
    audited.close()


def test_verification_takes_the_same_memory_for_20_000_events_as_for_10_000(
    cluster: Cluster, board: BoardStore, tmp_path: Path
) -> None:
    audited = Audited(cluster, board, tmp_path / "audited")
    peaks = []
    for more in (10_000, 10_000):
        audited.ledger.append_all(rent_months(more))
        audited.board.make_checkpoint()
        tracemalloc.start()
        assert audited.faults() == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert audited.ledger.size() == 20_000
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 40 * 2**20
    audited.close()


def rent_months(count: int) -> Iterator[Command]:
    """As many small events, a thousand a command, all of one case."""
    example = EXAMPLES[RentMonthRecorded.wire_name()]
    for _ in range(count // 1_000):
        stream_id = uuid4()
        yield Command(uuid4(), b"", [
            example.model_copy(update={"originator_id": stream_id, "originator_version": version})
            for version in range(1, 1_001)
        ])

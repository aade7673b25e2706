"""What an instant means: an answer that is final never changes, and one that may change says so."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from adapters.postgres.boards import BoardStore
from domain.errors import InvalidValueError
from tests.support.cluster import Cluster
from tests.support.ledger_commands import HANG_GUARD_SECONDS, note_command

HOUR_US = 3_600_000_000


def server_us(cluster: Cluster) -> int:
    """The server's clock, in microseconds since 1970."""
    with cluster.admin() as admin:
        return admin.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").fetchone()[0]


# --- a real clock -------------------------------------------------------------------------------------------------


def test_an_instant_asked_while_eight_writers_wait_keeps_its_answer_or_was_provisional(
    each_cluster: Cluster, each_board: BoardStore
) -> None:
    ledger, over, chance = each_board.ledger, threading.Event(), random.Random(7)
    second = each_cluster.open_board(each_board.slug).ledger
    answers: dict[int, list[tuple[int, bool]]] = {}

    def write(service: Any, count: int) -> None:
        while not over.is_set():
            service.append(note_command(count=count))

    def ask() -> None:
        with each_cluster.admin() as admin:
            for _ in range(150):
                now = admin.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").fetchone()[0]
                instant = now + chance.choice((-5_000, -300, 0, 0, 500, 60_000_000))
                answers.setdefault(instant, []).append(ledger.size_at(instant))

    with ThreadPoolExecutor(10) as threads:
        writers = [threads.submit(write, service, count) for service in (ledger, second) for count in (1, 1, 2, 3)]
        try:
            askers = [threads.submit(ask) for _ in range(2)]
            for asker in askers:
                asker.result(HANG_GUARD_SECONDS)
        finally:
            over.set()
        for writer in writers:
            writer.result(HANG_GUARD_SECONDS)
    times = [row[0] for row in stored_times(each_cluster, each_board)]
    final = {instant: size for instant, given in answers.items() for size, is_final in given if is_final}
    provisional = [instant for instant, given in answers.items() for _, is_final in given if not is_final]
    for instant, size in final.items():
        assert ledger.size_at(instant) == (size, True)
        assert size == sum(time <= instant for time in times)
    assert len(final) > 50 and len(provisional) > 20
    assert any(size < len(times) for size in final.values())


def stored_times(cluster: Cluster, board: BoardStore) -> list[tuple[int]]:
    with cluster.admin() as admin:
        return admin.execute(f"SELECT recorded_us FROM {board.schema}.ledger_event ORDER BY position").fetchall()


def test_an_instant_asked_during_a_slow_append_waits_for_it(cluster: Cluster, real_board: BoardStore) -> None:
    ledger = real_board.ledger
    with psycopg.connect(cluster.connections.app) as slow, ThreadPoolExecutor(1) as threads:
        ledger.recorder.append_with(slow.cursor(binary=True), [ledger.seal(note_command())])
        instant = server_us(cluster)
        asked = threads.submit(ledger.size_at, instant)
        wait_for_a_waiter(cluster)
        assert not asked.done()
        slow.commit()
        assert asked.result(HANG_GUARD_SECONDS) == (1, True)


def test_control_counting_without_the_lock_gives_an_answer_that_changes(cluster: Cluster, real_board: BoardStore) -> None:
    ledger = real_board.ledger
    count = f"SELECT count(*) FROM {real_board.schema}.ledger_event WHERE recorded_us <= %s"
    with psycopg.connect(cluster.connections.app) as slow, cluster.admin() as asker:
        ledger.recorder.append_with(slow.cursor(binary=True), [ledger.seal(note_command())])
        instant = server_us(cluster)
        before = asker.execute(count, (instant,)).fetchone()[0]
        slow.commit()
        assert (before, asker.execute(count, (instant,)).fetchone()[0]) == (0, 1)


def test_after_a_final_answer_nothing_is_recorded_at_or_before_it(cluster: Cluster, real_board: BoardStore) -> None:
    ledger = real_board.ledger
    for count in (1, 3, 70):
        instant = server_us(cluster)
        size, is_final = ledger.size_at(instant)
        assert is_final and real_board.head().closed_us >= instant
        ledger.append(note_command(count=count))
        assert ledger.read(size, 1)[0].recorded_us > instant
        assert ledger.size_at(instant) == (size, True)


@pytest.mark.parametrize("count", [1, 3, 70], ids=["one", "a few", "a bulk"])
def test_a_server_clock_that_was_set_back_an_hour_cannot_put_an_event_before_a_final_answer(
    count: int, cluster: Cluster, real_board: BoardStore
) -> None:
    ledger = real_board.ledger
    ledger.append(note_command())
    ahead = server_us(cluster) + HOUR_US
    with cluster.admin() as admin:
        # What the ledger holds when the clock was an hour ahead until now.
        admin.execute(f"UPDATE {real_board.schema}.ledger_head SET closed_us = %s", (ahead,))
    assert ledger.size_at(ahead) == (1, True)
    ledger.append(note_command(count=count))
    ledger.append(note_command())
    times = [recorded.recorded_us for recorded in ledger.read(1, 100)]
    assert times == list(range(ahead + 1, ahead + 2 + count))
    assert ledger.size_at(ahead) == (1, True)


def test_an_instant_to_come_is_provisional_and_closes_nothing(cluster: Cluster, real_board: BoardStore) -> None:
    ledger = real_board.ledger
    ledger.append(note_command())
    ahead = server_us(cluster) + HOUR_US
    assert ledger.size_at(ahead) == (1, False)
    ledger.append(note_command())
    assert ledger.size_at(ahead) == (2, False)
    assert ledger.read(1, 1)[0].recorded_us < ahead


def test_the_instants_around_an_event_are_exact(real_board: BoardStore) -> None:
    ledger = real_board.ledger
    receipts = [ledger.append(note_command()) for _ in range(3)]
    for n, receipt in enumerate(receipts):
        assert ledger.size_at(receipt.recorded_us - 1) == (n, True)
        assert ledger.size_at(receipt.recorded_us) == (n + 1, True)
    assert ledger.size_at(0) == ledger.size_at(-5) == (0, True)


def test_an_empty_ledger_knows_nothing_at_any_instant(cluster: Cluster, real_board: BoardStore) -> None:
    instant = server_us(cluster)
    assert real_board.ledger.size_at(instant) == (0, True)
    assert real_board.ledger.size_at(instant + HOUR_US) == (0, False)


@pytest.mark.parametrize("count", [1, 3, 70], ids=["one", "a few", "a bulk"])
def test_a_ledger_with_a_real_clock_takes_no_times_from_outside(count: int, each_board: BoardStore) -> None:
    command = note_command(count=count, recorded_us=range(5, 5 + count))
    for append in (each_board.ledger.append, lambda c: each_board.ledger.append_all([c])):
        with pytest.raises(InvalidValueError, match="verklig klocka"):
            append(command)
    assert each_board.ledger.size() == 0


# --- a simulated clock --------------------------------------------------------------------------------------------


def test_in_a_simulated_ledger_everything_after_the_last_event_is_provisional(board: BoardStore) -> None:
    board.ledger.append(note_command(recorded_us=[1_000]))
    assert [board.ledger.size_at(us) for us in (999, 1_000, 1_001, 2**60)] == [(0, True), (1, True), (1, False), (1, False)]
    board.ledger.append(note_command(recorded_us=[1_001]))
    assert board.ledger.size_at(1_001) == (2, True)


@pytest.mark.parametrize("count", [1, 3, 70], ids=["one", "a few", "a bulk"])
@pytest.mark.parametrize("first", [1_000, 999, 0, -1])
def test_simulated_times_must_be_later_than_all_before_them(count: int, first: int, board: BoardStore) -> None:
    board.ledger.append(note_command(recorded_us=[1_000]))
    late = note_command(count=count, recorded_us=range(first, first + count))
    for append in (board.ledger.append, lambda c: board.ledger.append_all([c])):
        with pytest.raises(InvalidValueError, match="senare"):
            append(late)
    assert board.ledger.size() == 1


@pytest.mark.parametrize("times", [[2_000, 2_000], [2_000, 1_999], [2_000, *range(2_000, 2_069)]], ids=["equal", "back", "bulk"])
def test_simulated_times_must_increase_within_a_command(times: list[int], board: BoardStore) -> None:
    with pytest.raises(InvalidValueError, match="senare"):
        board.ledger.append(note_command(count=len(times), recorded_us=times))
    assert board.ledger.size() == 0


@pytest.mark.parametrize("count", [1, 3, 70], ids=["one", "a few", "a bulk"])
def test_simulated_times_are_recorded_as_given(count: int, each_cluster: Cluster) -> None:
    board = each_cluster.new_board(clock="simulated")
    times = [1_000 + 17 * n for n in range(count)]
    receipt = board.ledger.append(note_command(count=count, recorded_us=times))
    assert (receipt.first_position, receipt.recorded_us, receipt.event_count) == (0, 1_000, count)
    assert [recorded.recorded_us for recorded in board.ledger.read(0, 100)] == times


def test_one_command_with_a_bad_time_does_not_fail_those_that_wait_beside_it(board: BoardStore) -> None:
    board.ledger.append(note_command(recorded_us=[1_000]))
    outcomes = board.ledger._store([
        board.ledger.seal(note_command(uuid4(), recorded_us=[us])) for us in (1_001, 5, 1_002)
    ])
    assert [outcome.kind for outcome in outcomes] == ["recorded", "AK002", "recorded"]
    assert board.ledger.size() == 3


def wait_for_a_waiter(cluster: Cluster) -> None:
    """Until somebody waits for an append to end."""
    with cluster.admin() as admin:
        for _ in range(100_000):
            if admin.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone()[0]:
                return
    raise AssertionError("nobody came to wait")

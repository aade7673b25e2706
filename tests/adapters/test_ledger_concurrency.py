"""Many writers, many services, readers that follow, and answers that are lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.postgres import PostgresSubscription
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres import boards
from adapters.postgres.boards import BoardStore
from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.recorder import LedgerSubscription, Outcome, SealedCommand
from adapters.postgres.regimes import PostgresRegimes
from domain.base import DomainEvent, RetentionClass
from domain.errors import CommandReusedError, StaleVersionError
from domain.ledger.port import Receipt
from domain.record_keeping import RecordKeeping, Request
from tests.support.cluster import Cluster
from tests.support.ledger_commands import HANG_GUARD_SECONDS, at_once, note, note_command
from tests.support.lossy_proxy import LossyProxy

WRITERS = 50


def two_services(cluster: Cluster, board: BoardStore) -> list[PostgresLedger]:
    """The same ledger opened twice, each with its own connections and its own group commit, as two processes have it."""
    return [board.ledger, cluster.open_board(board.slug).ledger]


# --- one stream, one version --------------------------------------------------------------------------------------


def test_of_fifty_writers_at_one_version_one_succeeds_and_49_are_told_the_current_one(
    each_cluster: Cluster, each_board: BoardStore
) -> None:
    services, stream_id = two_services(each_cluster, each_board), uuid4()
    for version in range(3):
        answers = at_once([
            partial(services[n % 2].append, note_command(stream_id, version)) for n in range(WRITERS)
        ])
        receipts = [answer for answer in answers if isinstance(answer, Receipt)]
        refusals = [answer for answer in answers if isinstance(answer, StaleVersionError)]
        assert (len(receipts), len(refusals)) == (1, WRITERS - 1)
        assert {refusal.current_version for refusal in refusals} == {version + 1}
        assert str(version + 1) in str(refusals[0])
        assert (receipts[0].first_position, receipts[0].event_count) == (version, 1)
    assert len(each_board.ledger.stream(stream_id)) == each_board.ledger.size() == 3


@pytest.mark.parametrize("events", [1, 3, 70], ids=["one event", "a few events", "a bulk of events"])
def test_of_fifty_calls_of_the_append_function_at_one_version_one_succeeds(each_board: BoardStore, events: int) -> None:
    ledger, stream_id = each_board.ledger, uuid4()

    def call(command: SealedCommand) -> list[Outcome]:
        # On connections of their own: one recorder sends its appends one at a time.
        with ledger.recorder.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            return ledger.recorder.append_with(cursor, [command])

    sealed = [ledger.seal(note_command(stream_id, count=events)) for _ in range(WRITERS)]
    answers = at_once([partial(call, command) for command in sealed])
    outcomes = [answer[0] for answer in answers if not isinstance(answer, Exception)]
    assert len(outcomes) == WRITERS, answers
    assert sorted(outcome.kind for outcome in outcomes) == ["recorded"] + ["stale"] * (WRITERS - 1)
    assert {outcome.current_version for outcome in outcomes if outcome.kind == "stale"} == {events}
    assert ledger.size() == events


def test_waiting_writers_on_different_streams_all_succeed_beside_a_stale_one(board: BoardStore) -> None:
    stream_id = uuid4()
    board.ledger.append(note_command(stream_id))
    commands = [note_command() for _ in range(20)] + [note_command(stream_id)]
    answers = at_once([partial(board.ledger.append, command) for command in commands])
    assert all(isinstance(answer, Receipt) for answer in answers[:20])
    assert isinstance(answers[20], StaleVersionError)
    assert board.ledger.size() == 21


@pytest.mark.parametrize("first", ["stale", "repeated", "reused", "recorded"])
@pytest.mark.parametrize("bulk", [0, 70], ids=["few", "many"])
def test_each_command_of_one_call_gets_its_own_answer_whatever_the_others_get(
    each_board: BoardStore, first: str, bulk: int
) -> None:
    ledger, stream_id = each_board.ledger, uuid4()
    known = ledger.seal(note_command(stream_id, count=2))
    (before,) = ledger.recorder.append([known])
    commands = {
        "stale": ledger.seal(note_command(stream_id)), "repeated": known, "reused": known._replace(digest=bytes(32)),
        "recorded": ledger.seal(note_command(count=3)),
    }
    order = [first, *(kind for kind in commands if kind != first)]
    others = [ledger.seal(note_command()) for _ in range(bulk)]
    outcomes = ledger.recorder.append([*(commands[kind] for kind in order), *others])
    answers = dict(zip(order, outcomes, strict=False))
    assert [outcome.kind for outcome in outcomes] == order + ["recorded"] * bulk
    assert (answers["stale"].current_version, answers["stale"].first_position) == (2, None)
    assert answers["repeated"] == before._replace(kind="repeated")
    assert (answers["reused"].first_position, answers["reused"].current_version) == (None, None)
    assert (answers["recorded"].first_position, answers["recorded"].event_count) == (2, 3)
    assert answers["recorded"].recorded_us == ledger.read(2, 1)[0].recorded_us
    assert [outcome.first_position for outcome in outcomes[4:]] == list(range(5, 5 + bulk))


@pytest.mark.parametrize("gap", [1, 5])
def test_a_version_cannot_be_skipped(board: BoardStore, gap: int) -> None:
    stream_id = uuid4()
    board.ledger.append(note_command(stream_id))
    with pytest.raises(StaleVersionError) as refusal:
        board.ledger.append(note_command(stream_id, 1 + gap))
    assert refusal.value.current_version == 1


def test_a_bulk_with_one_stale_command_records_nothing_at_all(board: BoardStore) -> None:
    stream_id = uuid4()
    board.ledger.append(note_command(stream_id))
    bulk = [note_command() for _ in range(100)] + [note_command(stream_id)]
    with pytest.raises(StaleVersionError):
        board.ledger.append_all(bulk)
    assert board.ledger.size() == 1


# --- readers that follow ------------------------------------------------------------------------------------------


def test_a_following_reader_sees_every_position_once_and_in_order_under_eight_writers(
    cluster: Cluster, real_board: BoardStore
) -> None:
    services = two_services(cluster, real_board)
    total = 8 * 40 + 4 * 70
    seen: list[int] = []

    def write(number: int) -> None:
        ledger = services[number % 2]
        for turn in range(20):
            ledger.append(note_command(count=2))
            if turn == 10 and number < 4:
                ledger.append_all([note_command() for _ in range(70)])

    def follow() -> None:
        while len(seen) < total:
            seen.extend(each.id for each in real_board.ledger.recorder.select_notifications(
                start=seen[-1] if seen else None, limit=17, inclusive_of_start=not seen,
            ))

    with ThreadPoolExecutor(9) as threads:
        tasks = [threads.submit(follow), *(threads.submit(write, number) for number in range(8))]
        for task in tasks:
            task.result(HANG_GUARD_SECONDS)
    assert seen == list(range(1, total + 1))
    times = [each.recorded_us for each in real_board.ledger.recorder.select_notifications(None, total)]
    assert all(earlier < later for earlier, later in zip(times, times[1:], strict=False))


def test_a_late_commit_is_not_skipped_since_the_next_writer_waits_for_it(cluster: Cluster, real_board: BoardStore) -> None:
    ledger, last_seen = real_board.ledger, 0
    with psycopg.connect(cluster.connections.app) as slow, ThreadPoolExecutor(1) as threads:
        ledger.recorder.append_with(slow.cursor(binary=True), [ledger.seal(note_command())])
        quick = threads.submit(ledger.append, note_command())
        _wait_for_a_waiter(cluster)
        assert ledger.recorder.select_notifications(last_seen, 10, inclusive_of_start=False) == []
        slow.commit()
        assert quick.result(HANG_GUARD_SECONDS).first_position == 1
    assert [each.id for each in ledger.recorder.select_notifications(last_seen, 10, inclusive_of_start=False)] == [1, 2]


def test_control_a_sequence_as_position_lets_the_following_reader_skip_a_late_commit(cluster: Cluster) -> None:
    table = f"public.control_{uuid4().hex}"
    with cluster.admin() as reader, psycopg.connect(cluster.server.conninfo("aktspar_admin")) as slow:
        reader.execute(f"CREATE TABLE {table} (position bigserial PRIMARY KEY, event text)")
        slow.execute(f"INSERT INTO {table} (event) VALUES ('slow')")
        reader.execute(f"INSERT INTO {table} (event) VALUES ('quick')")
        seen = reader.execute(f"SELECT position, event FROM {table} WHERE position > 0 ORDER BY 1").fetchall()
        slow.commit()
        seen += reader.execute(
            f"SELECT position, event FROM {table} WHERE position > %s ORDER BY 1", (seen[-1][0],)
        ).fetchall()
        reader.execute(f"DROP TABLE {table}")
    assert seen == [(2, "quick")], "the control no longer shows the fault that it is there to show"


class _LateToListen:
    """The subscription of whoever is slow to start listening: it has looked once before it listens."""

    has_looked: threading.Event
    may_listen: threading.Event

    def _pull(self) -> None:
        super()._pull()
        self.has_looked.set()

    def _listen(self) -> None:
        self.may_listen.wait(HANG_GUARD_SECONDS)
        super()._listen()


class _OursLate(_LateToListen, LedgerSubscription):
    has_looked, may_listen = threading.Event(), threading.Event()


class _StockLate(_LateToListen, PostgresSubscription):
    has_looked, may_listen = threading.Event(), threading.Event()


def _record_between_look_and_listen(board: BoardStore, subscription: Any) -> None:
    assert subscription.has_looked.wait(HANG_GUARD_SECONDS)
    board.ledger.append(note_command())
    subscription.may_listen.set()


def test_a_subscription_delivers_what_was_recorded_between_its_first_look_and_its_listening(real_board: BoardStore) -> None:
    with _OursLate(recorder=real_board.ledger.recorder) as subscription, ThreadPoolExecutor(1) as threads:
        _record_between_look_and_listen(real_board, subscription)
        try:
            assert threads.submit(next, subscription).result(HANG_GUARD_SECONDS).id == 1
        finally:
            subscription.stop()


def test_control_the_stock_subscription_goes_to_sleep_on_that_event(cluster: Cluster, real_board: BoardStore) -> None:
    with _StockLate(recorder=real_board.ledger.recorder) as subscription:
        _record_between_look_and_listen(real_board, subscription)
        _until(cluster, "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle' AND query LIKE %s", (
            f'LISTEN "{real_board.ledger.recorder.channel_name}"%',
        ))
        assert not subscription._has_been_notified.is_set()
        assert subscription._notifications_queue.empty()


# --- the same command again ---------------------------------------------------------------------------------------


def test_one_command_from_twenty_threads_in_two_services_is_one_event_and_one_answer(
    each_cluster: Cluster, each_board: BoardStore
) -> None:
    services, stream_id, command_id = two_services(each_cluster, each_board), uuid4(), uuid4()
    answers = at_once([
        partial(services[n % 2].append, note_command(stream_id, command_id=command_id)) for n in range(20)
    ])
    assert all(isinstance(answer, Receipt) for answer in answers), answers
    assert len({answer._replace(repeated=False) for answer in answers}) == 1
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * 19
    assert each_board.ledger.size() == 1


def test_one_request_from_twenty_threads_is_decided_once(cluster: Cluster, real_board: BoardStore) -> None:
    services = [RecordKeeping(ledger, PostgresRegimes(ledger)) for ledger in two_services(cluster, real_board)]
    stream_id, request = uuid4(), Request(uuid4(), b"write the note")

    def write(records: RecordKeeping) -> Receipt:
        return records.carry_out(stream_id, RetentionClass.CASE, list, _next_note(stream_id), request)

    answers = at_once([partial(write, services[n % 2]) for n in range(20)])
    assert len({answer._replace(repeated=False) for answer in answers}) == 1, answers
    assert real_board.ledger.size() == 1


def test_a_command_id_with_other_content_is_refused_and_the_first_stands(cluster: Cluster, real_board: BoardStore) -> None:
    services, stream_id, command_id = two_services(cluster, real_board), uuid4(), uuid4()
    contents = [b"one", b"another"] * 10
    answers = at_once([
        partial(services[n // 10].append, note_command(stream_id, command_id=command_id, content=content))
        for n, content in enumerate(contents)
    ])
    kept = {content for content, answer in zip(contents, answers, strict=True) if isinstance(answer, Receipt)}
    assert len(kept) == 1
    for content, answer in zip(contents, answers, strict=True):
        assert isinstance(answer, Receipt if content in kept else CommandReusedError), answer
    assert real_board.ledger.size() == 1
    with pytest.raises(CommandReusedError):
        real_board.ledger.find(command_id, b"a third", stream_id, RetentionClass.CASE)


def test_a_repeated_command_gets_its_first_answer_also_when_the_stream_has_moved_on(board: BoardStore) -> None:
    stream_id, command_id = uuid4(), uuid4()
    first = board.ledger.append(note_command(stream_id, count=2, command_id=command_id))
    board.ledger.append(note_command(stream_id, 2))
    again = board.ledger.append(note_command(stream_id, count=2, command_id=command_id))
    assert (again.repeated, again._replace(repeated=False)) == (True, first)
    assert board.ledger.append_all([note_command(stream_id, count=2, command_id=command_id)]) == [again]


def test_the_same_command_twice_in_one_bulk_is_recorded_once(board: BoardStore) -> None:
    stream_id, command_id = uuid4(), uuid4()
    twice = [note_command(stream_id, command_id=command_id) for _ in range(2)]
    receipts = board.ledger.append_all([*twice, *(note_command() for _ in range(80))])
    assert [receipt.first_position for receipt in receipts[:3]] == [0, 0, 1]
    assert board.ledger.size() == 81


def test_a_retry_after_a_lost_answer_gets_the_first_answer(cluster: Cluster, real_board: BoardStore) -> None:
    command, ended = note_command(count=2), []
    folder = Path(str(conninfo_to_dict(cluster.connections.app)["host"]))
    with LossyProxy(folder, on_loss=lambda: ended.append(_end_backends(cluster, "lossy"))) as proxy:
        board = _open_as(cluster, real_board, "lossy", port=proxy.port)
        board.ledger.append(note_command())
        board.datastore.pool.wait(HANG_GUARD_SECONDS)
        proxy.arm()
        with pytest.raises(UnavailableError):
            board.ledger.append(command)
        assert proxy.losses == 1 and ended[0] > 0
        stored = real_board.ledger.recorder.find_command(command.command_id)
        assert stored is not None, "the answer was to be lost after the commit, not before it"
        again = board.ledger.append(command)
        board.close()
    assert (again.first_position, again.recorded_us, again.event_count, again.repeated) == (*stored[:3], True)
    assert real_board.ledger.size() == 3


def test_connections_that_died_unused_cost_one_refusal_and_not_one_each(cluster: Cluster, real_board: BoardStore) -> None:
    board = _open_as(cluster, real_board, "short_lived")
    at_once([partial(board.ledger.recorder.rows_from, 0, 1) for _ in range(16)] + [
        partial(board.ledger.append, note_command())
    ])
    assert _end_backends(cluster, "short_lived") > 2
    command = note_command()
    with pytest.raises(UnavailableError):
        board.ledger.append(command)
    receipt = board.ledger.append(command)
    assert (receipt.first_position, receipt.repeated) == (1, False)
    board.close()


def _open_as(cluster: Cluster, board: BoardStore, name: str, *, port: int = 5432) -> BoardStore:
    connections = cluster.connections._replace(
        app=make_conninfo(cluster.connections.app, port=port, application_name=name)
    )
    return boards.open_board(board.slug, connections, cluster.keys, cluster.kek)


def _end_backends(cluster: Cluster, name: str) -> int:
    """End the server's side of every connection of that name, and wait until they are gone."""
    with cluster.admin() as admin:
        ended = admin.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = %s", (name,)
        ).fetchall()
    assert all(gone for (gone,) in ended)
    return len(ended)


def _next_note(stream_id: Any) -> Callable[[list[DomainEvent]], list[DomainEvent]]:
    return lambda past: [note(stream_id, len(past))]


def _wait_for_a_waiter(cluster: Cluster) -> None:
    _until(cluster, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", ())


def _until(cluster: Cluster, count: str, values: tuple[Any, ...]) -> None:
    """Ask until the answer is no longer 0."""
    with cluster.admin() as admin:
        for _ in range(100_000):
            if admin.execute(count, values).fetchone()[0]:
                return
    raise AssertionError("what was waited for did not come")


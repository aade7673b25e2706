"""A rebuild gives the live rows, while the board is read and written, and leaves them alone until it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from adapters.errors import UnavailableError
from adapters.postgres import rebuild as rebuilding
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import SUFFIX, rebuild
from adapters.postgres.view_store import TABLES, BlindIndex, ViewStore
from adapters.postgres.views import PostgresCaseViews
from domain.base import DomainEvent
from domain.case.events import SessionHeld
from domain.errors import ConflictError, CorruptLedgerError
from domain.ledger.port import Command
from projections.case_view import CaseRow
from projections.fold import ROW_TYPES, Fold, Written
from tests.adapters.test_views import all_rows, empty
from tests.support.cluster import Cluster
from tests.support.examples import CASE, EXAMPLES


def case_events(number: int) -> list[DomainEvent]:
    """A small case of its own: opened, two sessions, a note, and the note's correction."""
    case_id = uuid4()
    names = ("case.opened", "case.session_held", "case.note_recorded", "case.session_held", "case.note_corrected")
    changes: list[dict[str, Any]] = [
        {"number": f"2024-{number:04}"}, {"session_id": uuid4()}, {}, {"session_id": uuid4()}, {},
    ]
    return [
        EXAMPLES[f"{name}.v1"].model_copy(update={"originator_id": case_id, "originator_version": version, **change})
        for version, (name, change) in enumerate(zip(names, changes, strict=True), 1)
    ]


def record(board: BoardStore, events: list[DomainEvent]) -> None:
    board.ledger.append(Command(uuid4(), b"", events))


def fill(board: BoardStore, cases: int) -> None:
    board.ledger.append_all(Command(uuid4(), b"", case_events(number)) for number in range(cases))


@pytest.fixture
def projector(real_board: BoardStore) -> Iterator[Projector]:
    with closing(Projector(real_board, page_events=10)) as opened:
        yield opened


@pytest.mark.parametrize("workers", [1, 2])
def test_a_rebuild_gives_the_rows_that_the_live_views_have(
    cluster: Cluster, real_board: BoardStore, projector: Projector, workers: int
) -> None:
    fill(real_board, 40)
    projector.catch_up()
    live = all_rows(real_board)
    told: list[tuple[int, int]] = []
    size = rebuild(real_board, cluster.kek, workers=workers, chunk_events=20, progress=lambda *at: told.append(at))
    assert (size, told[-1]) == (200, (200, 200))
    assert len(told) == 10
    assert all_rows(real_board) == live
    assert leftovers(real_board) == []


def test_a_rebuild_brings_back_what_was_lost(cluster: Cluster, real_board: BoardStore, projector: Projector) -> None:
    fill(real_board, 3)
    projector.catch_up()
    live = all_rows(real_board)
    empty(real_board)
    rebuild(real_board, cluster.kek)
    assert all_rows(real_board) == live
    assert projector.catch_up() == 15


def test_a_rebuild_of_an_empty_ledger_is_empty(cluster: Cluster, real_board: BoardStore) -> None:
    assert rebuild(real_board, cluster.kek) == 0
    assert all(rows == [] for rows in all_rows(real_board).values())


def test_after_a_rebuild_the_views_go_on_from_where_it_ended(
    cluster: Cluster, real_board: BoardStore, projector: Projector
) -> None:
    fill(real_board, 3)
    rebuild(real_board, cluster.kek)
    fill(real_board, 2)
    assert projector.catch_up() == 25
    live = all_rows(real_board)
    empty(real_board)
    projector.catch_up()
    assert all_rows(real_board) == live


def test_rebuilt_tables_have_the_live_ones_names_indexes_and_rights(cluster: Cluster, real_board: BoardStore) -> None:
    before = structure(real_board)
    assert len(before) > 20
    rebuild(real_board, cluster.kek)
    assert structure(real_board) == before
    rebuild(real_board, cluster.kek)
    assert structure(real_board) == before


def test_what_is_recorded_during_a_rebuild_is_in_it(
    cluster: Cluster, real_board: BoardStore, projector: Projector
) -> None:
    cases = [case_events(number) for number in range(4)]
    for events in cases:
        record(real_board, events[:4])
    late = iter([*(events[4:] for events in cases), case_events(90)])

    def record_more(folded: int, size: int) -> None:
        # Another process goes on: events are recorded and the live views follow, past the rebuild's size.
        for events in late:
            record(real_board, events)
            projector.catch_up()

    assert rebuild(real_board, cluster.kek, chunk_events=4, progress=record_more) == 25
    rebuilt = all_rows(real_board)
    empty(real_board)
    projector.catch_up()
    assert all_rows(real_board) == rebuilt


def test_what_the_live_views_take_in_just_before_the_swap_is_not_lost(
    cluster: Cluster, real_board: BoardStore, projector: Projector, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(real_board, 2)
    locked_position = rebuilding.locked_position

    def after_one_more(connection: psycopg.Connection, schema: str) -> int:
        fill(real_board, 1)
        projector.catch_up()
        return locked_position(connection, schema)

    monkeypatch.setattr(rebuilding, "locked_position", after_one_more)
    assert rebuild(real_board, cluster.kek) == 15
    rebuilt = all_rows(real_board)
    empty(real_board)
    projector.catch_up()
    assert all_rows(real_board) == rebuilt


def test_a_long_stream_is_read_in_parts(
    cluster: Cluster, real_board: BoardStore, projector: Projector, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(real_board, 3)
    projector.catch_up()
    live = all_rows(real_board)
    for part in (1, 2, 5):
        monkeypatch.setattr(rebuilding, "PAGE_EVENTS", part)
        assert rebuild(real_board, cluster.kek, chunk_events=10) == 15
        assert all_rows(real_board) == live


def test_readers_see_one_and_the_same_answer_throughout_a_rebuild(
    cluster: Cluster, real_board: BoardStore, projector: Projector
) -> None:
    fill(real_board, 20)
    views = PostgresCaseViews(real_board, projector)
    expected = [case.to_json() for case in views.cases(100)]
    wrong: list[Any] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                answer = [case.to_json() for case in views.cases(100)]
            except Exception as error:
                wrong.append(error)
                return
            if answer != expected:
                wrong.append(answer)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        rebuild(real_board, cluster.kek, chunk_events=10)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


@pytest.mark.parametrize("cut", ["fold_chunk", "_count", "_finish", "_swap", "set_position"])
def test_a_rebuild_that_is_cut_off_leaves_the_live_views_whole(
    cluster: Cluster, real_board: BoardStore, projector: Projector, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    fill(real_board, 3)
    projector.catch_up()
    live = all_rows(real_board)
    whole = getattr(rebuilding, cut)

    def cut_off(*args: Any, **kwargs: Any) -> None:
        whole(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, cut, cut_off)
    with pytest.raises(KeyboardInterrupt):
        rebuild(real_board, cluster.kek)
    assert all_rows(real_board) == live
    assert applied(real_board) == 15
    monkeypatch.undo()
    assert rebuild(real_board, cluster.kek) == 15
    assert all_rows(real_board) == live


def test_what_a_killed_rebuild_left_is_cleared_away_by_the_next(cluster: Cluster, real_board: BoardStore) -> None:
    fill(real_board, 2)
    with psycopg.connect(real_board.connections.projector, autocommit=True) as connection:
        connection.execute(sql.SQL("SELECT {}(%s)").format(sql.Identifier(real_board.schema, "views_create")), (SUFFIX,))
    assert leftovers(real_board) != []
    assert rebuild(real_board, cluster.kek) == 10
    assert leftovers(real_board) == []


def test_only_one_rebuild_at_a_time(cluster: Cluster, real_board: BoardStore) -> None:
    fill(real_board, 2)

    def second(folded: int, size: int) -> None:
        with pytest.raises(ConflictError, match="byggs redan om"):
            rebuild(real_board, cluster.kek)

    assert rebuild(real_board, cluster.kek, progress=second) == 10


@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_event_stops_a_rebuild_and_is_named(
    cluster: Cluster, real_board: BoardStore, projector: Projector, workers: int
) -> None:
    fill(real_board, 3)
    projector.catch_up()
    live = all_rows(real_board)
    damage(cluster, real_board, 7)
    with pytest.raises(CorruptLedgerError, match="position 7"):
        rebuild(real_board, cluster.kek, workers=workers)
    assert all_rows(real_board) == live
    assert leftovers(real_board) == []


def test_a_missing_event_stops_a_rebuild(cluster: Cluster, real_board: BoardStore) -> None:
    fill(real_board, 3)
    remove(cluster, real_board, 14)
    with pytest.raises(CorruptLedgerError, match="size is 15, but 14 events are there"):
        rebuild(real_board, cluster.kek)


@pytest.mark.parametrize("page_events", [1, 4, 100])
@pytest.mark.parametrize("harm", ["damage", "remove"])
def test_a_damaged_event_stops_the_live_views_just_before_it(
    cluster: Cluster, real_board: BoardStore, harm: str, page_events: int
) -> None:
    fill(real_board, 3)
    {"damage": damage, "remove": remove}[harm](cluster, real_board, 7)
    with closing(Projector(real_board, page_events=page_events)) as projector:
        for _ in range(2):
            with pytest.raises(CorruptLedgerError, match="position 7"):
                projector.catch_up()
            assert applied(real_board) == 7
        assert projector.catch_up(7) == 7
        assert len(PostgresCaseViews(real_board, projector).cases(6)) == 2


def test_an_event_that_does_not_fit_stops_the_live_views_just_before_it(real_board: BoardStore, projector: Projector) -> None:
    record(real_board, case_events(1))
    record(real_board, [EXAMPLES[SessionHeld.wire_name()].model_copy(update={"originator_id": CASE})])
    with pytest.raises(CorruptLedgerError, match="position 5: .* opened twice or never"):
        projector.catch_up()
    assert applied(real_board) == 5


def test_a_row_to_close_that_is_not_there_stops_the_page(real_board: BoardStore, projector: Projector) -> None:
    record(real_board, case_events(1))
    projector.catch_up()
    fold = Fold()
    for recorded in real_board.ledger.read(0, 5):
        fold.apply(recorded)
    gone = [row._replace(known_from=77, known_to=78) for row in fold.written().opened[CaseRow][:1]]
    nothing: dict[Any, list[Any]] = {kind: [] for kind in ROW_TYPES}
    store = ViewStore(real_board.schema, BlindIndex(bytes(32)))
    with psycopg.connect(real_board.connections.projector) as connection:
        with pytest.raises(CorruptLedgerError, match="case_interval: 1 rows to close, 0 found; rebuild the views"):
            store.write(connection, Written(nothing, nothing | {CaseRow: gone}, frozenset()))


def test_a_lost_connection_is_opened_anew(
    cluster: Cluster, real_board: BoardStore, projector: Projector
) -> None:
    fill(real_board, 2)
    projector.catch_up()
    with cluster.admin() as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'aktspar_projector'")
    fill(real_board, 1)
    assert projector.catch_up() == 15


def test_a_database_that_does_not_answer_is_said_so(real_board: BoardStore) -> None:
    nowhere = real_board.connections._replace(projector="host=/nowhere user=nobody connect_timeout=1")
    projector = Projector(real_board)
    real_board.connections = nowhere
    with pytest.raises(UnavailableError, match="Databasen svarar inte"):
        projector.catch_up()


def test_several_processes_may_bring_the_views_up_at_once(real_board: BoardStore) -> None:
    fill(real_board, 40)
    projectors = [Projector(real_board, page_events=7) for _ in range(4)]
    threads = [threading.Thread(target=each.catch_up) for each in projectors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = all_rows(real_board)
    assert applied(real_board) == 200
    empty(real_board)
    projectors[0].catch_up()
    assert all_rows(real_board) == together
    for each in projectors:
        each.close()


def damage(cluster: Cluster, board: BoardStore, position: int) -> None:
    """Turn a bit of an event's ciphertext, as only a superuser can."""
    with cluster.admin() as connection:
        connection.execute(sql.SQL("UPDATE {} SET payload = set_bit(payload, 400, 1 - get_bit(payload, 400))"
                                   " WHERE position = %s").format(sql.Identifier(board.schema, "ledger_payload")), (position,))


def remove(cluster: Cluster, board: BoardStore, position: int) -> None:
    """Take an event away, as only a superuser can."""
    with cluster.admin() as connection:
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE position = %s").format(sql.Identifier(board.schema, "ledger_event")), (position,)
        )


def applied(board: BoardStore) -> int:
    with psycopg.connect(board.connections.projector) as connection:
        return connection.execute(
            sql.SQL("SELECT position FROM {} WHERE name = 'views'").format(sql.Identifier(board.schema, "projection"))
        ).fetchone()[0]


def leftovers(board: BoardStore) -> list[str]:
    """Tables of a rebuild that is not done."""
    with psycopg.connect(board.connections.projector) as connection:
        return [row[0] for row in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename LIKE %s", (board.schema, f"%{SUFFIX}")
        )]


def structure(board: BoardStore) -> list[tuple[Any, ...]]:
    """The views' columns, indexes, owners and rights."""
    tables = [table.name for table in TABLES.values()]
    with psycopg.connect(board.connections.projector) as connection:
        return sorted([
            *connection.execute(
                "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
                " WHERE table_schema = %s AND table_name = ANY (%s)", (board.schema, tables)
            ),
            *connection.execute(
                "SELECT tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = %s AND tablename = ANY (%s)",
                (board.schema, tables),
            ),
            *connection.execute(
                "SELECT relname, pg_get_userbyid(relowner), relacl::text, '' FROM pg_class"
                " WHERE relnamespace = %s::regnamespace AND relname = ANY (%s)", (board.schema, tables),
            ),
        ])



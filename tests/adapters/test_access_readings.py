"""Who read what, out of the access log: the index gives what a slow reading of the whole log gives, and damage is damage."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from adapters.access_log import AccessLog
from adapters.postgres.access_readings import PostgresAccessReadings
from adapters.postgres.boards import BoardStore
from domain.base import Purpose
from domain.errors import CorruptLedgerError
from projections.access_readings import Between, Reading
from tests.support.cluster import Cluster
from tests.support.examples import CASE, OTHER_CASE, cast_id

THIRD = cast_id(7201)
CASES = (CASE, OTHER_CASE, THIRD)
ALL = Between()


def read(board: BoardStore, *cases: UUID, caller: str = "konto:anna", outcome: str = "shown") -> None:
    AccessLog(board).record(
        caller=caller, action="GET /prov", purpose=Purpose.CASE_WORK, cases=cases, known_at=0, outcome=outcome
    )


def slowly(board: BoardStore, case: UUID, between: Between = ALL) -> list[int]:
    """Positions of what names a case, by opening every record there is."""
    return [
        each.position for each in board.access.read(0, 10_000)
        if case in each.event.cases and between.covers(each.recorded_us)
    ]


def positions(readings: list[Reading] | Iterator[Reading]) -> list[int]:
    return [each.position for each in readings]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    named=st.lists(st.lists(st.sampled_from(CASES), max_size=4), max_size=12), page=st.integers(1, 5),
    cuts=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_the_index_gives_what_a_reading_of_the_whole_log_gives(
    board: BoardStore, named: list[list[UUID]], page: int, cuts: tuple[int, int]
) -> None:
    for cases in named:
        read(board, *cases)
    times = [0, *(each.recorded_us for each in board.access.read(0, 10_000))]
    between = Between(*(times[cut % len(times)] for cut in cuts))
    readings = PostgresAccessReadings(board, page=page)
    assert positions(readings.latest_first(between)) == positions(readings.in_period(between))[::-1]
    for case in CASES:
        assert positions(readings.by_case(case)) == slowly(board, case)
        assert positions(readings.by_case(case, between)) == slowly(board, case, between)
        assert positions(readings.in_period(between)) == [
            each.position for each in board.access.read(0, 10_000) if between.covers(each.recorded_us)
        ]


def test_a_reading_tells_who_what_and_why(board: BoardStore) -> None:
    read(board, CASE, OTHER_CASE, caller="konto:bo", outcome="refused")
    [reading] = PostgresAccessReadings(board).by_case(CASE)
    assert (reading.caller, reading.action, reading.purpose, reading.outcome) == ("konto:bo", "GET /prov", "case_work", "refused")
    assert (reading.cases, reading.position, reading.reason) == ((CASE, OTHER_CASE), 0, None)


def test_the_readings_of_one_caller_are_those_and_no_others(board: BoardStore) -> None:
    for caller in ("konto:anna", "konto:bo", "konto:anna"):
        read(board, CASE, caller=caller)
    assert positions(PostgresAccessReadings(board).by_caller("konto:anna")) == [0, 2]
    assert positions(PostgresAccessReadings(board).by_caller("konto:ingen")) == []


def test_an_index_that_is_begun_again_gives_the_same(board: BoardStore) -> None:
    for case in (CASE, OTHER_CASE, CASE):
        read(board, case)
    readings = PostgresAccessReadings(board, page=2)
    before = readings.by_case(CASE)
    readings.begin_again()
    assert readings.by_case(CASE) == before and len(before) == 2


def test_progress_is_told_page_by_page(board: BoardStore) -> None:
    for _ in range(5):
        read(board, CASE)
    told: list[tuple[int, int]] = []
    PostgresAccessReadings(board, page=2).by_case(CASE, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_neither_a_case_nor_a_caller_can_be_told_from_the_index(board: BoardStore) -> None:
    read(board, CASE)
    PostgresAccessReadings(board).catch_up()
    with board.datastore.get_connection() as connection:
        rows = connection.execute(f"SELECT token::text, position FROM {board.schema}.access_case_index").fetchall()
    assert len(rows) == 1
    assert CASE.hex not in str(rows[0]) and "anna" not in str(rows[0])


def test_an_index_that_names_what_the_log_does_not_is_damage(board: BoardStore, cluster: Cluster) -> None:
    read(board, CASE)
    read(board, OTHER_CASE)
    readings = PostgresAccessReadings(board)
    assert positions(readings.by_case(CASE)) == [0]
    _change(cluster, board, "UPDATE {}.access_case_index SET position = 1 - position")
    with pytest.raises(CorruptLedgerError, match="access log position 1: the index names it for a case that it does not name"):
        readings.by_case(CASE)


def test_a_row_taken_out_of_the_index_is_still_in_the_whole_log(board: BoardStore, cluster: Cluster) -> None:
    read(board, CASE)
    readings = PostgresAccessReadings(board)
    readings.catch_up()
    _change(cluster, board, "DELETE FROM {}.access_case_index")
    assert readings.by_case(CASE) == []
    assert [each.position for each in readings.in_period() if CASE in each.cases] == [0]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_record_taken_out_of_the_log_is_damage_and_not_a_reading_that_was_never_made(
    board: BoardStore, cluster: Cluster, gone: int
) -> None:
    for _ in range(3):
        read(board, CASE)
    _change(cluster, board, "DELETE FROM {}.access_payload WHERE position = %s", gone)
    _change(cluster, board, "DELETE FROM {}.access_event WHERE position = %s", gone)
    with pytest.raises(CorruptLedgerError, match=f"access log position {gone}: the record is missing"):
        list(PostgresAccessReadings(board).in_period())
    with pytest.raises(CorruptLedgerError, match=f"access log position {gone}: the record is missing"):
        PostgresAccessReadings(board).by_case(uuid4())


def test_the_application_cannot_write_the_index(board: BoardStore) -> None:
    with board.datastore.get_connection() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"DELETE FROM {board.schema}.access_case_index")


def _change(cluster: Cluster, board: BoardStore, statement: str, *values: int) -> None:
    """What somebody who owns the database can do."""
    with cluster.admin() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(sql.SQL(statement).format(sql.Identifier(board.schema)), values)

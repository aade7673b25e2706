"""The results that PostgreSQL counts are those of the events up to the size asked for, and of no event after it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from psycopg import sql

from adapters.indicator_files import shipped_indicators
from adapters.postgres import boards, migrations
from adapters.postgres.boards import BoardStore
from adapters.postgres.goal_sql import Statement
from adapters.postgres.goals import PostgresGoals
from adapters.postgres.projector import Projector
from adapters.postgres.rebuild import rebuild
from adapters.postgres.view_store import TABLES
from domain.base import RecordedEvent
from domain.indicators.definition import UnitOfCount
from domain.indicators.period import parse_period
from domain.ledger.port import Command
from projections.statistics import STATISTICS_ROWS
from tests.adapters.test_views import all_rows, empty, recorded_in
from tests.projections import naive_goals
from tests.projections.goal_histories import (
    OTHER_UNIT,
    SEEDS,
    UNIT,
    UNITS,
    random_history,
    with_one_more_case,
)
from tests.support.cluster import Cluster

QUICK = settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
PUBLISHED = tuple(indicator for indicator in shipped_indicators() if indicator.id in naive_goals.IDS)
"""The results that the unit published, each of which `naive_goals` works out by hand."""
PERIODS = ("2018-T1", "2018-T2", "2018-03", "2017-12", "2019")


def opened(stack: ExitStack, cluster: Cluster, history: Sequence[RecordedEvent]) -> tuple[BoardStore, PostgresGoals]:
    """A fresh board that holds a history, and its goals."""
    board = recorded_in(stack, cluster, history)
    return board, PostgresGoals(board, stack.enter_context(closing(Projector(board, page_events=5))))


def counted(
    goals: PostgresGoals, period: str, size: int, *, units: frozenset[UUID] | None = None
) -> dict[tuple[UUID, str], dict[str, Any]]:
    """The results by unit and indicator, as JSON."""
    figures = goals.figures(PUBLISHED, parse_period(period), size, units=units)
    found = {(figure.part_of_id, figure.indicator.id): figure.to_json() for figure in figures}
    assert len(found) == len(figures), "one result an id and unit"
    return found


def expected(history: Sequence[RecordedEvent], period: str, size: int) -> dict[tuple[UUID, str], dict[str, Any]]:
    """The same the slow way."""
    chosen = parse_period(period)
    return naive_goals.results(history, size, chosen.first, chosen.last)


def assert_same(found: dict[tuple[UUID, str], dict[str, Any]], wanted: dict[tuple[UUID, str], dict[str, Any]]) -> None:
    assert found.keys() == wanted.keys()
    for key, result in wanted.items():
        assert {name: found[key].get(name) for name in result} == result, key


@QUICK
@given(seed=SEEDS)
def test_at_every_size_the_results_are_what_the_events_say(cluster: Cluster, seed: int) -> None:
    history = random_history(seed)
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, history)
        for size in (0, 1, *range(len(UNITS), len(history) + 1)):
            assert_same(counted(goals, "2018", size), expected(history, "2018", size))
        for period in PERIODS:
            for size in (len(history) // 2, len(history)):
                assert_same(counted(goals, period, size), expected(history, period, size))


@QUICK
@given(seed=SEEDS)
def test_what_was_known_at_a_size_never_changes_when_more_is_recorded(cluster: Cluster, seed: int) -> None:
    history = random_history(seed)
    size = len(history) * 2 // 3
    with ExitStack() as stack:
        _, all_of_it = opened(stack, cluster, history)
        _, only_the_first = opened(stack, cluster, history[:size])
        for period in ("2018", *PERIODS):
            assert counted(all_of_it, period, size) == counted(only_the_first, period, size)


@QUICK
@given(seed=SEEDS)
def test_a_case_in_one_unit_never_changes_another_units_results(cluster: Cluster, seed: int) -> None:
    events, size = with_one_more_case(seed)
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, events)
        for period in ("2018", *PERIODS):
            before, after = counted(goals, period, size), counted(goals, period, len(events))
            assert before.keys() == after.keys()
            clients = before[OTHER_UNIT, "kbt.clients"]["value"], after[OTHER_UNIT, "kbt.clients"]["value"]
            assert clients[1] - clients[0] == 1 or period != "2018", "the case is counted where it is"
            changed = {key for key in before if before[key] != after[key]}
            assert all(unit == OTHER_UNIT and id_.startswith(("kbt.", "all.")) for unit, id_ in changed)


def test_a_unit_that_is_asked_for_is_answered_as_among_all(cluster: Cluster) -> None:
    history = random_history(seed=7, steps=60)
    kbt = next(unit for unit, (name, root) in UNITS.items() if name == "KBT-teamet" and root == UNIT)
    with ExitStack() as stack:
        _, goals = opened(stack, cluster, history)
        every = counted(goals, "2018", len(history))
        inside = frozenset(unit for unit, (_, root) in UNITS.items() if UNIT in (unit, root))
        assert counted(goals, "2018", len(history), units=inside) == {key: every[key] for key in every if key[0] == UNIT}
        only = counted(goals, "2018", len(history), units=frozenset((kbt,)))
        assert only == {key: every[key] for key in every if key[0] == UNIT and key[1].startswith("kbt.")}
        assert {id_ for _, id_ in every} == naive_goals.IDS


def test_a_statement_holds_no_word_of_a_definition_and_one_answers_many_indicators() -> None:
    indicators = [indicator for indicator in shipped_indicators() if indicator.unit_of_count is UnitOfCount.CASE]
    statement = Statement(indicators, [[UNIT]] * len(indicators), [parse_period("2018")], 7)
    assert not [word for word in ("ORS", "AUDIT", "as_planned", "training_flat", "2018") if word in statement.text()]
    assert ["AUDIT", "DUDIT", "PGSI", "GDIT", "SOGS", "NODS"] in statement.values.values()


@QUICK
@given(seed=SEEDS)
def test_the_rows_behind_are_the_same_live_caught_up_and_rebuilt(cluster: Cluster, seed: int) -> None:
    history = random_history(seed, steps=60)
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, history)
        by_page = stack.enter_context(closing(Projector(board, page_events=3)))
        assert by_page.catch_up() == len(history)
        live = all_rows(board)
        empty(board)
        assert stack.enter_context(closing(Projector(board))).catch_up() == len(history)
        assert all_rows(board) == live
        assert rebuild(board, cluster.kek, chunk_events=9) == len(history)
        assert all_rows(board) == live
        assert live["rating_interval"] and live["circumstances_interval"] and live["attendance_interval"]


def test_views_that_were_made_before_statistics_begin_again_from_the_first_event(cluster: Cluster) -> None:
    history, slug = random_history(seed=3, steps=60), f"t{uuid4().hex[:10]}"
    with ExitStack() as stack:
        wanted = counted(opened(stack, cluster, history)[1], "2018", len(history))
        with psycopg.connect(cluster.connections.migration, autocommit=True) as connection:
            boards.create_board(connection, slug, clock="simulated", shipped=before_statistics)
        board = cluster.open_board(slug)
        board.ledger.append_all(Command(uuid4(), b"", [each.event], [each.recorded_us]) for each in history)
        with cluster.admin() as admin:
            # As the former version left it: its tables are as far as the ledger is.
            query = sql.SQL("UPDATE {} SET position = %s").format(sql.Identifier(board.schema, "projection"))
            admin.execute(query, (len(history),))
        with psycopg.connect(cluster.connections.migration, autocommit=True) as connection:
            boards.create_board(connection, slug, clock="simulated")
        goals = PostgresGoals(board, stack.enter_context(closing(Projector(board))))
        assert counted(goals, "2018", len(history)) == wanted


def before_statistics(folder: str) -> list[migrations.Migration]:
    """What was shipped before the migration that added the statistics."""
    return [each for each in migrations.read_migrations(folder) if folder != "view_migrations" or each.name < "0002"]


def test_the_application_reads_the_rows_and_writes_none(cluster: Cluster, board: BoardStore) -> None:
    with psycopg.connect(cluster.connections.app, autocommit=True) as connection:
        for kind in STATISTICS_ROWS:
            table = sql.Identifier(board.schema, TABLES[kind].name)
            assert connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL("DELETE FROM {}").format(table))

"""Migrations are applied once, whole, and never drift."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import sql

from adapters.errors import CannotRunError
from adapters.postgres import boards, migrations
from adapters.postgres.migrations import Migration
from domain.errors import InvalidValueError
from tests.support.cluster import Cluster

MAKE = Migration("0001_make.sql", "CREATE TABLE {{schema}}.{{thing}} (n integer)")
ADD = Migration("0002_add.sql", "ALTER TABLE {{schema}}.{{thing}} ADD COLUMN m integer")


@pytest.fixture
def connection(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.connections.migration, autocommit=True) as opened:
        yield opened


@pytest.fixture
def schema() -> str:
    return f"m{os.urandom(5).hex()}"


def apply(connection: psycopg.Connection, schema: str, *files: Migration, thing: str = "thing", label: str = "it") -> list[str]:
    return migrations.apply(connection, schema, list(files), label=label, placeholders={"thing": thing})


def columns(connection: psycopg.Connection, schema: str, table: str = "thing") -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY 1",
        (schema, table),
    ).fetchall()
    return [row[0] for row in rows]


def test_each_file_is_applied_once_in_order(connection, schema):
    assert apply(connection, schema, MAKE) == ["0001_make.sql"]
    assert apply(connection, schema, MAKE, ADD) == ["0002_add.sql"]
    assert apply(connection, schema, MAKE, ADD) == []
    assert columns(connection, schema) == ["m", "n"]


def test_the_same_files_can_be_applied_under_two_labels(connection, schema):
    apply(connection, schema, MAKE)
    assert apply(connection, schema, MAKE, thing="other", label="second") == ["0001_make.sql"]


def test_a_file_that_was_changed_after_it_was_applied_is_refused(connection, schema):
    apply(connection, schema, MAKE)
    changed = MAKE._replace(text=MAKE.text + " -- changed")
    with pytest.raises(CannotRunError, match="0001_make.sql har ändrats"):
        apply(connection, schema, changed, ADD)
    assert columns(connection, schema) == ["n"]


def test_a_database_that_is_newer_than_the_program_is_refused(connection, schema):
    apply(connection, schema, MAKE, ADD)
    with pytest.raises(CannotRunError, match="nyare än programmet"):
        apply(connection, schema, MAKE)


def test_a_file_that_fails_leaves_nothing_of_the_run(connection, schema):
    wrong = Migration("0002_wrong.sql", "ALTER TABLE {{schema}}.{{thing}} ADD COLUMN m integer; SELECT 1/0")
    with pytest.raises(psycopg.errors.DivisionByZero):
        apply(connection, schema, MAKE, wrong)
    assert columns(connection, schema) == []
    assert apply(connection, schema, MAKE, ADD) == ["0001_make.sql", "0002_add.sql"]


def test_several_processes_at_once_apply_each_file_once(cluster, schema):
    def run(_: int) -> list[str]:
        with psycopg.connect(cluster.connections.migration, autocommit=True) as own:
            return apply(own, schema, MAKE, ADD)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(run, range(8)))
    assert sorted(answers, key=len)[-1] == ["0001_make.sql", "0002_add.sql"]
    assert sum(map(len, answers)) == 2


@pytest.mark.parametrize("value", ['x"; DROP SCHEMA public; --', "Ett", "", "a" * 64, "1a"])
def test_a_placeholder_takes_only_an_identifier_or_a_number(connection, schema, value):
    with pytest.raises(ValueError, match="identifier"):
        apply(connection, schema, MAKE, thing=value)


def test_a_placeholder_without_a_value_is_never_sent_to_the_database(connection, schema):
    with pytest.raises(ValueError, match="no value"):
        migrations.apply(connection, schema, [MAKE], label="it", placeholders={})


def test_making_a_board_again_changes_nothing(cluster: Cluster, connection):
    board = cluster.new_board(clock="real")
    before = board.head(), board.head("access")
    boards.create_board(connection, board.slug, clock="simulated")
    assert (board.head(), board.head("access")) == before
    board.close()


@pytest.mark.parametrize("slug", ["", "Åsa", "1a", "a-b", "a" * 41, 'a"; --'])
def test_a_board_s_slug_is_checked(connection, slug):
    with pytest.raises(InvalidValueError, match="kortnamn"):
        boards.create_board(connection, slug)


def test_two_boards_share_no_table_and_no_key(cluster: Cluster):
    one, other = cluster.new_board(), cluster.new_board()
    assert one.heads["ledger"].origin != other.heads["ledger"].origin
    with cluster.admin() as admin:
        foreign = admin.execute(sql.SQL(
            "SELECT count(*) FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace::regnamespace::text LIKE 'aktspar_%'"
        )).fetchone()[0]
    assert foreign == 0
    one.close(), other.close()


def test_the_ledger_is_ready_for_schema_based_sharding(cluster: Cluster):
    board = cluster.new_board()
    with cluster.admin() as admin:
        counts = admin.execute(
            "SELECT (SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            "        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %(s)s),"
            "       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            "        WHERE n.nspname = %(s)s AND c.relkind = 'S'),"
            "       (SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql')", {"s": board.schema},
        ).fetchone()
    assert counts == (0, 0, 0), "triggers, sequences, extensions"
    board.close()

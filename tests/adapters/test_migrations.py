"""Numbered SQL files: each applied once, whole or not at all, and never changed afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from adapters.errors import CannotRunError
from adapters.postgres import boards, migrations
from adapters.postgres.boards import BoardStore
from adapters.postgres.migrations import Migration
from domain.errors import InvalidValueError, NotFoundError
from tests.support.cluster import Cluster
from tests.support.ledger_commands import at_once, note_command

FIRST = Migration(
    "0001_first.sql", "CREATE TABLE {{schema}}.{{what}}_first (x int); INSERT INTO {{schema}}.{{what}}_first VALUES (1)"
)
SECOND = Migration("0002_second.sql", "ALTER TABLE {{schema}}.{{what}}_first ADD y int")
BROKEN = Migration("0003_broken.sql", "CREATE TABLE {{schema}}.third (x int); ALTER TABLE {{schema}}.nothing ADD y int")


@pytest.fixture
def connection(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.connections.migration, autocommit=True) as connection:
        yield connection


@pytest.fixture
def schema() -> str:
    return f"m{uuid4().hex[:12]}"


def applied(connection: psycopg.Connection, schema: str, *files: Migration, what: str = "a") -> list[str]:
    return migrations.apply(connection, schema, list(files), label=what, placeholders={"what": what})


def tables(connection: psycopg.Connection, schema: str) -> set[str]:
    return {row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))}


def test_each_file_is_applied_once_in_order(connection: psycopg.Connection, schema: str) -> None:
    assert applied(connection, schema, FIRST) == ["0001_first.sql"]
    assert applied(connection, schema, FIRST, SECOND) == ["0002_second.sql"]
    assert applied(connection, schema, FIRST, SECOND) == []
    assert connection.execute(f"SELECT * FROM {schema}.a_first").fetchall() == [(1, None)]
    kept = connection.execute(f"SELECT label, name, checksum FROM {schema}.schema_migration ORDER BY name").fetchall()
    assert kept == [("a", each.name, each.checksum) for each in (FIRST, SECOND)]


def test_the_same_files_are_applied_under_each_label(connection: psycopg.Connection, schema: str) -> None:
    for what in ("a", "b"):
        assert applied(connection, schema, FIRST, what=what) == ["0001_first.sql"]
    assert tables(connection, schema) == {"schema_migration", "a_first", "b_first"}


def test_a_file_changed_after_it_was_applied_is_refused(connection: psycopg.Connection, schema: str) -> None:
    applied(connection, schema, FIRST)
    with pytest.raises(CannotRunError, match=r"0001_first\.sql har ändrats"):
        applied(connection, schema, FIRST._replace(text=FIRST.text + "\n"), SECOND)
    assert applied(connection, schema, FIRST, SECOND) == ["0002_second.sql"]


def test_a_database_newer_than_the_program_is_refused(connection: psycopg.Connection, schema: str) -> None:
    applied(connection, schema, FIRST, SECOND)
    with pytest.raises(CannotRunError, match=r"nyare än programmet: 0002_second\.sql"):
        applied(connection, schema, FIRST)


def test_a_file_that_fails_half_way_leaves_nothing_of_any(connection: psycopg.Connection, schema: str) -> None:
    applied(connection, schema, FIRST)
    with pytest.raises(psycopg.errors.UndefinedTable):
        applied(connection, schema, FIRST, SECOND, BROKEN)
    assert tables(connection, schema) == {"schema_migration", "a_first"}
    assert applied(connection, schema, FIRST, SECOND) == ["0002_second.sql"]


def test_a_first_application_that_fails_leaves_no_schema(connection: psycopg.Connection, schema: str) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        applied(connection, schema, BROKEN)
    assert connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone() == (0,)


def test_many_programs_that_start_at_once_apply_each_file_once(cluster: Cluster, schema: str) -> None:
    def start() -> list[str]:
        with psycopg.connect(cluster.connections.migration, autocommit=True) as own:
            return applied(own, schema, FIRST, SECOND)

    answers = at_once([start] * 8)
    assert sorted(map(len, answers)) == [0] * 7 + [2], answers


@pytest.mark.parametrize("value", ["x y", "x;", 'x"', "Å", "", "x--", "X", "a" * 64, "1x"])
def test_a_placeholder_takes_an_identifier_or_a_number(value: str, connection: psycopg.Connection, schema: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        applied(connection, schema, FIRST, what=value)
    with pytest.raises(ValueError, match="identifier"):
        applied(connection, value, FIRST)


def test_a_placeholder_without_a_value_is_refused(connection: psycopg.Connection, schema: str) -> None:
    with pytest.raises(ValueError, match="no value"):
        migrations.apply(connection, schema, [FIRST], label="a", placeholders={})
    assert tables(connection, schema) == set()


@pytest.mark.parametrize("folder", ["migrations", "view_migrations", "key_migrations"])
def test_the_shipped_files_are_numbered_from_one_without_a_gap(folder: str) -> None:
    shipped = migrations.read_migrations(folder)
    assert [int(each.name[:4]) for each in shipped] == list(range(1, len(shipped) + 1)) != []
    everything = {path.name for path in (migrations.HERE / folder).iterdir()}
    assert everything == {each.name for each in shipped}, "a file that is not numbered would never be applied"


def test_the_shipped_ledger_needs_no_extension_trigger_sequence_or_foreign_key() -> None:
    for folder in ("migrations", "view_migrations"):
        for each in migrations.read_migrations(folder):
            code = re.sub(r"--[^\n]*", "", each.text)
            assert not re.search(r"\b(CREATE\s+(EXTENSION|TRIGGER|SEQUENCE)|big?serial|REFERENCES|IDENTITY)\b", code, re.I)


# --- boards -------------------------------------------------------------------------------------------------------


def test_making_a_board_again_changes_nothing(cluster: Cluster, connection: psycopg.Connection, board: BoardStore) -> None:
    board.ledger.append(note_command())
    before = board.heads
    boards.create_board(connection, board.slug, clock="real", origin_host="another")
    again = cluster.open_board(board.slug)
    assert {name: head._replace(size=0, closed_us=0) for name, head in again.heads.items()} == {
        name: head._replace(size=0, closed_us=0) for name, head in before.items()
    }
    assert (again.simulated, again.ledger.size()) == (True, 1)


def test_a_board_made_by_eight_programs_at_once_is_one_board(cluster: Cluster) -> None:
    slug = f"t{uuid4().hex[:10]}"

    def start() -> str:
        with psycopg.connect(cluster.connections.migration, autocommit=True) as own:
            boards.create_board(own, slug)
        return cluster.open_board(slug).heads["ledger"].origin

    answers = at_once([start] * 8)
    assert len(set(answers)) == 1 and isinstance(answers[0], str), answers


def test_a_board_that_could_not_be_finished_is_not_there(cluster: Cluster, connection: psycopg.Connection) -> None:
    slug, broken = f"t{uuid4().hex[:10]}", {"view_migrations": [BROKEN]}
    with pytest.raises(psycopg.errors.UndefinedTable):
        boards.create_board(
            connection, slug, shipped=lambda folder: broken.get(folder) or migrations.read_migrations(folder)
        )
    assert slug not in boards.list_boards(connection)
    with pytest.raises(NotFoundError, match=slug):
        cluster.open_board(slug)
    boards.create_board(connection, slug)
    assert cluster.open_board(slug).ledger.size() == 0


def test_a_board_s_two_ledgers_and_two_boards_share_no_origin(cluster: Cluster) -> None:
    stores = [cluster.new_board(), cluster.new_board()]
    origins = [head.origin for store in stores for head in store.heads.values()]
    assert len(set(origins)) == 4
    assert all(re.fullmatch(r"aktspar/[0-9a-f-]{36}/(ledger|access)/1", origin) for origin in origins)


def test_the_access_log_runs_in_real_time_also_beside_a_simulated_ledger(board: BoardStore) -> None:
    assert {name: head.clock for name, head in board.heads.items()} == {"ledger": "simulated", "access": "real"}


@pytest.mark.parametrize("slug", ["", "Å", "x y", 'x"; DROP SCHEMA public; --', "1x", "X", "a" * 41, "_x", "x\n"])
def test_a_board_s_short_name_is_plain(slug: str, connection: psycopg.Connection) -> None:
    with pytest.raises(InvalidValueError):
        boards.create_board(connection, slug)


@pytest.mark.parametrize(("name", "slug"), [
    ("Skärholmens stadsdelsnämnd", "skarholmens_stadsdelsnamnd"), ("  Nämnd - 2 ", "namnd_2"), ("ÅÄÖ", "aao"),
    ("Straße", "strasse"), ("x" * 60, "x" * 40), ("a" * 39 + " b", "a" * 39),
])
def test_a_board_s_short_name_comes_from_its_name(name: str, slug: str) -> None:
    assert boards.slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "123", "漢字", "--", "7 dagar"])
def test_a_name_without_a_letter_first_gives_no_short_name(name: str) -> None:
    with pytest.raises(InvalidValueError):
        boards.slug_of(name)


def test_an_unknown_board_is_not_found(cluster: Cluster) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        cluster.open_board("nowhere")

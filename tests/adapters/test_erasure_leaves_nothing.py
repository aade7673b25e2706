"""After an erasure no name, text or number of the case is anywhere, nor can any be guessed from what is left."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from operator import methodcaller
from pathlib import Path

import orjson
import pytest

from adapters.postgres.projector import blind_index
from tests.adapters.test_ledger_canary import flush
from tests.support.byte_search import files_holding
from tests.support.cluster import Cluster
from tests.support.erasure_world import TEST_NUMBER, World, erase, make_world

GUESSES = 1_000_000
NAME = "gissaaldrigettnummerhar"


@pytest.fixture(scope="module")
def searched(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own, whose folder holds nothing else."""
    with Cluster(short_dir / "erased") as cluster:
        yield cluster


@pytest.fixture
def token() -> str:
    """Twenty-four random letters."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(24))


@pytest.fixture
def world(searched: Cluster, tmp_path: Path, token: str) -> Iterator[World]:
    """A board of three cases, one of which is to be erased."""
    made = make_world(searched.new_board(), tmp_path, token)
    with closing(made.board.projector):
        yield made


def test_neither_the_texts_nor_the_key_nor_the_looked_up_number_is_in_any_table_index_or_log_after_an_erasure(
    searched: Cluster, world: World, token: str
) -> None:
    flush(searched)
    with searched.admin("aktspar_keys") as admin:
        wrapped = admin.execute("SELECT wrapped FROM data_key WHERE subject = %s", (world.case,)).fetchone()[0]
    blind = blind_index(world.board.store).of(f"{token}-0001")
    assert tables_with(searched, wrapped) and tables_with(searched, blind), "control: both are there before"
    erase(world.board, world.case)
    flush(searched)
    assert files_holding(searched.data_dir, token) == {}
    # The write-ahead log is another matter: it holds what was until it is recycled, and the key is what was written there
    # encrypted under the key-encryption key. How long that is, is stated in docs/erasure.md.
    assert tables_with(searched, wrapped) == []
    assert tables_with(searched, blind) == []


def test_a_backup_that_is_made_after_an_erasure_has_nothing_of_it(searched: Cluster, world: World, token: str) -> None:
    with searched.admin("aktspar_keys") as admin:
        wrapped = admin.execute("SELECT wrapped FROM data_key WHERE subject = %s", (world.case,)).fetchone()[0]
    with searched.admin() as admin:
        stream = world.board.ledger.stream(world.case)
        ciphertext = admin.execute(
            f"SELECT payload FROM {world.board.store.schema}.ledger_payload WHERE position = %s", (stream[3].position,)
        ).fetchone()[0]
    assert wrapped.hex() in dumped(searched) and ciphertext.hex() in dumped(searched), "control: both are there before"
    erase(world.board, world.case)
    assert wrapped.hex() not in dumped(searched)
    assert ciphertext.hex() not in dumped(searched)


@pytest.fixture(scope="module")
def emptied(searched: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, set[bytes]]]:
    """A board whose case is erased, and every digest that is left in either database."""
    made = make_world(searched.new_board(), tmp_path_factory.mktemp("emptied"), NAME)
    with closing(made.board.projector):
        erase(made.board, made.case)
        yield made, digests_left(searched)


def test_a_million_guesses_at_the_erased_numbers_find_no_digest_that_is_left(emptied: tuple[World, set[bytes]]) -> None:
    world, left = emptied
    assert len(left) > 500
    # One pass over the guesses: what is planted is found by each of the three forms, and nothing but what is planted is.
    planted = {hashlib.sha256(form(TEST_NUMBER)).digest() for form in FORMS}
    assert len(planted) == len(FORMS) and not planted & left
    assert found_by(numbers_like(TEST_NUMBER), left | planted) == planted
    numbers = [f"{NAME}-{n:04d}" for n in range(10_000)]
    assert found_by(numbers, left) == set()
    # Whoever has the board's own key too, and so can make blind indexes, finds no row to compare with.
    blind = blind_index(world.board.store)
    assert not {blind.of(number) for number in numbers} & left


def test_control_the_blind_index_of_a_case_that_is_not_erased_is_found_by_who_has_the_boards_key(
    emptied: tuple[World, set[bytes]]
) -> None:
    world, left = emptied
    blind = blind_index(world.board.store)
    assert {blind.of(f"gemma-{n:04d}") for n in range(10)} & left


def numbers_like(number: str) -> list[str]:
    """A million personal numbers, as they are written: a hundred days around the right one, every last four digits."""
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8])) - timedelta(days=50)
    days = [f"{born + timedelta(days=day):%Y%m%d}-" for day in range(GUESSES // 10_000)]
    return [f"{day}{last:04d}" for day in days for last in range(10_000)]


FORMS: tuple[Callable[[str], bytes], ...] = (
    str.encode, lambda number: number.replace("-", "").encode(), lambda number: b'{"identity_number":"%s"}' % number.encode(),
)
"""How a number may have been hashed: as it is written, without its hyphen, and as a stored field is."""


def found_by(guesses: list[str], left: set[bytes]) -> set[bytes]:
    """What is left that is the hash of a guess in some form."""
    found: set[bytes] = set()
    for form in FORMS:
        found |= left.intersection(map(methodcaller("digest"), map(hashlib.sha256, map(form, guesses))))
    return found


def digests_left(cluster: Cluster) -> set[bytes]:
    """Every 32 bytes that stand in either database as a value: in a column of bytes, or in base64 in a header."""
    left: set[bytes] = set()
    for database in ("aktspar", "aktspar_keys"):
        with cluster.admin(database) as admin:
            columns = admin.execute(
                "SELECT table_schema, table_name, column_name FROM information_schema.columns WHERE data_type = 'bytea'"
                " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, table, column in columns:
                for (value,) in admin.execute(f'SELECT "{column}" FROM "{schema}"."{table}" WHERE "{column}" IS NOT NULL'):
                    left.add(bytes(value)[:32])
                    if column == "header":
                        for segment in orjson.loads(value)["seg"]:
                            left |= {base64.b64decode(segment[name]) for name in ("ct", "dig", "kc")}
                        command = orjson.loads(value)["cmd"]
                        left |= set() if command is None else {base64.b64decode(command["dig"])}
    return left


def tables_with(cluster: Cluster, wanted: bytes) -> list[str]:
    """The files of tables and indexes that hold these bytes; not the write-ahead log."""
    base = cluster.data_dir / "server" / "pgdata" / "base"
    return [str(path) for path in sorted(base.rglob("*")) if path.is_file() and wanted in path.read_bytes()]


def dumped(cluster: Cluster) -> str:
    """Every row of every table of both databases as text, as a logical backup has them."""
    parts = []
    for database in ("aktspar", "aktspar_keys"):
        with cluster.admin(database) as admin:
            tables = admin.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, table in tables:
                with admin.cursor() as cursor, cursor.copy(f'COPY "{schema}"."{table}" TO STDOUT') as copy:
                    parts += [bytes(block).decode() for block in copy]
    return re.sub(r"\\\\x", "", "".join(parts))

"""What every benchmark shares: throw-away boards, interleaved measuring, rows of a report.

A figure alone says nothing about another machine, so every row is a ratio: both sides are measured in the same run, on the
same PostgreSQL, in turns (A B A B), and a row's ratio is the median of the turns' ratios.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from adapters.key_store import KeyEncryptionKey
from adapters.postgres import boards
from adapters.postgres.boards import BoardStore, Connections

Progress = Callable[[str], None]
"""Told in a few words what begins."""


class Place(NamedTuple):
    """Where the benchmarks run: a server's connection strings, the key database and the key that wraps its keys."""

    connections: Connections
    keys: ConnectionPool
    kek: KeyEncryptionKey


class Row(NamedTuple):
    """One line of the report.

    Args:
        id: Permanent, for machines.
        name: What was measured against what, for people.
        ratio: Rounded to two decimals when shown, never when judged.
        bound: What the ratio is to reach.
        at_least: Whether the ratio is to be at least the bound; else at most.
        figures: What the ratio was made of, with the unit in the name.
    """

    id: str
    name: str
    ratio: float
    bound: float
    at_least: bool
    figures: Mapping[str, float]

    @property
    def ok(self) -> bool:
        """Whether the bound is kept."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


def connect(conninfo: str, role: str, *, set_role: bool) -> psycopg.Connection[Any]:
    """A connection as a role, in autocommit."""
    connection = psycopg.connect(conninfo, autocommit=True)
    if set_role:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    return connection


def owner(place: Place) -> psycopg.Connection[Any]:
    """A connection as the role that may make schemas."""
    return connect(place.connections.migration, "aktspar_migration", set_role=place.connections.set_role)


@contextmanager
def temporary_board(place: Place) -> Iterator[BoardStore]:
    """A board of its own with the server's clock, gone afterwards with its keys."""
    slug = f"bench_{os.urandom(6).hex()}"
    with owner(place) as connection:
        boards.create_board(connection, slug)
    try:
        board = boards.open_board(slug, place.connections, place.keys, place.kek)
        try:
            yield board
        finally:
            board.close()
    finally:
        drop_board(place, slug)


def drop_board(place: Place, slug: str) -> None:
    """Take a board away with its keys; only for what a benchmark has made."""
    _drop(place, boards.PREFIX + slug)
    with place.keys.connection() as connection:
        connection.execute("DELETE FROM data_key WHERE board = %s", (slug,))


@contextmanager
def temporary_schema(place: Place) -> Iterator[str]:
    """An empty schema of the migration role's, gone afterwards."""
    schema = f"bench_{os.urandom(6).hex()}"
    with owner(place) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    try:
        yield schema
    finally:
        _drop(place, schema)


def timed(work: Callable[[], object]) -> float:
    """How many seconds something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turns(rounds: int, sides: Mapping[str, Callable[[], float]], *, warm_up: bool = True) -> dict[str, list[float]]:
    """Let each side run once a round, and gather what they return: seconds for the same amount of work.

    Args:
        rounds: From 1.
        warm_up: Run one more round before, which is not counted, so that plans, caches and pools are warm on every side.
    """
    if warm_up:
        for side in sides.values():
            side()
    gathered: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            gathered[name].append(side())
    return gathered


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the rounds' ratios: what disturbs the machine for a while disturbs both sides of a round."""
    return median(a / b for a, b in zip(above, below, strict=True))


def flush_us(place: Place, commits: int = 200) -> float:
    """Microseconds that a commit waits for the disk: a small INSERT with synchronous_commit on, less the same with it off."""
    with temporary_schema(place) as schema, owner(place) as connection:
        table = sql.Identifier(schema, "flush")
        connection.execute(sql.SQL("CREATE TABLE {} (n bigint)").format(table))
        insert = sql.SQL("INSERT INTO {} VALUES (1)").format(table)

        def one(mode: str) -> float:
            connection.execute(f"SET synchronous_commit = {mode}")
            return timed(lambda: connection.execute(insert, prepare=True))

        seconds = in_turns(commits, {"on": lambda: one("on"), "off": lambda: one("off")})
    return max(0.0, median(seconds["on"]) - median(seconds["off"])) * 1e6


def _drop(place: Place, schema: str) -> None:
    with owner(place) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))

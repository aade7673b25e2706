"""What a database tells of how it does: clock, waiting events, checkpoints' age (sv. *driftvärden*)."""

from __future__ import annotations

import time
from typing import NamedTuple

import psycopg
from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore


class LedgerSigns(NamedTuple):
    """How a ledger stands.

    Args:
        size: Events recorded.
        checkpoint_size: Of the largest kept checkpoint; 0 = none.
        unsigned_seconds: How long the oldest event without a checkpoint has waited, by the database's clock; 0 = none waits.
        published_seconds: Since a checkpoint last went out, with its witnesses; None = never.
        ahead_seconds: How long before the clock comes to the last event's time; above 0 = the clock has been turned back.
    """

    size: int
    checkpoint_size: int
    unsigned_seconds: float
    published_seconds: float | None
    ahead_seconds: float


def ledger_signs(board: BoardStore, ledger: str) -> LedgerSigns:
    """How one of a board's ledgers stands. On a simulated ledger nothing waits: its times are not the world's."""
    schema = board.schema
    query = (
        "SELECT h.size, c.size, h.clock, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, e.recorded_us,"
        f" (SELECT max(published_us) FROM {schema}.{ledger}_published), h.closed_us"
        f" FROM {schema}.{ledger}_head h"
        f" CROSS JOIN (SELECT coalesce(max(size), 0) AS size FROM {schema}.{ledger}_checkpoint) c"
        f" LEFT JOIN {schema}.{ledger}_event e ON e.position = c.size WHERE h.singleton"
    )
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
        size, signed, clock, now_us, waiting_us, published_us, closed_us = cursor.execute(query).fetchone()
    waits = waiting_us is not None and clock != "simulated"
    return LedgerSigns(
        size, signed, max(0.0, (now_us - waiting_us) / 1e6) if waits else 0.0,
        None if published_us is None else max(0.0, (now_us - published_us) / 1e6),
        max(0.0, (closed_us - now_us) / 1e6) if clock != "simulated" else 0.0,
    )


def clock_skew_seconds(conninfo: str) -> float:
    """The database's clock less this machine's, in seconds; half the time that asking takes is taken off."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        before = time.time()
        theirs = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()[0]
        after = time.time()
    return theirs - (before + after) / 2

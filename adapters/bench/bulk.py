"""Bulk import: storing what is sealed already, against COPY of the same rows into the same tables with the same indexes."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.bench.caseload import Caseload
from adapters.bench.harness import Place, Row, owner, ratio, temporary_board, timed
from adapters.postgres.boards import BoardStore
from adapters.postgres.recorder import SealedCommand

MOST_EVENTS = 100_000
"""Copied twice over in a larger run, that would tell nothing more and fill the disk."""

EVENT_COLUMNS = (
    ("position", "int8"), ("stream_id", "uuid"), ("stream_version", "int8"), ("recorded_us", "int8"), ("event_type", "text"),
    ("header", "bytea"), ("leaf_hash", "bytea"), ("command_id", "uuid"), ("command_digest", "bytea"), ("command_size", "int4"),
)
PAYLOAD_COLUMNS = (("position", "int8"), ("payload", "bytea"))


def measure(place: Place, events: int) -> list[Row]:
    """Chunk by chunk into two boards, ours and COPY in turns, so that both sets of tables grow alike.

    Args:
        events: How many each side stores, from 10.
    """
    events = min(events, MOST_EVENTS)
    chunk = max(5, min(10_000, events // 5))
    caseload = Caseload(3, events)
    stored, copied, sealed = [], [], []
    with temporary_board(place) as board, temporary_board(place) as other, owner(place) as connection:
        for _ in range(events // chunk):
            commands = list(caseload.take(chunk))
            batches: list[list[SealedCommand]] = []
            sealed.append(timed(lambda made=commands, batches=batches: batches.extend(board.ledger.prepare(made))))
            stored.append(timed(lambda batches=batches: board.ledger.append_prepared(batches)))
            rows = _rows(board, chunk)
            copied.append(timed(lambda rows=rows: _copy(connection, other.schema, *rows)))
    # The first chunk meets empty tables and cold plans on both sides.
    stored, copied, sealed = stored[1:], copied[1:], sealed[1:]
    return [Row(
        "import_copy", "Masslagring, mot COPY av samma rader", ratio(copied, stored), 0.4, True,
        {
            "store_us": median(stored) / chunk * 1e6, "copy_us": median(copied) / chunk * 1e6,
            "preparation_us": median(sealed) / chunk * 1e6,
        },
    )]


def _rows(board: BoardStore, count: int) -> tuple[Sequence[tuple[Any, ...]], Sequence[tuple[Any, ...]]]:
    """The latest rows as they lie in the two tables."""
    first = board.ledger.size() - count
    with board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        return tuple(
            cursor.execute(sql.SQL("SELECT {} FROM {} WHERE position >= %s ORDER BY position").format(
                _names(columns), sql.Identifier(board.schema, table)
            ), (first,)).fetchall()
            for table, columns in (("ledger_event", EVENT_COLUMNS), ("ledger_payload", PAYLOAD_COLUMNS))
        )


def _copy(
    connection: psycopg.Connection[Any], schema: str, events: Sequence[tuple[Any, ...]], payloads: Sequence[tuple[Any, ...]]
) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        for table, columns, rows in (
            ("ledger_event", EVENT_COLUMNS, events), ("ledger_payload", PAYLOAD_COLUMNS, payloads)
        ):
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
                sql.Identifier(schema, table), _names(columns)
            )
            with cursor.copy(statement) as copy:
                copy.set_types([type_name for _, type_name in columns])
                for row in rows:
                    copy.write_row(row)


def _names(columns: Sequence[tuple[str, str]]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)

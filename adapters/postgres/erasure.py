"""What an erasure does to the bytes of one board (sv. *gallring*), as role aktspar_retention; each act may be repeated.

What may be done is held by the database: keys are listed only for an erasure that the ledger says two persons stand for, and
payloads are emptied only under listed keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.view_store import TABLES, owner_of

ROLE = "aktspar_retention"
_PAGE = 2_000


class LinkedStream(NamedTuple):
    """A stream that has something under a record's keys.

    Args:
        family: What its first event's type begins with.
        version: Its version now.
    """

    stream_id: UUID
    family: str
    version: int


class ErasureStore:
    """One board's bytes, for whoever carries an erasure out."""

    def __init__(self, board: BoardStore) -> None:
        self._board = board
        self._schema = board.schema

    def linked_streams(self, record_id: UUID, key_ids: Collection[UUID]) -> list[LinkedStream]:
        """Every stream with something under these keys, the record's own first."""
        query = (
            "SELECT x.stream_id, split_part(f.event_type, '.', 1), (SELECT max(v.stream_version) FROM {0}.ledger_event v"
            " WHERE v.stream_id = x.stream_id) FROM (SELECT DISTINCT e.stream_id FROM {0}.ledger_event e WHERE " + _UNDER +
            ") AS x JOIN {0}.ledger_event f ON f.stream_id = x.stream_id AND f.stream_version = 1 ORDER BY x.stream_id"
        )
        with self._connection() as connection:
            found = [LinkedStream(*row) for row in self._rows(connection, query, _under(record_id, key_ids))]
        return sorted(found, key=lambda each: each.stream_id != record_id)

    def versions(self, stream_ids: Sequence[UUID]) -> dict[UUID, int]:
        """The streams' versions now."""
        query = "SELECT stream_id, max(stream_version) FROM {0}.ledger_event WHERE stream_id = ANY (%(ids)s) GROUP BY 1"
        with self._connection() as connection:
            return dict(self._rows(connection, query, {"ids": list(stream_ids)}))

    def list_destroyed(self, erasure_id: UUID, key_ids: Collection[UUID]) -> None:
        """Put keys on the ledger's list of what may be emptied."""
        with self._connection() as connection:
            connection.execute(
                sql.SQL("SELECT {}(%s, %s)").format(sql.Identifier(self._schema, "ledger_list_destroyed")),
                (erasure_id, list(key_ids)),
            )

    def empty_payloads(self, record_id: UUID, key_ids: Collection[UUID]) -> int:
        """Empty every payload under these keys, in whichever stream; how many segments were emptied now."""
        query = "SELECT e.position FROM {0}.ledger_event e WHERE " + _UNDER + " ORDER BY e.position"
        call = sql.SQL("SELECT {}(%s)").format(sql.Identifier(self._schema, "ledger_empty_payloads"))
        with self._connection() as connection:
            positions = [row[0] for row in self._rows(connection, query, _under(record_id, key_ids))]
            return sum(
                connection.execute(call, (positions[at:at + _PAGE],)).fetchone()[0] for at in range(0, len(positions), _PAGE)
            )

    def emptied_segments(self, record_id: UUID, key_ids: Collection[UUID]) -> int:
        """How many segments under these keys are empty, in whichever stream."""
        query = (
            "SELECT coalesce(sum(s.count), 0)::bigint FROM {0}.ledger_event e JOIN {0}.ledger_payload p USING (position),"
            " jsonb_array_length(convert_from(e.header, 'UTF8')::jsonb -> 'seg') AS s(count)"
            " WHERE " + _UNDER + " AND octet_length(p.payload) = 4 * s.count"
        )
        with self._connection() as connection:
            return self._rows(connection, query, _under(record_id, key_ids))[0][0]

    def drafts(self, record_id: UUID) -> int:
        """How many drafts there are in the record."""
        with self._connection() as connection:
            return self._rows(connection, "SELECT count(*) FROM {0}.draft WHERE case_id = %(id)s", {"id": record_id})[0][0]

    def remove_drafts(self, record_id: UUID) -> int:
        """Remove what somebody was writing in the record; how many drafts."""
        with self._connection() as connection:
            return connection.execute(
                sql.SQL("DELETE FROM {} WHERE case_id = %s").format(sql.Identifier(self._schema, "draft")), (record_id,)
            ).rowcount

    def view_rows(self, stream_ids: Collection[UUID]) -> dict[str, int]:
        """How many rows each read model has of these streams."""
        ids = list(stream_ids)
        with psycopg.connect(self._board.connections.app, autocommit=True) as connection:
            return {
                table.name: connection.execute(
                    sql.SQL("SELECT count(*) FROM {} WHERE {} = ANY (%s)").format(
                        sql.Identifier(self._schema, table.name), sql.Identifier(owner_of(kind))
                    ), (ids,),
                ).fetchone()[0]
                for kind, table in TABLES.items()
            }

    def sweep(self) -> None:
        """Let the database reuse what was emptied, and write anew the small tables where a guessable digest or a key lay."""
        self._vacuum(self._board.connections.migration, "aktspar_migration", ["ledger_payload"], full=False)
        self._vacuum(self._board.connections.migration, "aktspar_migration", ["draft"], full=True)
        names = [table.name for table in TABLES.values()]
        self._vacuum(self._board.connections.projector, "aktspar_projector", [n for n in names if n != "case_lookup"], full=False)
        self._vacuum(self._board.connections.projector, "aktspar_projector", ["case_lookup"], full=True)
        self._board.keys.destruction.sweep()

    def _vacuum(self, conninfo: str, role: str, tables: Iterable[str], *, full: bool) -> None:
        option = sql.SQL("(FULL)") if full else sql.SQL("")
        with _as(conninfo, role, set_role=self._board.connections.set_role) as connection:
            for name in tables:
                connection.execute(sql.SQL("VACUUM {} {}").format(option, sql.Identifier(self._schema, name)))

    def _rows(self, connection: psycopg.Connection, query: str, values: dict[str, object]) -> list[tuple]:
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(query.format(self._schema), values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        connections = self._board.connections
        with _as(connections.retention, ROLE, set_role=connections.set_role) as connection:
            yield connection


# Under a record's keys lies its own stream, and what stands in streams of no case; other cases never do.
_UNDER = (
    "(e.stream_id = %(record)s OR NOT starts_with(e.event_type, 'case.')) AND EXISTS (SELECT FROM unnest(%(keys)s::bytea[]) AS k"
    " WHERE position(k IN e.header) > 0)"
)


def _under(record_id: UUID, key_ids: Collection[UUID]) -> dict[str, object]:
    return {"record": record_id, "keys": [str(key_id).encode() for key_id in key_ids]}


@contextmanager
def _as(conninfo: str, role: str, *, set_role: bool) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            if set_role:
                connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
            yield connection
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise UnavailableError("Databasen svarar inte. Gallringen fortsätter där den var: kör den igen.") from error

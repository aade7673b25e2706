"""The ports `AllianceRatings` and `ReceivedViewpoints` over PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from adapters.postgres.view_store import columns, read_rows
from domain.indicators.period import Period
from domain.instruments import SHIPPED, InstrumentArea
from projections.statistics import ViewpointRow
from projections.viewpoint_effect import AllianceRating

_RATINGS = (
    "SELECT r.stream_id, r.entry_id, r.rated_on, r.instrument, r.respondent, r.about_person_id, r.total"
    " FROM {rating_interval} r WHERE " + KNOWN.format("r") +
    " AND r.stream_id = ANY (%(cases)s) AND r.instrument = ANY (%(instruments)s) AND r.total IS NOT NULL"
    " ORDER BY r.stream_id, r.rated_on, r.item_position"
)
_RECEIVED = (
    "SELECT {columns} FROM {viewpoint_interval} v WHERE " + KNOWN.format("v") +
    " AND v.received_on BETWEEN %(first)s AND %(last)s AND v.unit_id = ANY (%(units)s) ORDER BY v.received_on, v.item_position"
)


class PostgresViewpoints:
    """Answers both ports for one board. Thread-safe.

    Args:
        board: Whose records; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._names: dict[str, sql.Composable] = {
            name: sql.Identifier(board.schema, name) for name in ("rating_interval", "viewpoint_interval")
        }
        self._names["columns"] = columns(ViewpointRow, "v")

    def of(self, case_ids: Collection[UUID], known_at: int) -> dict[UUID, list[AllianceRating]]:
        """See the port."""
        if not case_ids:
            return {}
        self._projector.catch_up(known_at)
        values = {
            "known_at": known_at, "cases": list(case_ids), "instruments": list(SHIPPED.named(InstrumentArea.ALLIANCE)),
        }
        found: dict[UUID, list[AllianceRating]] = {}
        with self._connection() as connection, connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            for row in cursor.execute(sql.SQL(_RATINGS).format(**self._names), values).fetchall():
                rating = AllianceRating(*row)
                found.setdefault(rating.case_id, []).append(rating)
        return found

    def received(self, period: Period, known_at: int, units: Iterable[UUID]) -> list[ViewpointRow]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {"known_at": known_at, "first": period.first, "last": period.last, "units": list(units)}
        with self._connection() as connection:
            return read_rows(connection, ViewpointRow, sql.SQL(_RECEIVED).format(**self._names), values)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                yield connection
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så synpunkterna kunde inte läsas. Försök igen.") from error

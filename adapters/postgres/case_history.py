"""The `CaseHistories` port over PostgreSQL: a case's stream, and those of the viewpoints that were ever in it."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.actors import actors_of
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from projections.protection import Protection
from projections.reconstruction.history import CaseHistory

# Also rows that hold no more: a viewpoint that has been moved was in the case all the same.
_VIEWPOINTS = (
    "SELECT DISTINCT entry_id FROM {} WHERE case_id = %s AND starts_with(event_type, 'viewpoint.') ORDER BY entry_id"
)


class PostgresCaseHistories:
    """Answers `projections.reconstruction.history.CaseHistories` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up, which say which viewpoints were in a case.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector

    def of(self, case_id: UUID, protection: Protection | None = None) -> CaseHistory:
        """See the port."""
        self._projector.catch_up()
        streams = self._board.ledger.streams([case_id, *self._viewpoints(case_id)])
        events = [each for stream in streams.values() for each in stream]
        actors = actors_of(self._board.ledger, events)
        return CaseHistory(case_id, events, actors, Registers(self._board.ledger).bounds_as_written(), protection)

    def _viewpoints(self, case_id: UUID) -> list[UUID]:
        query = sql.SQL(_VIEWPOINTS).format(sql.Identifier(self._board.schema, "timeline_interval"))
        try:
            with self._board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
                return [stream_id for stream_id, in cursor.execute(query, (case_id,))]
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError("Databasen svarar inte, så ärendets historik kunde inte läsas. Försök igen.") from error

"""The `ProtectedCases` port over PostgreSQL: cases where protection was ever set, found in their timelines, and then folded.

They are few, so only they are read from the ledger; whether a protection stands is the fold's own answer.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from domain.case.case import Case
from domain.case.person.events import ProtectedIdentitySet
from projections.protection import Protection, protection_of

_EVER_SET = "SELECT DISTINCT case_id FROM {} WHERE case_id = ANY (%s) AND event_type = %s AND known_to IS NULL"


class PostgresProtectedCases:
    """Answers `projections.protection.ProtectedCases` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up to the ledger's end before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._statement = sql.SQL(_EVER_SET).format(sql.Identifier(board.schema, "timeline_interval")).as_string()

    def of(self, case_ids: Collection[UUID]) -> dict[UUID, Protection]:
        """See the port."""
        if not case_ids:
            return {}
        self._projector.catch_up()
        found = self._ever_set(case_ids)
        streams = self._board.ledger.streams(found) if found else {}
        judged = {
            case_id: protection_of(Case.fold(each.event for each in recorded)) for case_id, recorded in streams.items()
        }
        return {case_id: protection for case_id, protection in judged.items() if protection is not None}

    def _ever_set(self, case_ids: Collection[UUID]) -> list[UUID]:
        try:
            with self._board.datastore.get_connection() as connection, connection.cursor() as cursor:
                cursor.execute(self._statement, (list(case_ids), ProtectedIdentitySet.TYPE))
                return sorted(row["case_id"] for row in cursor.fetchall())
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError("Databasen svarar inte, så skyddet kunde inte läsas. Försök igen.") from error

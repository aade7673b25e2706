"""The case reviews of a period across cases: found by their rows, read from the ledger."""

from __future__ import annotations

from datetime import date

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from domain.case.review.events import CaseReviewed
from domain.completeness.kinds import CheckKind

_POSITIONS = (
    "SELECT r.item_position FROM {check_fact_interval} r WHERE r.kind = '" + CheckKind.REVIEW + "'"
    " AND r.on_date BETWEEN %(first)s AND %(last)s AND " + KNOWN.format("r") + " ORDER BY r.item_position"
)


class PostgresCaseReviews:
    """Reads one board's case reviews. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._statement = sql.SQL(_POSITIONS).format(check_fact_interval=sql.Identifier(board.schema, "check_fact_interval"))

    def between(self, first: date, last: date, known_at: int) -> list[CaseReviewed]:
        """The reviews held on the days from `first` to `last`, as known at a size and not struck by then, as recorded."""
        self._projector.catch_up(known_at)
        values = {"first": first, "last": last, "known_at": known_at}
        try:
            with self._board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
                positions = [row[0] for row in cursor.execute(self._statement, values).fetchall()]
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så ärendegenomgångarna kunde inte läsas. Försök igen.") from error
        return [each.event for each in self._board.ledger.at(positions).values()] if positions else []

"""The port `Outcomes` over PostgreSQL: one statement, whatever the number of cases."""

from __future__ import annotations

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN
from adapters.postgres.projector import Projector
from adapters.postgres.view_store import read_rows
from domain.codes import Phase
from projections.outcomes import ClosedCase, Question

_CLOSED = (
    "SELECT c.birth_year, c.closed_on, r.ratings, r.pre, r.post, r.rated_on FROM {case_interval} c CROSS JOIN LATERAL ("
    "SELECT count(*) AS ratings, (array_agg(r.total ORDER BY r.rated_on, r.item_position))[1] AS pre,"
    " (array_agg(r.total ORDER BY r.rated_on DESC, r.item_position DESC))[1] AS post, min(r.rated_on) AS rated_on"
    " FROM {rating_interval} r WHERE r.stream_id = c.case_id AND r.instrument = %(instrument)s"
    " AND (r.instrument_version = %(version)s OR (r.instrument_version IS NULL AND %(unstated)s))"
    " AND r.respondent = %(respondent)s AND r.subject = %(subject)s AND r.total IS NOT NULL"
    f" AND r.phase <> '{Phase.FOLLOW_UP.value}' AND " + KNOWN.format("r") + ") r"
    " WHERE c.closed_on BETWEEN %(first)s AND %(last)s AND (%(units)s::uuid[] IS NULL OR c.unit_id = ANY (%(units)s)) AND "
    + KNOWN.format("c") + " ORDER BY c.closed_on, c.case_id"
)


class PostgresOutcomes:
    """Answers `projections.outcomes.Outcomes` for one board. Thread-safe.

    Args:
        board: Whose records; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._names = {name: sql.Identifier(board.schema, name) for name in ("case_interval", "rating_interval")}

    def closed(self, question: Question, known_at: int) -> list[ClosedCase]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {
            "known_at": known_at, "instrument": question.instrument.name, "version": question.instrument.version,
            "unstated": question.unstated, "respondent": question.respondent.value, "subject": question.subject.value,
            "first": question.first, "last": question.last, "units": None if question.units is None else list(question.units),
        }
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                return read_rows(connection, ClosedCase, sql.SQL(_CLOSED).format(**self._names), values)
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så resultaten kunde inte läsas. Försök igen.") from error

"""Closed cases in which something is still to be done (sv. *oavslutat i avslutade ärenden*): few among very many.

What is to be done is looked for in the open cases and in these, so that a list takes no longer after ten years than after one.
"""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.duties import DutyQueries

_CHANGED = "SELECT DISTINCT stream_id FROM {event} WHERE position >= %s AND position < %s AND starts_with(event_type, 'case.')"
_CLOSED = (
    "SELECT c.case_id FROM {case_interval} c WHERE c.case_id = ANY (%(case_ids)s) AND c.status <> 'open'"
    " AND c.known_from < %(known_at)s AND coalesce(c.known_to, 9223372036854775807) >= %(known_at)s"
)


class UnfinishedCases:
    """Those of one board, kept as the ledger grows. Thread-safe.

    A duty that stands, stands whatever the day is, so it is enough to look again at the cases that were written in since.
    """

    def __init__(self, schema: str, duties: DutyQueries) -> None:
        self._duties = duties
        self._changed = sql.SQL(_CHANGED).format(event=sql.Identifier(schema, "ledger_event"))
        self._closed = sql.SQL(_CLOSED).format(case_interval=sql.Identifier(schema, "case_interval"))
        self._lock = threading.Lock()
        self._size = 0
        self._cases: frozenset[UUID] = frozenset()

    def at(self, connection: psycopg.Connection, known_at: int) -> frozenset[UUID] | None:
        """Every closed case with something to be done, as known at a size; None = that size is past, and nothing is kept of it.

        Args:
            connection: The application's; the views have come to `known_at`.
        """
        with self._lock:
            if known_at < self._size:
                return None
            if known_at > self._size:
                self._cases = self._with_changes(connection, known_at)
                self._size = known_at
            return self._cases

    def _with_changes(self, connection: psycopg.Connection, known_at: int) -> frozenset[UUID]:
        changed = None
        if self._size:
            with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
                changed = {row[0] for row in cursor.execute(self._changed, (self._size, known_at))}
        # The day says only who stands in for whom.
        standing = {row.case_id for row in self._duties.outstanding(connection, known_at, date.min, cases=changed)}
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            found = cursor.execute(self._closed, {"case_ids": list(standing), "known_at": known_at})
            closed = {row[0] for row in found}
        return (self._cases - (changed or set())) | closed

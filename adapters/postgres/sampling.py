"""The `CasesToSample` port over PostgreSQL: one statement over the rows that held at a size."""

from __future__ import annotations

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
from domain.case.alerts.series import ADULT_AGE
from domain.sampling.codes import SamplePopulation, Stratum
from projections.sampling import FrameTerms

_TABLES = ("case_interval", "milestone_interval", "check_fact_interval")

# When each case of the units was open: from an opening or reopening to the closing after it, which is a day on which it was open.
_SPANS = (
    "spans AS MATERIALIZED (SELECT t.case_id, t.birth_year, t.first, t.last FROM (SELECT m.case_id, c.birth_year, m.kind,"
    " m.on_date AS first, lead(m.on_date) OVER (PARTITION BY m.case_id ORDER BY m.item_position) AS last"
    " FROM {case_interval} c JOIN {milestone_interval} m ON m.case_id = c.case_id AND m.kind IN ('opened', 'closed', 'reopened')"
    " AND " + KNOWN.format("m") + " WHERE c.unit_id = ANY (%(units)s) AND " + KNOWN.format("c") + ") t WHERE t.kind <> 'closed')"
)
_IN_POPULATION = {
    SamplePopulation.OPEN_SOME_DAY: "(s.first IS NULL OR s.first <= %(last)s) AND (s.last IS NULL OR s.last >= %(first)s)",
    SamplePopulation.OPEN_AT_END: "(s.first IS NULL OR s.first <= %(last)s) AND (s.last IS NULL OR s.last >= %(last)s)",
    SamplePopulation.CLOSED_IN_PERIOD: "s.last BETWEEN %(first)s AND %(last)s",
}
_POPULATION = "population AS (SELECT DISTINCT s.case_id, s.birth_year FROM spans s WHERE {in_population})"
# The days of the period on which a case was open; greatest and least pass over what is not known.
_OPEN = (
    "open AS (SELECT s.case_id, greatest(s.first, %(first)s) AS first, least(s.last, %(last)s) AS last"
    " FROM spans s JOIN population p ON p.case_id = s.case_id"
    " WHERE (s.first IS NULL OR s.first <= %(last)s) AND (s.last IS NULL OR s.last >= %(first)s))"
)
_VACATION = (
    "SELECT o.case_id, '" + Stratum.VACATION_PERIOD + "' AS stratum FROM open o WHERE EXISTS (SELECT FROM"
    " generate_series(date_trunc('month', o.first::timestamp), o.last::timestamp, interval '1 month') AS g (month)"
    " WHERE extract(month FROM g.month)::integer = ANY (%(vacation_months)s))"
)
_SILENCE = (
    "SELECT q.case_id, '" + Stratum.LONG_SILENCE + "' FROM (SELECT d.case_id,"
    " d.day - lag(d.day) OVER (PARTITION BY d.case_id, d.span ORDER BY d.day) AS days FROM ("
    "SELECT o.case_id, o.first AS span, o.first AS day FROM open o UNION ALL SELECT o.case_id, o.first, o.last FROM open o"
    " UNION ALL SELECT o.case_id, o.first, n.on_date FROM open o JOIN {check_fact_interval} n ON n.case_id = o.case_id"
    " AND n.kind = 'note' AND n.on_date BETWEEN o.first AND o.last AND " + KNOWN.format("n") + ") d) q"
    " WHERE q.days > %(silence_days)s"
)
# Who was responsible, from the first day to the day before the next was; of two from the same day the last recorded holds.
_RESPONSIBLE = (
    "responsible AS (SELECT m.case_id, m.staff_id, m.on_date AS first, lag(m.staff_id) OVER turns AS before,"
    " lead(m.on_date) OVER turns - 1 AS last FROM {milestone_interval} m JOIN population p ON p.case_id = m.case_id"
    " WHERE m.kind = 'responsible' AND " + KNOWN.format("m") +
    " WINDOW turns AS (PARTITION BY m.case_id ORDER BY m.on_date NULLS FIRST, m.item_position))"
)
_STAFF_CHANGE = (
    "SELECT r.case_id, '" + Stratum.STAFF_CHANGE + "' FROM responsible r WHERE r.before <> r.staff_id"
    " AND r.first BETWEEN %(first)s AND %(last)s"
)
_NEW_WORKER = (
    "SELECT o.case_id, '" + Stratum.NEW_WORKER + "' FROM open o JOIN responsible r ON r.case_id = o.case_id"
    " JOIN unnest(%(new_staff)s::uuid[], %(new_first)s::date[], %(new_last)s::date[]) AS w (staff_id, first, last)"
    " ON w.staff_id = r.staff_id WHERE greatest(o.first, r.first, w.first) <= least(o.last, r.last, w.last)"
)
# Of a birthday only the year is known: whoever may have been a child is one.
_CHILD = (
    "SELECT p.case_id, '" + Stratum.CHILD_CASE + "' FROM population p WHERE p.birth_year >= %(child_born_from)s"
)
_STATEMENT = (
    f"WITH {_SPANS}, {_POPULATION}, {_OPEN}, {_RESPONSIBLE}, signs AS ("
    + " UNION ALL ".join((_VACATION, _SILENCE, _STAFF_CHANGE, _NEW_WORKER, _CHILD))
    + ") SELECT p.case_id, (SELECT array_agg(DISTINCT s.stratum) FROM signs s WHERE s.case_id = p.case_id) FROM population p"
)


class PostgresCasesToSample:
    """Answers `projections.sampling.CasesToSample` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._tables = {name: sql.Identifier(board.schema, name) for name in _TABLES}

    def signs(self, terms: FrameTerms, known_at: int) -> dict[UUID, frozenset[Stratum]]:
        """See the port."""
        self._projector.catch_up(known_at)
        statement = sql.SQL(_STATEMENT).format(in_population=sql.SQL(_IN_POPULATION[terms.population]), **self._tables)
        try:
            with self._board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
                rows = cursor.execute(statement, _values(terms, known_at)).fetchall()
        except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise UnavailableError("Databasen svarar inte, så ärendena att dra ur kunde inte läsas. Försök igen.") from error
        return {case_id: frozenset(map(Stratum, signs or ())) for case_id, signs in rows}


def _values(terms: FrameTerms, known_at: int) -> dict[str, Any]:
    return {
        "known_at": known_at, "units": list(terms.units), "first": terms.first, "last": terms.last,
        "vacation_months": list(terms.vacation_months), "silence_days": terms.silence_days,
        "new_staff": [each.staff_id for each in terms.new_workers], "new_first": [each.first for each in terms.new_workers],
        "new_last": [each.last for each in terms.new_workers], "child_born_from": terms.first.year - ADULT_AGE,
    }

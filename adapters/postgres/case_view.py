"""The case view's queries: which rows hold as known at a size, and what held on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.view_store import columns, read_rows
from domain.case.state import CaseStatus
from projections.case_item import DayRow
from projections.case_view import CaseRow
from projections.responsibility import MilestoneKind

KNOWN = "{0}.known_from < %(known_at)s AND coalesce({0}.known_to, 9223372036854775807) >= %(known_at)s"
"""As known at a size; written as the index is, so that it is one range of it."""
STANDS_IN = (
    "EXISTS (SELECT FROM {{stand_in_interval}} s WHERE s.case_id = {0}.case_id AND s.stand_in_id = %(staff)s"
    " AND s.from_date <= %(day)s AND (s.to_date IS NULL OR s.to_date >= %(day)s) AND " + KNOWN.format("s") + ")"
)
"""Whether somebody stands in on a day for who is responsible for a case; takes the name of its row, once."""

_CASES = "SELECT {columns} FROM {case_interval} c WHERE " + KNOWN.format("c")

# A case's rows adjoin, so what was known at a size is the last row before it: one probe of the key, however long the history.
_CASE = (
    "SELECT {columns} FROM {case_interval} c WHERE c.case_id = %(case_id)s AND c.known_from < %(known_at)s"
    " ORDER BY c.known_from DESC LIMIT 1"
)

_AWAY = (
    "EXISTS (SELECT FROM {{absence_interval}} a WHERE a.staff_id = {0} AND a.from_date <= %(day)s"
    " AND (a.to_date IS NULL OR a.to_date >= %(day)s) AND " + KNOWN.format("a") + ")"
)

# For each case: the last turn in its life by that day, the responsible by the latest assignment, whether that person is
# away, and the stand-in, the last one appointed first, who is at work. A case is open on its last day too.
_DAYS = (
    "SELECT o.case_id, turn.kind, turn.on_date, r.staff_id, r.name_position, " + _AWAY.format("r.staff_id") + " AS away,"
    " i.stand_in_id, i.name_position"
    " FROM {milestone_interval} o"
    " CROSS JOIN LATERAL (SELECT m.kind, m.on_date FROM {milestone_interval} m WHERE m.case_id = o.case_id"
    " AND CASE m.kind WHEN 'closed' THEN m.on_date < %(day)s WHEN 'responsible' THEN false"
    " ELSE m.on_date IS NULL OR m.on_date <= %(day)s END AND " + KNOWN.format("m") +
    " ORDER BY m.item_position DESC LIMIT 1) AS turn"
    " LEFT JOIN LATERAL (SELECT m.staff_id, m.name_position FROM {milestone_interval} m WHERE m.case_id = o.case_id"
    " AND m.kind = 'responsible' AND (m.on_date IS NULL OR m.on_date <= %(day)s) AND " + KNOWN.format("m") +
    " ORDER BY m.on_date DESC NULLS LAST, m.item_position DESC LIMIT 1) AS r ON true"
    " LEFT JOIN LATERAL (SELECT s.stand_in_id, s.name_position FROM {stand_in_interval} s WHERE s.case_id = o.case_id"
    " AND s.absent_staff_id = r.staff_id AND s.from_date <= %(day)s AND (s.to_date IS NULL OR s.to_date >= %(day)s)"
    " AND " + KNOWN.format("s") + " AND NOT " + _AWAY.format("s.stand_in_id") +
    " ORDER BY s.name_position DESC LIMIT 1) AS i ON true"
    " WHERE o.kind = 'opened' AND " + KNOWN.format("o")
)
_UNCOVERED = (
    "SELECT * FROM (" + _DAYS + ") AS d (case_id, kind, on_date, staff_id, name_position, away, stand_in_id, stand_in_position)"
    " WHERE d.kind <> 'closed' AND (d.staff_id IS NULL OR d.away AND d.stand_in_id IS NULL)"
)


_STATEMENTS = {
    "cases": _CASES,
    "unit_cases": _CASES + " AND c.unit_id = %(unit)s",
    "given_cases": _CASES + " AND c.case_id = ANY (%(case_ids)s)",
    "case": _CASE,
    "days": _DAYS,
    "case_day": _DAYS + " AND o.case_id = %(case_id)s",
    "uncovered": _UNCOVERED,
    "with_number": (
        "SELECT case_id FROM {case_lookup} WHERE blind = %(blind)s AND known_from < %(known_at)s ORDER BY known_from"
    ),
}


class CaseQueries:
    """Reads one board's case view, on the caller's connection; `statements` are what it runs, by name."""

    def __init__(self, schema: str) -> None:
        names = ("case_interval", "milestone_interval", "stand_in_interval", "absence_interval", "case_lookup")
        tables = {name: sql.Identifier(schema, name) for name in names}
        self.statements = {
            name: sql.SQL(text).format(columns=columns(CaseRow), **tables).as_string() for name, text in _STATEMENTS.items()
        }

    def cases(self, connection: psycopg.Connection, known_at: int, unit: UUID | None) -> list[CaseRow]:
        """The rows of all cases, or of one unit's."""
        statement = self.statements["cases" if unit is None else "unit_cases"]
        return read_rows(connection, CaseRow, statement, {"known_at": known_at, "unit": unit})

    def case(self, connection: psycopg.Connection, case_id: UUID, known_at: int) -> CaseRow | None:
        """One case's row; None = it was not known."""
        rows = read_rows(connection, CaseRow, self.statements["case"], {"known_at": known_at, "case_id": case_id})
        return rows[0] if rows else None

    def cases_of(self, connection: psycopg.Connection, case_ids: Sequence[UUID], known_at: int) -> list[CaseRow]:
        """The rows of given cases."""
        values = {"known_at": known_at, "case_ids": list(case_ids)}
        return read_rows(connection, CaseRow, self.statements["given_cases"], values)

    def days(
        self, connection: psycopg.Connection, known_at: int, day: date, case_id: UUID | None = None
    ) -> dict[UUID, DayRow]:
        """All cases, or one, on a day; a case that was opened after it is not there."""
        statement = self.statements["days" if case_id is None else "case_day"]
        return _day_rows(connection, statement, {"known_at": known_at, "day": day, "case_id": case_id})

    def uncovered(self, connection: psycopg.Connection, known_at: int, day: date) -> dict[UUID, DayRow]:
        """The cases that nobody looks after on a day."""
        return _day_rows(connection, self.statements["uncovered"], {"known_at": known_at, "day": day})

    def with_number(self, connection: psycopg.Connection, blind: bytes, known_at: int) -> list[UUID]:
        """The cases with a number's digest, the first opened first."""
        values = {"blind": blind, "known_at": known_at}
        with connection.cursor(row_factory=tuple_row) as cursor:
            return [row[0] for row in cursor.execute(self.statements["with_number"], values).fetchall()]


def _day_rows(connection: psycopg.Connection, statement: str, values: dict[str, object]) -> dict[UUID, DayRow]:
    with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        return {row[0]: _day_row(*row) for row in cursor.execute(statement, values).fetchall()}


def _day_row(
    case_id: UUID, kind: str, on_date: date | None, staff_id: UUID | None, name_position: int | None, away: bool,
    stand_in_id: UUID | None, stand_in_position: int | None,
) -> DayRow:
    closed = kind == MilestoneKind.CLOSED
    if not away:
        stand_in_id = stand_in_position = None
    return DayRow(
        case_id, (CaseStatus.CLOSED if closed else CaseStatus.OPEN).value, on_date if closed else None, staff_id,
        name_position, away, stand_in_id, stand_in_position,
    )

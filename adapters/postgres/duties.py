"""The duties of a board's cases, by one query over the facts that held at a size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from adapters.postgres.case_view import KNOWN
from adapters.postgres.view_store import columns, read_rows
from projections.case_facts import CaseFactRow
from projections.duties import DUTIES, Latest
from projections.statements.fact import WRITTEN_ABOUT_THE_DAY, FactKind

# What has been begun, is not ended and not replaced; see `projections.duties.outstanding`, which says the same.
_OUTSTANDING = (
    "SELECT {columns} FROM {case_fact_interval} o JOIN {case_interval} c ON c.case_id = o.case_id AND " + KNOWN.format("c") +
    " WHERE " + KNOWN.format("o") + " AND NOT o.ends AND o.kind = ANY (%(kinds)s)"
    " AND (c.status = 'open' OR o.kind <> ALL (%(while_open)s))"
    " AND NOT EXISTS (SELECT FROM {case_fact_interval} e WHERE e.case_id = o.case_id AND e.kind = o.kind AND e.ends AND "
    + KNOWN.format("e") + " AND (e.on_date >= o.on_date OR o.kind <> ALL (%(dated)s))"
    " AND (e.key = o.key OR e.key = o.case_id AND e.item_position > o.item_position"
    " OR e.code = %(about_the_day)s AND e.on_date = o.on_date))"
    " AND (o.kind <> ALL (%(latest)s) OR NOT EXISTS (SELECT FROM {case_fact_interval} l WHERE l.case_id = o.case_id"
    " AND l.kind = o.kind AND NOT l.ends AND (l.key = o.key OR o.kind = ANY (%(latest_of_case)s)) AND " + KNOWN.format("l") +
    " AND CASE WHEN o.kind = ANY (%(latest_recorded)s) THEN l.item_position > o.item_position"
    " ELSE (l.on_date, l.item_position) > (o.on_date, o.item_position) END))"
)
_OF_UNITS = " AND c.unit_id = ANY (%(units)s)"
_OF_CASE = " AND o.case_id = %(case_id)s"
# Whoever it falls to; else the responsible, and on the days of a stand-in the stand-in too.
_OF_STAFF = (
    " AND (o.staff_id = %(staff)s OR o.staff_id IS NULL AND (c.responsible_id = %(staff)s OR EXISTS ("
    "SELECT FROM {stand_in_interval} s WHERE s.case_id = o.case_id AND s.stand_in_id = %(staff)s AND s.from_date <= %(day)s"
    " AND (s.to_date IS NULL OR s.to_date >= %(day)s) AND " + KNOWN.format("s") + ")))"
)


class DutyQueries:
    """Reads one board's duties, on the caller's connection."""

    def __init__(self, schema: str) -> None:
        names = ("case_fact_interval", "case_interval", "stand_in_interval")
        self._names: dict[str, sql.Composable] = {name: sql.Identifier(schema, name) for name in names}
        self._names["columns"] = columns(CaseFactRow, "o")

    def outstanding(
        self, connection: psycopg.Connection, known_at: int, day: date, *, staff: UUID | None = None,
        units: Sequence[UUID] | None = None, case_id: UUID | None = None, kinds: Sequence[FactKind] = tuple(DUTIES),
    ) -> list[CaseFactRow]:
        """The facts that begin a duty which nothing has ended, as known at a size.

        Args:
            day: On which somebody may stand in for the responsible.
            staff: Only what falls to this member of staff.
            units: Only cases of these units.
            case_id: Only this case.
            kinds: Only duties of these kinds.
        """
        statement = self.statement(staff=staff is not None, units=units is not None, case=case_id is not None)
        values = {
            **_PARAMETERS, "known_at": known_at, "day": day, "staff": staff, "case_id": case_id,
            "kinds": [kind.value for kind in kinds],
            "units": None if units is None else list(units),
        }
        return read_rows(connection, CaseFactRow, statement, values)

    def statement(self, *, staff: bool, units: bool, case: bool) -> sql.Composed:
        """The query with the restrictions that are asked for."""
        text = _OUTSTANDING + (_OF_STAFF if staff else "") + (_OF_UNITS if units else "") + (_OF_CASE if case else "")
        return sql.SQL(text).format(**self._names)


_PARAMETERS: dict[str, Any] = {
    "while_open": [kind.value for kind, rule in DUTIES.items() if rule.while_open],
    "dated": [kind.value for kind, rule in DUTIES.items() if rule.dated],
    "latest": [kind.value for kind, rule in DUTIES.items() if rule.latest is not Latest.NONE],
    "latest_of_case": [kind.value for kind, rule in DUTIES.items() if rule.latest is Latest.OF_CASE],
    "latest_recorded": [kind.value for kind, rule in DUTIES.items() if rule.latest is Latest.RECORDED],
    "about_the_day": WRITTEN_ABOUT_THE_DAY,
}

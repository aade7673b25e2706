"""The tables of the read models: open rows in, new and closed rows out, for a page of events at a time.

`suffix` names a second set of the same tables, which a rebuild fills beside the live ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.segment_cipher import keyed_digest
from domain.errors import CorruptLedgerError
from projections.case_facts import CaseFactRow
from projections.case_view import CaseRow, OpenCases
from projections.check_facts import CheckFactRow
from projections.courses import CourseRow, OpenCourses
from projections.fold import ROW_TYPES, Fold, OpenRows, Row, Touched, Written
from projections.lookup import LookupKind, LookupRow, normal
from projections.measures import MeasureRow
from projections.open_entries import OpenEntries
from projections.responsibility import AbsenceRow, MilestoneRow, OpenResponsibility, StandInRow
from projections.statistics import (
    AttendanceRow,
    CircumstancesRow,
    Entry,
    OpenStatistics,
    OutreachRow,
    RatingRow,
    RentRow,
    StatisticsRow,
    ViewpointRow,
)
from projections.timeline import OpenTimeline, TimelineRow


class Table(NamedTuple):
    """Where rows of a type are kept, and which columns with `known_from` name one row."""

    name: str
    key: tuple[tuple[str, str], ...]


_ENTRY = (("stream_id", "uuid"), ("entry_id", "uuid"))
TABLES: dict[type[Row], Table] = {
    TimelineRow: Table("timeline_interval", (("case_id", "uuid"), ("item_position", "bigint"))),
    CaseRow: Table("case_interval", (("case_id", "uuid"),)),
    MilestoneRow: Table("milestone_interval", (("case_id", "uuid"), ("item_position", "bigint"))),
    StandInRow: Table("stand_in_interval", (("case_id", "uuid"), ("appointment_id", "uuid"))),
    AbsenceRow: Table("absence_interval", (("staff_id", "uuid"), ("absence_id", "uuid"))),
    LookupRow: Table("case_lookup", ()),
    CaseFactRow: Table("case_fact_interval", (("case_id", "uuid"), ("entry_id", "uuid"), ("kind", "text"), ("key", "uuid"))),
    MeasureRow: Table("measure_interval", (*_ENTRY, ("kind", "text"), ("key", "uuid"))),
    CourseRow: Table("course_interval", (("case_id", "uuid"),)),
    CheckFactRow: Table("check_fact_interval", (*_ENTRY, ("kind", "text"), ("key", "uuid"), ("code", "text"))),
    CircumstancesRow: Table("circumstances_interval", _ENTRY),
    RatingRow: Table("rating_interval", _ENTRY),
    RentRow: Table("rent_interval", _ENTRY),
    AttendanceRow: Table("attendance_interval", _ENTRY),
    ViewpointRow: Table("viewpoint_interval", _ENTRY),
    OutreachRow: Table("outreach_interval", _ENTRY),
}


def owner_of(kind: type[Row]) -> str:
    """The column of a row type's table that says whose stream a row comes from."""
    key = TABLES[kind].key
    return key[0][0] if key else "case_id"


class BlindIndex:
    """Keyed digests of what a case is looked up by, so that it is found by what stands nowhere in clear.

    Args:
        key: The board's own key; who has it can try numbers and names, who has only the database cannot.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, text: str, kind: LookupKind = LookupKind.CASE_NUMBER) -> bytes:
        """The digest of a number or a name, without regard to case and blanks around it."""
        return keyed_digest(self._key, _PURPOSES[kind], normal(kind, text).encode())


_PURPOSES = {
    LookupKind.CASE_NUMBER: b"case-number", LookupKind.NAME: b"case-name", LookupKind.IDENTITY_NUMBER: b"case-identity-number",
}


class ViewStore:
    """The read models' tables in one schema; the caller owns the transactions."""

    def __init__(self, schema: str, blind: BlindIndex, suffix: str = "") -> None:
        self.schema = schema
        self._blind = blind
        self._suffix = suffix

    def table(self, kind: type[Row]) -> sql.Identifier:
        """The table that rows of a type are kept in."""
        return sql.Identifier(self.schema, TABLES[kind].name + self._suffix)

    def fold(self, connection: psycopg.Connection, needs: Touched) -> Fold:
        """A fold with the open rows at hand that a page of events touches: one query a table, none where none is needed."""
        timeline = self._rows(
            connection, TimelineRow,
            "known_to IS NULL AND entry_id = ANY (%s) UNION SELECT {columns} FROM {table}"
            " WHERE known_to IS NULL AND case_id = ANY (%s)", needs.entries, needs.whole_cases,
        )
        cases = self._latest_cases(connection, needs.cases)
        others = [
            *self._rows(connection, MilestoneRow, "known_to IS NULL AND case_id = ANY (%s)", needs.milestones),
            *self._rows(connection, StandInRow, "known_to IS NULL AND case_id = ANY (%s)", needs.stand_ins),
            *self._rows(connection, AbsenceRow, "known_to IS NULL AND staff_id = ANY (%s)", needs.staff),
        ]
        statistics = self._restated(connection, needs.restated)
        facts = self._of_entries(connection, CaseFactRow, "case_id", needs.withdrawn)
        measures = self._of_entries(connection, MeasureRow, "stream_id", needs.unmeasured)
        courses = self._rows(connection, CourseRow, "known_to IS NULL AND case_id = ANY (%s)", needs.courses)
        checks = self._of_entries(connection, CheckFactRow, "stream_id", needs.unchecked)
        return Fold(OpenRows(
            OpenTimeline(timeline), OpenCases(cases), OpenResponsibility(others), OpenStatistics(statistics),
            OpenEntries(facts), OpenEntries(measures), OpenCourses(courses),
            OpenEntries(checks),
        ))

    def write(self, connection: psycopg.Connection, written: Written) -> None:
        """Close and add rows.

        Raises:
            CorruptLedgerError: A row to close is not there: the tables were changed from outside.
        """
        for kind in ROW_TYPES:
            self._close(connection, kind, written.closed[kind])
            self.copy(connection, kind, written.opened[kind])
            self._purge(connection, kind, written.purged)

    def _purge(self, connection: psycopg.Connection, kind: type[Row], purged: Collection[UUID]) -> None:
        if purged:
            connection.execute(
                sql.SQL("DELETE FROM {} WHERE {} = ANY (%s)").format(self.table(kind), sql.Identifier(owner_of(kind))),
                (list(purged),),
            )

    def copy(self, connection: psycopg.Connection, kind: type[Row], rows: Sequence[Any]) -> None:
        """Add rows in one COPY."""
        if not rows:
            return
        if kind is LookupRow:
            lines = (_line(self._looked_up(row)) for row in rows if not row.may_repeat)
        else:
            lines = map(_line, rows)
        with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(self.table(kind))) as copy:
            copy.write("".join(lines))
        if kind is LookupRow:
            # After what a case was opened with, which it may say again.
            self._repeat(connection, [row for row in rows if row.may_repeat])

    def _repeat(self, connection: psycopg.Connection, rows: Sequence[LookupRow]) -> None:
        # The same name in a correction, the same number stated again: the first stands.
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(
                    sql.SQL("INSERT INTO {} (case_id, blind, known_from) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING").format(
                        self.table(LookupRow)
                    ),
                    [self._looked_up(row) for row in rows],
                )

    def _looked_up(self, row: LookupRow) -> tuple[UUID, bytes, int]:
        return row.case_id, self._blind.of(row.text, row.kind), row.known_from

    def _close(self, connection: psycopg.Connection, kind: type[Row], rows: Sequence[Any]) -> None:
        if not rows:
            return
        key = (*TABLES[kind].key, ("known_from", "bigint"))
        values = [[getattr(row, name) for row in rows] for name, _ in key]
        names = [name for name, _ in key]
        closed = connection.execute(
            sql.SQL("UPDATE {} t SET known_to = u.known_to FROM unnest({}) AS u({}, known_to) WHERE {}").format(
                self.table(kind),
                sql.SQL(", ").join(sql.SQL(f"%s::{type_}[]") for type_ in (*(t for _, t in key), "bigint")),
                sql.SQL(", ").join(map(sql.Identifier, names)),
                sql.SQL(" AND ").join(sql.SQL("t.{0} = u.{0}").format(sql.Identifier(name)) for name in names),
            ),
            [*values, [row.known_to for row in rows]],
        ).rowcount
        if closed != len(rows):
            raise CorruptLedgerError(f"{TABLES[kind].name}: {len(rows)} rows to close, {closed} found; rebuild the views")

    def _rows(self, connection: psycopg.Connection, kind: type[Row], condition: str, *ids: Iterable[UUID]) -> list[Any]:
        values = [list(each) for each in ids]
        if not any(values):
            return []
        names = {"columns": columns(kind), "table": self.table(kind)}
        query = sql.SQL("SELECT {columns} FROM {table} WHERE " + condition).format(**names)
        return read_rows(connection, kind, query, values)

    def _restated(self, connection: psycopg.Connection, entries: Iterable[Entry]) -> list[StatisticsRow]:
        by_kind: dict[type[Row], list[Entry]] = {}
        for entry in entries:
            by_kind.setdefault(entry.kind, []).append(entry)
        return [
            row for kind, wanted in by_kind.items()
            for row in self._rows(
                connection, kind,
                "known_to IS NULL AND (stream_id, entry_id) IN (SELECT * FROM unnest(%s::uuid[], %s::uuid[]))",
                [entry.stream_id for entry in wanted], [entry.entry_id for entry in wanted],
            )
        ]

    def _of_entries(
        self, connection: psycopg.Connection, kind: type[Row], stream: str, entries: Iterable[tuple[UUID, UUID]]
    ) -> list[Any]:
        wanted = list(entries)
        return self._rows(
            connection, kind,
            f"known_to IS NULL AND ({stream}, entry_id) IN (SELECT * FROM unnest(%s::uuid[], %s::uuid[]))",
            [stream_id for stream_id, _ in wanted], [entry_id for _, entry_id in wanted],
        )

    def _latest_cases(self, connection: psycopg.Connection, case_ids: Iterable[UUID]) -> list[CaseRow]:
        # A case's rows adjoin, so the open one is the last: one probe of the key for each case.
        query = sql.SQL(
            "SELECT {} FROM unnest(%s::uuid[]) AS wanted(id) CROSS JOIN LATERAL (SELECT * FROM {} c"
            " WHERE c.case_id = wanted.id ORDER BY c.known_from DESC LIMIT 1) AS latest"
        ).format(columns(CaseRow), self.table(CaseRow))
        ids = list(case_ids)
        return read_rows(connection, CaseRow, query, [ids]) if ids else []


def columns(kind: type[Row], alias: str | None = None) -> sql.Composed:
    """The columns of a row type, in its order."""
    prefix = () if alias is None else (alias,)
    return sql.SQL(", ").join(sql.Identifier(*prefix, name) for name in kind._fields)


def read_rows(
    connection: psycopg.Connection, kind: type[Row], query: sql.Composable | str, values: Sequence[Any] | Mapping[str, Any]
) -> list[Any]:
    """Run a query that selects `columns(kind)`, and make the rows."""
    with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        return [row_of(kind, found) for found in cursor.execute(query, values).fetchall()]


def row_of(kind: type[Row], values: Sequence[Any]) -> Any:
    """A row from the values of its columns."""
    return kind(*(tuple(value) if type(value) is list else value for value in values))


def _line(row: Iterable[Any]) -> str:
    return "\t".join([_TEXT[type(value)](value) for value in row]) + "\n"


def _array(values: tuple[Any, ...]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _code(value: str) -> str:
    return value


# Text COPY. Every string is a code of ours, so none holds what would have to be escaped.
_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    # Without hyphens: PostgreSQL takes both, and with them it is the dearest part of a row.
    UUID: attrgetter("hex"),
    int: str,
    str: _code,
    bool: lambda value: "t" if value else "f",
    Decimal: str,
    date: date.isoformat,
    time: time.isoformat,
    tuple: _array,
    bytes: lambda value: "\\\\x" + value.hex(),
}

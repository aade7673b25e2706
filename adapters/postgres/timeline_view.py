"""The timeline's query: a case's items as known at a size, in the order that people read them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.case_view import KNOWN
from adapters.postgres.view_store import columns, row_of
from projections.timeline import TimelineRow

# now: the same item as it is known today. What has been found since to lie in the wrong file is not shown again,
# whichever moment is asked for.
_TIMELINE = (
    "SELECT {columns}, t.misfiled_by IS NULL AND EXISTS (SELECT FROM {table} now WHERE now.case_id = t.case_id"
    " AND now.item_position = t.item_position AND now.known_to IS NULL AND now.misfiled_by IS NOT NULL)"
    " FROM {table} t WHERE t.case_id = %(case_id)s AND " + KNOWN.format("t") +
    " AND t.occurred_on <= coalesce(%(valid_at)s, date 'infinity')"
    " ORDER BY t.occurred_on, t.occurred_at NULLS LAST, t.item_position"
)


class ShownRow(NamedTuple):
    """A row to show, and whether it has been found to lie in the wrong file only after the size asked for."""

    row: TimelineRow
    moved_since: bool


def timeline_rows(
    connection: psycopg.Connection, schema: str, case_id: UUID, known_at: int, valid_at: date | None
) -> list[ShownRow]:
    """A case's rows in reading order; with `valid_at` only what had happened by the end of that day."""
    values = {"case_id": case_id, "known_at": known_at, "valid_at": valid_at}
    with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        found = cursor.execute(timeline_statement(schema), values).fetchall()
    return [ShownRow(row_of(TimelineRow, values[:-1]), values[-1]) for values in found]


@lru_cache(maxsize=64)
def timeline_statement(schema: str) -> str:
    """The statement, with the parameters `case_id`, `known_at` and `valid_at`."""
    table = sql.Identifier(schema, "timeline_interval")
    return sql.SQL(_TIMELINE).format(columns=columns(TimelineRow, "t"), table=table).as_string()

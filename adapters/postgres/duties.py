"""The duties of a board's cases, by one query over the facts that held at a size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from adapters.postgres.case_view import KNOWN, STANDS_IN
from adapters.postgres.view_store import columns, read_rows
from projections.case_facts import CaseFactRow
from projections.duties import DUTIES, Latest
from projections.statements.fact import WRITTEN_ABOUT_THE_DAY, FactKind

# Cases that are open, and those of the closed in which something may still be to be done.
_CASES = (
    "SELECT c.case_id, c.status, c.responsible_id FROM {case_interval} c WHERE c.status = 'open' AND " + KNOWN.format("c") +
    "{of_case} UNION ALL SELECT c.case_id, c.status, c.responsible_id FROM {case_interval} c WHERE c.status <> 'open'"
    " AND (%(unfinished)s::uuid[] IS NULL OR c.case_id = ANY (%(unfinished)s)) AND " + KNOWN.format("c") + "{of_case}"
)
# Their facts, each case's by one probe of the index: `OFFSET 0` keeps it that way however many cases there are.
_FACTS = (
    "SELECT c.status, c.responsible_id, f.* FROM cases c CROSS JOIN LATERAL (SELECT {columns} FROM {case_fact_interval} o"
    " WHERE o.case_id = c.case_id AND " + KNOWN.format("o") + " OFFSET 0) AS f"
)
_FACTS_OF_ALL = (
    "(SELECT c.status, c.responsible_id, o.* FROM cases c JOIN {case_fact_interval} o ON o.case_id = c.case_id WHERE "
    + KNOWN.format("o") + ")"
)


def _outstanding(facts: str, others: Callable[[str], str]) -> str:
    """What has been begun, is not ended and not replaced; see `projections.duties.outstanding`, which says the same.

    Each way to be ended is asked for by itself: one look in a table of what ends, and not a comparison of everything with all.

    Args:
        facts: Where the facts are, with their cases' state.
        others: The same facts once more under a name, up to the first condition.
    """
    def same(name: str) -> str:
        return f"SELECT FROM {others(name)} {name}.case_id = o.case_id AND {name}.kind = o.kind"

    ended = f"{same('e')} AND e.ends AND (e.on_date >= o.on_date OR o.kind <> ALL (%(dated)s))"
    replaced = f"{same('l')} AND NOT l.ends"
    return (
        f"SELECT {{columns}} FROM {facts} o WHERE NOT o.ends AND o.kind = ANY (%(kinds)s)"
        " AND (o.status = 'open' OR o.kind <> ALL (%(while_open)s))"
        f" AND NOT EXISTS ({ended} AND e.key = o.key)"
        f" AND NOT EXISTS ({ended} AND e.key = e.case_id AND e.item_position > o.item_position)"
        f" AND NOT EXISTS ({ended} AND e.on_date = o.on_date AND e.code = %(about_the_day)s)"
        f" AND NOT EXISTS ({replaced} AND l.key = o.key AND o.kind = ANY (%(latest)s)"
        " AND CASE WHEN o.kind = ANY (%(latest_recorded)s) THEN l.item_position > o.item_position"
        " ELSE (l.on_date, l.item_position) > (o.on_date, o.item_position) END)"
        f" AND NOT EXISTS ({replaced} AND o.kind = ANY (%(latest_of_case)s)"
        " AND (l.on_date, l.item_position) > (o.on_date, o.item_position))"
    )


_OF_FEW = f"facts AS MATERIALIZED ({_FACTS}) " + _outstanding("facts", lambda name: f"facts {name} WHERE")
_OF_ALL = _outstanding(_FACTS_OF_ALL, lambda name: f"{{case_fact_interval}} {name} WHERE {KNOWN.format(name)} AND")
_OF_UNITS = " AND c.unit_id = ANY (%(units)s)"
_OF_CASES = " AND c.case_id = ANY (%(case_ids)s)"
# Whoever it falls to; else the responsible, and on the days of a stand-in the stand-in too.
_OF_STAFF = " AND (o.staff_id = %(staff)s OR o.staff_id IS NULL AND (o.responsible_id = %(staff)s OR {stands_in}))".replace(
    "{stands_in}", STANDS_IN.format("o")
)
_CASES_OF_STAFF = (
    " AND (c.responsible_id = %(staff)s OR {stands_in} OR EXISTS (SELECT FROM {case_fact_interval} f"
    " WHERE f.case_id = c.case_id AND f.staff_id = %(staff)s AND NOT f.ends))"
).replace("{stands_in}", STANDS_IN.format("c"))
_SETTINGS = (
    # Joins here are of many with many, but for the probes above; and compiling such a statement takes longer than running it.
    "SET LOCAL enable_nestloop = off", "SET LOCAL jit = off", "SET LOCAL work_mem = '64MB'",
)


class DutyQueries:
    """Reads one board's duties, on the caller's connection."""

    def __init__(self, schema: str) -> None:
        names = ("case_fact_interval", "case_interval", "stand_in_interval")
        self._names: dict[str, sql.Composable] = {name: sql.Identifier(schema, name) for name in names}
        self._names["columns"] = columns(CaseFactRow, "o")

    def outstanding(
        self, connection: psycopg.Connection, known_at: int, day: date, *, staff: UUID | None = None,
        units: Sequence[UUID] | None = None, cases: Collection[UUID] | None = None,
        kinds: Sequence[FactKind] = tuple(DUTIES), unfinished: Collection[UUID] | None = None,
    ) -> list[CaseFactRow]:
        """The facts that begin a duty which nothing has ended, as known at a size.

        Args:
            day: On which somebody may stand in for the responsible.
            staff: Only what falls to this member of staff.
            units: Only cases of these units.
            cases: Only these.
            kinds: Only duties of these kinds.
            unfinished: Every closed case in which there is one; None = they are looked for among all.
        """
        statement = self.statement(
            staff=staff is not None, units=units is not None, cases=cases is not None, every=unfinished is None and cases is None
        )
        values = {
            **_PARAMETERS, "known_at": known_at, "day": day, "staff": staff, "kinds": [kind.value for kind in kinds],
            "units": None if units is None else list(units), "case_ids": None if cases is None else list(cases),
            "unfinished": None if unfinished is None else list(unfinished),
        }
        with connection.transaction():
            for setting in _SETTINGS:
                connection.execute(setting)
            return read_rows(connection, CaseFactRow, statement, values)

    def statement(self, *, staff: bool, units: bool, cases: bool, every: bool) -> sql.Composed:
        """The query with the restrictions that are asked for; `every`: most cases are looked at, so facts are read whole."""
        restricted = (_CASES_OF_STAFF if staff else "") + (_OF_UNITS if units else "") + (_OF_CASES if cases else "")
        found = f" {_OF_ALL}" if every else f", {_OF_FEW}"
        text = f"WITH cases AS MATERIALIZED ({_CASES.replace('{of_case}', restricted)}){found}" + (_OF_STAFF if staff else "")
        return sql.SQL(text).format(**self._names)


_PARAMETERS: dict[str, Any] = {
    "while_open": [kind.value for kind, rule in DUTIES.items() if rule.while_open],
    "dated": [kind.value for kind, rule in DUTIES.items() if rule.dated],
    "latest": [kind.value for kind, rule in DUTIES.items() if rule.latest is not Latest.NONE],
    "latest_of_case": [kind.value for kind, rule in DUTIES.items() if rule.latest is Latest.OF_CASE],
    "latest_recorded": [kind.value for kind, rule in DUTIES.items() if rule.latest is Latest.RECORDED],
    "about_the_day": WRITTEN_ABOUT_THE_DAY,
}

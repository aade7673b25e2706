"""The `WorkLists` port over PostgreSQL: facts and cases by predicates, then the numbers of the cases that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import KNOWN, STANDS_IN
from adapters.postgres.duties import DutyQueries
from adapters.postgres.projector import Projector
from adapters.postgres.unfinished import UnfinishedCases
from adapters.postgres.views import PostgresCaseViews
from domain.policies import Policy
from projections.bookings import BOOKED_KINDS, BookedItem, booked_item, listed
from projections.case_facts import CaseFactRow
from projections.duties import Duty, DutyItem, due_by, duty_of
from projections.statements.fact import FactKind
from projections.work_lists import CaseloadItem, Relation

_CO_WORKER = (
    "EXISTS (SELECT FROM {case_fact_interval} t WHERE t.case_id = c.case_id AND t.kind = %(team_member)s AND NOT t.ends"
    " AND t.staff_id = %(staff)s AND t.on_date <= %(day)s AND (t.due_on IS NULL OR t.due_on >= %(day)s)"
    " AND " + KNOWN.format("t") + " AND NOT EXISTS (SELECT FROM {case_fact_interval} e WHERE e.case_id = t.case_id"
    " AND e.kind = t.kind AND e.ends AND e.key = t.key AND e.on_date < %(day)s AND " + KNOWN.format("e") + ")"
    # A coordinating worker's time ends where the next one's begins.
    " AND NOT (t.code = 'coordinating_worker' AND EXISTS (SELECT FROM {case_fact_interval} n WHERE n.case_id = t.case_id"
    " AND n.kind = t.kind AND NOT n.ends AND n.code = t.code AND n.on_date <= %(day)s"
    " AND (n.on_date, n.item_position) > (t.on_date, t.item_position) AND " + KNOWN.format("n") + ")))"
)
_STAND_IN = STANDS_IN.format("c")
# The relation by which somebody has the case; of several the closest.
_CASELOAD = (
    "SELECT c.case_id, CASE WHEN %(staff)s::uuid IS NULL THEN NULL WHEN c.responsible_id = %(staff)s THEN 'responsible'"
    " WHEN " + _STAND_IN + " THEN 'stand_in' WHEN " + _CO_WORKER + " THEN 'co_worker' ELSE 'none' END"
    " FROM {case_interval} c WHERE c.status = 'open' AND " + KNOWN.format("c") +
    " AND (%(units)s::uuid[] IS NULL OR c.unit_id = ANY (%(units)s))"
)
# Open and closed ones; what is missing in a closed case is for who was responsible last.
_OWN_CASES = (
    "SELECT c.case_id FROM {case_interval} c WHERE " + KNOWN.format("c") + " AND (c.responsible_id = %(staff)s"
    " OR c.status = 'open' AND (" + _STAND_IN + " OR " + _CO_WORKER + ")) ORDER BY c.case_id"
)
_PHASES = (
    "SELECT DISTINCT ON (p.case_id) p.case_id, p.code FROM {case_fact_interval} p WHERE p.case_id = ANY (%(case_ids)s)"
    " AND p.kind = %(phase)s AND p.on_date <= %(day)s AND " + KNOWN.format("p") +
    " ORDER BY p.case_id, p.on_date DESC, p.item_position DESC"
)


class PostgresWorkLists:
    """Answers `projections.work_lists.WorkLists` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
        views: Gives the cases that are shown.
    """

    def __init__(self, board: BoardStore, projector: Projector, views: PostgresCaseViews) -> None:
        self._board = board
        self._projector = projector
        self._views = views
        self._duties = DutyQueries(board.schema)
        self._unfinished = UnfinishedCases(board.schema, self._duties)
        names = {
            name: sql.Identifier(board.schema, name)
            for name in ("case_interval", "case_fact_interval", "stand_in_interval")
        }
        self._caseload = sql.SQL(_CASELOAD).format(**names)
        self._own_cases = sql.SQL(_OWN_CASES).format(**names)
        self._phases = sql.SQL(_PHASES).format(**names)

    def duties(
        self, known_at: int, day: date, policy: Policy, *, until: date, staff: UUID | None = None,
        units: Sequence[UUID] | None = None, case_id: UUID | None = None,
    ) -> list[DutyItem]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._board.datastore.get_connection() as connection:
            facts = self._duties.outstanding(
                connection, known_at, day, staff=staff, units=units, cases=None if case_id is None else [case_id],
                unfinished=None if case_id is not None else self._unfinished.at(connection, known_at),
            )
        due = due_by(_duties_of(facts, policy), day, until)
        return self._named(due, known_at)

    def bookings(
        self, known_at: int, day: date, *, until: date, staff: UUID | None = None, units: Sequence[UUID] | None = None,
    ) -> list[BookedItem]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._board.datastore.get_connection() as connection:
            facts = self._duties.outstanding(
                connection, known_at, day, staff=staff, units=units, kinds=BOOKED_KINDS,
                unfinished=self._unfinished.at(connection, known_at),
            )
        facts = [fact for fact in facts if fact.on_date <= until]
        said = self._board.ledger.at(sorted(fact.item_position for fact in facts)) if facts else {}
        cases = {case.case_id: case for case in self._views.cases_of({fact.case_id for fact in facts}, known_at)}
        return listed((booked_item(fact, said[fact.item_position].event, cases[fact.case_id]) for fact in facts), day)

    def caseload(
        self, known_at: int, day: date, policy: Policy, *, staff: UUID | None = None, units: Sequence[UUID] | None = None
    ) -> list[CaseloadItem]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {
            "known_at": known_at, "day": day, "staff": staff, "units": None if units is None else list(units),
            "team_member": FactKind.TEAM_MEMBER.value,
        }
        with self._board.datastore.get_connection() as connection:
            relations = dict(_pairs(connection, self._caseload, values))
            relations = {case_id: relation for case_id, relation in relations.items() if relation != "none"}
            wanted = {"known_at": known_at, "day": day, "case_ids": list(relations), "phase": FactKind.PHASE.value}
            phases = dict(_pairs(connection, self._phases, wanted))
            # The cases of a caseload are open: there is nothing to look for among the closed.
            facts = self._duties.outstanding(connection, known_at, day, cases=relations, unfinished=())
        return self._assembled(known_at, relations, phases, due_by(_duties_of(facts, policy), day, date.max))

    def own_cases(self, known_at: int, day: date, staff: UUID) -> list[UUID]:
        """See the port."""
        self._projector.catch_up(known_at)
        values = {"known_at": known_at, "day": day, "staff": staff, "team_member": FactKind.TEAM_MEMBER.value}
        with self._board.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as cursor:
            return [case_id for (case_id,) in cursor.execute(self._own_cases, values)]

    def _assembled(
        self, known_at: int, relations: dict[UUID, str | None], phases: dict[UUID, str], duties: Sequence[Duty]
    ) -> list[CaseloadItem]:
        by_case: dict[UUID, list[Duty]] = {}
        for duty in duties:
            by_case.setdefault(duty.case_id, []).append(duty)
        items = []
        for case in self._views.cases_of(relations, known_at):
            relation = relations[case.case_id]
            own = tuple(DutyItem(duty, case.number, case.unit, case.unit_name) for duty in by_case.get(case.case_id, ()))
            items.append(CaseloadItem(
                case, None if relation is None else Relation(relation), phases.get(case.case_id), own
            ))
        return sorted(items, key=lambda item: (item.duties[0].duty.due_on if item.duties else date.max, item.case.number))

    def _named(self, duties: Sequence[Duty], known_at: int) -> list[DutyItem]:
        cases = {case.case_id: case for case in self._views.cases_of({duty.case_id for duty in duties}, known_at)}
        return [
            DutyItem(duty, cases[duty.case_id].number, cases[duty.case_id].unit, cases[duty.case_id].unit_name)
            for duty in duties
        ]


def _duties_of(facts: Sequence[CaseFactRow], policy: Policy) -> list[Duty]:
    found = (duty_of(fact, policy) for fact in facts)
    return [duty for duty in found if duty is not None]


def _pairs(connection: psycopg.Connection, statement: sql.Composed, values: dict[str, Any]) -> list[tuple[Any, Any]]:
    with connection.cursor(row_factory=tuple_row) as cursor:
        return cursor.execute(statement, values).fetchall()

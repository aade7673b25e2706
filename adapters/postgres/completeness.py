"""The `Completeness` port over PostgreSQL: one statement a rule over all cases, or the facts of one case and the pure judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.completeness_cases import Surroundings, counted_cases, exempted_rules, judged_case, rule_statement
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from domain.completeness.codes import Status
from domain.completeness.finding import Finding
from domain.errors import NotFoundError
from domain.offering.catalogue import Catalogue
from projections.completeness import MISSING, CaseFinding, RuleCount, RuleInForce, judge_case

_TABLES = (
    "check_fact_interval", "course_interval", "case_interval", "case_fact_interval", "milestone_interval", "stand_in_interval",
    "absence_interval",
)
_STATUSES = tuple(Status)
_NOT_APPLICABLE = _STATUSES.index(Status.NOT_APPLICABLE)
_AT_ONCE = 2
"""Rules that are counted at the same time, each on a connection of its own; more would only wait for a processor."""
_PAGE = 2_000
"""Findings fetched at a time."""


class PostgresCompleteness:
    """Answers `projections.completeness.Completeness` for one board. Thread-safe.

    Args:
        board: Whose cases; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._tables = {name: sql.Identifier(board.schema, name) for name in _TABLES}

    def counts(
        self, rules: Sequence[RuleInForce], known_at: int, day: date, *, units: Sequence[UUID] | None = None
    ) -> list[RuleCount]:
        """See the port."""
        surroundings = self._surroundings(known_at, day)
        with self._reading() as connection:
            surroundings = self._with_exempted(connection, surroundings, known_at)
            cases = self._rows(connection, *counted_cases(known_at, units))[0][0]

        def count(rule: RuleInForce) -> RuleCount:
            statement, values = rule_statement(rule, surroundings, known_at, day, units, counted=True)
            with self._reading() as own:
                counts = dict(self._rows(own, statement, values))
            # The rule holds for none of the others.
            counts[_NOT_APPLICABLE] = counts.get(_NOT_APPLICABLE, 0) + cases - counts.pop(None)
            return RuleCount(rule.rule, {status: counts.get(rank, 0) for rank, status in enumerate(Status)})

        with ThreadPoolExecutor(_AT_ONCE, "completeness") as workers:
            return list(workers.map(count, rules))

    def findings(
        self, rules: Sequence[RuleInForce], known_at: int, day: date, *, units: Sequence[UUID] | None = None,
        statuses: Sequence[Status] = MISSING,
    ) -> Iterator[CaseFinding]:
        """See the port."""
        surroundings = self._surroundings(known_at, day)
        wanted = [_STATUSES.index(each) for each in statuses]
        with self._reading() as connection:
            surroundings = self._with_exempted(connection, surroundings, known_at)
            for each in rules:
                statement, values = rule_statement(each, surroundings, known_at, day, units, counted=False)
                with connection.cursor(name="findings", row_factory=tuple_row) as cursor:
                    cursor.itersize = _PAGE
                    cursor.execute(self._composed(statement), {**values, "statuses": wanted}, binary=True)
                    for row in cursor:
                        yield _finding(each, row)

    def case(self, rules: Sequence[RuleInForce], case_id: UUID, known_at: int, day: date) -> list[CaseFinding]:
        """See the port."""
        surroundings = self._surroundings(known_at, day)
        with self._reading() as connection:
            found = judged_case(connection, self._tables, surroundings, case_id, known_at)
        if found is None:
            raise NotFoundError(f"Ärendet fanns inte i läget efter {known_at} händelser. Kontrollera ärendet och tidpunkten.")
        case, facts = found
        return judge_case(rules, case, facts, day)

    def _surroundings(self, known_at: int, day: date) -> Surroundings:
        self._projector.catch_up(known_at)
        registers = Registers(self._board.ledger)
        units = registers.units(known_at)
        catalogue = Catalogue(registers.offerings(known_at), {each: unit.part_of for each, unit in units.items()})
        return Surroundings.on(day, {each: unit.name for each, unit in units.items()}, catalogue)

    def _with_exempted(self, connection: psycopg.Connection[Any], surroundings: Surroundings, known_at: int) -> Surroundings:
        rows = self._rows(connection, exempted_rules(), {"known_at": known_at})
        return surroundings._replace(exempted=frozenset(rule for rule, in rows))

    def _rows(self, connection: psycopg.Connection[Any], statement: str, values: Mapping[str, Any]) -> list[Any]:
        with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            return cursor.execute(self._composed(statement), values).fetchall()

    def _composed(self, statement: str) -> sql.Composed:
        return sql.SQL(statement).format(**self._tables)

    @contextmanager
    def _reading(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection, connection.transaction():
                for setting in _SETTINGS:
                    connection.execute(setting)
                yield connection
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError("Databasen svarar inte, så granskningen kunde inte göras. Försök igen.") from error


_SETTINGS = (
    # Every row is wanted, not the first of them soon; and compiling such a statement takes longer than running it.
    "SET LOCAL cursor_tuple_fraction = 1",
    "SET LOCAL jit = off",
    # Every join is of many with many. A nested loop is only ever the better way by a wrong guess of how many there are.
    "SET LOCAL enable_nestloop = off",
    # What is larger goes to disk: the memory is the same however many cases there are.
    "SET LOCAL work_mem = '128MB'",
)


def _finding(rule: RuleInForce, row: tuple[Any, ...]) -> CaseFinding:
    case_id, stream_id, unit_id, status, key, since, until, due, evidence, claimed, basis = row
    finding = Finding(key, _STATUSES[status], since, until, due, tuple(evidence or ()), claimed, basis)
    return CaseFinding(rule.rule, case_id, stream_id, unit_id, finding)

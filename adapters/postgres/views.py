"""The `CaseViews` port over PostgreSQL: rows by one predicate, then the events that hold names and texts, by position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from adapters.errors import UnavailableError
from adapters.postgres.actors import actors_of
from adapters.postgres.boards import BoardStore
from adapters.postgres.case_view import CaseQueries
from adapters.postgres.projector import Projector, blind_index
from adapters.postgres.registers import Registers
from adapters.postgres.timeline_view import timeline_rows
from domain.base import RecordedEvent
from domain.errors import CorruptLedgerError, NotFoundError
from domain.unit.events import UnitEstablished
from projections.case_item import CaseItem, DayRow, assemble_case, case_positions
from projections.case_view import CaseRow
from projections.lookup import LookupKind
from projections.queries import Timeline
from projections.timeline_item import assemble, positions_of


class PostgresCaseViews:
    """Answers `projections.queries.CaseViews` for one board. Thread-safe.

    Args:
        board: Whose views; read as the application's role.
        projector: Brings the views up before each answer.
    """

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self._board = board
        self._projector = projector
        self._queries = CaseQueries(board.schema)
        self._blind = blind_index(board)

    def cases(self, known_at: int, *, unit: UUID | None = None, valid_at: date | None = None) -> list[CaseItem]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            rows = self._queries.cases(connection, known_at, unit)
            days = None if valid_at is None else self._queries.days(connection, known_at, valid_at)
        return self._assembled(rows, days, known_at)

    def cases_of(self, case_ids: Iterable[UUID], known_at: int) -> list[CaseItem]:
        """Given cases by number, those of them that were known."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            rows = self._queries.cases_of(connection, sorted(case_ids), known_at)
        return self._assembled(rows, None, known_at)

    def case(self, case_id: UUID, known_at: int, valid_at: date | None = None) -> CaseItem:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            row = self._queries.case(connection, case_id, known_at)
            days = None if valid_at is None else self._queries.days(connection, known_at, valid_at, case_id)
        found = [] if row is None else self._assembled([row], days, known_at)
        if not found:
            raise _unknown(known_at)
        return found[0]

    def timeline(self, case_id: UUID, known_at: int, valid_at: date | None = None) -> Timeline:
        """See the port."""
        # To the ledger's end, whatever is asked for: what has been found to lie in the wrong file is withheld.
        if self._projector.catch_up() < known_at:
            self._projector.catch_up(known_at)
        with self._connection() as connection:
            if self._queries.case(connection, case_id, known_at) is None:
                raise _unknown(known_at)
            shown = timeline_rows(connection, self._board.schema, case_id, known_at, valid_at)
        events = self._events(position for row, _ in shown for position in positions_of(row))
        actors = actors_of(self._board.ledger, events.values(), known_at)
        bounds = Registers(self._board.ledger).bounds_as_written(known_at)
        items = (assemble(row, events, actors, bounds=bounds, moved_since=moved) for row, moved in shown)
        return Timeline(case_id, known_at, valid_at, tuple(items))

    def find_case(self, number_or_id: str, known_at: int | None = None) -> list[UUID]:
        """See the port."""
        applied = self._projector.catch_up(known_at)
        size = applied if known_at is None else known_at
        with self._connection() as connection:
            case_id = _uuid(number_or_id)
            if case_id is not None:
                return [] if self._queries.case(connection, case_id, size) is None else [case_id]
            return self._queries.with_number(connection, self._blind.of(number_or_id), size)

    def with_lookup(self, kind: LookupKind, text: str, known_at: int) -> list[UUID]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            return self._queries.with_number(connection, self._blind.of(text, kind), known_at)

    def without_responsible(self, known_at: int, on_date: date) -> list[CaseItem]:
        """See the port."""
        self._projector.catch_up(known_at)
        with self._connection() as connection:
            days = self._queries.uncovered(connection, known_at, on_date)
            rows = self._queries.cases_of(connection, list(days), known_at)
        return self._assembled(rows, days, known_at)

    def _assembled(self, rows: Sequence[CaseRow], days: Mapping[UUID, DayRow] | None, known_at: int) -> list[CaseItem]:
        pairs = [(row, None if days is None else days.get(row.case_id)) for row in rows]
        if days is not None:
            pairs = [(row, day) for row, day in pairs if day is not None]
        events = self._events(position for row, day in pairs for position in case_positions(row, day))
        names = self._unit_names({row.unit_id for row, _ in pairs}, known_at)
        items = [assemble_case(row, day, events, names.get(row.unit_id)) for row, day in pairs]
        return sorted(items, key=lambda item: (item.number, str(item.case_id)))

    def _events(self, positions: Iterable[int]) -> dict[int, RecordedEvent]:
        wanted = sorted(set(positions))
        events = self._board.ledger.at(wanted) if wanted else {}
        if len(events) != len(wanted):
            raise CorruptLedgerError(f"{len(wanted)} events are shown, {len(events)} of them are there")
        return events

    def _unit_names(self, units: set[UUID], known_at: int) -> dict[UUID, str]:
        streams = self._board.ledger.streams(sorted(units), known_at=known_at) if units else {}
        return {
            unit: recorded.event.name
            for unit, events in streams.items() for recorded in events if isinstance(recorded.event, UnitEstablished)
        }

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection:
                yield connection
        except (OperationalError, InterfaceError) as error:
            raise UnavailableError("Databasen svarar inte, så vyn kunde inte läsas. Försök igen.") from error


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


def _unknown(known_at: int) -> NotFoundError:
    return NotFoundError(f"Ärendet fanns inte i läget efter {known_at} händelser. Kontrollera ärendet och tidpunkten.")

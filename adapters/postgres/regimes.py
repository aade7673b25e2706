"""The `Regimes` port over PostgreSQL: a board's service offerings, kept in memory and brought up to date before each answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from psycopg.rows import tuple_row

from adapters.postgres.ledger import PostgresLedger
from adapters.postgres.recorder import COLUMNS, FROM, Row
from domain.base import DomainEvent
from domain.event_types import stored_names
from domain.offering.catalogue import Catalogue
from domain.offering.offering import Offering
from domain.unit.events import UnitEstablished
from projections.local_time import STOCKHOLM, day_of

_WIRE_NAMES = stored_names("offering.", "unit.established")


class PostgresRegimes:
    """Answers `domain.record_keeping.Regimes` for one board. Thread-safe.

    Each answer asks the register's index for offerings and units recorded since the last one: one query that finds nothing, as
    long as nothing is recorded. An offering that another process records between this answer and the append it was asked for
    does not hold for that append.

    Args:
        ledger: The board's.
        now: The clock.
    """

    def __init__(self, ledger: PostgresLedger, now: Callable[[], datetime] = lambda: datetime.now(STOCKHOLM)) -> None:
        self._ledger = ledger
        self._now = now
        self._recorded: dict[UUID, list[DomainEvent]] = {}
        self._next_position = 0
        self._catalogue = Catalogue({}, {})
        self._lock = threading.Lock()

    def catalogue(self) -> Catalogue:
        """See the port."""
        with self._lock:
            new = self._ledger.mapper.recorded(self._rows_since(self._next_position))
            for recorded in new:
                self._recorded.setdefault(recorded.event.originator_id, []).append(recorded.event)
                self._next_position = recorded.position + 1
            if new:
                self._catalogue = self._folded()
            return self._catalogue

    def day(self, recorded_us: int | None) -> date:
        """See the port."""
        return self._now().astimezone(STOCKHOLM).date() if recorded_us is None else day_of(recorded_us)

    def _folded(self) -> Catalogue:
        offerings: dict[UUID, Offering] = {}
        part_of: dict[UUID, UUID | None] = {}
        for stream_id, events in self._recorded.items():
            if isinstance(events[0], UnitEstablished):
                part_of[stream_id] = events[0].part_of
            else:
                offerings[stream_id] = Offering.fold(events)
        return Catalogue(offerings, part_of)

    def _rows_since(self, position: int) -> list[Row]:
        recorder = self._ledger.recorder
        query = "SELECT " + COLUMNS + FROM.format(schema=recorder.datastore.schema, ledger=recorder.ledger) + (
            "e.event_type = ANY (%s) AND NOT starts_with(e.event_type, 'case.') AND e.position >= %s ORDER BY e.position"
        )
        with recorder.datastore.idle_connections_checked(), recorder.datastore.get_connection() as connection:
            with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
                return cursor.execute(query, (_WIRE_NAMES, position), prepare=True).fetchall()

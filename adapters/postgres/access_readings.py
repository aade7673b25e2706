"""The `AccessReadings` port: who read what, out of the access log; what names a case is found by a keyed blind index.

The index is a copy that anybody who may change the database can change. So the log can always be read whole instead
(`in_period`), and a reading that the index names and the log does not confirm is damage.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import sql
from psycopg.rows import tuple_row

from adapters import segment_cipher
from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import connect
from domain.access.events import RecordsRead
from domain.base import RecordedEvent, RetentionClass
from domain.errors import CorruptLedgerError
from projections.access_readings import Between, Progress, Reading

PAGE = 2_000
"""Records opened at a time: the memory is the same however long the log is."""
_PAGE_BACKWARDS = 100
"""Records opened at a time from the end: whoever asks for the latest wants few."""
_NAME = "access_case_index"
_TOKEN_BYTES = 16
_ALWAYS = Between()


class PostgresAccessReadings:
    """Answers `projections.access_readings.AccessReadings` for one board. Thread-safe.

    Args:
        board: Whose access log; read as the application's role, the index written as the projector's.
        page: Most records opened at a time, from 1.
    """

    def __init__(self, board: BoardStore, *, page: int = PAGE) -> None:
        self._board = board
        self._page = page
        self._lock = threading.Lock()
        self._tables = {
            "index": sql.Identifier(board.schema, _NAME), "event": sql.Identifier(board.schema, "access_event"),
            "projection": sql.Identifier(board.schema, "projection"),
        }

    def by_case(self, case_id: UUID, between: Between = _ALWAYS, *, progress: Progress | None = None) -> list[Reading]:
        """See the port."""
        self.catch_up(progress=progress)
        found = [
            reading for page in _pages(self._positions(case_id, between), self._page)
            for reading in _readings(self._board.access.at(page).values())
        ]
        for reading in found:
            if case_id not in reading.cases:
                raise CorruptLedgerError(
                    f"access log position {reading.position}: the index names it for a case that it does not name"
                )
        return found

    def by_caller(self, caller: str, between: Between = _ALWAYS) -> Iterator[Reading]:
        """See the port."""
        return (reading for reading in self.in_period(between) if reading.caller == caller)

    def at(self, positions: Sequence[int]) -> dict[int, Reading]:
        """See the port."""
        found = {
            each.position: each for page in _pages(sorted(set(positions)), self._page)
            for each in _readings(self._board.access.at(page).values())
        }
        missing = sorted(set(positions) - found.keys())
        if missing:
            raise CorruptLedgerError(f"access log position {missing[0]}: the reading is missing")
        return found

    def in_period(self, between: Between = _ALWAYS, *, progress: Progress | None = None) -> Iterator[Reading]:
        """See the port."""
        position, last = self._span(between)
        first = position
        while position < last:
            page = self._board.access.read(position, min(self._page, last - position))
            _require_whole(page, position)
            yield from _readings(page)
            position += len(page)
            if progress is not None:
                progress(position - first, last - first)

    def latest_first(self, between: Between = _ALWAYS, *, progress: Progress | None = None) -> Iterator[Reading]:
        """See the port."""
        first, last = self._span(between)
        position = last
        while position > first:
            begin = max(first, position - min(self._page, _PAGE_BACKWARDS))
            page = self._board.access.read(begin, position - begin)
            _require_whole(page, begin)
            yield from reversed(list(_readings(page)))
            position = begin
            if progress is not None:
                progress(last - position, last - first)

    def catch_up(self, *, progress: Progress | None = None) -> int:
        """Take in what the access log has had since; return the size that the index has come to."""
        size = self._board.access.size()
        with self._lock, self._projecting() as connection:
            position = first = self._at(connection)
            while position < size:
                position = self._take_page(connection, size)
                if progress is not None:
                    progress(position - first, size - first)
        return position

    def begin_again(self) -> None:
        """Empty the index; it is made anew from the log at the next question."""
        with self._lock, self._projecting() as connection, connection.transaction():
            self._locked(connection)
            connection.execute(self._sql("TRUNCATE {index}"))
            self._set(connection, 0)

    def _take_page(self, connection: psycopg.Connection[Any], size: int) -> int:
        with connection.transaction():
            # While this one waited for the lock, another may have taken it all.
            position = self._locked(connection)
            if position < size:
                page = self._board.access.read(position, min(self._page, size - position))
                _require_whole(page, position)
                self._write(connection, page)
                position += len(page)
                self._set(connection, position)
        return position

    def _write(self, connection: psycopg.Connection[Any], page: Sequence[RecordedEvent]) -> None:
        pairs = [(self._token(case), each.position) for each in _readings(page) for case in dict.fromkeys(each.cases)]
        with connection.cursor() as cursor:
            cursor.execute(
                self._sql(
                    "INSERT INTO {index} (token, position) SELECT * FROM unnest(%b::bytea[], %b::bigint[])"
                    " ON CONFLICT DO NOTHING"
                ),
                ([token for token, _ in pairs], [position for _, position in pairs]),
            )

    def _token(self, case_id: UUID) -> bytes:
        key = self._board.keys.key_for(self._board.heads["access"].ledger_id, RetentionClass.ACCESS_LOG).key
        return segment_cipher.keyed_digest(key, b"access-case/1", case_id.bytes)[:_TOKEN_BYTES]

    def _positions(self, case_id: UUID, between: Between) -> list[int]:
        query = self._sql(
            "SELECT i.position FROM {index} i JOIN {event} e USING (position) WHERE i.token = %(token)s"
            " AND (%(after)s::bigint IS NULL OR e.recorded_us > %(after)s)"
            " AND (%(until)s::bigint IS NULL OR e.recorded_us <= %(until)s) ORDER BY 1"
        )
        values = {"token": self._token(case_id), "after": between.after_us, "until": between.until_us}
        with self._reading() as connection, connection.cursor(row_factory=tuple_row) as cursor:
            return [position for position, in cursor.execute(query, values)]

    def _span(self, between: Between) -> tuple[int, int]:
        """The first position of a period, and the one after its last."""
        size = self._board.access.size()
        first = 0 if between.after_us is None else self._board.access.size_at(between.after_us)[0]
        last = size if between.until_us is None else self._board.access.size_at(between.until_us)[0]
        return first, last

    def _at(self, connection: psycopg.Connection[Any], lock: str = "") -> int:
        query = self._sql("SELECT position FROM {projection} WHERE name = %s" + lock)
        with connection.cursor(row_factory=tuple_row) as cursor:
            return cursor.execute(query, (_NAME,)).fetchone()[0]

    def _locked(self, connection: psycopg.Connection[Any]) -> int:
        return self._at(connection, " FOR UPDATE")

    def _set(self, connection: psycopg.Connection[Any], position: int) -> None:
        connection.execute(self._sql("UPDATE {projection} SET position = %s WHERE name = %s"), (position, _NAME))

    def _sql(self, statement: str) -> sql.Composed:
        return sql.SQL(statement).format(**self._tables)

    @contextmanager
    def _reading(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._board.datastore.get_connection() as connection:
                yield connection
        except (OperationalError, InterfaceError) as error:
            raise _unavailable() from error

    @contextmanager
    def _projecting(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with connect(self._board.connections.projector, set_role=self._board.connections.set_role) as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise _unavailable() from error


def _readings(records: Iterable[RecordedEvent]) -> Iterator[Reading]:
    for recorded in records:
        event = recorded.event
        if isinstance(event, RecordsRead):
            yield Reading(
                recorded.position, recorded.recorded_us, event.originator_id, event.caller, event.purpose.value,
                event.purpose_reason, event.action, event.outcome, event.known_at, event.cases, event.access_basis,
            )


def _require_whole(page: Sequence[RecordedEvent], position: int) -> None:
    # A reading that has been taken away must not look like one that was never made.
    places = [each.position for each in page]
    if not places or places != list(range(position, position + len(places))):
        missing = next((at for at in range(position, position + len(places) + 1) if at not in places), position)
        raise CorruptLedgerError(f"access log position {missing}: the record is missing")


def _pages(positions: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (positions[start:start + size] for start in range(0, len(positions), size))


def _unavailable() -> UnavailableError:
    return UnavailableError("Databasen svarar inte, så åtkomstloggen kunde inte läsas. Försök igen.")

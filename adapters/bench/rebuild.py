"""Rebuilding the read models, against the library's one event at a time and against reading the events alone."""

from __future__ import annotations

from statistics import median
from threading import Event
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import BaseProjectionRunner, Projection
from eventsourcing.utils import Environment
from psycopg import sql

from adapters.bench.harness import Place, Row, connect, in_turns, ratio, timed
from adapters.event_mapper import EventMapper
from adapters.postgres import rebuild as ours
from adapters.postgres.boards import BoardStore
from adapters.postgres.datastore import LedgerDatastore
from adapters.postgres.factory import LedgerFactory
from adapters.postgres.projector import PAGE_EVENTS, ROLE, LedgerPages, blind_index
from adapters.postgres.view_store import ViewStore
from domain.base import RecordedEvent
from domain.event_types import EVENT_TYPES
from projections.fold import touched

SUFFIX = "_library"
TRACKING = "bench_tracking"
LIBRARY_EVENTS = 1_000
"""What the library's runner is given: it takes a transaction for each, so the rate is the same however many follow."""


def measure(place: Place, board: BoardStore, rounds: int = 3, *, warm_up: bool = True) -> list[Row]:
    """Rebuild a board's read models in three ways.

    Args:
        board: Its ledger is only read; its read models are rebuilt.
        rounds: Turns of each way, from 1.
        warm_up: Whether a turn that does not count goes before.
    """
    size = board.ledger.size()
    some = min(size, LIBRARY_EVENTS)
    seconds = in_turns(rounds, {
        "one": lambda: timed(lambda: ours.rebuild(board, place.kek)),
        "two": lambda: timed(lambda: ours.rebuild(board, place.kek, workers=2)),
        "read": lambda: timed(lambda: _read(place, board)),
        "library": lambda: _library(place, board, some),
    }, warm_up=warm_up)
    per_event = {name: median(values) / (some if name == "library" else size) * 1e6 for name, values in seconds.items()}
    figures = {f"{name}_us": value for name, value in per_event.items()}
    library = [each / some for each in seconds["library"]]
    one = [each / size for each in seconds["one"]]
    return [
        Row("rebuild_library", "Ombyggnad av vyerna, mot bibliotekets ProjectionRunner", ratio(library, one), 20, True,
            {"rebuild_us": figures["one_us"], "library_us": figures["library_us"]}),
        Row("rebuild_read", "Ombyggnad av vyerna, mot att bara läsa och öppna händelserna",
            ratio(seconds["read"], seconds["one"]), 0.4, True,
            {"rebuild_us": figures["one_us"], "read_us": figures["read_us"]}),
        Row("rebuild_workers", "Ombyggnad med två processer, mot en", ratio(seconds["one"], seconds["two"]), 1.6, True,
            {"one_us": figures["one_us"], "two_us": figures["two_us"]}),
    ]


def _read(place: Place, board: BoardStore) -> None:
    pages = LedgerPages(board.schema, board.ledger.mapper)
    position, size = 0, board.ledger.size()
    with connect(place.connections.projector, ROLE, set_role=place.connections.set_role) as connection:
        while position < size:
            position += len(pages.opened(pages.page(connection, position, PAGE_EVENTS)))


def _library(place: Place, board: BoardStore, events: int) -> float:
    """Seconds that the library's runner takes for the first events, into empty tables of the same make."""
    with connect(place.connections.projector, ROLE, set_role=place.connections.set_role) as connection:
        _call(connection, board.schema, "views_drop", "views_create", "views_index")
        try:
            return _run(place, board, events)
        finally:
            _call(connection, board.schema, "views_drop")
            connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(board.schema, TRACKING)))


def _run(place: Place, board: BoardStore, events: int) -> float:
    datastore = LedgerDatastore(
        place.connections.projector, schema=board.schema, role=ROLE if place.connections.set_role else None
    )
    view = PostgresTrackingRecorder(datastore, tracking_table_name=TRACKING)
    try:
        view.create_table()
        projection = OneByOne(view, ViewStore(board.schema, blind_index(board), SUFFIX), events)
        start = perf_counter()
        # What `ProjectionRunner` is, but for finding its classes by name in environment variables.
        with BaseProjectionRunner(
            projection=projection, application_class=_application(board), tracking_recorder=view, topics=()
        ) as runner:
            projection.done.wait()
            seconds = perf_counter() - start
            runner.stop()
        return seconds
    finally:
        datastore.close()


class OneByOne(Projection[PostgresTrackingRecorder]):
    """The same fold and the same tables as ours, in the library's way: each event in a transaction with its tracking."""

    def __init__(self, view: PostgresTrackingRecorder, store: ViewStore, last: int) -> None:
        super().__init__(view)
        self._store = store
        self._last = last
        self.done = Event()

    def process_event(self, domain_event: RecordedEvent, tracking: Tracking) -> None:
        """Fold one event and write what it changes."""
        if self.done.is_set():
            return
        try:
            with self.view.datastore.transaction(commit=True) as cursor:
                fold = self._store.fold(cursor.connection, touched((domain_event,)))
                fold.apply(domain_event)
                self._store.write(cursor.connection, fold.written())
                self.view._insert_tracking(cursor, tracking)
        except BaseException:
            self.done.set()
            raise
        if tracking.notification_id >= self._last:
            self.done.set()


class RecordedMapper(EventMapper):
    """Opens events with their place and time, which the view shows and the library's events do not carry."""

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The event as it was recorded."""
        event = super().to_domain_event(stored_event)
        return RecordedEvent(event, stored_event.position, stored_event.recorded_us)


def _application(board: BoardStore) -> type[Application[UUID]]:
    class LedgerApplication(Application[UUID]):
        def construct_factory(self, env: Environment) -> LedgerFactory:
            datastore = LedgerDatastore(
                board.connections.app, schema=board.schema, role="aktspar_app" if board.connections.set_role else None
            )
            return LedgerFactory(datastore, RecordedMapper(board.ledger.mapper.origin, board.keys, EVENT_TYPES))

    return LedgerApplication


def _call(connection: psycopg.Connection[Any], schema: str, *functions: str) -> None:
    for function in functions:
        connection.execute(sql.SQL("SELECT {}(%s)").format(sql.Identifier(schema, function)), (SUFFIX,))

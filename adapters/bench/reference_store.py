"""The other side of the ratios: the `eventsourcing` library doing the same work in its own way, without encryption."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEvent as LibraryEvent
from eventsourcing.domain import datetime_now_with_tzinfo
from eventsourcing.persistence import (
    DatetimeAsISO,
    DecimalAsStr,
    EventStore,
    JSONTranscoder,
    Mapper,
    Transcoding,
    UUIDAsHex,
)
from eventsourcing.postgres import PostgresApplicationRecorder

from adapters.bench.harness import Place, temporary_schema
from adapters.postgres.datastore import LedgerDatastore
from domain.base import Stamp

POOL_SIZE, MAX_OVERFLOW = 5, 10
"""The library's defaults (its POSTGRES_POOL_SIZE and POSTGRES_MAX_OVERFLOW)."""


class Session(LibraryEvent):
    """A session as an event of the library's own kind, with everything that ours carries."""

    session_id: UUID
    occurred_on: date
    precision: str
    kind: str
    participants: list[str]
    actor_id: UUID
    unit_id: UUID | None
    purpose: str


class DateAsISO(Transcoding):
    """A date as text; the library has one for points in time only."""

    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


@contextmanager
def reference_store(place: Place) -> Iterator[EventStore[UUID]]:
    """The library's recorder, mapper and JSON transcoder on a table of its own, with its own default pool."""
    with temporary_schema(place) as schema:
        # Only to have the same connection string as ours: the recorder, its statements and its lock are the stock ones.
        datastore = LedgerDatastore(
            place.connections.migration, schema=schema, pool_size=POOL_SIZE, max_overflow=MAX_OVERFLOW,
            role="aktspar_migration" if place.connections.set_role else None,
        )
        try:
            recorder = PostgresApplicationRecorder(datastore)
            recorder.create_table()
            yield EventStore(Mapper(_transcoder()), recorder)
        finally:
            datastore.close()


def library_session(case_id: UUID, version: int, session_id: UUID, on: date, stamp: Stamp) -> Session:
    """The library's event for the session that takes a case from a version to the next."""
    return Session(
        originator_id=case_id, originator_version=version + 1, timestamp=datetime_now_with_tzinfo(), session_id=session_id,
        occurred_on=on, precision="day", kind="home_visit", participants=["brukare", "behandlare"],
        actor_id=stamp.actor_id, unit_id=stamp.unit_id, purpose=stamp.purpose.value,
    )


def _transcoder() -> JSONTranscoder:
    transcoder = JSONTranscoder()
    transcodings: list[Any] = [UUIDAsHex(), DecimalAsStr(), DatetimeAsISO(), DateAsISO()]
    for transcoding in transcodings:
        transcoder.register(transcoding)
    return transcoder

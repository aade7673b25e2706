"""The library's infrastructure factory for our ledger: recorder, datastore and mapper of one board.

Refuses the library's `POSTGRES_ENABLE_DB_FUNCTIONS`: in that mode it appends without a lock, and a tailing reader
misses events.
"""

from __future__ import annotations

from typing import Any

from eventsourcing.persistence import EventStore, InfrastructureFactory, InfrastructureFactoryError, Mapper
from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment, strtobool

from adapters.event_mapper import EventMapper
from adapters.postgres.datastore import LedgerDatastore
from adapters.postgres.recorder import LedgerRecorder


class LedgerFactory(PostgresFactory):
    """Makes the recorder and the event store of a ledger; there are no snapshots and no process recorders."""

    application_recorder_class = LedgerRecorder

    def __init__(self, datastore: LedgerDatastore, mapper: EventMapper, ledger: str = "ledger", env: Any = None) -> None:
        # Past the stock constructors on purpose: they build a datastore from five fields.
        InfrastructureFactory.__init__(self, Environment(env=env or {}))
        if strtobool(self.env.get(self.POSTGRES_ENABLE_DB_FUNCTIONS) or "no"):
            raise InfrastructureFactoryError("POSTGRES_ENABLE_DB_FUNCTIONS skips readers and is not allowed")
        self.datastore = datastore
        self._mapper = mapper
        self._ledger = ledger

    def mapper(self, transcoder: Any = None, mapper_class: Any = None) -> Mapper[Any]:
        """The board's mapper; it needs the board's keys, so no topic can name it."""
        return self._mapper

    def application_recorder(self) -> LedgerRecorder:
        """The recorder of the ledger that this factory was made for."""
        return LedgerRecorder(self.datastore, ledger=self._ledger, events_table_name=f"{self._ledger}_event")

    def event_store(self, mapper: Any = None, recorder: Any = None) -> EventStore[Any]:
        """The library's event store over the two."""
        return EventStore(mapper=mapper or self._mapper, recorder=recorder or self.application_recorder())

"""The library's application recorder, on our append function: one round trip, dense positions, commands.

What differs from the stock one: nothing locks a table, no sequence numbers anything, a stale version or a repeated
command is answered and not raised by a broken constraint, and nothing is retried blindly after a lost connection
(the command id makes a retry by the caller safe).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from eventsourcing.persistence import IntegrityError, Notification, ProgrammingError, StoredEvent, Subscription
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresSubscription
from psycopg.rows import tuple_row

from adapters.event_mapper import StoredLeaf
from adapters.postgres.datastore import LedgerDatastore

# Every argument states its type: else PostgreSQL would choose a function that somebody who may add to the schema (the
# projector may, for its rebuilds) offers beside ours with arguments that fit the call better.
APPEND = (
    "SELECT * FROM {schema}.{ledger}_append(%b::uuid[], %b::bytea[], %b::integer[], %b::uuid[], %b::bigint[], %b::text[],"
    " %b::bytea[], %b::bytea[], %b::bigint[])"
)
APPEND_ONE = (
    "SELECT * FROM {schema}.{ledger}_append_one($1::uuid, $2::bytea, $3::uuid, $4::bigint, $5::text, $6::bytea, $7::bytea,"
    " $8::bigint)"
)
COLUMNS = "e.position, e.stream_id, e.stream_version, e.recorded_us, e.event_type, e.header, p.payload"
FROM = " FROM {schema}.{ledger}_event e LEFT JOIN {schema}.{ledger}_payload p USING (position) WHERE "

Row = tuple[int, UUID, int, int, str, bytes, bytes | None]


class SealedCommand(NamedTuple):
    """A command ready to store: its id, the keyed digest of its content, its sealed events, and times if simulated.

    Events that belong to no command have neither id nor digest; only the library's own way in stores such.
    """

    command_id: UUID | None
    digest: bytes | None
    leaves: Sequence[StoredLeaf]
    recorded_us: Sequence[int] | None = None


class Outcome(NamedTuple):
    """The append function's answer to one command; see its comment in the migration."""

    kind: str
    first_position: int | None
    recorded_us: int | None
    event_count: int | None
    current_version: int | None


class LedgerRecorder(PostgresApplicationRecorder):
    """Reads and appends one ledger (`ledger` or `access`) of one board."""

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore, *, ledger: str = "ledger", events_table_name: str = "ledger_event"):
        super().__init__(datastore, events_table_name=events_table_name)
        self.ledger = ledger
        self.channel_name = f"{datastore.schema}_{ledger}"
        names = {"schema": datastore.schema, "ledger": ledger}
        self._writer = datastore.writer(APPEND_ONE.format(**names))
        self._append = APPEND.format(**names)
        self._select = "SELECT " + COLUMNS + FROM.format(**names)
        self._select_size = "SELECT size FROM {schema}.{ledger}_head WHERE singleton".format(**names)

    def limit(self, seconds: float) -> None:
        """From now on an append that takes longer is given up by the server, and is not stored."""
        self._writer.limit(seconds)

    def create_table(self) -> None:
        """The migrations own the tables; the application has no right to make any."""

    def append(self, commands: Sequence[SealedCommand]) -> list[Outcome]:
        """Store commands in one call and one transaction; each gets its own outcome.

        Raises:
            OperationalError: The connection was lost; what happened is unknown until the commands are asked again.
        """
        if len(commands) == 1 and len(commands[0].leaves) == 1:
            outcome = self._append_one(commands[0])
            if outcome is not None:
                return [outcome]
        return _outcomes(commands, self._writer.row(self._append, _arrays(commands)))

    def append_with(self, cursor: psycopg.Cursor[Any], commands: Sequence[SealedCommand]) -> list[Outcome]:
        """The same on the caller's cursor, so that several calls can share one transaction."""
        return _outcomes(commands, cursor.execute(self._append, _arrays(commands), prepare=True).fetchone())

    def _append_one(self, command: SealedCommand) -> Outcome | None:
        command_id, digest, (leaf,), times = command
        answer = self._writer.quick_row((
            command_id.bytes if command_id else None, digest, leaf.originator_id.bytes, _bigint(leaf.originator_version),
            leaf.topic.encode(), leaf.state, leaf.payload, _bigint(times[0]) if times else None,
        ))
        if answer is None:
            return None
        kind, *numbers = answer
        return Outcome(kind.decode(), *(None if n is None else int.from_bytes(n, "big", signed=True) for n in numbers))

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """The library's way in: events without a command, all or none.

        Raises:
            IntegrityError: One of the versions is taken or not the next one.
        """
        if not stored_events:
            return None
        leaves = [_as_leaf(event) for event in stored_events]
        outcome = self.append([SealedCommand(None, None, leaves)])[0]
        if outcome.kind != "recorded":
            raise IntegrityError(f"version taken; the stream is at {outcome.current_version}")
        first = outcome.first_position
        return list(range(first + 1, first + 1 + len(leaves)))

    def select_events(
        self, originator_id: UUID | str, *, gt: int | None = None, lte: int | None = None,
        desc: bool = False, limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """A stream's events; `gt` and `lte` bound its version."""
        rows = self._rows(
            "e.stream_id = %s AND e.stream_version > %s AND e.stream_version <= %s"
            f" ORDER BY e.stream_version {'DESC' if desc else 'ASC'} LIMIT %s",
            (originator_id, -1 if gt is None else gt, 2**62 if lte is None else lte, limit),
        )
        return [_leaf(row) for row in rows]

    def stream_rows(self, stream_id: UUID, known_at: int | None) -> list[Row]:
        """A stream's rows as known at a size (None = now), in order of version."""
        return self._rows(
            "e.stream_id = %s AND e.position < %s ORDER BY e.stream_version",
            (stream_id, 2**62 if known_at is None else known_at),
        )

    def last_rows(self, stream_id: UUID) -> list[Row]:
        """The row of a stream's last event; none if there is no such stream."""
        return self._rows("e.stream_id = %s ORDER BY e.stream_version DESC LIMIT 1", (stream_id,))

    def erased_since(self, size: int) -> list[Row]:
        """The marks of cases that were known at a size and have been erased since, in order of position."""
        schema = f"{self.datastore.schema}.{self.ledger}"
        return self._rows(
            "e.event_type = 'erased.stream.v1' AND NOT starts_with(e.event_type, 'case.') AND e.position >= %s AND EXISTS (SELECT"
            f" FROM {schema}_event f WHERE f.stream_id = e.stream_id AND f.stream_version = 1 AND f.position < %s"
            " AND starts_with(f.event_type, 'case.')) ORDER BY e.position", (size, size),
        )

    def streams_rows(self, stream_ids: Sequence[UUID], known_at: int | None) -> list[Row]:
        """The rows of many streams in one query, in order of position."""
        return self._rows(
            "e.stream_id = ANY (%s) AND e.position < %s ORDER BY e.position",
            (list(stream_ids), 2**62 if known_at is None else known_at),
        )

    def register_rows(self, event_types: Sequence[str], known_at: int | None) -> list[Row]:
        """The rows of event types that are not a case's, in order of position; the partial index serves this only."""
        return self._rows(
            "e.event_type = ANY (%s) AND NOT starts_with(e.event_type, 'case.') AND e.position < %s ORDER BY e.position",
            (list(event_types), 2**62 if known_at is None else known_at),
        )

    def size_after_last(self, event_types: Sequence[str]) -> int:
        """The size after the last event of types that are not a case's; 0 = there is none."""
        with self._cursor() as cursor:
            return cursor.execute(
                f"SELECT coalesce(max(position) + 1, 0) FROM {self.datastore.schema}.{self.ledger}_event"
                " WHERE event_type = ANY (%s) AND NOT starts_with(event_type, 'case.')", (list(event_types),), prepare=True,
            ).fetchone()[0]

    def rows_at(self, positions: Sequence[int]) -> list[Row]:
        """The rows at given positions, in order of position."""
        return self._rows("e.position = ANY (%s) ORDER BY e.position", (list(positions),))

    def rows_from(self, position: int, limit: int) -> list[Row]:
        """Up to `limit` rows from a position on, in order."""
        return self._rows("e.position >= %s ORDER BY e.position LIMIT %s", (position, limit))

    def select_notifications(
        self, start: int | None, limit: int, stop: int | None = None, topics: Sequence[str] = (), *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events by size (= position + 1) in order; see the library's description of the arguments."""
        first = 0 if start is None else start - 1 if inclusive_of_start else start
        condition, values = "e.position >= %s", [first]
        if stop is not None:
            condition, values = condition + " AND e.position < %s", [*values, stop]
        if topics:
            condition, values = condition + " AND e.event_type = ANY (%s)", [*values, list(topics)]
        return [_leaf(row) for row in self._rows(condition + " ORDER BY e.position LIMIT %s", (*values, limit))]

    def max_notification_id(self) -> int | None:
        """The ledger's size, or None when it is empty."""
        return self.size() or None

    def size(self) -> int:
        """How many events the ledger holds."""
        with self._cursor() as cursor:
            return cursor.execute(self._select_size, prepare=True).fetchone()[0]

    def find_command(self, command_id: UUID) -> tuple[int, int, int, bytes] | None:
        """(first position, recorded_us, event count, digest) of a stored command."""
        with self._cursor() as cursor:
            return cursor.execute(
                f"SELECT position, recorded_us, command_size, command_digest FROM {self.datastore.schema}."
                f"{self.ledger}_event WHERE command_id = %s", (command_id,), prepare=True,
            ).fetchone()

    def size_at(self, instant_us: int) -> tuple[int, bool]:
        """(size, final): what was known at an instant, and whether that answer can never change."""
        with self._cursor() as cursor:
            return cursor.execute(
                f"SELECT * FROM {self.datastore.schema}.{self.ledger}_size_at(%s::bigint)", (instant_us,)
            ).fetchone()

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[LedgerRecorder]:
        return LedgerSubscription(recorder=self, gt=gt, topics=topics)

    def _rows(self, condition: str, values: Sequence[Any]) -> list[Row]:
        with self._cursor() as cursor:
            return cursor.execute(self._select + condition, values, prepare=True).fetchall()

    @contextmanager
    def _cursor(self):
        with self.datastore.idle_connections_checked(), self.datastore.get_connection() as connection:
            with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
                yield cursor


class LedgerSubscription(PostgresSubscription):
    """The library's subscription without its lost wake-up.

    The stock one pulls, and only then listens: an event recorded in between waits for the next one. Listening first
    and looking once more closes the gap.
    """

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as connection:
                connection.execute(f'LISTEN "{self._recorder.channel_name}"')
                self._has_been_notified.set()
                while not self._has_been_stopped and not self._thread_error:
                    for _ in connection.notifies(timeout=0.1, stop_after=1):
                        self._has_been_notified.set()
                connection.execute("UNLISTEN *")
        except BaseException as error:
            if self._thread_error is None:
                self._thread_error = error
            self.stop()


def _arrays(commands: Sequence[SealedCommand]) -> tuple[Sequence[Any] | None, ...]:
    leaves = [leaf for command in commands for leaf in command.leaves]
    times = [us for command in commands for us in command.recorded_us or ()]
    if times and len(times) != len(leaves):
        raise ProgrammingError("give a recorded time for every event or for none")
    return (
        [c.command_id for c in commands], [c.digest for c in commands], [len(c.leaves) for c in commands],
        [leaf.originator_id for leaf in leaves], [leaf.originator_version for leaf in leaves],
        [leaf.topic for leaf in leaves], [leaf.state for leaf in leaves], [leaf.payload for leaf in leaves],
        times or None,
    )


def _outcomes(commands: Sequence[SealedCommand], answer: tuple[Any, ...]) -> list[Outcome]:
    # No command has no answers, and the database says NULL for an array without any.
    outcomes = [Outcome(*values) for values in zip(*answer, strict=True)] if commands else []
    if len(outcomes) != len(commands):
        raise ProgrammingError(f"{len(commands)} commands were given but {len(outcomes)} answers came")
    return outcomes


def _bigint(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)


def _as_leaf(event: StoredEvent) -> StoredLeaf:
    if isinstance(event, StoredLeaf):
        return event
    return StoredLeaf(
        originator_id=event.originator_id, originator_version=event.originator_version,
        topic=event.topic, state=event.state, id=0,
    )


def _leaf(row: Row) -> StoredLeaf:
    position, stream_id, version, recorded_us, event_type, header, payload = row
    return StoredLeaf(
        originator_id=stream_id, originator_version=version, topic=event_type, state=header, id=position + 1,
        payload=payload or b"", recorded_us=recorded_us,
    )

"""The ledger port over PostgreSQL: seals commands, groups waiting appends, opens what is read."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError, PersistenceError
from psycopg.rows import tuple_row

from adapters import segment_cipher
from adapters.errors import UnavailableError
from adapters.event_mapper import EventMapper
from adapters.group_commit import GroupCommit
from adapters.measures import APPEND_SECONDS
from adapters.postgres.recorder import LedgerRecorder, Outcome, SealedCommand
from domain.base import RecordedEvent, RetentionClass
from domain.errors import (
    AktsparError,
    CommandReusedError,
    CorruptLedgerError,
    InvalidValueError,
    NotAllowedError,
    StaleVersionError,
)
from domain.ledger.header import CommandMark
from domain.ledger.port import Command, Receipt

BULK_EVENTS = 1_000

RECORDS_NOTHING: ContextVar[bool] = ContextVar("records_nothing", default=False)
"""Whether what is being done is to record nothing, whatever it comes to: a form that is only shown again."""


class PostgresLedger:
    """One board's ledger. Thread-safe.

    Args:
        recorder: Stores and reads sealed events.
        mapper: Seals and opens them; knows the ledger's origin and its keys.
    """

    def __init__(self, recorder: LedgerRecorder, mapper: EventMapper) -> None:
        self.recorder = recorder
        self.mapper = mapper
        self._group: GroupCommit[SealedCommand, Outcome] = GroupCommit(self._store)

    def size(self) -> int:
        """How many events are recorded now."""
        return self.recorder.size()

    def size_at(self, instant_us: int) -> tuple[int, bool]:
        """(size, final) for an instant in microseconds since 1970 UTC; not final = provisional."""
        return self.recorder.size_at(instant_us)

    def stream(self, stream_id: UUID, *, known_at: int | None = None) -> list[RecordedEvent]:
        """See the port."""
        events = self.mapper.recorded(self.recorder.stream_rows(stream_id, known_at))
        versions = [recorded.event.originator_version for recorded in events]
        if versions != list(range(1, len(versions) + 1)):
            raise CorruptLedgerError(f"stream {stream_id}: versions are not 1 to {len(versions)}; events are missing")
        return events

    def streams(self, stream_ids: Sequence[UUID], *, known_at: int | None = None) -> dict[UUID, list[RecordedEvent]]:
        """Many streams in one query; a stream without events is an empty list."""
        found: dict[UUID, list[RecordedEvent]] = {stream_id: [] for stream_id in stream_ids}
        for recorded in self.mapper.recorded(self.recorder.streams_rows(stream_ids, known_at)):
            found[recorded.event.originator_id].append(recorded)
        return found

    def at(self, positions: Sequence[int]) -> dict[int, RecordedEvent]:
        """The events at given positions, by position."""
        return {r.position: r for r in self.mapper.recorded(self.recorder.rows_at(positions))}

    def read(self, position: int, limit: int) -> list[RecordedEvent]:
        """Up to `limit` events from a position on, in order."""
        return self.mapper.recorded(self.recorder.rows_from(position, limit))

    def find(self, command_id: UUID, content: bytes, subject: UUID, retention_class: RetentionClass) -> Receipt | None:
        """See the port."""
        stored = self.recorder.find_command(command_id)
        if stored is None:
            return None
        position, recorded_us, count, digest = stored
        if not hmac.compare_digest(digest, self._digest(subject, retention_class, content)):
            raise _reused(command_id)
        return Receipt(position, recorded_us, count, repeated=True)

    def append(self, command: Command) -> Receipt:
        """See the port."""
        with APPEND_SECONDS.labels(self.recorder.ledger).time():
            return _receipt(command, self._group.submit(self.seal(command)))

    def append_all(self, commands: Iterable[Command]) -> list[Receipt]:
        """Append many commands in one transaction: all of them or none.

        Raises:
            StaleVersionError: Another writer was first on one of the streams; nothing at all is recorded.
            CommandReusedError: One of the commands was recorded with other content; nothing at all is recorded.
            InvalidValueError: A recorded time is not later than those before it, or the ledger takes none.
            UnavailableError: The database does not answer.
        """
        return self.append_prepared(self.prepare(commands))

    def prepare(self, commands: Iterable[Command]) -> Iterator[list[SealedCommand]]:
        """Seal commands in batches of about a thousand events, without a lock; their keys are durable before they are used."""
        for batch in _batches(commands):
            self.mapper.keys.keys_for({(c.events[0].key_subject, c.events[0].retention_class) for c in batch})
            yield [self.seal(command) for command in batch]

    def append_prepared(self, batches: Iterable[list[SealedCommand]]) -> list[Receipt]:
        """Store sealed batches in one transaction; see `append_all`."""
        receipts: list[Receipt] = []
        try:
            with self.recorder.datastore.get_connection() as connection, connection.transaction():
                with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
                    for batch in batches:
                        receipts.extend(map(_receipt, batch, self.recorder.append_with(cursor, batch)))
        except (OperationalError, InterfaceError) as error:
            raise _unavailable() from error
        except PersistenceError as error:
            raise _refusal(_failed(error).kind) from error
        return receipts

    def seal(self, command: Command) -> SealedCommand:
        """Everything about an append that needs no lock: digest, keys, encryption, headers.

        Raises:
            NotAllowedError: What is being done is to record nothing (`RECORDS_NOTHING`).
        """
        if RECORDS_NOTHING.get():
            raise NotAllowedError("Det här visas bara. Inget har registrerats.")
        first = command.events[0]
        digest = self._digest(first.key_subject, first.retention_class, command.content)
        text, count = base64.b64encode(digest).decode("ascii"), len(command.events)
        leaves = [
            self.mapper.seal(event, CommandMark(str(command.command_id), text, index, count))
            for index, event in enumerate(command.events)
        ]
        return SealedCommand(command.command_id, digest, leaves, command.recorded_us)

    def _digest(self, subject: UUID, retention_class: RetentionClass, content: bytes) -> bytes:
        return segment_cipher.keyed_digest(self.mapper.keys.key_for(subject, retention_class).key, b"command/1", content)

    def _store(self, commands: Sequence[SealedCommand]) -> list[Outcome]:
        try:
            return self.recorder.append(commands)
        except (OperationalError, InterfaceError) as error:
            raise _unavailable() from error
        except PersistenceError as error:
            if len(commands) == 1:
                return [_failed(error)]
            # One command that the database cannot take must not fail those that happened to wait beside it.
            # Nothing of the batch was stored, and the command ids make a second try safe anyhow.
            return [self._store([command])[0] for command in commands]


def _failed(error: PersistenceError) -> Outcome:
    state = getattr(error.__cause__, "sqlstate", None)
    return Outcome(state or type(error).__name__, None, None, None, None)


def _batches(commands: Iterable[Command]) -> Iterable[list[Command]]:
    batch: list[Command] = []
    events = 0
    for command in commands:
        batch.append(command)
        events += len(command.events)
        if events >= BULK_EVENTS:
            yield batch
            batch, events = [], 0
    if batch:
        yield batch


def _receipt(command: Command | SealedCommand, outcome: Outcome) -> Receipt:
    match outcome.kind:
        case "recorded" | "repeated":
            return Receipt(
                outcome.first_position, outcome.recorded_us, outcome.event_count, repeated=outcome.kind == "repeated"
            )
        case "stale":
            raise StaleVersionError(
                f"Någon annan hann före: posten är nu i version {outcome.current_version}. Läs om den och försök igen.",
                current_version=outcome.current_version,
            )
        case "reused":
            raise _reused(command.command_id)
    raise _refusal(outcome.kind)


def _refusal(kind: str) -> AktsparError:
    """What the append function refuses, or what the database could not do: an SQLSTATE or the error's name."""
    match kind:
        case "AK001":
            return InvalidValueError("Liggaren har verklig klocka och tar inga tider utifrån; utelämna tiden.")
        case "AK002":
            return InvalidValueError("Tiden måste vara senare än allt som är registrerat; ange en senare tid.")
        case "AK012":
            return UnavailableError(
                "Liggaren har återställts och fortsätter under ett nytt ursprung sedan programmet startades. Inget är"
                " registrerat; starta om programmet och försök igen."
            )
    return UnavailableError(f"Databasen kunde inte ta emot det som skulle registreras ({kind}). Inget är registrerat.")


def _reused(command_id: UUID) -> CommandReusedError:
    return CommandReusedError(
        f"Kommandot {command_id} är redan registrerat med annat innehåll; det första gäller. Använd ett nytt id."
    )


def _unavailable() -> UnavailableError:
    return UnavailableError("Databasen svarar inte. Inget är kvitterat; försök igen med samma kommando-id.")

"""The ledger as the use cases see it: streams are read, commands are appended, and nothing else happens.

An adapter implements `Ledger`; `domain/record_keeping.py` is its user.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent, RetentionClass


class Command(NamedTuple):
    """A decision to record, under an id that makes a retry harmless.

    Args:
        command_id: Chosen by the caller before the first try.
        content: What was asked for, as bytes; the same id with other content is refused. Never stored: only a
            digest under the subject's key is.
        events: One or more, in stream order.
        recorded_us: Only for a ledger with a simulated clock: one time an event, microseconds since 1970 UTC, each
            later than everything recorded; None = the server's clock.
    """

    command_id: UUID
    content: bytes
    events: Sequence[DomainEvent]
    recorded_us: Sequence[int] | None = None


class Receipt(NamedTuple):
    """The answer to a recorded command, the same however often it is asked.

    Args:
        first_position: Position of the command's first event, from 0; the others follow it.
        recorded_us: When the first event was recorded, microseconds since 1970 UTC.
        event_count: How many events were recorded, from 1.
        repeated: Whether this command had been recorded before.
    """

    first_position: int
    recorded_us: int
    event_count: int
    repeated: bool

    @property
    def size(self) -> int:
        """The ledger's size just after the command: a `known_at` that includes it."""
        return self.first_position + self.event_count


class Ledger(Protocol):
    """Port. Implemented over PostgreSQL; acknowledged means durable."""

    def stream(self, stream_id: UUID, *, known_at: int | None = None) -> list[RecordedEvent]:
        """The stream's events in order, as known at a size (None = now).

        Raises:
            CorruptLedgerError: Stored bytes are not what they must be.
        """
        ...

    def find(self, command_id: UUID, content: bytes, subject: UUID, retention_class: RetentionClass) -> Receipt | None:
        """The first answer to a command, or None if it was never recorded.

        Raises:
            CommandReusedError: It was recorded with other content.
        """
        ...

    def append(self, command: Command) -> Receipt:
        """Record a command's events, all or none; when this returns they are durable.

        Raises:
            StaleVersionError: Another writer was first on one of the streams.
            CommandReusedError: The command id was recorded with other content.
        """
        ...

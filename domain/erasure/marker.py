"""The mark that a record was erased by law, in the record's own stream.

It is written before anything is destroyed. Whoever was about to write in the record has then read an older version and is
refused, the read models let go of the record when they come to it, and what can be read no more has its reason beside it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, ErasedEvent
from domain.retention.codes import RetentionGround
from domain.stream_state import StreamState


class StreamErased(ErasedEvent):
    """What was recorded here was erased by law (sv. *gallringsmarkering*). Source: SoL 2025:400 16:1.

    It lies under the erasure's key, since the record's own is destroyed.
    """

    TYPE: ClassVar[str] = "erased.stream"

    erasure_id: UUID
    record_id: UUID
    """The record that was erased; this stream's own, or that of which it is part."""
    retention_ground: RetentionGround
    erasure_basis: str
    """The law, with its section."""
    marked_on: date
    whole_stream: bool
    """Whether all of the stream is erased; False = only what lay under the record's key, as in a review of many."""

    @property
    def key_subject(self) -> UUID:
        """The erasure's."""
        return self.erasure_id


class ErasedRecord(StreamState):
    """A stream as seen for whether it was erased (sv. *gallrad akt*), folded from its events. `mark` None = it was not."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.mark: StreamErased | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, StreamErased):
            self.mark = event


EVENTS: tuple[type[DomainEvent], ...] = (StreamErased,)

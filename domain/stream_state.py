"""What the events of one stream amount to (sv. *tillstånd*): how each stream is folded, whatever it is a stream of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from domain.base import DomainEvent


class StreamState(ABC):
    """The state that a stream's decisions look at; before its first event it is of no stream and at version 0."""

    id: UUID | None
    version: int

    @classmethod
    def fold(cls, events: Iterable[DomainEvent]) -> Self:
        """The state after `events`, which are one stream's in version order."""
        state = cls()
        for event in events:
            state.apply(event)
        return state

    def apply(self, event: DomainEvent) -> None:
        """Take in the next event of this stream; never refuses."""
        self.id = event.originator_id
        self.version = event.originator_version
        self._take_in(event)

    @abstractmethod
    def _take_in(self, event: DomainEvent) -> None:
        """What an event changes beside the version."""

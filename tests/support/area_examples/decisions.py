"""One full example of every event type of the area `decisions`."""

from __future__ import annotations

from domain.base import DomainEvent

EXAMPLES: tuple[DomainEvent, ...] = ()

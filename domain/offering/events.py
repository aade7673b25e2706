"""Facts of the stream `offering`."""

from __future__ import annotations

from domain.base import DomainEvent

EVENTS: tuple[type[DomainEvent], ...] = ()

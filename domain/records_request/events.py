"""Facts of the stream `records_request`."""

from __future__ import annotations

from domain.base import DomainEvent

EVENTS: tuple[type[DomainEvent], ...] = ()

"""Facts of the weekly going-through of viewpoints (sv. *veckogenomgång*)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass


class InventoryHeld(DomainEvent):
    """A unit went through what had come in that week, also when it was nothing (sv. *veckogenomgång av synpunkter*).

    Source: SOSFS 2011:9 5 kap. (viewpoints are received and compiled); that it is weekly is the unit's own routine.
    """

    TYPE: ClassVar[str] = "viewpoint_inventory.held"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"leader_name": "staff", "inventory_notes": "fact"}
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    unit: UUID
    week_from: date
    """The Monday of the week that was gone through."""
    held_on: date
    leader_id: UUID
    leader_name: str
    leader_title: str | None = None
    viewpoint_ids: tuple[UUID, ...] = ()
    """What was gone through; empty = nothing had come in and nothing was open."""
    inventory_notes: str | None = None


class InventoryWithdrawn(DomainEvent):
    """It was wrongly recorded: it was not held, or not so (sv. *återtagen veckogenomgång*)."""

    TYPE: ClassVar[str] = "viewpoint_inventory.withdrawn"
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION

    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (InventoryHeld, InventoryWithdrawn)

"""A weekly going-through of viewpoints (sv. *veckogenomgång*), and the weeks that went by without one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState
from domain.viewpoint_inventory.events import InventoryHeld, InventoryWithdrawn

WEEK = timedelta(days=7)


class ViewpointInventory(StreamState):
    """One weekly going-through (sv. *veckogenomgång*), folded from the events of its stream. `version` 0 = not recorded.

    Attributes:
        facts: What was recorded.
        withdrawn: That it was wrongly recorded; None = it stands.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: InventoryHeld | None = None
        self.withdrawn: InventoryWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case InventoryHeld():
                self.facts = event
            case InventoryWithdrawn():
                self.withdrawn = event

    def hold(
        self,
        *,
        inventory_id: UUID,
        unit: UUID,
        week_from: date,
        held_on: date,
        leader_id: UUID,
        leader_name: str,
        leader_title: str | None = None,
        viewpoint_ids: tuple[UUID, ...] = (),
        inventory_notes: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InventoryHeld]:
        """Record that the week's viewpoints were gone through (sv. *hålla veckogenomgång*).

        Args:
            week_from: The Monday of the week that was gone through.
            held_on: From that Monday to today, both included; a week can be gone through late.
            leader_id: Who held it.
            viewpoint_ids: What was gone through, each once; empty when there was nothing.

        Raises:
            ConflictError: Already recorded.
            InvalidValueError: `week_from` is no Monday; then `held_on`; then a viewpoint named twice; then `inventory_notes`;
                then the leader's name and title.
        """
        if self.version:
            raise ConflictError("Veckogenomgången är redan registrerad. Återta den om den är fel och registrera en ny.")
        if week_from.weekday():
            raise InvalidValueError(f"Veckan ska anges med sin måndag, och {week_from} är ingen måndag. Ange veckans måndag.")
        require_not_after_today(held_on, "Dagen för veckogenomgången", today)
        require_order(week_from, "veckans måndag", held_on, "Dagen för veckogenomgången")
        if len(set(viewpoint_ids)) != len(viewpoint_ids):
            raise InvalidValueError("Samma synpunkt är angiven mer än en gång. Ange varje synpunkt en gång.")
        if inventory_notes is not None:
            policy.require_text(inventory_notes, "Anteckningen")
        policy.require_short_text(leader_name, "Namnet på den som höll genomgången")
        if leader_title is not None:
            policy.require_short_text(leader_title, "Befattningen")
        return (
            InventoryHeld(
                **envelope(inventory_id, 0, stamp),
                unit=unit,
                week_from=week_from,
                held_on=held_on,
                leader_id=leader_id,
                leader_name=leader_name,
                leader_title=leader_title,
                viewpoint_ids=viewpoint_ids,
                inventory_notes=inventory_notes,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[InventoryWithdrawn]:
        """Take back what was wrongly recorded (sv. *återta veckogenomgång*).

        Raises:
            NotFoundError: Unknown.
            ConflictError: Withdrawn already.
            InvalidValueError: `reason`.
        """
        if self.id is None:
            raise NotFoundError("Veckogenomgången finns inte i nämnden. Kontrollera uuid:t.")
        if self.withdrawn is not None:
            raise ConflictError("Veckogenomgången är redan återtagen.")
        policy.require_short_text(reason, "Orsaken till att den återtas")
        return (InventoryWithdrawn(**envelope(self.id, self.version, stamp), reason=reason),)


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in (ISO 8601: a week begins on Monday)."""
    return day - timedelta(days=day.weekday())


def missing_weeks(inventories: Iterable[ViewpointInventory], since: date, day: date) -> list[date]:
    """The Mondays of the weeks that nobody has gone through, oldest first.

    Args:
        inventories: Of one unit.
        since: The first day to look at; its week counts.
        day: The week that this day is in is not over, and so is never missing.
    """
    held = {each.facts.week_from for each in inventories if each.facts is not None and each.withdrawn is None}
    missing, monday, last = [], monday_of(since), monday_of(day)
    while monday < last:
        if monday not in held:
            missing.append(monday)
        monday += WEEK
    return missing

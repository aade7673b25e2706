"""What a group is after its events: a fold that only remembers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, NotFoundError
from domain.group.events import (
    GroupEnded,
    GroupEntry,
    GroupEntryStruck,
    GroupFacts,
    GroupMemberJoined,
    GroupMemberLeft,
    GroupSessionHeld,
)
from domain.stream_state import StreamState


class GroupState(StreamState):
    """One group. `version` 0 = not started.

    Attributes:
        facts: As they are now.
        entries: Those that stand, by id, in the order recorded.
        struck: Those that were struck, by id, with the striking.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: GroupFacts | None = None
        self.entries: dict[UUID, GroupEntry] = {}
        self.struck: dict[UUID, tuple[GroupEntry, GroupEntryStruck]] = {}

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case GroupFacts():
                self.facts = event
            case GroupEntry():
                self.entries[event.entry_id] = event
            case GroupEntryStruck():
                self.struck[event.entry_id] = (self.entries.pop(event.entry_id), event)

    @property
    def sessions(self) -> list[GroupSessionHeld]:
        """The sessions, by day and then as recorded."""
        held = (each for each in self.entries.values() if isinstance(each, GroupSessionHeld))
        return sorted(held, key=lambda each: each.occurred.on)

    @property
    def ended(self) -> GroupEnded | None:
        """The ending; None = the group goes on."""
        return next((each for each in self.entries.values() if isinstance(each, GroupEnded)), None)

    @property
    def joined(self) -> list[GroupMemberJoined]:
        """Every membership, ended or not, in the order recorded."""
        return [each for each in self.entries.values() if isinstance(each, GroupMemberJoined)]

    def left_group_on(self, joined_entry_id: UUID) -> date | None:
        """The first day that a member is no longer one; None = still a member."""
        left = (each for each in self.entries.values() if isinstance(each, GroupMemberLeft))
        return next((each.left_group_on for each in left if each.joined_entry_id == joined_entry_id), None)

    def members_on(self, day: date) -> dict[UUID, GroupMemberJoined]:
        """The members on a day, by case."""
        return {
            each.case_id: each
            for each in self.joined
            if each.joined_on <= day and ((left := self.left_group_on(each.entry_id)) is None or day < left)
        }

    def _require_known(self) -> None:
        if self.facts is None:
            raise NotFoundError("Gruppen finns inte i nämnden.")

    def _require_new_entry(self, entry_id: UUID) -> None:
        if entry_id in self.entries or entry_id in self.struck:
            raise ConflictError("Uppgiften finns redan i gruppen. Stryk den som finns och skriv en ny.")

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        assert self.id is not None, "_require_known comes first in every decision but the start"
        return envelope(self.id, self.version, stamp)

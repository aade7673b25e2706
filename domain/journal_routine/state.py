"""What a journal routine remembers, folded from its stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent
from domain.journal_routine.events import (
    InductionGiven,
    InductionPlanned,
    RoutineAcknowledged,
    RoutineAdopted,
    RoutineEnded,
    RoutineEntryStruck,
    RoutineVersion,
)
from domain.stream_state import StreamState

RoutineEntry = RoutineAcknowledged | InductionPlanned | InductionGiven


class NumberedVersion(NamedTuple):
    """A version of the routine, counted from 1 in the order decided (sv. *version av journalrutinen*)."""

    number: int
    says: RoutineVersion


class RoutineState(StreamState):
    """A journal routine (sv. *journalrutin*). `version` 0 = not adopted.

    Attributes:
        versions: In the order decided.
        entries: Acknowledgements and inductions that stand, by id, in the order recorded.
        struck: Those that do not, by id.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.unit: UUID | None = None
        self.versions: tuple[NumberedVersion, ...] = ()
        self.entries: dict[UUID, RoutineEntry] = {}
        self.struck: dict[UUID, RoutineEntryStruck] = {}
        self.ended: RoutineEnded | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case RoutineVersion():
                self.versions = (*self.versions, NumberedVersion(len(self.versions) + 1, event))
                if isinstance(event, RoutineAdopted):
                    self.unit = event.unit
            case RoutineAcknowledged() | InductionPlanned() | InductionGiven():
                self.entries = {**self.entries, event.entry_id: event}
            case RoutineEntryStruck():
                self.struck = {**self.struck, event.struck_entry_id: event}
                self.entries = {key: entry for key, entry in self.entries.items() if key != event.struck_entry_id}
            case RoutineEnded():
                self.ended = event

    def in_force(self, day: date) -> NumberedVersion | None:
        """The version that holds on a day: of what has taken effect, the latest; None = none does."""
        if self.ended is not None and day > self.ended.last_day:
            return None
        found = [each for each in self.versions if each.says.effective_from <= day]
        # Of two from the same day the one decided last holds.
        return max(found, key=lambda each: (each.says.effective_from, each.number), default=None)

    def acknowledgement(self, staff_id: UUID, number: int) -> RoutineAcknowledged | None:
        """How somebody acknowledged a version; None = not yet."""
        return self._first(RoutineAcknowledged, staff_id, lambda entry: entry.routine_version == number)

    def acknowledgements_of(self, number: int) -> int:
        """How many have acknowledged a version."""
        return sum(isinstance(each, RoutineAcknowledged) and each.routine_version == number for each in self.entries.values())

    def planned_induction(self, staff_id: UUID) -> InductionPlanned | None:
        """When somebody new is to be inducted; None = nothing is planned."""
        return self._first(InductionPlanned, staff_id)

    def inductions_of(self, staff_id: UUID) -> list[InductionGiven]:
        """The inductions that somebody was given, in the order recorded."""
        return [each for each in self.entries.values() if isinstance(each, InductionGiven) and each.staff_id == staff_id]

    def new_staff(self) -> Mapping[UUID, date]:
        """The first day at work of everybody for whom an induction is planned."""
        planned = [each for each in self.entries.values() if isinstance(each, InductionPlanned)]
        return {each.staff_id: each.employed_from for each in planned}

    def _first(self, kind: type[Any], staff_id: UUID, fits: Callable[[Any], bool] = lambda entry: True) -> Any:
        of_kind = (each for each in self.entries.values() if isinstance(each, kind) and each.staff_id == staff_id)
        return next((each for each in of_kind if fits(each)), None)

"""What a case remembers: start, follow-up and closing meetings of the individual, the commissioner and the provider."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.case.area import Area
from domain.case.meetings.codes import ThreePartyMeetingKind
from domain.case.meetings.events import ClosingStand, ThreePartyMeetingHeld, ThreePartyMeetingWaived


class Meetings(Area):
    """Start, follow-up and closing meetings of the individual, the commissioner and the provider.

    Attributes:
        held: Every meeting by id.
        waived: Every waiver by id.
    """

    def clear(self) -> None:
        """No meeting has been held, and none waived."""
        self.held: dict[UUID, ThreePartyMeetingHeld] = {}
        self.waived: dict[UUID, ThreePartyMeetingWaived] = {}

    def held_by_day(self) -> list[ThreePartyMeetingHeld]:
        """The meetings by day and then as recorded."""
        return sorted(self.held.values(), key=lambda each: each.occurred.on)

    def days_of(self, *kinds: ThreePartyMeetingKind) -> list[date]:
        """The days of the meetings of some kinds, earliest first."""
        return [each.occurred.on for each in self.held_by_day() if each.meeting_kind in kinds]

    def closing_stand(self) -> ClosingStand | None:
        """What the parties said last about closing the case; None = they have not been asked."""
        latest: tuple[date, ClosingStand] | None = None
        for on, stand in self._closing_stands():
            if stand is not None and (latest is None or on >= latest[0]):
                latest = (on, stand)
        return None if latest is None else latest[1]

    def _closing_stands(self) -> Iterator[tuple[date, ClosingStand | None]]:
        for each in self.entries.values():
            if isinstance(each, ThreePartyMeetingHeld):
                yield each.occurred.on, each.closing_stand
            elif isinstance(each, ThreePartyMeetingWaived):
                yield each.meeting_waived_on, each.closing_stand

    def _hold(self, event: ThreePartyMeetingHeld) -> None:
        self.held[event.entry_id] = event

    def _waive(self, event: ThreePartyMeetingWaived) -> None:
        self.waived[event.entry_id] = event

    APPLY = {ThreePartyMeetingHeld: _hold, ThreePartyMeetingWaived: _waive}

"""What a case remembers: start, follow-up and closing meetings of the individual, the commissioner and the provider."""

from __future__ import annotations

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
        closing_stands: What the parties have said about closing the case, by day and then as recorded.
    """

    def clear(self) -> None:
        """No meeting has been held, and none waived."""
        self.held: dict[UUID, ThreePartyMeetingHeld] = {}
        self.waived: dict[UUID, ThreePartyMeetingWaived] = {}
        self.closing_stands: list[tuple[date, ClosingStand]] = []

    def held_by_day(self) -> list[ThreePartyMeetingHeld]:
        """The meetings by day and then as recorded."""
        return sorted(self.held.values(), key=lambda each: each.occurred.on)

    def days_of(self, *kinds: ThreePartyMeetingKind) -> list[date]:
        """The days of the meetings of some kinds, earliest first."""
        return [each.occurred.on for each in self.held_by_day() if each.meeting_kind in kinds]

    def closing_stand(self) -> ClosingStand | None:
        """What the parties said last about closing the case; None = they have not been asked."""
        return self.closing_stands[-1][1] if self.closing_stands else None

    def _hold(self, event: ThreePartyMeetingHeld) -> None:
        self.held[event.entry_id] = event
        self._stand(event.occurred.on, event.closing_stand)

    def _waive(self, event: ThreePartyMeetingWaived) -> None:
        self.waived[event.entry_id] = event
        self._stand(event.meeting_waived_on, event.closing_stand)

    def _stand(self, on: date, stand: ClosingStand | None) -> None:
        if stand is not None:
            self.closing_stands = sorted([*self.closing_stands, (on, stand)], key=lambda each: each[0])

    APPLY = {ThreePartyMeetingHeld: _hold, ThreePartyMeetingWaived: _waive}

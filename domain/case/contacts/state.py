"""What a case remembers: contacts of every kind beside the booked sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from uuid import UUID

from domain.base import Occurred
from domain.case.area import Area
from domain.case.contacts.events import (
    AdviceTalkHeld,
    CalendarContactImported,
    CalendarContactMatched,
    ContactMade,
    ContactNoteStated,
    GroupAttendanceRecorded,
    GroupJoined,
    GroupLeft,
    SessionDescribed,
)


def moment(occurred: Occurred) -> tuple[date, time]:
    """What `Occurred`s are put in order by."""
    return occurred.on, occurred.at or time.min


class Contacts(Area):
    """Contacts of every kind beside the booked sessions.

    Attributes:
        made: Contacts and attempts, by when they were.
        descriptions: Of sessions, by the session's id.
        advice_talks: By when they were.
        stated_notes: Which note a contact has, or why none, by the contact's id.
        calendar: Appointments as the calendar had them last, by `calendar_event_id`.
        matches: What appointments were, by `calendar_event_id`.
        memberships: In groups, by entry id.
        leavings: By the membership's id.
        attendances: At sessions of groups, by when they were.
    """

    def clear(self) -> None:
        """There has been no contact."""
        self.made: list[ContactMade] = []
        self.descriptions: dict[UUID, SessionDescribed] = {}
        self.advice_talks: list[AdviceTalkHeld] = []
        self.stated_notes: dict[UUID, ContactNoteStated] = {}
        self.calendar: dict[UUID, CalendarContactImported] = {}
        self.calendar_event_of: dict[UUID, UUID] = {}
        self.matches: dict[UUID, CalendarContactMatched] = {}
        self.memberships: dict[UUID, GroupJoined] = {}
        self.leavings: dict[UUID, GroupLeft] = {}
        self.attendances: list[GroupAttendanceRecorded] = []

    def members_of(self, group_id: UUID) -> Iterator[GroupJoined]:
        """The memberships in a group that have not ended."""
        return (
            each for each in self.memberships.values() if each.group_id == group_id and each.entry_id not in self.leavings
        )

    def unmatched(self) -> list[CalendarContactImported]:
        """Appointments that nobody has said what they were, by when they were."""
        waiting = (each for event_id, each in self.calendar.items() if event_id not in self.matches)
        return sorted(waiting, key=lambda each: moment(each.occurred))

    def _contact(self, event: ContactMade) -> None:
        self.made = sorted([*self.made, event], key=lambda each: moment(each.occurred))

    def _described(self, event: SessionDescribed) -> None:
        self.descriptions[event.session_id] = event

    def _advice(self, event: AdviceTalkHeld) -> None:
        self.advice_talks = sorted([*self.advice_talks, event], key=lambda each: moment(each.occurred))

    def _note_stated(self, event: ContactNoteStated) -> None:
        self.stated_notes[event.about_id] = event

    def _appointment(self, event: CalendarContactImported) -> None:
        self.calendar[event.calendar_event_id] = event
        self.calendar_event_of[event.entry_id] = event.calendar_event_id

    def _matched(self, event: CalendarContactMatched) -> None:
        self.matches[self.calendar_event_of[event.calendar_entry_id]] = event

    def _joined(self, event: GroupJoined) -> None:
        self.memberships[event.entry_id] = event

    def _left(self, event: GroupLeft) -> None:
        self.leavings[event.membership_id] = event

    def _attended(self, event: GroupAttendanceRecorded) -> None:
        self.attendances = sorted([*self.attendances, event], key=lambda each: moment(each.occurred))

    APPLY = {
        ContactMade: _contact,
        SessionDescribed: _described,
        AdviceTalkHeld: _advice,
        ContactNoteStated: _note_stated,
        CalendarContactImported: _appointment,
        CalendarContactMatched: _matched,
        GroupJoined: _joined,
        GroupLeft: _left,
        GroupAttendanceRecorded: _attended,
    }

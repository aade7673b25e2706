"""Facts: contacts of every kind beside the booked sessions, and what a booked session was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.case.contacts.codes import (
    AttendanceInGroup,
    CalendarMatch,
    CalendarStatus,
    ChildHeard,
    ContactInitiator,
    ContactParty,
    ContactPlace,
    ContactResult,
    ContactTheme,
    ContactWay,
    GroupLeaving,
)
from domain.case.entry_events import CaseEntry


class ContactFacts(CaseEntry):
    """What a contact and a described session have in common."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"place_name": "location", "child_not_heard_reason": "fact"}

    parties: tuple[ContactParty, ...]
    """One for each person besides the unit's own staff: two fathers are two."""
    place: ContactPlace | None = None
    place_name: str | None = None
    duration_minutes: int | None = None
    themes: tuple[ContactTheme, ...] = ()
    child_heard: ChildHeard | None = None
    child_not_heard_reason: str | None = None

    @property
    def mothers(self) -> int:
        """How many mothers took part, from 0."""
        return self.parties.count(ContactParty.MOTHER)

    @property
    def fathers(self) -> int:
        """How many fathers took part, from 0."""
        return self.parties.count(ContactParty.FATHER)


class ContactMade(ContactFacts):
    """A contact beside the booked sessions, or an attempt at one (sv. *kontakt*). Source: SoL 2025:400 14:3."""

    TYPE: ClassVar[str] = "case.contact_made"
    SCHEMA: ClassVar[int] = 2
    DAY: ClassVar[str | None] = "occurred"

    occurred: Occurred
    way: ContactWay
    contact_result: ContactResult
    initiated_by: ContactInitiator


class SessionDescribed(ContactFacts):
    """Who took part in a held session, where, and what it was about (sv. *beskrivet besök*)."""

    TYPE: ClassVar[str] = "case.session_described"
    SCHEMA: ClassVar[int] = 2

    session_id: UUID
    plan_step_id: UUID | None = None
    """The entry of the plan, such as a step of a manual programme, that the session was."""


class AdviceTalkHeld(CaseEntry):
    """An advice talk, of which the offering allows so many (sv. *rådgivningssamtal*). Source: SoL 2025:400 14:4.

    It has no text, so that it can be recorded where identity may not be.
    """

    TYPE: ClassVar[str] = "case.advice_talk_held"
    DAY: ClassVar[str | None] = "occurred"

    occurred: Occurred
    way: ContactWay
    parties: tuple[ContactParty, ...]
    themes: tuple[ContactTheme, ...] = ()
    right_to_apply_told: bool
    """Whether the person was told that an insats can be applied for. Source: SoL 2025:400 11:6."""
    max_talks: int | None = None
    """What the offering allowed on that day; None = no limit."""


class ContactNoteStated(CaseEntry):
    """Which note is about a contact, or why none is needed (sv. *kontaktens anteckning*). Source: SoL 2025:400 14:3."""

    TYPE: ClassVar[str] = "case.contact_note_stated"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_note_reason": "fact"}

    about_id: UUID
    """A session, a contact, an advice talk or an attendance in a group."""
    note_id: UUID | None = None
    no_note_reason: str | None = None


class CalendarContactImported(CaseEntry):
    """A calendar has an appointment in this case (sv. *kalenderkontakt*). Source: RFC 5545.

    Nothing of the appointment's own text is kept. Moved or called off in the calendar it is taken in again under the same
    `calendar_event_id`; the last one stands.
    """

    TYPE: ClassVar[str] = "case.calendar_contact_imported"
    DAY: ClassVar[str | None] = "occurred"
    TELLS_LATENESS: ClassVar[bool] = False
    SEGMENTS: ClassVar[Mapping[str, str]] = {"calendar_owner_name": "staff"}

    calendar_event_id: UUID
    """Made of the calendar's own id under the case's key: the calendar's id may hold names."""
    occurred: Occurred
    ends: Occurred | None = None
    calendar_status: CalendarStatus
    calendar_owner_id: UUID
    calendar_owner_name: str
    calendar_owner_title: str | None = None


class CalendarContactMatched(CaseEntry):
    """What an appointment in a calendar was (sv. *matchad kalenderkontakt*)."""

    TYPE: ClassVar[str] = "case.calendar_contact_matched"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "fact"}

    calendar_entry_id: UUID
    calendar_match: CalendarMatch
    matched_id: UUID | None = None
    """The session or the contact; None = it was none."""
    reason: str | None = None


class GroupJoined(CaseEntry):
    """The client became a member of a group (sv. *gruppdeltagande*); nothing here is about the other members."""

    TYPE: ClassVar[str] = "case.group_joined"
    DAY: ClassVar[str | None] = "joined_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_individual_talk_reason": "fact"}

    group_id: UUID
    group_programme: str
    joined_on: date
    individual_talk_on: date | None = None
    """The talk alone before the group; None = there was none, and why."""
    no_individual_talk_reason: str | None = None


class GroupLeft(CaseEntry):
    """The client is no longer a member (sv. *avslutat gruppdeltagande*)."""

    TYPE: ClassVar[str] = "case.group_left"
    DAY: ClassVar[str | None] = "left_group_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"leaving_comment": "fact"}

    membership_id: UUID
    left_group_on: date
    """The first day without the group."""
    leaving: GroupLeaving
    leaving_comment: str | None = None


class GroupAttendanceRecorded(CaseEntry):
    """Whether the client came to a session of the group (sv. *närvaro vid gruppträff*)."""

    TYPE: ClassVar[str] = "case.group_attendance_recorded"
    DAY: ClassVar[str | None] = "occurred"

    membership_id: UUID
    group_session_id: UUID
    occurred: Occurred
    group_step: int
    """Which session of the programme it was, from 1."""
    group_steps: int
    """How many sessions the programme has."""
    attendance_in_group: AttendanceInGroup

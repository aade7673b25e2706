"""Facts about a group (sv. *grupp*): who leads it, which cases are in it, and its sessions.

A member is a case's random id and nothing else: names, reasons and what concerns one person stand in that person's own case.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable, Occurred, Source
from domain.case.contacts.codes import AttendanceInGroup, ContactTheme
from domain.group.codes import FewLeaders


class MemberAttendance(Immutable):
    """Whether one member came (sv. *närvaro*)."""

    case_id: UUID
    attendance_in_group: AttendanceInGroup


class GroupFacts(DomainEvent):
    """What is known of a group as a whole."""

    unit: UUID
    group_programme: str
    """The manual or the name of the programme; never a person's name."""
    started_on: date
    planned_sessions: int
    leader_ids: tuple[UUID, ...]
    """Members of staff who lead it."""
    few_leaders: FewLeaders | None = None
    """Why there are fewer leaders than the policy asks for."""


class GroupStarted(GroupFacts):
    """A group was set up (sv. *startad grupp*)."""

    TYPE: ClassVar[str] = "group.started"


class GroupChanged(GroupFacts):
    """Something about the group is otherwise; these are its facts now, whole (sv. *ändrad grupp*)."""

    TYPE: ClassVar[str] = "group.changed"

    reason: str


class GroupEntry(DomainEvent):
    """An entry of a group's record; never changed, only struck (sv. *uppgift om gruppen*)."""

    entry_id: UUID
    source: Source | None = None


class GroupMemberJoined(GroupEntry):
    """A case's client became a member (sv. *ny gruppmedlem*)."""

    TYPE: ClassVar[str] = "group.member_joined"

    case_id: UUID
    joined_on: date
    individual_talk_on: date | None = None
    """The talk alone before the group; None = none, and the reason stands in the case."""


class GroupMemberLeft(GroupEntry):
    """A member is no longer one (sv. *gruppmedlem slutade*); why stands in the case."""

    TYPE: ClassVar[str] = "group.member_left"

    joined_entry_id: UUID
    left_group_on: date
    """The first day without the group."""


class GroupSessionHeld(GroupEntry):
    """The group met (sv. *gruppträff*)."""

    TYPE: ClassVar[str] = "group.session_held"

    occurred: Occurred
    group_step: int
    """Which session of the programme, from 1."""
    leader_ids: tuple[UUID, ...]
    few_leaders: FewLeaders | None = None
    attendances: tuple[MemberAttendance, ...]
    """One for each member on that day."""
    themes: tuple[ContactTheme, ...] = ()


class GroupEnded(GroupEntry):
    """The group met for the last time (sv. *avslutad grupp*)."""

    TYPE: ClassVar[str] = "group.ended"

    ended_on: date


class GroupEntryStruck(DomainEvent):
    """An entry was wrongly recorded; it stays legible, in the members' cases too (sv. *struken uppgift om gruppen*).

    Source: SOSFS 2014:5 4 kap.
    """

    TYPE: ClassVar[str] = "group.entry_struck"

    entry_id: UUID
    reason: str
    replaced_by: UUID | None = None


EVENTS: tuple[type[DomainEvent], ...] = (
    GroupStarted,
    GroupChanged,
    GroupMemberJoined,
    GroupMemberLeft,
    GroupSessionHeld,
    GroupEnded,
    GroupEntryStruck,
)

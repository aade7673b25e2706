"""What is decided about a group and its members' cases at once: the facts of both, for one append.

The group holds who was there; each case holds its own part and nothing about the others. The entries of the cases have ids
made of the group's, so that what is later struck in the group is found in the cases. Refusals come first about the group, then
about the cases in the order in which the members are stated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid5

from domain.base import DomainEvent, Occurred, Source, Stamp
from domain.case.case import Case
from domain.case.contacts.codes import ContactTheme, GroupLeaving
from domain.group.codes import FewLeaders
from domain.group.events import GroupMemberJoined, GroupMemberLeft, GroupSessionHeld, MemberAttendance
from domain.group.group import Group
from domain.policies import Policy

CaseOf = Callable[[UUID], Case]
"""A case as it stands now, by id."""

STRUCK_WITH_THE_GROUP = "Uppgiften ströks i gruppen."
"""The reason in the cases; the group's own could be about another member."""


def entry_in_case(group_entry_id: UUID, case_id: UUID) -> UUID:
    """The id that an entry of a group has in a member's case."""
    return uuid5(group_entry_id, str(case_id))


class GroupWithCases(Group):
    """A group (sv. *grupp*) whose decisions give the facts of the members' cases too.

    `case_of` is handed in by whoever keeps the ledger, and is asked for the cases that the decision is about.
    """

    def join(
        self,
        *,
        case_of: CaseOf,
        entry_id: UUID,
        case_id: UUID,
        joined_on: date,
        individual_talk_on: date | None = None,
        no_individual_talk_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Take a case's client into a group (sv. *ta in i grupp*).

        Args:
            joined_on: Not after today, and after the last session that has been held.
            individual_talk_on: Not after `joined_on`; exactly one of it and `no_individual_talk_reason` is given.

        Raises:
            DomainError: As `Group.add_member`; then as `Case.join_group`.
        """
        joined = self.add_member(
            entry_id=entry_id, case_id=case_id, joined_on=joined_on, individual_talk_on=individual_talk_on, source=source,
            stamp=stamp, today=today,
        )
        own = case_of(case_id).join_group(
            entry_id=entry_in_case(entry_id, case_id), group_id=self.id, group_programme=self.facts.group_programme,
            joined_on=joined_on, individual_talk_on=individual_talk_on, no_individual_talk_reason=no_individual_talk_reason,
            source=source, stamp=stamp, today=today, policy=policy,
        )
        return (*joined, *own)

    def leave(
        self,
        *,
        case_of: CaseOf,
        entry_id: UUID,
        joined_entry_id: UUID,
        left_group_on: date,
        leaving: GroupLeaving,
        leaving_comment: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Take a member out of a group (sv. *ta ut ur grupp*).

        Args:
            left_group_on: The first day without the group: from the first day in it, and after the last session as a member, to
                today.

        Raises:
            DomainError: As `Group.remove_member`; then as `Case.leave_group`.
        """
        left = self.remove_member(
            entry_id=entry_id, joined_entry_id=joined_entry_id, left_group_on=left_group_on, source=source, stamp=stamp,
            today=today,
        )
        case_id = self.entries[joined_entry_id].case_id
        own = case_of(case_id).leave_group(
            entry_id=entry_in_case(entry_id, case_id), membership_id=entry_in_case(joined_entry_id, case_id),
            left_group_on=left_group_on, leaving=leaving, leaving_comment=leaving_comment, source=source, stamp=stamp,
            today=today, policy=policy,
        )
        return (*left, *own)

    def hold(
        self,
        *,
        case_of: CaseOf,
        entry_id: UUID,
        occurred: Occurred,
        group_step: int,
        leader_ids: tuple[UUID, ...],
        few_leaders: FewLeaders | None = None,
        attendances: tuple[MemberAttendance, ...],
        themes: tuple[ContactTheme, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Record that a group met, and in each member's case whether that member came (sv. *registrera gruppträff*).

        Args:
            occurred: From the group's start, to its end or today.
            group_step: From 1 to the planned number of sessions, both included; a step may be taken again.
            leader_ids: At least `policy.group_leaders_min` different members of staff; fewer, from 1, only with `few_leaders`.
            attendances: One for each member on that day.

        Raises:
            DomainError: As `Group.hold_session`; then as `Case.record_group_attendance`, member by member.
        """
        held = self.hold_session(
            entry_id=entry_id, occurred=occurred, group_step=group_step, leader_ids=leader_ids, few_leaders=few_leaders,
            attendances=attendances, themes=themes, source=source, stamp=stamp, today=today, policy=policy,
        )
        members = self.members_on(occurred.on)
        own = [
            event
            for each in attendances
            for event in case_of(each.case_id).record_group_attendance(
                entry_id=entry_in_case(entry_id, each.case_id),
                membership_id=entry_in_case(members[each.case_id].entry_id, each.case_id), group_session_id=entry_id,
                occurred=occurred, group_step=group_step, group_steps=self.facts.planned_sessions,
                attendance_in_group=each.attendance_in_group, source=source, stamp=stamp, today=today,
            )
        ]
        return (*held, *own)

    def strike(
        self,
        *,
        case_of: CaseOf,
        entry_id: UUID,
        reason: str,
        replaced_by: UUID | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[DomainEvent, ...]:
        """Strike an entry of a group, and what it said in the members' cases (sv. *stryka uppgift om grupp*).

        What has been struck in a case already is left as it is.

        Raises:
            DomainError: As `Group.strike_group_entry`; then as `Case.strike_entry`, member by member.
        """
        entry = self.entries.get(entry_id)
        struck = self.strike_group_entry(entry_id=entry_id, reason=reason, replaced_by=replaced_by, stamp=stamp, policy=policy)
        own: list[DomainEvent] = []
        for case_id in self._cases_of(entry):
            case, in_case = case_of(case_id), entry_in_case(entry_id, case_id)
            if in_case in case.contacts.entries:
                replacement = None if replaced_by is None else entry_in_case(replaced_by, case_id)
                own += case.strike_entry(
                    entry_id=in_case, reason=STRUCK_WITH_THE_GROUP, replaced_by=replacement, stamp=stamp, policy=policy
                )
        return (*struck, *own)

    def _cases_of(self, entry: object) -> tuple[UUID, ...]:
        match entry:
            case GroupMemberJoined():
                return (entry.case_id,)
            case GroupMemberLeft():
                return (self.entries[entry.joined_entry_id].case_id,)
            case GroupSessionHeld():
                return tuple(each.case_id for each in entry.attendances)
        return ()

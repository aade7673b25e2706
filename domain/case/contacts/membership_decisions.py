"""Decisions: what a group means in one member's own record, with nothing about the others.

They follow from what is decided about the group, and are recorded in the same append: `domain/group/joint.py` asks for them.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.contacts.codes import AttendanceInGroup, GroupLeaving
from domain.case.contacts.events import GroupAttendanceRecorded, GroupJoined, GroupLeft
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.errors import ConflictError, InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class MembershipDecisions(GuardedCase):
    """The client's part in groups."""

    def join_group(
        self,
        *,
        entry_id: UUID,
        group_id: UUID,
        group_programme: str,
        joined_on: date,
        individual_talk_on: date | None = None,
        no_individual_talk_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[GroupJoined]:
        """Become a member of a group, after a talk alone (sv. *börja i grupp*).

        Args:
            joined_on: Not after today, nor after the closing unless it is imported history.
            individual_talk_on: Not after `joined_on`; exactly one of it and `no_individual_talk_reason` is given.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used; then a member of the group already.
            InvalidValueError: `joined_on` after today; neither or both of the talk and the reason; the talk after `joined_on`;
                the reason.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Gruppdeltagandet")
        if any(self.contacts.members_of(group_id)):
            raise ConflictError("Klienten är redan med i gruppen.")
        require_not_after_today(joined_on, "Första dagen i gruppen", today)
        if (individual_talk_on is None) == (no_individual_talk_reason is None):
            raise InvalidValueError("Ange antingen dagen för det enskilda samtalet före gruppen eller varför det inte hölls.")
        if individual_talk_on is not None:
            require_order(individual_talk_on, "det enskilda samtalet", joined_on, "Första dagen i gruppen")
        if no_individual_talk_reason is not None:
            policy.require_text(no_individual_talk_reason, "Orsaken till att enskilt samtal inte har hållits")
        self._require_open_on(joined_on, "Första dagen i gruppen", imported=is_imported(stamp, source))
        return (
            GroupJoined(
                **self._next(stamp),
                entry_id=entry_id,
                group_id=group_id,
                group_programme=group_programme,
                joined_on=joined_on,
                individual_talk_on=individual_talk_on,
                no_individual_talk_reason=no_individual_talk_reason,
                source=source,
            ),
        )

    def leave_group(
        self,
        *,
        entry_id: UUID,
        membership_id: UUID,
        left_group_on: date,
        leaving: GroupLeaving,
        leaving_comment: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[GroupLeft]:
        """Be no longer a member of a group (sv. *sluta i grupp*). Also in a closed case.

        Args:
            left_group_on: The first day without the group: from the first day in it, and after the last session that has an
                attendance, to today.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown membership.
            ConflictError: It has ended already.
            InvalidValueError: `left_group_on` after today, before the first day, or not after the last attendance; then
                `leaving_comment`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Avslutet i gruppen")
        require_existing(membership_id, self.contacts.memberships, "Gruppdeltagandet")
        if membership_id in self.contacts.leavings:
            raise ConflictError("Gruppdeltagandet har redan avslutats.")
        require_not_after_today(left_group_on, "Första dagen utan gruppen", today)
        joined_on = self.contacts.memberships[membership_id].joined_on
        require_order(joined_on, "första dagen i gruppen", left_group_on, "Första dagen utan gruppen")
        last = max((each.occurred.on for each in self._attendances(membership_id)), default=date.min)
        if left_group_on <= last:
            raise InvalidValueError(f"Det finns närvaro i gruppen {last}. Ange en senare dag som den första utan gruppen.")
        if leaving_comment is not None:
            policy.require_text(leaving_comment, "Kommentaren")
        return (
            GroupLeft(
                **self._next(stamp),
                entry_id=entry_id,
                membership_id=membership_id,
                left_group_on=left_group_on,
                leaving=leaving,
                leaving_comment=leaving_comment,
                source=source,
            ),
        )

    def record_group_attendance(
        self,
        *,
        entry_id: UUID,
        membership_id: UUID,
        group_session_id: UUID,
        occurred: Occurred,
        group_step: int,
        group_steps: int,
        attendance_in_group: AttendanceInGroup,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[GroupAttendanceRecorded]:
        """Record whether the client came to a session of the group (sv. *registrera närvaro i grupp*).

        Args:
            occurred: A day as a member, not after today, nor after the closing unless it is imported history.
            group_step: From 1 to `group_steps`, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown membership.
            ConflictError: The session has an attendance already.
            InvalidValueError: `occurred` after today; then `group_step`.
            NotAllowedError: Not a member on that day; then after the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Närvaron")
        require_existing(membership_id, self.contacts.memberships, "Gruppdeltagandet")
        if any(each.group_session_id == group_session_id for each in self._attendances(membership_id)):
            raise ConflictError("Närvaron vid gruppträffen är redan registrerad. Stryk gruppträffen och registrera den på nytt.")
        require_not_after_today(occurred.on, "Gruppträffens datum", today)
        if not 1 <= group_step <= group_steps:
            raise InvalidValueError(f"Gruppträffen är nummer {group_step}. Ange ett tal från 1 till {group_steps}.")
        left = self.contacts.leavings.get(membership_id)
        if occurred.on < self.contacts.memberships[membership_id].joined_on or (left and occurred.on >= left.left_group_on):
            raise NotAllowedError(f"Klienten var inte med i gruppen {occurred.on}. Kontrollera datumet och deltagarna.")
        self._require_open_on(occurred.on, "Gruppträffens datum", imported=is_imported(stamp, source))
        return (
            GroupAttendanceRecorded(
                **self._next(stamp),
                entry_id=entry_id,
                membership_id=membership_id,
                group_session_id=group_session_id,
                occurred=occurred,
                group_step=group_step,
                group_steps=group_steps,
                attendance_in_group=attendance_in_group,
                source=source,
            ),
        )

    def _attendances(self, membership_id: UUID) -> list[GroupAttendanceRecorded]:
        return [each for each in self.contacts.attendances if each.membership_id == membership_id]

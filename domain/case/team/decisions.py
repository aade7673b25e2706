"""Decisions: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.team.codes import TeamRole
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_order


class TeamDecisions(GuardedCase):
    """The coordinating worker and the co-workers, with their periods."""

    def add_team_member(
        self,
        *,
        entry_id: UUID,
        worker_id: UUID,
        worker_name: str,
        worker_title: str | None = None,
        team_role: TeamRole,
        from_date: date,
        to_date: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[TeamMemberAdded]:
        """Let a member of staff work in the case; a coordinating worker ends the former's time (sv. *lägga till medarbetare*).

        Args:
            from_date: First day; may lie ahead. Not after the closing unless it is imported history.
            to_date: Last day, not before `from_date`; None = goes on.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `worker_name`, `worker_title`; then the order of the days.
            NotAllowedError: After the closing; then they have that role on some of the days already; then somebody else begins
                as coordinating worker on that day.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Medarbetaren")
        policy.require_short_text(worker_name, "Namnet på medarbetaren")
        if worker_title is not None:
            policy.require_short_text(worker_title, "Befattningen")
        if to_date is not None:
            require_order(from_date, "första dagen", to_date, "Sista dagen")
        self._require_open_on(from_date, "Första dagen", imported=is_imported(stamp, source))
        self._require_free_role(worker_id, team_role, from_date, to_date)
        return (
            TeamMemberAdded(
                **self._next(stamp), entry_id=entry_id, worker_id=worker_id, worker_name=worker_name,
                worker_title=worker_title, team_role=team_role, from_date=from_date, to_date=to_date, source=source,
            ),
        )

    def leave_team(
        self,
        *,
        entry_id: UUID,
        membership_id: UUID,
        left_on: date,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[TeamMemberLeft]:
        """Fix a last day in the team (sv. *lämna ärendet*).

        Args:
            membership_id: The entry that added them.
            left_on: From the first day to the last day that is already fixed, both included; may lie ahead. Not after the
                closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `membership_id`.
            NotAllowedError: They have left.
            InvalidValueError: `left_on`.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften")
        if membership_id not in self.team.added:
            raise NotFoundError("Medarbetaren finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if membership_id in self.team.left:
            raise NotAllowedError("Medarbetaren har redan lämnat ärendet. Stryk den uppgiften först om dagen är fel.")
        added, last = self.team.membership(membership_id)
        require_order(added.from_date, "första dagen", left_on, "Sista dagen")
        if last is not None and left_on > last:
            raise InvalidValueError(f"Medarbetarens tid i ärendet slutar redan {last}. Ange den dagen eller en tidigare.")
        self._require_open_on(left_on, "Sista dagen", imported=is_imported(stamp, source))
        return (
            TeamMemberLeft(
                **self._next(stamp), entry_id=entry_id, membership_id=membership_id, left_on=left_on, source=source
            ),
        )

    def _require_free_role(self, worker_id: UUID, team_role: TeamRole, first: date, last: date | None) -> None:
        same_role = [each for each in self.team.memberships() if each.added.team_role is team_role]
        if team_role is TeamRole.COORDINATING_WORKER:
            last = self.team.coordinating_until(first, last)
        if any(each.added.worker_id == worker_id and each.meets(first, last) for each in same_role):
            raise NotAllowedError(
                f"Medarbetaren är redan {team_role.swedish} i ärendet någon av de dagarna. Ange andra dagar eller en annan roll."
            )
        if team_role is TeamRole.COORDINATING_WORKER and any(each.added.from_date == first for each in same_role):
            raise NotAllowedError(
                f"En samordnande behandlare börjar redan {first}. Stryk den uppgiften om den är fel, eller ange en annan dag."
            )

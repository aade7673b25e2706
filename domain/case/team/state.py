"""What a case remembers: the coordinating worker and the co-workers, with their periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.case.area import Area
from domain.case.team.codes import TeamRole
from domain.case.team.events import TeamMemberAdded, TeamMemberLeft


class Membership(NamedTuple):
    """Somebody's time in the team, both days included; `last` None = goes on."""

    added: TeamMemberAdded
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the day is within."""
        return self.meets(day, day)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether a period has a day in common with this one; `last` None = goes on."""
        return (self.last is None or first <= self.last) and (last is None or self.added.from_date <= last)


class Team(Area):
    """The coordinating worker and the co-workers, with their periods.

    Attributes:
        added: Who has been added, by entry, in the order recorded.
        left: Last days, by the entry that added them.
    """

    def clear(self) -> None:
        """Nobody has been added."""
        self.added: dict[UUID, TeamMemberAdded] = {}
        self.left: dict[UUID, TeamMemberLeft] = {}

    def membership(self, entry_id: UUID) -> Membership:
        """The time in the team that an entry began."""
        added = self.added[entry_id]
        ended = self.left.get(entry_id)
        last = _earliest((added.to_date, None if ended is None else ended.left_on))
        if added.team_role is TeamRole.COORDINATING_WORKER:
            last = self.coordinating_until(added.from_date, last, after=entry_id)
        return Membership(added, last)

    def memberships(self) -> list[Membership]:
        """Everybody's, by first day, then as recorded."""
        return sorted(map(self.membership, self.added), key=lambda each: each.added.from_date)

    def on(self, day: date) -> list[TeamMemberAdded]:
        """Who is in the team on a day, by first day."""
        return [each.added for each in self.memberships() if each.covers(day)]

    def coordinating_on(self, day: date) -> TeamMemberAdded | None:
        """The coordinating worker on a day: there is one at most; None = nobody has been appointed, or the last one left."""
        return next((each for each in self.on(day) if each.team_role is TeamRole.COORDINATING_WORKER), None)

    def coordinating_until(self, first: date, last: date | None, *, after: UUID | None = None) -> date | None:
        """The last day of a coordinating worker: the given one, or the day before the next one's first.

        Args:
            after: The entry in question; None = one that is not recorded yet, and so comes after all others.
        """
        recorded = list(self.added)
        place = len(recorded) if after is None else recorded.index(after)
        following = [
            other.from_date
            for number, other in enumerate(self.added.values())
            if other.team_role is TeamRole.COORDINATING_WORKER and (other.from_date, number) > (first, place)
        ]
        return _earliest((last, min(following) - timedelta(days=1) if following else None))

    def _add(self, event: TeamMemberAdded) -> None:
        self.added[event.entry_id] = event

    def _leave(self, event: TeamMemberLeft) -> None:
        self.left[event.membership_id] = event

    APPLY = {TeamMemberAdded: _add, TeamMemberLeft: _leave}


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)

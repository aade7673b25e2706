"""What a case remembers beside the ratings themselves, which stand in `CaseState.ratings`."""

from __future__ import annotations

from uuid import UUID

from domain.case.area import Area
from domain.case.ratings.events import ClosePersonNamed, RatingNotMade, TrajectoryImported


class RatingWork(Area):
    """What is known around the ratings.

    Attributes:
        close_people: Who rates or is rated about and represents nobody, by entry.
        not_made: In the order recorded.
        trajectories: In the order recorded; of one vendor and version at most one.
    """

    def clear(self) -> None:
        """Nothing is known."""
        self.close_people: dict[UUID, ClosePersonNamed] = {}
        self.not_made: list[RatingNotMade] = []
        self.trajectories: list[TrajectoryImported] = []

    def _close_person(self, event: ClosePersonNamed) -> None:
        self.close_people[event.entry_id] = event

    APPLY = {
        ClosePersonNamed: _close_person,
        RatingNotMade: lambda self, event: self.not_made.append(event),
        TrajectoryImported: lambda self, event: self.trajectories.append(event),
    }

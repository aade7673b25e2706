"""What a case remembers: follow-ups after the closing."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.follow_up.codes import FollowUpPoint
from domain.case.follow_up.events import FollowUpDone, FollowUpNotDone


class FollowUp(Area):
    """Follow-ups after the closing.

    Attributes:
        done: By the closing's number and the point.
        not_done: The same; a follow-up that succeeded after all stands in `done` too.
    """

    def clear(self) -> None:
        """Nothing was followed up."""
        self.done: dict[tuple[int, FollowUpPoint], FollowUpDone] = {}
        self.not_done: dict[tuple[int, FollowUpPoint], FollowUpNotDone] = {}

    def _do(self, event: FollowUpDone) -> None:
        self.done[event.closing_number, event.follow_up_point] = event

    def _give_up(self, event: FollowUpNotDone) -> None:
        self.not_done[event.closing_number, event.follow_up_point] = event

    APPLY = {FollowUpDone: _do, FollowUpNotDone: _give_up}

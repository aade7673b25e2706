"""What a case remembers: what the individual was informed of."""

from __future__ import annotations

from domain.case.area import Area
from domain.case.information.events import ChildToldOfContact, ComplaintInformationGiven, RightToApplyInformationGiven


class Information(Area):
    """What the individual was informed of.

    Attributes:
        right_to_apply: By the day, then as recorded.
        complaints: The same.
        child_told: The same.
    """

    def clear(self) -> None:
        """Nobody has been informed."""
        self.right_to_apply: list[RightToApplyInformationGiven] = []
        self.complaints: list[ComplaintInformationGiven] = []
        self.child_told: list[ChildToldOfContact] = []

    def _right_to_apply(self, event: RightToApplyInformationGiven) -> None:
        self.right_to_apply = sorted([*self.right_to_apply, event], key=lambda each: each.informed_on)

    def _complaints(self, event: ComplaintInformationGiven) -> None:
        self.complaints = sorted([*self.complaints, event], key=lambda each: each.informed_on)

    def _child_told(self, event: ChildToldOfContact) -> None:
        self.child_told = sorted([*self.child_told, event], key=lambda each: each.child_told_on)

    APPLY = {
        RightToApplyInformationGiven: _right_to_apply,
        ComplaintInformationGiven: _complaints,
        ChildToldOfContact: _child_told,
    }

"""Facts: follow-ups after the closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.case.entry_events import CaseEntry
from domain.case.follow_up.codes import FollowUpAnswerer, FollowUpManner, FollowUpOutcome, FollowUpPoint, NoFollowUpCause
from domain.codes import YesNoUnknown


class FollowUpFacts(CaseEntry):
    """Which closing is followed up, and at which point."""

    closing_number: int
    """The closing that is followed up, from 1."""
    follow_up_point: FollowUpPoint


class FollowUpDone(FollowUpFacts):
    """It was asked how things are some time after the closing (sv. *uppföljning efter avslut*).

    Source: SoL 2025:400 5:2 (the board follows up systematically).
    """

    TYPE: ClassVar[str] = "case.follow_up_done"
    DAY: ClassVar[str | None] = "closing_followed_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "fact": "fact", "assessment": "assessment", "individual_view": "individual_view", "child_view": "child_view"
    }

    closing_followed_up_on: date
    follow_up_manner: FollowUpManner
    answered_by: tuple[FollowUpAnswerer, ...] = ()
    """Empty when the board's own records were looked at."""
    follow_up_outcome: FollowUpOutcome
    result_lasts: YesNoUnknown
    """Whether what was reached at the closing still holds (sv. *resultatet står sig*)."""
    known_to_services: YesNoUnknown
    """Whether the person is known to the social services again since the closing (sv. *aktuell igen*)."""
    fact: str | None = None
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None
    rating_ids: tuple[UUID, ...] = ()
    attendance_ids: tuple[UUID, ...] = ()


class FollowUpNotDone(FollowUpFacts):
    """A follow-up could not be made, and why (sv. *bortfall vid uppföljning*)."""

    TYPE: ClassVar[str] = "case.follow_up_not_done"
    DAY: ClassVar[str | None] = "given_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"no_follow_up_details": "fact"}

    given_up_on: date
    no_follow_up_cause: NoFollowUpCause
    contact_attempts: int
    """From 0."""
    no_follow_up_details: str | None = None

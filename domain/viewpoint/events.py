"""Facts about a viewpoint (sv. *synpunkt*): received, acted on, answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass, Source
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject


class ViewpointEvent(DomainEvent):
    """What every viewpoint fact shares.

    A viewpoint given in a case is part of what the case's key protects and is erased with it; one given outside any case
    has a key of its own and follows the board's retention plan.
    """

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.VIEWPOINT

    case_id: UUID | None = None

    @property
    def key_subject(self) -> UUID:
        """The case's key when there is a case, else the viewpoint's own."""
        return self.originator_id if self.case_id is None else self.case_id

    @property
    def retention_class(self) -> RetentionClass:
        """The class that the key follows: the case's when there is a case."""
        return RetentionClass.VIEWPOINT if self.case_id is None else RetentionClass.CASE


class ViewpointFacts(ViewpointEvent):
    """What is known about a viewpoint when it is received."""

    received_on: date
    kind: ViewpointKind
    received_by: str | None = None
    """Who took it, by name and title as they were then."""
    giver_role: str | None = None
    """Who gave it, as a role: client, child, parent, couple, relative, partner."""
    givers: tuple[Gender, ...] = ()
    """One for each giver: a couple gives one viewpoint and is two givers."""
    subject_category: ViewpointSubject | None = None
    channel: Channel | None = None
    description: str
    comment: str | None = None
    unit: UUID
    source: Source | None = None


class ViewpointReceived(ViewpointFacts):
    """Somebody said what they think of the service (sv. *synpunkt*). Source: SOSFS 2011:9 5 kap."""

    TYPE: ClassVar[str] = "viewpoint.received"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"received_by": "staff", "description": "individual_view"}


class AdaptationMade(ViewpointEvent):
    """The service was changed because of the viewpoint (sv. *anpassning*, *åtgärd*)."""

    TYPE: ClassVar[str] = "viewpoint.adaptation_made"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"adaptation": "fact"}

    adaptation: str
    source: Source | None = None


class FeedbackGiven(ViewpointEvent):
    """The giver was told what became of the viewpoint (sv. *återkoppling*)."""

    TYPE: ClassVar[str] = "viewpoint.feedback_given"

    given_on: date
    source: Source | None = None


class ViewpointCorrected(ViewpointFacts):
    """A viewpoint was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "viewpoint.corrected"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "received_by": "staff",
        "description": "individual_view",
        "adaptation": "fact",
    }

    adaptation: str | None = None
    feedback_on: date | None = None
    reason: str

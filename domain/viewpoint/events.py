"""Facts about a viewpoint (sv. *synpunkt*): received, acted on or not, told onwards, answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass, Source
from domain.codes import Channel, ViewpointKind, ViewpointSubject
from domain.viewpoint.codes import FeedbackHow, FeedbackTo, GiverRole, ViewpointStep
from domain.viewpoint.givers import Giver


class ViewpointEvent(DomainEvent):
    """What every viewpoint fact shares.

    A viewpoint given in a case is part of what the case's key protects and is erased with it; one given outside any case
    has a key of its own and follows the board's retention plan.
    """

    COUNTS_AS_NOTE: ClassVar[bool] = True
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

    SCHEMA: ClassVar[int] = 2

    received_on: date
    kind: ViewpointKind
    received_by_id: UUID | None = None
    """Who took it, of the staff register; their name and title as they were then stand beside."""
    received_by_name: str | None = None
    received_by_title: str | None = None
    received_by: str | None = None
    """Who took it, as a source writes it, when it is nobody in the staff register."""
    giver_role: str | None = None
    """Who gave it, in the source's own words."""
    givers: tuple[Giver, ...] = ()
    """Each person who gave it; empty = nothing is known of them."""
    passed_on_by: GiverRole | None = None
    """Who brought it to us without having given it; None = the givers themselves."""
    subject_category: ViewpointSubject | None = None
    channel: Channel | None = None
    description: str
    comment: str | None = None
    unit: UUID
    source: Source | None = None


class ViewpointReceived(ViewpointFacts):
    """Somebody said what they think of the service (sv. *synpunkt*). Source: SOSFS 2011:9 5 kap."""

    TYPE: ClassVar[str] = "viewpoint.received"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "received_by": "staff", "received_by_name": "staff", "description": "individual_view",
    }


class AdaptationMade(ViewpointEvent):
    """The service was changed because of the viewpoint (sv. *anpassning*, *åtgärd*)."""

    TYPE: ClassVar[str] = "viewpoint.adaptation_made"
    SCHEMA: ClassVar[int] = 2
    SEGMENTS: ClassVar[Mapping[str, str]] = {"adaptation": "fact", "adapted_by_name": "staff"}

    adaptation: str
    adapted_on: date | None = None
    """None = the source does not say."""
    adapted_by_id: UUID | None = None
    adapted_by_name: str | None = None
    adapted_by_title: str | None = None
    source: Source | None = None


class AdaptationRuledOut(ViewpointEvent):
    """It was found that the service cannot be changed as the viewpoint asks, and why (sv. *anpassning inte möjlig*)."""

    TYPE: ClassVar[str] = "viewpoint.adaptation_ruled_out"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"ruled_out_reason": "assessment", "ruled_out_by_name": "staff"}

    ruled_out_on: date
    ruled_out_reason: str
    ruled_out_by_id: UUID | None = None
    ruled_out_by_name: str | None = None
    ruled_out_by_title: str | None = None


class FeedbackGiven(ViewpointEvent):
    """Who gave the viewpoint, or the work group, was told what became of it (sv. *återkoppling*)."""

    TYPE: ClassVar[str] = "viewpoint.feedback_given"
    SCHEMA: ClassVar[int] = 2

    given_on: date
    feedback_to: FeedbackTo = FeedbackTo.GIVER
    feedback_how: FeedbackHow | None = None
    source: Source | None = None


class ManagerTold(ViewpointEvent):
    """A manager was told of the viewpoint (sv. *chef underrättad*)."""

    TYPE: ClassVar[str] = "viewpoint.manager_told"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"manager_name": "staff"}

    manager_told_on: date
    manager_id: UUID
    manager_name: str
    manager_title: str | None = None


class ComplaintRegistered(ViewpointEvent):
    """A complaint was registered in the board's diary, and so is a formal one (sv. *diariefört klagomål*).

    Source: OSL 2009:400 5:1 (what has come in is registered); SOSFS 2011:9 5 kap.
    """

    TYPE: ClassVar[str] = "viewpoint.complaint_registered"

    registered_on: date
    registry_number: str


class ComplaintAnswered(ViewpointEvent):
    """A formal complaint was answered, with what is done because of it (sv. *besvarat klagomål*)."""

    TYPE: ClassVar[str] = "viewpoint.complaint_answered"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "complaint_answer": "fact", "measures_taken": "fact", "answered_by_name": "staff",
    }

    complaint_answered_on: date
    complaint_answer: str
    measures_taken: str
    answered_by_id: UUID
    answered_by_name: str
    answered_by_title: str | None = None


class ReferredToAppeal(ViewpointEvent):
    """What a decision says is no matter for a complaint: they were told how to appeal (sv. *hänvisad till överklagande*).

    Source: FL 2017:900 33 §, 40-44 §§.
    """

    TYPE: ClassVar[str] = "viewpoint.referred_to_appeal"

    told_to_appeal_on: date
    decision_id: UUID | None = None
    """The decision in the viewpoint's case; None = it is another authority's, or the viewpoint is in no case."""


class StepWithdrawn(ViewpointEvent):
    """Something that was recorded as done about a viewpoint was wrongly recorded (sv. *återtaget steg*)."""

    TYPE: ClassVar[str] = "viewpoint.step_withdrawn"

    step: ViewpointStep
    reason: str


class ViewpointCorrected(ViewpointFacts):
    """A viewpoint was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "viewpoint.corrected"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "received_by": "staff",
        "received_by_name": "staff",
        "description": "individual_view",
        "adaptation": "fact",
        "adapted_by_name": "staff",
    }

    adaptation: str | None = None
    adapted_on: date | None = None
    adapted_by_id: UUID | None = None
    adapted_by_name: str | None = None
    adapted_by_title: str | None = None
    feedback_on: date | None = None
    feedback_how: FeedbackHow | None = None
    reason: str


EVENTS: tuple[type[ViewpointEvent], ...] = (
    ViewpointReceived,
    AdaptationMade,
    AdaptationRuledOut,
    FeedbackGiven,
    ManagerTold,
    ComplaintRegistered,
    ComplaintAnswered,
    ReferredToAppeal,
    StepWithdrawn,
    ViewpointCorrected,
)

"""What a viewpoint remembers, and how far it has come; folding never refuses."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.codes import ViewpointKind, ViewpointSubject
from domain.errors import NotFoundError
from domain.policies import require_not_after_today, require_order
from domain.stream_state import StreamState
from domain.viewpoint.codes import AdaptationState, FeedbackHow, FeedbackTo, GiverRole, ViewpointStep
from domain.viewpoint.events import (
    AdaptationMade,
    AdaptationRuledOut,
    ComplaintAnswered,
    ComplaintRegistered,
    FeedbackGiven,
    ManagerTold,
    ReferredToAppeal,
    StepWithdrawn,
    ViewpointCorrected,
    ViewpointFacts,
    ViewpointReceived,
)


class Adaptation(NamedTuple):
    """What was changed because of a viewpoint (sv. *anpassning*); None = not known."""

    what: str
    on: date | None
    by_id: UUID | None
    by_name: str | None
    by_title: str | None


class Feedback(NamedTuple):
    """That the giver was told what became of it (sv. *återkoppling*)."""

    on: date
    how: FeedbackHow | None


class ViewpointState(StreamState):
    """One viewpoint, folded from the events of its stream.

    Attributes:
        version: Number of events folded in; 0 = not received.
        facts: The event that states its values now.
        adapted: What was changed because of it; None = nothing is known to have been.
        ruled_out: That nothing can be; what is changed all the same takes its place.
        feedback: To the giver; None = not known to have been given.
        work_group_told: Feedback to the work group.
        referral: That it is about what a decision says, and so is no complaint to be handled.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.facts: ViewpointReceived | ViewpointCorrected | None = None
        self.adapted: Adaptation | None = None
        self.ruled_out: AdaptationRuledOut | None = None
        self.feedback: Feedback | None = None
        self.work_group_told: FeedbackGiven | None = None
        self.manager_told: ManagerTold | None = None
        self.registration: ComplaintRegistered | None = None
        self.answer: ComplaintAnswered | None = None
        self.referral: ReferredToAppeal | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case ViewpointReceived():
                self.facts = event
            case ViewpointCorrected():
                self._correct(event)
            case AdaptationMade():
                self._adapt(event)
            case FeedbackGiven(feedback_to=FeedbackTo.WORK_GROUP):
                self.work_group_told = event
            case FeedbackGiven():
                self.feedback = Feedback(event.given_on, event.feedback_how)
            case StepWithdrawn():
                setattr(self, _KEPT_IN[event.step], None)
            case AdaptationRuledOut():
                self.ruled_out = event
            case ManagerTold():
                self.manager_told = event
            case ComplaintRegistered():
                self.registration = event
            case ComplaintAnswered():
                self.answer = event
            case ReferredToAppeal():
                self.referral = event

    def step(self, step: ViewpointStep) -> Any:
        """What is recorded of a step; None = nothing stands."""
        return getattr(self, _KEPT_IN[step])

    @property
    def adaptation(self) -> str | None:
        """What was changed because of it, in words."""
        return None if self.adapted is None else self.adapted.what

    @property
    def feedback_on(self) -> date | None:
        """When the giver was told what became of it."""
        return None if self.feedback is None else self.feedback.on

    @property
    def adaptation_state(self) -> AdaptationState:
        """Whether it has led to anything. Praise asks for nothing, and what a decision says is changed by appeal alone."""
        if self.adapted is not None:
            return AdaptationState.MADE
        if self.referral is not None:
            return AdaptationState.REFERRED
        if self.ruled_out is not None:
            return AdaptationState.NOT_POSSIBLE
        is_praise = self.facts is not None and self.facts.kind is ViewpointKind.PRAISE
        return AdaptationState.NOT_CALLED_FOR if is_praise else AdaptationState.OPEN

    @property
    def must_reach_a_manager(self) -> bool:
        """Whether it is a complaint about how somebody was treated, or tells of discrimination whatever its kind."""
        if self.facts is None or self.facts.kind is ViewpointKind.PRAISE:
            return False
        about = self.facts.subject_category
        is_complaint = self.facts.kind is ViewpointKind.COMPLAINT
        return about is ViewpointSubject.DISCRIMINATION or (is_complaint and about is ViewpointSubject.TREATMENT_BY_STAFF)

    @property
    def awaits_feedback(self) -> bool:
        """Whether a giver who can be told has not been: praise needs no answer, who was referred to appeal has one, and who
        complained formally is told by the answer.
        """
        if self.facts is None or self.feedback is not None or self.referral is not None or self.registration is not None:
            return False
        can_be_told = bool(self.facts.givers) or self.facts.giver_role is not None or self.facts.case_id is not None
        return can_be_told and self.facts.kind is not ViewpointKind.PRAISE

    @property
    def is_a_childs(self) -> bool:
        """Whether a child is among those who gave it (sv. *barns synpunkt*)."""
        return self.facts is not None and any(each.is_a_child for each in self.facts.givers)

    @property
    def is_from_the_commissioner(self) -> bool:
        """Whether it is the commissioner's own; one that the commissioner passed on is not."""
        return self.facts is not None and any(each.giver is GiverRole.COMMISSIONER for each in self.facts.givers)

    def _adapt(self, event: AdaptationMade | ViewpointCorrected) -> None:
        self.adapted = None
        if event.adaptation is not None:
            self.adapted = Adaptation(
                event.adaptation, event.adapted_on, event.adapted_by_id, event.adapted_by_name, event.adapted_by_title
            )
            self.ruled_out = None

    def _correct(self, event: ViewpointCorrected) -> None:
        self.facts = event
        self._adapt(event)
        self.feedback = None if event.feedback_on is None else Feedback(event.feedback_on, event.feedback_how)


class GuardedViewpoint(ViewpointState):
    """A viewpoint that knows how to refuse; the decisions build on it."""

    def _require_known(self) -> ViewpointFacts:
        if self.facts is None:
            raise NotFoundError("Synpunkten finns inte i nämnden.")
        return self.facts

    def _require_possible_day(self, day: date, what: str, today: date) -> None:
        require_not_after_today(day, what, today)
        require_order(self._require_known().received_on, "den dag synpunkten kom in", day, what)

    def _next(self, stamp: Stamp) -> dict[str, Any]:
        facts = self._require_known()
        assert self.id is not None, "what has facts has an id"
        return envelope(self.id, self.version, stamp) | {"case_id": facts.case_id}


_KEPT_IN = {
    ViewpointStep.ADAPTATION: "adapted",
    ViewpointStep.RULING_OUT: "ruled_out",
    ViewpointStep.FEEDBACK: "feedback",
    ViewpointStep.WORK_GROUP_FEEDBACK: "work_group_told",
    ViewpointStep.MANAGER: "manager_told",
    ViewpointStep.REGISTRATION: "registration",
    ViewpointStep.ANSWER: "answer",
    ViewpointStep.REFERRAL: "referral",
}

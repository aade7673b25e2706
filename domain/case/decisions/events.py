"""Facts: formal decisions, what became of them, and appeals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable
from domain.case.decisions.codes import (
    AmendmentGround,
    AppealMeasure,
    Court,
    CourtOutcome,
    DecisionOutcome,
    DecisionParty,
    ExecutionStep,
    FollowUpConclusion,
    GroundsOmitted,
    NotCommunicated,
    NoticeManner,
    UnexecutedReceiver,
)
from domain.case.entry_events import CaseEntry


class MaterialCommunicated(Immutable):
    """If, when and how the material was communicated before a decision (sv. *kommunicering*).

    Either the day and the manner, or why it was not done. Source: FL 2017:900 25 §; SOSFS 2014:5 5 kap.
    """

    material_sent_on: date | None = None
    material_manner: NoticeManner | None = None
    not_communicated: NotCommunicated | None = None


class Amendment(Immutable):
    """That a decision takes the place of an earlier one, and why (sv. *ändring av beslut*). Source: FL 2017:900 37-38 §§."""

    amended_decision_id: UUID
    amendment_ground: AmendmentGround
    to_detriment: bool
    """Whether the change is to the person's detriment."""


class DecisionMade(CaseEntry):
    """The board, or somebody on its behalf, made a decision (sv. *beslut*).

    An earlier decision is never changed: a new one takes its place, and says so in `amendment`.
    Source: FL 2017:900 31-32 §§; SoL 2025:400 14:3, 14:10.
    """

    TYPE: ClassVar[str] = "case.decision_made"
    DAY: ClassVar[str | None] = "decided_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "decision_text": "fact", "decision_grounds": "assessment", "decider_name": "staff", "presenter_name": "staff",
        "decided_elsewhere": "staff", "also_present": "staff", "party_reply": "individual_view",
    }

    decided_on: date
    outcome: DecisionOutcome
    favourable: bool
    """Whether it gives the person something (sv. *gynnande*): then it is to be executed."""
    decision_text: str
    decision_grounds: str | None = None
    grounds_omitted: GroundsOmitted | None = None
    legal_ground: str | None = None
    """The section of the law that it rests on, such as `SoL 11:1` (sv. *lagrum*)."""
    decider_id: UUID | None = None
    decider_name: str | None = None
    decider_title: str | None = None
    delegation_reference: str | None = None
    """The item of the board's rules of delegation (sv. *delegationsordning*). Source: KL 2017:725 6:37, 7:5."""
    decided_elsewhere: str | None = None
    """Who decided when it is nobody who writes records here: the board, its committee, an officer of another unit."""
    presenter_id: UUID | None = None
    presenter_name: str | None = None
    presenter_title: str | None = None
    also_present: tuple[str, ...] = ()
    """Who took part in the final handling without deciding, as role and name."""
    from_date: date | None = None
    to_date: date | None = None
    follow_up_on: date | None = None
    appealable: bool
    communicated: MaterialCommunicated | None = None
    party_reply: str | None = None
    """What the person said of the material."""
    intake_id: UUID | None = None
    amendment: Amendment | None = None


class DecisionCommunicated(CaseEntry):
    """A party was told of a decision (sv. *underrättelse om beslut*). Source: FL 2017:900 33 §."""

    TYPE: ClassVar[str] = "case.decision_communicated"
    DAY: ClassVar[str | None] = "notified_on"

    decision_id: UUID
    notified_on: date
    notice_manner: NoticeManner
    decision_party: DecisionParty
    appeal_instructions: bool
    """Whether it was told at the same time how to appeal (sv. *besvärshänvisning*)."""
    reached_on: date | None = None
    """The day the party got a document that was sent; None = not known. Source: FL 2017:900 44 §."""

    @property
    def got_it_on(self) -> date | None:
        """The day from which the time to appeal runs: at once when it was told or handed over; None = not known."""
        at_once = self.notice_manner in (NoticeManner.ORAL, NoticeManner.IN_PERSON)
        return self.notified_on if self.reached_on is None and at_once else self.reached_on


class DecisionFollowedUp(CaseEntry):
    """A decision was followed up (sv. *uppföljning av beslut*). Source: SOSFS 2014:5 5 kap."""

    TYPE: ClassVar[str] = "case.decision_followed_up"
    DAY: ClassVar[str | None] = "followed_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"follow_up_finding": "assessment", "follow_up_view": "individual_view"}

    decision_id: UUID
    followed_up_on: date
    conclusion: FollowUpConclusion
    follow_up_finding: str
    follow_up_view: str | None = None
    """What the person says of how it goes."""
    follow_up_on: date | None = None
    """The next time; may lie ahead."""


class DecisionExecuted(CaseEntry):
    """What was granted began, was interrupted, began again, or will not be (sv. *verkställighet av beslut*).

    Source: SoL 2025:400 34:1.
    """

    TYPE: ClassVar[str] = "case.decision_executed"
    DAY: ClassVar[str | None] = "step_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"step_reason": "fact"}

    decision_id: UUID
    step_on: date
    execution_step: ExecutionStep
    step_reason: str | None = None


class NonExecutionReported(CaseEntry):
    """It was reported that what was granted is not carried out (sv. *rapporterat ej verkställt beslut*).

    Source: SoL 2025:400 34:1-4: a favourable decision that is not executed within three months, once a quarter.
    """

    TYPE: ClassVar[str] = "case.non_execution_reported"
    DAY: ClassVar[str | None] = "non_execution_reported_on"

    decision_id: UUID
    non_execution_reported_on: date
    unexecuted_receivers: tuple[UnexecutedReceiver, ...]


class ClericalErrorCorrected(CaseEntry):
    """An obvious slip of the pen in a decision was put right (sv. *rättelse av skrivfel i beslut*). Source: FL 2017:900 36 §."""

    TYPE: ClassVar[str] = "case.clerical_error_corrected"
    DAY: ClassVar[str | None] = "error_corrected_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"text_before": "fact", "text_after": "fact"}

    decision_id: UUID
    error_corrected_on: date
    text_before: str
    text_after: str
    party_heard: bool
    """Whether the party could speak before it."""


class AppealReceived(CaseEntry):
    """A decision was appealed (sv. *överklagande*). Source: FL 2017:900 43 §."""

    TYPE: ClassVar[str] = "case.appeal_received"
    DAY: ClassVar[str | None] = "received_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"appeal_text": "individual_view"}

    decision_id: UUID
    received_on: date
    decision_party: DecisionParty
    appeal_text: str | None = None
    """What is to be changed, and why, in the words of who appeals."""
    forward_by: date
    """The last day to send it on, by the policy when it was recorded (sv. *överlämna senast*). Source: FL 2017:900 46 §."""


class AppealHandled(CaseEntry):
    """The board tried if an appeal came in time, reconsidered, or sent it on (sv. *åtgärd med överklagande*).

    Source: FL 2017:900 38 §, 39 §, 45 §, 46 §.
    """

    TYPE: ClassVar[str] = "case.appeal_handled"
    DAY: ClassVar[str | None] = "handled_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"measure_grounds": "assessment"}

    appeal_id: UUID
    handled_on: date
    appeal_measure: AppealMeasure
    measure_grounds: str | None = None
    new_decision_id: UUID | None = None
    """The decision that the reconsidering led to."""


class AppealDecided(CaseEntry):
    """A court decided an appeal (sv. *domstolens avgörande*)."""

    TYPE: ClassVar[str] = "case.appeal_decided"
    DAY: ClassVar[str | None] = "judged_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"ruling_text": "fact"}

    appeal_id: UUID
    judged_on: date
    court: Court
    court_outcome: CourtOutcome
    decision_stands: bool
    """Whether the board's decision stands after it."""
    court_case_number: str | None = None
    ruling_text: str | None = None


class DelayTold(CaseEntry):
    """The person was told that the decision on an application will be much delayed (sv. *underrättelse om försening*).

    Source: FL 2017:900 11 §.
    """

    TYPE: ClassVar[str] = "case.delay_told"
    DAY: ClassVar[str | None] = "told_of_delay_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"delay_reason": "fact"}

    intake_id: UUID
    told_of_delay_on: date
    delay_reason: str
    """Why it is delayed, as the person was told."""


class DecisionRequested(CaseEntry):
    """The person asked in writing to have an application decided (sv. *begäran om avgörande*). Source: FL 2017:900 12 §."""

    TYPE: ClassVar[str] = "case.decision_requested"
    DAY: ClassVar[str | None] = "received_on"

    intake_id: UUID
    received_on: date


class DecisionRequestRefused(CaseEntry):
    """Such a request was refused by a decision of its own (sv. *avslagen begäran om avgörande*). Source: FL 2017:900 12 §."""

    TYPE: ClassVar[str] = "case.decision_request_refused"
    DAY: ClassVar[str | None] = "request_refused_on"

    decision_request_id: UUID
    intake_id: UUID
    decision_id: UUID
    """The decision to refuse it, which can be appealed."""
    request_refused_on: date

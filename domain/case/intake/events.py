"""Facts: how the case came to the unit: referral, first contact, queue, first visits and need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable, Occurred
from domain.case.entry_events import CaseEntry
from domain.case.intake.codes import FirstContactWith, IntakeRoute, IntakeSubject, OfferAnswer, QueueOutcome, RequestSource
from domain.codes import NoteChannel, SessionKind, YesNoUnknown


class IntakeReceived(CaseEntry):
    """A request for help came to the unit, of whichever kind (sv. *inkommen begäran*).

    Whether help needs an assessment of the individual's needs is a fact of each request, not of the case: a relative may come
    without a referral to a service that is open to all, in a case that rests on an assessment.
    Source: SoL 2025:400 11:1, 11:5, 14:3.
    """

    TYPE: ClassVar[str] = "case.intake_received"
    DAY: ClassVar[str | None] = "requested_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "received_from_name": "third_party", "own_words": "individual_view", "told_by_others": "third_party",
    }

    route: IntakeRoute
    request_source: RequestSource
    subject: IntakeSubject
    needs_tested: bool
    """Whether the help is given after an assessment of individual needs (sv. *behovsprövad*)."""
    requested_on: date
    channel: NoteChannel | None = None
    received_from_name: str | None = None
    """Who got in touch, when that is not the person."""
    reason_codes: tuple[str, ...] = ()
    own_words: str | None = None
    """What the person wants help with, as they say it."""
    told_by_others: str | None = None
    """What somebody else told about the person."""
    offer_by: date
    """The last day to offer a time for a first visit, by the policy when it was recorded (sv. *erbjud tid senast*)."""


class AssignmentReceived(CaseEntry):
    """The commissioner said what the unit is to do (sv. *uppdrag*). Source: SOSFS 2014:5 6 kap."""

    TYPE: ClassVar[str] = "case.assignment_received"
    DAY: ClassVar[str | None] = "received_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "commissioner_name": "third_party", "assignment_text": "fact", "assignment_aims": "plan",
    }

    intake_id: UUID
    received_on: date
    commissioner_name: str
    """Who ordered the work, as role and name (sv. *uppdragsgivare*)."""
    assignment_text: str
    assignment_aims: tuple[str, ...] = ()
    """What the commissioner wants the work to lead to."""
    commissioner_reference: str | None = None
    """The number of the commissioner's own case or decision."""
    from_date: date | None = None
    to_date: date | None = None
    report_back_on: date | None = None
    """The day the commissioner wants to know how it went; may lie ahead."""


class FirstContactMade(CaseEntry):
    """The unit and the person, or somebody of theirs, were in contact for the first time (sv. *första kontakt*)."""

    TYPE: ClassVar[str] = "case.first_contact_made"
    DAY: ClassVar[str | None] = "occurred"

    intake_id: UUID
    occurred: Occurred
    channel: NoteChannel
    contact_with: FirstContactWith
    right_to_apply_told: bool | None = None
    """Whether they were told that help can also be applied for; None = not known. Source: SoL 2025:400 11:6."""


class CaseAllocated(CaseEntry):
    """A request was given to a team to work with (sv. *fördelning*)."""

    TYPE: ClassVar[str] = "case.allocated"
    DAY: ClassVar[str | None] = "allocated_on"

    intake_id: UUID
    allocated_on: date
    team_name: str | None = None
    """The team, group or activity, never a person: who is responsible is assigned."""
    allocated_unit_id: UUID | None = None
    """The unit or activity with records of its own here; where no text may be stored, this says it."""


class TimeOffered(CaseEntry):
    """The person was offered a time for a visit (sv. *erbjuden tid*)."""

    TYPE: ClassVar[str] = "case.time_offered"
    DAY: ClassVar[str | None] = "offered_on"

    intake_id: UUID
    offered_on: date
    """The day the person was told of the time, which is what the promise is about."""
    offered_for: Occurred
    kind: SessionKind


class OfferedTimeAnswered(CaseEntry):
    """It is known what became of a time that was offered (sv. *svar på erbjuden tid*)."""

    TYPE: ClassVar[str] = "case.offered_time_answered"
    DAY: ClassVar[str | None] = "answered_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"declined_because": "individual_view"}

    offer_id: UUID
    answered_on: date
    answer: OfferAnswer
    declined_because: str | None = None


class PlacedInQueue(CaseEntry):
    """The person has to wait for a first time (sv. *placerad i kö*)."""

    TYPE: ClassVar[str] = "case.placed_in_queue"
    DAY: ClassVar[str | None] = "queued_on"

    intake_id: UUID
    queued_on: date
    wait_reason: str | None = None
    """Why a time cannot be offered, which is about the unit and not about the person."""
    informed_of_wait: bool | None = None
    """Whether the person was told about the wait and why; None = not known. Source: FL 2017:900 11 §."""
    expected_on: date | None = None
    """When the unit expects to offer a time."""
    next_call_by: date
    """The last day for the first call, by the policy when it was recorded (sv. *ring senast*)."""


class QueueCallMade(CaseEntry):
    """Somebody who waits was called and asked about acute need (sv. *kösamtal*)."""

    TYPE: ClassVar[str] = "case.queue_call_made"
    DAY: ClassVar[str | None] = "occurred"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"call_finding": "assessment", "call_measure": "fact"}

    queue_id: UUID
    occurred: Occurred
    reached: bool
    acute_need: YesNoUnknown
    """Whether help cannot wait; unknown when nobody was reached."""
    call_finding: str | None = None
    call_measure: str | None = None
    """What was done about it."""
    next_call_by: date | None = None
    """The last day for the next call; None = nobody was reached, so the day that stood still stands (sv. *ring senast*)."""


class LeftQueue(CaseEntry):
    """The waiting ended (sv. *ut ur kön*)."""

    TYPE: ClassVar[str] = "case.left_queue"
    DAY: ClassVar[str | None] = "queue_left_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"left_because": "fact"}

    queue_id: UUID
    queue_left_on: date
    outcome: QueueOutcome
    left_because: str | None = None


class NeedScale(Immutable):
    """A scale of need as the unit and its commissioner agreed on it (sv. *skala för behov*); it travels with every use of it.

    `need_categories` go from the least need to the most. `agreed_with` is a unit or a board, never a person.
    """

    scale_name: str
    scale_version: str
    agreed_with: str
    agreed_on: date
    need_categories: tuple[str, ...]


class NeedCategorised(CaseEntry):
    """The person's need was put in a category of an agreed scale, with the reason (sv. *behovskategori*)."""

    TYPE: ClassVar[str] = "case.need_categorised"
    DAY: ClassVar[str | None] = "categorised_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"need_grounds": "assessment"}

    categorised_on: date
    scale: NeedScale
    need_category: str
    need_grounds: str

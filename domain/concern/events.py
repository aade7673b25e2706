"""Facts of the stream `concern`: a concern received about somebody who has no case for it yet, and what followed.

Each concern has a key of its own: one that leads to no inquiry is erased by itself. Source: SoL 2025:400 16:1, 16:2 a.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Occurred, Source
from domain.codes import Gender, NoteChannel, YesNoUnknown
from domain.concern.codes import (
    ConcernAbout,
    ConcernKind,
    ConcernOutcome,
    InformedParty,
    InquiryDecision,
    OutreachResult,
    OutreachWay,
    ProtectionMeasure,
    ProtectionNeed,
    ReporterRole,
)


class ConcernFacts(DomainEvent):
    """What a concern is about and who came with it (sv. *uppgifter om oron*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "person_name": "identity", "person_contact": "identity", "concern_reporter_name": "third_party",
        "concern_reporter_contact": "third_party", "concern_text": "third_party", "receiver_name": "staff",
    }

    unit: UUID
    received_at: Occurred
    occurred: Occurred | None = None
    """When what it is about happened; None = goes on, or not known."""
    concern_about: ConcernAbout
    person_name: str | None = None
    person_contact: str | None = None
    birth_year: int | None = None
    gender: Gender | None = None
    known_case_id: UUID | None = None
    """A case that the person has at the unit already."""
    concern_kinds: tuple[ConcernKind, ...]
    reporter_role: ReporterRole
    concern_reporter_name: str | None = None
    concern_reporter_contact: str | None = None
    concern_channel: NoteChannel
    concern_text: str
    """What the reporter said or wrote."""
    receiver_id: UUID
    receiver_name: str
    receiver_title: str | None = None
    source: Source | None = None


class ConcernReceived(ConcernFacts):
    """Somebody came with a concern about a person (sv. *mottagen oro*). Source: SoL 2025:400 14:2, 14:3; 19:1 for a child."""

    TYPE: ClassVar[str] = "concern.received"


class ConcernCorrected(ConcernFacts):
    """What was written about a concern was wrong; this is what it says now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "concern.corrected"

    reason: str


class ConcernEntry(DomainEvent):
    """Something done about a concern (sv. *uppgift om oron*); `entry_id` is what others refer to it by."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    entry_id: UUID
    source: Source | None = None


class ImmediateProtectionAssessed(ConcernEntry):
    """Whether the child needs protection at once was assessed (sv. *omedelbar skyddsbedömning*).

    Source: SoL 2025:400 20:1; 3:2 (the child's view).
    """

    TYPE: ClassVar[str] = "concern.protection_assessed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "assessment": "assessment", "child_view": "child_view", "not_heard_reason": "fact", "assessor_name": "staff",
    }

    assessed_at: Occurred
    protection_need: ProtectionNeed
    assessment: str
    child_view: str | None = None
    not_heard_reason: str | None = None
    protection_measures: tuple[ProtectionMeasure, ...] = ()
    assessor_id: UUID
    assessor_name: str
    assessor_title: str | None = None
    late_reason: str | None = None


class PreliminaryAssessmentDecided(ConcernEntry):
    """It was decided whether an inquiry is opened (sv. *beslut efter förhandsbedömning*). Source: SoL 2025:400 20:2; 14:2."""

    TYPE: ClassVar[str] = "concern.inquiry_decided"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "grounds": "assessment", "extraordinary_reasons": "assessment", "child_view": "child_view", "not_heard_reason": "fact",
        "decider_name": "staff",
    }

    decided_on: date
    inquiry_decision: InquiryDecision
    grounds: str
    extraordinary_reasons: str | None = None
    """Why a child's preliminary assessment took longer than the law gives (sv. *synnerliga skäl*)."""
    child_view: str | None = None
    not_heard_reason: str | None = None
    decider_id: UUID
    decider_name: str
    decider_title: str | None = None
    delegation: str | None = None
    """Where the right to decide comes from, as the board's list of delegations has it."""


class InquiryExtended(ConcernEntry):
    """A child's inquiry was given a longer, fixed time (sv. *förlängd utredningstid*). Source: SoL 2025:400 20:3."""

    TYPE: ClassVar[str] = "concern.inquiry_extended"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"special_reasons": "assessment", "decider_name": "staff"}

    decided_on: date
    extended_to: date
    special_reasons: str
    decider_id: UUID
    decider_name: str
    decider_title: str | None = None
    delegation: str | None = None


class ConcernedInformed(ConcernEntry):
    """Those concerned were told that an inquiry was opened (sv. *underrättelse om utredning*). Source: SoL 2025:400 20:4."""

    TYPE: ClassVar[str] = "concern.parties_informed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"not_informed_reason": "fact"}

    parties_informed_on: date
    informed_parties: tuple[InformedParty, ...]
    not_informed_reason: str | None = None
    """Why somebody was not told, in words that name nobody."""


class OutreachMade(ConcernEntry):
    """An attempt to reach the person was made (sv. *uppsökande försök*)."""

    TYPE: ClassVar[str] = "concern.outreach_made"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"account": "fact", "individual_view": "individual_view", "seeker_name": "staff"}

    sought_at: Occurred
    outreach_way: OutreachWay
    outreach_result: OutreachResult
    acute_need: YesNoUnknown
    """Whether the person is in acute need."""
    account: str
    individual_view: str | None = None
    try_again_on: date | None = None
    seeker_id: UUID
    seeker_name: str
    seeker_title: str | None = None


class ConcernClosed(ConcernEntry):
    """The work with a concern ended (sv. *avslutad oro*)."""

    TYPE: ClassVar[str] = "concern.closed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"summary": "assessment"}

    concern_closed_on: date
    concern_outcome: ConcernOutcome
    led_to_case_id: UUID | None = None
    handed_to: str | None = None
    """The other unit or authority."""
    summary: str


class ConcernEntryStruck(DomainEvent):
    """Something about a concern was wrongly recorded; it stays legible (sv. *struken uppgift om oron*). Source: SOSFS 2014:5."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "concern.entry_struck"

    entry_id: UUID
    reason: str


EVENTS: tuple[type[DomainEvent], ...] = (
    ConcernReceived,
    ConcernCorrected,
    ImmediateProtectionAssessed,
    PreliminaryAssessmentDecided,
    InquiryExtended,
    ConcernedInformed,
    OutreachMade,
    ConcernClosed,
    ConcernEntryStruck,
)

"""What every request for records has in common, whether it is about one case or about none in particular."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Immutable
from domain.case.decisions.codes import Court
from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureForm,
    DisclosureOutcome,
    HarmTest,
    Ruling,
    SecrecyGround,
    SegmentKind,
)
from domain.codes import Channel


class SegmentRuling(Immutable):
    """Whether one piece of the record goes out, and by which rule it does not (sv. *maskering*)."""

    of_entry_id: UUID
    """The entry, the note, the session, …, or the case itself for its basic facts."""
    content_kind: SegmentKind | None = None
    """None = the whole entry, but for the kinds that have a ruling of their own."""
    ruling: Ruling
    secrecy_ground: SecrecyGround | None = None
    """Given exactly when it is masked."""


class Unmasking(Immutable):
    """A piece that is kept from a party goes out to them all the same (sv. *uppgift lämnas ut trots skydd*)."""

    of_entry_id: UUID
    content_kind: SegmentKind
    secrecy_ground: SecrecyGround
    """The rule that it was tried by, and found not to hinder."""
    unmasking_reason: str


class RequestFacts(DomainEvent):
    """Somebody asks for records."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"requester_name": "third_party", "requested_scope": "fact"}

    received_on: date
    channel: Channel
    requester_name: str | None = None
    """As far as it was given. Source: TF 2:18 forbids to ask more than the test of secrecy needs."""
    requested_scope: str
    """What is asked for."""
    answer_by: date
    """The last day to answer, by law or by the policy on the day it came (sv. *besked senast*)."""


class SecrecyReviewFacts(DomainEvent):
    """Every piece was tried; what no ruling names stays in."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"secrecy_reviewer_name": "staff", "assessment": "assessment"}

    secrecy_reviewed_on: date
    secrecy_reviewer_id: UUID
    secrecy_reviewer_name: str
    secrecy_reviewer_title: str | None = None
    harm_test: HarmTest
    rulings: tuple[SegmentRuling, ...]
    assessment: str | None = None
    """Why it is masked: what harm, to whom."""


class DisclosureDecisionFacts(DomainEvent):
    """A request was answered."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "decision_reasons": "assessment", "restriction": "fact", "answered_by_name": "staff"
    }

    review_id: UUID | None = None
    """The review that it rests on; None when there was nothing to try."""
    answered_on: date
    decision_level: DecisionLevel
    disclosure_outcome: DisclosureOutcome
    decision_reasons: str | None = None
    restriction: str | None = None
    """What the receiver may not do with it (sv. *förbehåll*)."""
    answered_by_id: UUID | None = None
    answered_by_name: str | None = None
    answered_by_title: str | None = None
    """None = the board itself, at a meeting."""
    delegation_reference: str | None = None
    """The item of the board's rules of delegation. Source: KL 2017:725 6:37, 7:5."""
    told_of_written_decision: bool
    """Whether it was told that the authority's written decision can be had. Source: OSL 2009:400 6:3."""
    appeal_instructions: bool
    """Whether it was told how to appeal (sv. *besvärshänvisning*). Source: FL 2017:900 33 §."""
    requester_notified_on: date | None = None
    """The day the requester got the answer; None = not known yet."""


class DisclosureFacts(DomainEvent):
    """Records went out."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"recipient_name": "third_party"}

    decision_id: UUID
    disclosed_on: date
    recipient_name: str | None = None
    disclosure_form: DisclosureForm
    fee_kronor: int
    """From 0."""
    kept_entries: int
    """How many entries went out, whole or in part."""
    masked_entries: int
    """How many entries had something masked."""
    masked_kinds: tuple[SegmentKind, ...] = ()
    """The kinds that were masked apart in some entry."""


class DisclosureAppealFacts(DomainEvent):
    """An answer was appealed."""

    decision_id: UUID
    appealed_on: date
    """The day the appeal came in."""
    appeal_in_time: bool | None = None
    """None = cannot be told, since nobody knows when the requester got the decision. Source: FL 2017:900 44 §."""
    appeal_forwarded_on: date | None = None
    """When it was sent to the court; None = not, or not yet. Source: FL 2017:900 46 §."""


class DisclosureAppealSettledFacts(DomainEvent):
    """An appeal ended."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"settlement_text": "fact"}

    appeal_id: UUID
    settled_on: date
    appeal_settlement: AppealSettlement
    settled_by_court: Court | None = None
    """None = by the authority itself."""
    settlement_text: str | None = None

"""Facts: extracts to the individual and requests for records about one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from domain.case.disclosure.codes import DisclosureBasis, DisclosureKind, IdentityCheck, Requester
from domain.case.disclosure.facts import (
    DisclosureAppealFacts,
    DisclosureAppealSettledFacts,
    DisclosureDecisionFacts,
    DisclosureFacts,
    RequestFacts,
    SecrecyReviewFacts,
    Unmasking,
)
from domain.case.entry_events import CaseEntry


class DisclosureRequested(CaseEntry, RequestFacts):
    """Somebody asked for what is written in the case (sv. *begäran om utlämnande*).

    Source: FL 2017:900 10 §; GDPR art. 15; TF 2:15-18; OSL 2009:400 6:5.
    """

    TYPE: ClassVar[str] = "case.disclosure_requested"
    SCHEMA: ClassVar[int] = 2
    DAY: ClassVar[str | None] = "received_on"

    disclosure_kind: DisclosureKind
    requester: Requester
    requester_person_id: UUID | None = None
    """Which person of the case asks; None = not told, or nobody in it."""


class SecrecyReviewed(CaseEntry, SecrecyReviewFacts):
    """The record was tried for secrecy, piece by piece (sv. *sekretessprövning*). Source: OSL 2009:400 10:3, 12:3, 26:1, 26:5."""

    TYPE: ClassVar[str] = "case.secrecy_reviewed"
    SCHEMA: ClassVar[int] = 2
    SEGMENTS: ClassVar[Mapping[str, str]] = {**SecrecyReviewFacts.SEGMENTS, "unmaskings": "assessment"}
    DAY: ClassVar[str | None] = "secrecy_reviewed_on"

    request_id: UUID
    unmaskings: tuple[Unmasking, ...] = ()
    """What goes out though it is kept from who asks, and why."""

    def mentions(self, entry_id: UUID) -> bool:
        """The request only: what was tried, and perhaps went out, may still turn out to be wrong and be struck."""
        return entry_id == self.request_id


class DisclosureDecided(CaseEntry, DisclosureDecisionFacts):
    """A request for what is written in the case was answered (sv. *svar på begäran om utlämnande*).

    Source: OSL 2009:400 6:2-3, 6:7; FL 2017:900 31-33 §§.
    """

    TYPE: ClassVar[str] = "case.disclosure_decided"
    DAY: ClassVar[str | None] = "answered_on"

    request_id: UUID
    told_otherwise: bool | None = None
    """Whether a party was told in another way what is in what was masked; None = nothing was masked from a party.
    Source: OSL 2009:400 10:3."""


class RecordExtractDisclosed(CaseEntry, DisclosureFacts):
    """An extract of the case went out (sv. *utlämnat utdrag*). Source: SoL 2025:400 14:8; SoLPuL 2001:454."""

    TYPE: ClassVar[str] = "case.extract_disclosed"
    DAY: ClassVar[str | None] = "disclosed_on"

    disclosure_basis: DisclosureBasis
    identity_check: IdentityCheck


class DisclosureAppealed(CaseEntry, DisclosureAppealFacts):
    """The answer to a request was appealed (sv. *överklagat utlämnande*). Source: OSL 2009:400 6:7; TF 2:19."""

    TYPE: ClassVar[str] = "case.disclosure_appealed"
    DAY: ClassVar[str | None] = "appealed_on"


class DisclosureAppealSettled(CaseEntry, DisclosureAppealSettledFacts):
    """The appeal of an answer ended (sv. *avgjort överklagande av utlämnande i ärende*). Source: FL 2017:900 45-46 §§."""

    TYPE: ClassVar[str] = "case.disclosure_appeal_settled"
    DAY: ClassVar[str | None] = "settled_on"

"""Facts: the coordinated individual plan (sv. *samordnad individuell plan, SIP*)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable, Occurred
from domain.case.coordination.codes import (
    CloseOnesPart,
    SipConsent,
    SipEndReason,
    SipParty,
    SipPrincipal,
    SipProgress,
)
from domain.case.entry_events import CaseEntry


class SipRaised(CaseEntry):
    """Somebody offered or asked for a coordinated plan (sv. *erbjuden eller begärd SIP*). Source: SoL 2025:400 10:8."""

    TYPE: ClassVar[str] = "case.sip_raised"
    DAY: ClassVar[str | None] = "raised_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"assessment": "assessment", "individual_view": "individual_view"}

    raised_on: date
    raised_by: SipParty
    assessment: str
    """Why it is needed, and for what."""
    individual_view: str | None = None


class SipConsentRecorded(CaseEntry):
    """The person agreed to a coordinated plan, or did not (sv. *samtycke till SIP*). Source: SoL 2025:400 10:8."""

    TYPE: ClassVar[str] = "case.sip_consent_recorded"
    DAY: ClassVar[str | None] = "consented_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"individual_view": "individual_view"}

    sip_id: UUID
    """The entry that raised it; so for all that follows."""
    consented_on: date
    sip_consent: SipConsent
    consent_by: tuple[SipParty, ...]
    """Who decides it: the person, or for a child the guardians too."""
    individual_view: str | None = None


class SipCalled(CaseEntry):
    """The parties were called to a meeting (sv. *kallelse till SIP*)."""

    TYPE: ClassVar[str] = "case.sip_called"
    DAY: ClassVar[str | None] = "called_on"

    sip_id: UUID
    called_on: date
    meeting_on: Occurred
    parties_called: tuple[SipParty, ...]


class SipMeetingHeld(CaseEntry):
    """The parties met (sv. *SIP-möte*)."""

    TYPE: ClassVar[str] = "case.sip_meeting_held"
    DAY: ClassVar[str | None] = "met_at"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "participant_names": "third_party", "person_absent_reason": "fact", "account": "fact",
        "individual_view": "individual_view",
    }

    sip_id: UUID
    met_at: Occurred
    parties_present: tuple[SipParty, ...]
    participant_names: tuple[str, ...] = ()
    person_absent_reason: str | None = None
    """Why the person was not there; the plan is made together with them when that is possible."""
    account: str
    individual_view: str | None = None


class SipMeasure(Immutable):
    """One thing to be done by a coordinated plan (sv. *insats i SIP*). Source: SoL 2025:400 10:9."""

    sip_measure: str
    principal: SipPrincipal
    carried_out_by: str | None = None
    """Which unit, clinic or other that does it."""


class SipEstablished(CaseEntry):
    """A coordinated individual plan was made or made anew (sv. *samordnad individuell plan*, *SIP*).

    Its measures say what is needed, which principal answers for what, and what is done by anyone else; with who answers for the
    whole these are the four contents. Source: SoL 2025:400 10:9 (before 1 July 2025: SoL 2001:453 2:7).
    """

    TYPE: ClassVar[str] = "case.sip_established"
    DAY: ClassVar[str | None] = "sip_established_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "sip_goals": "plan", "sip_measures": "plan", "coordinator": "staff", "individual_view": "individual_view",
    }

    sip_id: UUID
    sip_established_on: date
    sip_goals: tuple[str, ...] = ()
    sip_measures: tuple[SipMeasure, ...]
    lead_principal: SipPrincipal
    """Which principal answers for the whole."""
    coordinator: str | None = None
    """Whom the person turns to about the plan."""
    close_ones_part: CloseOnesPart
    individual_view: str | None = None
    sip_follow_up_on: date


class SipFollowedUp(CaseEntry):
    """A coordinated plan was followed up (sv. *uppföljd SIP*)."""

    TYPE: ClassVar[str] = "case.sip_followed_up"
    DAY: ClassVar[str | None] = "followed_up_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"assessment": "assessment", "individual_view": "individual_view"}

    sip_id: UUID
    followed_up_on: date
    sip_progress: SipProgress
    assessment: str
    individual_view: str | None = None
    sip_follow_up_on: date | None = None
    """When next; None = it is to be ended."""


class SipEnded(CaseEntry):
    """There will be no coordinated plan, or no longer is one (sv. *avslutad SIP*)."""

    TYPE: ClassVar[str] = "case.sip_ended"
    DAY: ClassVar[str | None] = "sip_ended_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"explanation": "fact"}

    sip_id: UUID
    sip_ended_on: date
    sip_end_reason: SipEndReason
    explanation: str | None = None

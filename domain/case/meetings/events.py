"""Facts: start, follow-up and closing meetings of the individual, the commissioner and the provider."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable, Occurred
from domain.case.entry_events import CaseEntry
from domain.case.meetings.codes import (
    ClosingAgreement,
    MeetingParty,
    MissingPartyReason,
    Presence,
    ThreePartyMeetingKind,
)


class PartyAtMeeting(Immutable):
    """One party: whether it was called, whether it came, and why not (sv. *part vid mötet*)."""

    meeting_party: MeetingParty
    presence: Presence
    missing_party_reason: MissingPartyReason | None = None
    """Given exactly when the party was not there; a source may lack it."""


class ClosingStand(Immutable):
    """Whether the case is to be closed by agreement (sv. *överenskommelse om avslut*)."""

    closing_agreement: ClosingAgreement
    parties_against: tuple[MeetingParty, ...] = ()
    """Who does not agree; someone exactly when it is to be closed without agreement."""


class ThreePartyMeetingHeld(CaseEntry):
    """The three parties met (sv. *uppstartsmöte*, *uppföljningsmöte*, *avslutsmöte*)."""

    TYPE: ClassVar[str] = "case.three_party_meeting_held"
    DAY: ClassVar[str | None] = "occurred"
    # Why a parent was not called may be violence, which that parent must not read in an extract: it can be masked apart.
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "meeting_parties": "third_party", "missing_party_details": "third_party", "agreed_at_meeting": "plan",
        "individual_view": "individual_view",
    }

    meeting_kind: ThreePartyMeetingKind
    occurred: Occurred
    meeting_parties: tuple[PartyAtMeeting, ...]
    missing_party_details: str | None = None
    agreed_at_meeting: str | None = None
    """What they agreed on."""
    individual_view: str | None = None
    closing_stand: ClosingStand | None = None
    """Of a closing meeting, and of none other."""
    session_id: UUID | None = None
    """The session in the calendar that it was."""


class ThreePartyMeetingWaived(CaseEntry):
    """A meeting of the three parties was not to be held, and why (sv. *avstått trepartsmöte*)."""

    TYPE: ClassVar[str] = "case.three_party_meeting_waived"
    DAY: ClassVar[str | None] = "meeting_waived_on"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"reason": "assessment"}

    meeting_kind: ThreePartyMeetingKind
    meeting_waived_on: date
    meeting_waived_by: tuple[MeetingParty, ...]
    """Who did not want it, or decided that it was not needed."""
    reason: str
    closing_stand: ClosingStand | None = None
    """Where a closing meeting was waived, and the parties were asked in another way."""

"""One full example of every event type of the area `meetings`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.meetings.codes import (
    ClosingAgreement,
    MeetingParty,
    MissingPartyReason,
    Presence,
    ThreePartyMeetingKind,
)
from domain.case.meetings.events import ClosingStand, PartyAtMeeting, ThreePartyMeetingHeld, ThreePartyMeetingWaived
from tests.support.cast import CASE, SESSION, STAMP, cast_id, source

EXAMPLES: tuple[DomainEvent, ...] = (
    ThreePartyMeetingHeld(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(907), meeting_kind=ThreePartyMeetingKind.CLOSING,
        occurred=Occurred(on=date(2024, 11, 25), at=time(10, 0), precision="minute"),
        meeting_parties=(
            PartyAtMeeting(meeting_party=MeetingParty.INDIVIDUAL, presence=Presence.TOOK_PART),
            PartyAtMeeting(meeting_party=MeetingParty.COMMISSIONER, presence=Presence.TOOK_PART),
            PartyAtMeeting(meeting_party=MeetingParty.PROVIDER, presence=Presence.TOOK_PART),
            PartyAtMeeting(
                meeting_party=MeetingParty.FATHER, presence=Presence.NOT_INVITED,
                missing_party_reason=MissingPartyReason.VIOLENCE,
            ),
        ),
        missing_party_details="Fadern har kontaktförbud.",
        agreed_at_meeting="Insatsen avslutas den 29 november; stöd i skolan fortsätter.",
        individual_view="Klara tycker att det är för tidigt.",
        closing_stand=ClosingStand(
            closing_agreement=ClosingAgreement.WITHOUT_AGREEMENT, parties_against=(MeetingParty.INDIVIDUAL,)
        ),
        session_id=SESSION, source=source("Möten"),
    ),
    ThreePartyMeetingWaived(
        **envelope(CASE, 0, STAMP), entry_id=cast_id(908), meeting_kind=ThreePartyMeetingKind.CLOSING,
        meeting_waived_on=date(2024, 11, 20), meeting_waived_by=(MeetingParty.INDIVIDUAL,),
        reason="Klara vill inte träffas fler gånger.",
        closing_stand=ClosingStand(
            closing_agreement=ClosingAgreement.WITHOUT_AGREEMENT, parties_against=(MeetingParty.COMMISSIONER,)
        ),
        source=source("Möten"),
    ),
)

"""One full example of every event type of the area `coordination`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.coordination.codes import CloseOnesPart, SipConsent, SipEndReason, SipParty, SipPrincipal, SipProgress
from domain.case.coordination.events import (
    SipCalled,
    SipConsentRecorded,
    SipEnded,
    SipEstablished,
    SipFollowedUp,
    SipMeasure,
    SipMeetingHeld,
    SipRaised,
)
from tests.support.cast import CASE, STAMP, cast_id, source

SIP, CONSENT, CALL, MEETING, SIP_PLAN, SIP_FOLLOW_UP, SIP_END = (cast_id(number) for number in range(956, 963))
_MET = Occurred(on=date(2024, 6, 12), at=time(9, 0), precision="minute")

EXAMPLES: tuple[DomainEvent, ...] = (
    SipRaised(
        **envelope(CASE, 0, STAMP), entry_id=SIP, raised_on=date(2024, 5, 20), raised_by=SipParty.OWN_UNIT,
        assessment="Behöver både behandling och läkemedelsuppföljning.", individual_view="Vill slippa upprepa sig.",
        source=source("SIP"),
    ),
    SipConsentRecorded(
        **envelope(CASE, 0, STAMP), entry_id=CONSENT, sip_id=SIP, consented_on=date(2024, 5, 21), sip_consent=SipConsent.GIVEN,
        consent_by=(SipParty.PERSON,), individual_view="Ja, om skolan inte är med.", source=source("SIP"),
    ),
    SipCalled(
        **envelope(CASE, 0, STAMP), entry_id=CALL, sip_id=SIP, called_on=date(2024, 5, 22), meeting_on=_MET,
        parties_called=(SipParty.PERSON, SipParty.PSYCHIATRY), source=source("SIP"),
    ),
    SipMeetingHeld(
        **envelope(CASE, 0, STAMP), entry_id=MEETING, sip_id=SIP, met_at=_MET,
        parties_present=(SipParty.OWN_UNIT, SipParty.PSYCHIATRY), participant_names=("Per Psykiater",),
        person_absent_reason="Blev sjuk samma morgon.", account="Parterna gick igenom vad var och en gör.",
        individual_view="Hade sagt i förväg vad som är viktigt.", source=source("SIP"),
    ),
    SipEstablished(
        **envelope(CASE, 0, STAMP), entry_id=SIP_PLAN, sip_id=SIP, sip_established_on=date(2024, 6, 12),
        sip_goals=("Sova hela nätter.",),
        sip_measures=(
            SipMeasure(sip_measure="Samtal varje vecka.", principal=SipPrincipal.MUNICIPALITY, carried_out_by="Resursenheten"),
            SipMeasure(sip_measure="Läkemedelsuppföljning.", principal=SipPrincipal.REGION, carried_out_by="psykiatrin"),
            SipMeasure(sip_measure="Simskola.", principal=SipPrincipal.OTHER, carried_out_by="föreningen"),
        ),
        lead_principal=SipPrincipal.MUNICIPALITY, coordinator="Anna Andersson", close_ones_part=CloseOnesPart.OPPOSED,
        individual_view="Bra att det står vem som ringer.", sip_follow_up_on=date(2024, 9, 12), source=source("SIP"),
    ),
    SipFollowedUp(
        **envelope(CASE, 0, STAMP), entry_id=SIP_FOLLOW_UP, sip_id=SIP, followed_up_on=date(2024, 9, 10),
        sip_progress=SipProgress.PARTLY, assessment="Samtalen går, läkemedlet är inte insatt.",
        individual_view="Det går långsamt.", sip_follow_up_on=date(2024, 11, 12), source=source("SIP"),
    ),
    SipEnded(
        **envelope(CASE, 0, STAMP), entry_id=SIP_END, sip_id=SIP, sip_ended_on=date(2024, 11, 12),
        sip_end_reason=SipEndReason.OTHER, explanation="Allt sköts nu av vårdcentralen.", source=source("SIP"),
    ),
)

_RAISED = ["case.opened", "case.sip_raised"]
FIRST = {
    event.TYPE: _RAISED for event in EXAMPLES if not isinstance(event, SipRaised)
}

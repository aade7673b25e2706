"""One full example of every event type of the stream `concern`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
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
from domain.concern.events import (
    ConcernClosed,
    ConcernCorrected,
    ConcernedInformed,
    ConcernEntryStruck,
    ConcernReceived,
    ImmediateProtectionAssessed,
    InquiryExtended,
    OutreachMade,
    PreliminaryAssessmentDecided,
)
from tests.support.cast import ANNA, BO, CASE, OTHER_CASE, STAMP, UNIT, cast_id, source

CONCERN = cast_id(963)
PROTECTION, DECISION, EXTENSION, NOTIFICATION, ATTEMPT, CLOSING = (cast_id(number) for number in range(964, 970))
_RECEIVED = Occurred(on=date(2024, 9, 2), at=time(9, 10), precision="minute")
_FACTS = {
    "unit": UNIT, "received_at": _RECEIVED, "occurred": Occurred(on=date(2024, 8, 30)), "concern_about": ConcernAbout.CHILD,
    "person_name": "Kim Exempel", "person_contact": "Exempelgatan 1", "birth_year": 2012, "gender": Gender.BOY,
    "known_case_id": OTHER_CASE, "concern_kinds": (ConcernKind.VIOLENCE, ConcernKind.SCHOOL_ABSENCE),
    "reporter_role": ReporterRole.SCHOOL, "concern_reporter_name": "Rektor Exempelsson",
    "concern_reporter_contact": "skolans växel", "concern_channel": NoteChannel.TELEPHONE,
    "concern_text": "Skolan ser blåmärken.", "receiver_id": ANNA, "receiver_name": "Anna Andersson",
    "receiver_title": "Behandlare", "source": source("Oro"),
}

EXAMPLES: tuple[DomainEvent, ...] = (
    ConcernReceived(**envelope(CONCERN, 0, STAMP), **_FACTS),
    ConcernCorrected(**envelope(CONCERN, 0, STAMP), **{**_FACTS, "gender": Gender.GIRL}, reason="Fel kön."),
    ImmediateProtectionAssessed(
        **envelope(CONCERN, 0, STAMP), entry_id=PROTECTION,
        assessed_at=Occurred(on=date(2024, 9, 2), at=time(10, 0), precision="minute"), protection_need=ProtectionNeed.NEEDED,
        assessment="Kim ska inte hem i dag.", child_view="Vill till mormor.", not_heard_reason="Lillebror sov.",
        protection_measures=(ProtectionMeasure.WITH_SAFE_ADULT,), assessor_id=ANNA, assessor_name="Anna Andersson",
        assessor_title="Behandlare", late_reason="Kom sent på kvällen.", source=source("Oro"),
    ),
    PreliminaryAssessmentDecided(
        **envelope(CONCERN, 0, STAMP), entry_id=DECISION, decided_on=date(2024, 9, 16), inquiry_decision=InquiryDecision.OPEN,
        grounds="Uppgifterna tyder på våld.", extraordinary_reasons="Familjen var utomlands.",
        child_view="Vill inte att någon ringer hem.", not_heard_reason="Lillebror är för liten.", decider_id=BO,
        decider_name="Bo Bengtsson", decider_title="Biträdande enhetschef", delegation="3.2", source=source("Oro"),
    ),
    InquiryExtended(
        **envelope(CONCERN, 0, STAMP), entry_id=EXTENSION, decided_on=date(2024, 11, 1), extended_to=date(2025, 2, 28),
        special_reasons="Läkarundersökning väntar.", decider_id=BO, decider_name="Bo Bengtsson",
        decider_title="Biträdande enhetschef", delegation="3.4", source=source("Oro"),
    ),
    ConcernedInformed(
        **envelope(CONCERN, 0, STAMP), entry_id=NOTIFICATION, parties_informed_on=date(2024, 9, 16),
        informed_parties=(InformedParty.CHILD, InformedParty.GUARDIAN),
        not_informed_reason="Den andra vårdnadshavaren är misstänkt.", source=source("Oro"),
    ),
    OutreachMade(
        **envelope(CONCERN, 0, STAMP), entry_id=ATTEMPT,
        sought_at=Occurred(on=date(2024, 9, 3), at=time(16, 0), precision="minute"), outreach_way=OutreachWay.HOME_VISIT,
        outreach_result=OutreachResult.ACCEPTED, acute_need=YesNoUnknown.NO, account="Mamman öppnade.",
        individual_view="Orkar inte själv.", try_again_on=date(2024, 9, 5), seeker_id=ANNA, seeker_name="Anna Andersson",
        seeker_title="Behandlare", source=source("Oro"),
    ),
    ConcernClosed(
        **envelope(CONCERN, 0, STAMP), entry_id=CLOSING, concern_closed_on=date(2024, 11, 29),
        concern_outcome=ConcernOutcome.CASE, led_to_case_id=CASE, handed_to="Resursenheten",
        summary="Familjen tar emot behandling.", source=source("Oro"),
    ),
    ConcernEntryStruck(**envelope(CONCERN, 0, STAMP), entry_id=ATTEMPT, reason="Gällde en annan familj."),
)

FIRST = {"concern.entry_struck": ["concern.received", "concern.outreach_made"]}

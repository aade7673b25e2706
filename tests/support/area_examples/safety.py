"""One full example of every event type of the area `safety`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.safety.codes import (
    ChildInCase,
    DangerLevel,
    NotAskedReason,
    NotToldReason,
    PartyTold,
    PersonConcerned,
    ReportReceiver,
    SafetyMeasure,
    ScreeningOutcome,
    ScreeningTopic,
    WarningSignal,
)
from domain.case.safety.events import (
    ConcernReportMade,
    Foretold,
    ProtectionAssessed,
    ScreeningAsked,
    Told,
    WarningSignalFollowedUp,
    WarningSignalRecorded,
)
from domain.codes import Channel
from domain.concern.codes import ConcernKind, ProtectionMeasure, ProtectionNeed
from tests.support.cast import ANNA, CASE, STAMP, cast_id, source

SCREENING, SIGNAL, SIGNAL_FOLLOW_UP, PROTECTION, REPORT = (cast_id(number) for number in range(951, 956))
_NOTICED = Occurred(on=date(2024, 7, 10), at=time(14, 20), precision="minute")
_ACTED = Occurred(on=date(2024, 7, 10), at=time(15, 5), precision="minute")

EXAMPLES: tuple[DomainEvent, ...] = (
    ScreeningAsked(
        **envelope(CASE, 0, STAMP), entry_id=SCREENING, asked_on=date(2024, 7, 10), topic=ScreeningTopic.VIOLENCE_EXPOSED,
        person_asked=PersonConcerned.MOTHER, screening_outcome=ScreeningOutcome.NOT_ASKED,
        reason_not_asked=NotAskedReason.PARTNER_PRESENT, explanation="Mannen följde med in i rummet.",
        screening_form="FREDA kortfrågor", answer="Ville prata en annan gång.", safety_measures=(SafetyMeasure.TALKED_THROUGH,),
        ask_again_on=date(2024, 7, 17), source=source("Screening"),
    ),
    WarningSignalRecorded(
        **envelope(CASE, 0, STAMP), entry_id=SIGNAL, occurred=_NOTICED, warning_signal=WarningSignal.SUICIDE_THOUGHTS,
        person_in_danger=PersonConcerned.CLIENT, said="Det vore bättre om jag inte fanns.", seen="Blek och tyst hela samtalet.",
        danger_level=DangerLevel.RAISED, danger_routine="Rutin för självmordsrisk 2024",
        assessment="Tankar utan plan, men ensam i helgen.",
        safety_measures=(SafetyMeasure.SAFETY_PLAN, SafetyMeasure.HEALTH_CARE),
        told=(Told(party_told=PartyTold.MANAGER, told_at=_ACTED), Told(party_told=PartyTold.HEALTH_CARE, told_at=_ACTED)),
        follow_up_by=date(2024, 7, 12), screening_id=SCREENING, source=source("Varningar"),
    ),
    WarningSignalFollowedUp(
        **envelope(CASE, 0, STAMP), entry_id=SIGNAL_FOLLOW_UP, signal_id=SIGNAL, followed_up_on=date(2024, 7, 11),
        danger_level=DangerLevel.LOW, assessment="Har fått tid på vårdcentralen.",
        safety_measures=(SafetyMeasure.TALKED_THROUGH,), follow_up_by=date(2024, 7, 18), source=source("Varningar"),
    ),
    ProtectionAssessed(
        **envelope(CASE, 0, STAMP), entry_id=PROTECTION, known_at=_NOTICED, assessed_at=_ACTED, child=ChildInCase.OWN_CHILD,
        child_name="Love Exempel", protection_need=ProtectionNeed.NEEDED, assessment="Barnet kan inte vara ensamt hemma.",
        child_view="Vill vara hos mormor.", not_heard_reason="Det yngre barnet sov.",
        protection_measures=(ProtectionMeasure.WITH_SAFE_ADULT,), assessor_id=ANNA, assessor_name="Anna Andersson",
        assessor_title="Behandlare", late_reason="Uppgiften kom sent på kvällen.", source=source("Skydd"),
    ),
    ConcernReportMade(
        **envelope(CASE, 0, STAMP), entry_id=REPORT, observed_at=_NOTICED, reported_at=_ACTED, child=ChildInCase.OWN_CHILD,
        child_name="Love Exempel", concern_kinds=(ConcernKind.MENTAL_ILLNESS, ConcernKind.NEGLECT),
        observation="Barnet sköter hemmet när föräldern inte orkar.", assessment="Barnet tar för stort ansvar.",
        report_receiver=ReportReceiver.OWN_BOARD, receiver_name="Mia Mottagare", report_channel=Channel.ORAL,
        child_told=Foretold(told_before=False, not_told_reason=NotToldReason.OTHER), guardians_told=Foretold(told_before=True),
        not_told_explanation="Barnet var på läger.", child_view="Tycker att det är skönt att någon vet.", reporter_id=ANNA,
        reporter_name="Anna Andersson", reporter_title="Behandlare", late_reason="Chefen gick inte att nå.", prompted_by=SIGNAL,
        source=source("Anmälningar"),
    ),
)

FIRST = {"case.warning_signal_followed_up": ["case.opened", "case.warning_signal_recorded"]}

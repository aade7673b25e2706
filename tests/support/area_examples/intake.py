"""One full example of every event type of the area `intake`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.intake.codes import FirstContactWith, IntakeRoute, IntakeSubject, OfferAnswer, QueueOutcome, RequestSource
from domain.case.intake.events import (
    AssignmentReceived,
    CaseAllocated,
    FirstContactMade,
    IntakeReceived,
    LeftQueue,
    NeedCategorised,
    NeedScale,
    OfferedTimeAnswered,
    PlacedInQueue,
    QueueCallMade,
    TimeOffered,
)
from domain.codes import NoteChannel, SessionKind, YesNoUnknown
from tests.support.cast import CASE, KBT_TEAM, STAMP, cast_id, source

_case = envelope(CASE, 0, STAMP)

INTAKE, ASSIGNMENT, FIRST_CONTACT, ALLOCATION = cast_id(820), cast_id(821), cast_id(822), cast_id(823)
OFFER, ANSWER, QUEUE, CALL, EXIT, NEED = (cast_id(number) for number in range(824, 830))

EXAMPLES: tuple[DomainEvent, ...] = (
    IntakeReceived(
        **_case, entry_id=INTAKE, route=IntakeRoute.REFERRAL, request_source=RequestSource.COMMISSIONER,
        subject=IntakeSubject.CLIENT, needs_tested=True,
        requested_on=date(2024, 2, 26), channel=NoteChannel.LETTER, received_from_name="socialsekreterare Sara Låtsas",
        reason_codes=("spel",), own_words="Jag vill sluta spela.", told_by_others="Har skulder enligt socialsekreteraren.",
        offer_by=date(2024, 3, 18), source=source("Inkomna"),
    ),
    AssignmentReceived(
        **_case, entry_id=ASSIGNMENT, intake_id=INTAKE, received_on=date(2024, 2, 27),
        commissioner_name="socialsekreterare Sara Låtsas", assignment_text="Tolv samtal om spel enligt beslut.",
        assignment_aims=("Spela mindre.",), commissioner_reference="B 2024-17", from_date=date(2024, 3, 4),
        to_date=date(2024, 8, 30), report_back_on=date(2024, 6, 14), source=source("Uppdrag"),
    ),
    FirstContactMade(
        **_case, entry_id=FIRST_CONTACT, intake_id=INTAKE,
        occurred=Occurred(on=date(2024, 2, 28), at=time(9, 15), precision="minute"), channel=NoteChannel.TELEPHONE,
        contact_with=FirstContactWith.CLIENT, right_to_apply_told=True, source=source("Kontakter"),
    ),
    CaseAllocated(
        **_case, entry_id=ALLOCATION, intake_id=INTAKE, allocated_on=date(2024, 2, 28), team_name="KBT-teamet",
        allocated_unit_id=KBT_TEAM, source=source("Fördelning"),
    ),
    TimeOffered(
        **_case, entry_id=OFFER, intake_id=INTAKE, offered_on=date(2024, 2, 29), offered_for=Occurred(on=date(2024, 3, 4)),
        kind=SessionKind.CONVERSATION, source=source("Tider"),
    ),
    OfferedTimeAnswered(
        **_case, entry_id=ANSWER, offer_id=OFFER, answered_on=date(2024, 3, 1), answer=OfferAnswer.DECLINED,
        declined_because="Arbetar den dagen.", source=source("Tider"),
    ),
    PlacedInQueue(
        **_case, entry_id=QUEUE, intake_id=INTAKE, queued_on=date(2024, 2, 28), wait_reason="Inga lediga tider.",
        informed_of_wait=True, expected_on=date(2024, 4, 1), next_call_by=date(2024, 3, 13), source=source("Kö"),
    ),
    QueueCallMade(
        **_case, entry_id=CALL, queue_id=QUEUE, occurred=Occurred(on=date(2024, 3, 6)), reached=True, acute_need=YesNoUnknown.YES,
        call_finding="Kan inte betala hyran.", call_measure="Tid hos budgetrådgivaren samma dag.", next_call_by=date(2024, 3, 20),
        source=source("Kö"),
    ),
    LeftQueue(
        **_case, entry_id=EXIT, queue_id=QUEUE, queue_left_on=date(2024, 3, 8), outcome=QueueOutcome.OFFERED,
        left_because="En tid blev ledig.", source=source("Kö"),
    ),
    NeedCategorised(
        **_case, entry_id=NEED, categorised_on=date(2024, 3, 11),
        scale=NeedScale(
            scale_name="Behovsgrad", scale_version="2", agreed_with="Vuxenenheten", agreed_on=date(2024, 1, 15),
            need_categories=("litet", "medel", "stort"),
        ),
        need_category="medel", need_grounds="Arbetar, men skulderna växer.", source=source("Behov"),
    ),
)

FIRST = {
    "case.assignment_received": ["case.opened", "case.intake_received"],
    "case.first_contact_made": ["case.opened", "case.intake_received"],
    "case.allocated": ["case.opened", "case.intake_received"],
    "case.time_offered": ["case.opened", "case.intake_received"],
    "case.offered_time_answered": ["case.opened", "case.intake_received", "case.time_offered"],
    "case.placed_in_queue": ["case.opened", "case.intake_received"],
    "case.queue_call_made": ["case.opened", "case.intake_received", "case.placed_in_queue"],
    "case.left_queue": ["case.opened", "case.intake_received", "case.placed_in_queue"],
}

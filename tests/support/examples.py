"""One fixed cast of people, units and days, and one full example of every event type.

Everybody here is invented. A test that uses the cast shows only what it is about. The golden files are made of EXAMPLES, so
a change here is a change to what is claimed to be stored: read its diff as you would read one in the ledger.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from domain.access.events import RecordsRead
from domain.base import DomainEvent, Occurred, Purpose, Source, Stamp, envelope
from domain.board.events import BoardEstablished
from domain.case import events as case
from domain.case import journal_events as journal
from domain.codes import (
    Channel,
    CloseManner,
    EntryType,
    Gender,
    Housing,
    LegalBasis,
    NoteChannel,
    OutreachKind,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    SessionOutcome,
    ViewpointKind,
    ViewpointSubject,
    YesNoUnknown,
)
from domain.outreach.events import OutreachCorrected, OutreachRecorded
from domain.staff import events as staff
from domain.unit.events import ImportCompleted, UnitEstablished
from domain.viewpoint import events as viewpoint


def cast_id(number: int) -> UUID:
    """A fixed id that is plainly not a real one: 00000000-0000-4000-8000-00000000000N."""
    return UUID(int=0x00000000_0000_4000_8000_000000000000 + number)


BOARD = cast_id(1)
UNIT = cast_id(2)
"""Resursenheten, a unit of the board."""
KBT_TEAM = cast_id(3)
"""An activity inside the unit."""

ANNA, BO, CECILIA = cast_id(10), cast_id(11), cast_id(12)
"""Staff: Anna is responsible for the case, Bo takes over, Cecilia stands in."""
LOCAL_OPERATOR = cast_id(19)

CASE, OTHER_CASE = cast_id(20), cast_id(21)
VIEWPOINT, OUTREACH = cast_id(22), cast_id(23)

NOTE, NOTE_CORRECTION, OTHER_NOTE, OPINION = cast_id(30), cast_id(31), cast_id(32), cast_id(33)
SESSION, OTHER_SESSION = cast_id(34), cast_id(35)
PLAN = cast_id(36)
RATING, RENT, ATTENDANCE = cast_id(37), cast_id(38), cast_id(39)
HAND_OVER, STAND_IN, REQUEST, ABSENCE = cast_id(40), cast_id(41), cast_id(42), cast_id(43)

RECEIVED_ON = date(2024, 2, 26)
STARTED_ON = date(2024, 3, 4)
SESSION_ON = date(2024, 7, 10)
CLOSED_ON = date(2024, 11, 29)
TODAY = date(2024, 12, 2)

STAMP = Stamp(actor_id=ANNA, unit_id=UNIT, purpose=Purpose.CASE_WORK)
IMPORT_STAMP = Stamp(actor_id=LOCAL_OPERATOR, unit_id=UNIT, purpose=Purpose.IMPORT)
ADMINISTRATION_STAMP = Stamp(actor_id=LOCAL_OPERATOR, unit_id=None, purpose=Purpose.ADMINISTRATION)


def source(sheet: str, row: int = 2) -> Source:
    """Where an imported record stood."""
    return Source(
        system="Underlag 2024",
        sheet=sheet,
        row=row,
        year=2024,
        claimed_recorded_on=date(2024, 7, 12),
        claimed_recorded_at=datetime(2024, 7, 12, 16, 5),
    )


_case = envelope(CASE, 0, STAMP)
_imported_case = envelope(CASE, 0, IMPORT_STAMP)
_board = envelope(BOARD, 0, ADMINISTRATION_STAMP)
_unit = envelope(UNIT, 0, ADMINISTRATION_STAMP)
_anna = envelope(ANNA, 0, ADMINISTRATION_STAMP)
_viewpoint = envelope(VIEWPOINT, 0, STAMP) | {"case_id": CASE}
_outreach = envelope(OUTREACH, 0, IMPORT_STAMP)

_FACTS = {
    "unit": KBT_TEAM,
    "gender": Gender.WOMAN,
    "birth_year": 1980,
    "client_name": "Klara Påhittad",
    "received_on": RECEIVED_ON,
    "started_on": STARTED_ON,
    "legal_basis": LegalBasis.ASSISTANCE,
    "reason_codes": ("spel", "oro"),
    "source": source("Ärenden"),
}
_CIRCUMSTANCES = {
    "information_meeting": True,
    "continued_after_motivation": False,
    "children_in_home": YesNoUnknown.UNKNOWN,
    "housing": Housing.TRIAL_FLAT,
    "source": source("Ärenden"),
}
_CLOSING = {
    "closed_on": CLOSED_ON,
    "manner": CloseManner.AS_PLANNED,
    "referred_onward": False,
    "source": source("Ärenden"),
}
_PLAN = {
    "plan_id": PLAN,
    "established_on": date(2024, 3, 18),
    "individual_took_part": True,
    "contact_interval_days": 7,
    "goals": ("Spela mindre än en gång i veckan.", "Sova hela natten."),
    "follow_up_on": date(2024, 6, 17),
    "source": source("Ärenden"),
}
_SESSION = {
    "session_id": SESSION,
    "occurred": Occurred(on=SESSION_ON, at=time(13, 30), precision="minute"),
    "kind": SessionKind.HOME_VISIT,
    "participants": ("brukare", "behandlare"),
    "note_written_on": date(2024, 7, 12),
    "source": source("Besök"),
}
_AUTHOR = {"author_id": ANNA, "author_name": "Anna Exempel", "author_title": "KBT-behandlare"}
_TEXTS = {
    "unmarked": "Hembesök klockan halv två.",
    "fact": "Klara kom i tid och hade fört spelfri dagbok i fem dagar.",
    "assessment": "Motivationen bedöms ha ökat.",
    "individual_view": "Klara tycker att kvällarna är svårast.",
    "child_view": "Sonen säger att det är lugnare hemma.",
    "third_party": "Systern berättar att hon hjälper till med räkningarna.",
}
_RATING = {
    "rating_id": RATING,
    "rated_on": SESSION_ON,
    "instrument": "ORS",
    "phase": Phase.ONGOING,
    "respondent": Respondent.CLIENT,
    "subject": RatingSubject.CLIENT,
    "subscales": (Decimal("6.1"), Decimal("5.2"), Decimal("7.0"), Decimal("4.4")),
    "total": Decimal("22.7"),
    "source": source("Skattningar"),
}
_RENT = {"rent_id": RENT, "month": "2024-07", "paid_in_time": True, "source": source("Hyror")}
_ATTENDANCE = {
    "attendance_id": ATTENDANCE,
    "measured_on": date(2024, 5, 31),
    "phase": Phase.START,
    "percent": Decimal("62.5"),
    "source": source("Skolnärvaro"),
}
_VIEWPOINT = {
    "received_on": date(2024, 7, 11),
    "kind": ViewpointKind.COMPLAINT,
    "received_by": "Anna Exempel, KBT-behandlare",
    "giver_role": "par",
    "givers": (Gender.WOMAN, Gender.MAN),
    "subject_category": ViewpointSubject.TREATMENT_BY_STAFF,
    "channel": Channel.ORAL,
    "description": "Ville ha mer tid att tala till punkt.",
    "comment": "SRS ökade vid nästa möte.",
    "unit": KBT_TEAM,
    "source": source("Synpunkter"),
}
_OUTREACH = {
    "occurred_on": date(2024, 4, 19),
    "unit": KBT_TEAM,
    "kind": OutreachKind.INFORMED_PARENT,
    "gender": Gender.MAN,
    "child_gender": Gender.GIRL,
}
_ABSENCE = {"absence_id": ABSENCE, "from_date": date(2024, 7, 1), "to_date": date(2024, 8, 11)}
_REASON = "Fel uppgift i underlaget."

_ALL: tuple[DomainEvent, ...] = (
    BoardEstablished(**_board, name="Provnämnden", slug="provnamnden"),
    UnitEstablished(**_unit, name="Resursenheten", part_of=BOARD),
    ImportCompleted(
        **_unit,
        year=2024,
        counts=(("Ärenden", 430), ("Besök", 2929)),
        corrected=(("Ärenden", 1), ("Besök", 0)),
        claimed_system="Underlag 2024",
    ),
    staff.StaffMemberRegistered(**_anna, name="Anna Exempel", title="KBT-behandlare", unit=UNIT, source=source("Ärenden")),
    staff.StaffTitleChanged(**_anna, title="Samordnare", effective_from=date(2024, 9, 1)),
    staff.AbsenceRecorded(**_anna, **_ABSENCE, source=source("Frånvaro")),
    staff.AbsenceChanged(**_anna, **_ABSENCE, source=source("Frånvaro")),
    staff.AbsenceWithdrawn(**_anna, absence_id=ABSENCE),
    case.CaseOpened(**_imported_case, number="2024-0001", **_FACTS),
    case.CaseFactsCorrected(**_imported_case, **_FACTS, reason=_REASON),
    case.CircumstancesRecorded(**_imported_case, **_CIRCUMSTANCES),
    case.CircumstancesCorrected(**_imported_case, **_CIRCUMSTANCES, reason=_REASON),
    case.CaseAssigned(
        **_imported_case,
        staff_id=ANNA,
        staff_name="Anna Exempel",
        staff_title="KBT-behandlare",
        from_date=STARTED_ON,
        source=source("Ärenden"),
    ),
    case.CaseHandedOver(
        **_case,
        hand_over_id=HAND_OVER,
        from_staff_id=ANNA,
        to_staff_id=BO,
        to_staff_name="Bo Exempel",
        to_staff_title="Familjebehandlare",
        on_date=date(2024, 9, 2),
        message="Nästa samtal är bokat.",
    ),
    case.HandOverAccepted(**_case, hand_over_id=HAND_OVER, accepted_on=date(2024, 9, 3)),
    case.StandInAppointed(
        **_case,
        appointment_id=STAND_IN,
        absent_staff_id=ANNA,
        stand_in_id=CECILIA,
        stand_in_name="Cecilia Exempel",
        stand_in_title="KBT-behandlare",
        from_date=date(2024, 7, 1),
        to_date=date(2024, 8, 11),
    ),
    case.StandInEnded(**_case, appointment_id=STAND_IN, ended_on=date(2024, 7, 31)),
    case.CaseClosed(**_imported_case, **_CLOSING),
    case.CaseClosingCorrected(**_imported_case, **_CLOSING, reason=_REASON),
    case.CaseReopened(**_case, reopened_on=date(2024, 12, 1), reason="Ny ansökan."),
    case.AccountRequested(
        **_case,
        request_id=REQUEST,
        requested_on=date(2024, 8, 12),
        requested_by="Socialsekreterare Disa Exempel",
        question="Vad har gjorts i ärendet under juli?",
    ),
    case.AccountGiven(**_case, request_id=REQUEST, given_on=date(2024, 8, 14), answer="Tre hembesök gjordes."),
    case.PlanEstablished(**_imported_case, **_PLAN),
    case.PlanCorrected(**_imported_case, **_PLAN, reason=_REASON),
    case.SessionHeld(**_imported_case, **_SESSION),
    case.SessionMissed(**_imported_case, **_SESSION),
    case.SessionCancelled(**_imported_case, **_SESSION),
    case.SessionCorrected(**_imported_case, **_SESSION, outcome=SessionOutcome.MISSED, reason=_REASON),
    journal.JournalNoteRecorded(
        **_imported_case,
        **_AUTHOR,
        **_TEXTS,
        note_id=NOTE,
        occurred=Occurred(on=SESSION_ON),
        entry_type=EntryType.OTHER,
        claimed_entry_type="Minnesanteckning",
        information_source="Brukaren och hennes syster",
        channel=NoteChannel.HOME_VISIT,
        session_id=SESSION,
        plan_id=PLAN,
        participants=("brukare", "behandlare", "syster"),
        individual_informed=True,
        late_reason="Ordinarie behandlare var frånvarande.",
        moved_from=OTHER_NOTE,
        source=source("Journal"),
    ),
    journal.JournalNoteCorrected(
        **_case,
        **_AUTHOR,
        **_TEXTS | {"fact": "Klara kom i tid och hade fört spelfri dagbok i fyra dagar."},
        note_id=NOTE,
        correction_id=NOTE_CORRECTION,
        reason="Antalet dagar var fel.",
        occurred=Occurred(on=date(2024, 3, 1)),
        information_source="brukaren",
        claimed_entry_type="Samtal",
        source=source("Journal"),
    ),
    journal.NoteMisfiled(
        **_case, **_AUTHOR, note_id=NOTE, belongs_to_case=OTHER_CASE, reason="Anteckningen gäller en annan person."
    ),
    journal.DifferingOpinionNoted(
        **_case,
        opinion_id=OPINION,
        target_ids=(NOTE, SESSION),
        statement="Dagboken fördes i sju dagar.",
        stated_by="brukaren",
        stated_on=date(2024, 9, 6),
    ),
    case.RatingRecorded(**_imported_case, **_RATING),
    case.RatingCorrected(**_imported_case, **_RATING, reason=_REASON),
    case.RentMonthRecorded(**_imported_case, **_RENT),
    case.RentMonthCorrected(**_imported_case, **_RENT, reason=_REASON),
    case.SchoolAttendanceRecorded(**_imported_case, **_ATTENDANCE),
    case.SchoolAttendanceCorrected(**_imported_case, **_ATTENDANCE, reason=_REASON),
    viewpoint.ViewpointReceived(**_viewpoint, **_VIEWPOINT),
    viewpoint.AdaptationMade(**_viewpoint, adaptation="Agenda vid samtalets början.", source=source("Synpunkter")),
    viewpoint.FeedbackGiven(**_viewpoint, given_on=date(2024, 7, 25), source=source("Synpunkter")),
    viewpoint.ViewpointCorrected(
        **_viewpoint,
        **_VIEWPOINT,
        adaptation="Agenda vid samtalets början.",
        feedback_on=date(2024, 7, 25),
        reason=_REASON,
    ),
    OutreachRecorded(**_outreach, **_OUTREACH, source=source("Uppsökande")),
    OutreachCorrected(**_outreach, **_OUTREACH, reason=_REASON, source=source("Uppsökande")),
)

EXAMPLES: dict[str, DomainEvent] = {event.wire_name(): event for event in _ALL}
"""By wire name, one example of every event type of the record ledger, with every field filled."""

ACCESS_EXAMPLES: dict[str, DomainEvent] = {
    RecordsRead.wire_name(): RecordsRead(
        **envelope(cast_id(50), 0, STAMP),
        caller="anna",
        action="case show",
        cases=(CASE, OTHER_CASE),
        known_at=4711,
        outcome="shown",
        search_terms="2024-0001",
        log_subject=cast_id(51),
    )
}
"""The same for the access log."""

"""One full example of every event type, with the cast that they are about.

Everybody here is invented. A test that uses the cast shows only what it is about. The golden files are made of EXAMPLES, so
a change here is a change to what is claimed to be stored: read its diff as you would read one in the ledger.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from domain.access.events import RecordsRead, SessionChanged
from domain.base import DomainEvent, Occurred, envelope
from domain.board.events import BoardEstablished
from domain.case import events as case
from domain.case import journal_events as journal
from domain.case.entry_events import EntryStruck
from domain.case.ratings.codes import AdministrationMode
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
from domain.viewpoint.codes import FeedbackHow, GiverRole
from domain.viewpoint.givers import Giver
from tests.support.area_examples import AREA_EXAMPLES
from tests.support.area_examples.offering import OFFERING
from tests.support.area_examples.ratings import MISSING_FOURTH, STEP_MOTHER
from tests.support.cast import (
    ABSENCE as ABSENCE,
)
from tests.support.cast import (
    ADMINISTRATION_STAMP as ADMINISTRATION_STAMP,
)
from tests.support.cast import (
    ANNA as ANNA,
)
from tests.support.cast import (
    ATTENDANCE as ATTENDANCE,
)
from tests.support.cast import (
    BO as BO,
)
from tests.support.cast import (
    BOARD as BOARD,
)
from tests.support.cast import (
    CASE as CASE,
)
from tests.support.cast import (
    CECILIA as CECILIA,
)
from tests.support.cast import (
    CLOSED_ON as CLOSED_ON,
)
from tests.support.cast import (
    HAND_OVER as HAND_OVER,
)
from tests.support.cast import (
    IMPORT_STAMP as IMPORT_STAMP,
)
from tests.support.cast import (
    KBT_TEAM as KBT_TEAM,
)
from tests.support.cast import (
    LOCAL_OPERATOR as LOCAL_OPERATOR,
)
from tests.support.cast import (
    NOTE as NOTE,
)
from tests.support.cast import (
    NOTE_CORRECTION as NOTE_CORRECTION,
)
from tests.support.cast import (
    OPINION as OPINION,
)
from tests.support.cast import (
    OTHER_CASE as OTHER_CASE,
)
from tests.support.cast import (
    OTHER_NOTE as OTHER_NOTE,
)
from tests.support.cast import (
    OTHER_SESSION as OTHER_SESSION,
)
from tests.support.cast import (
    OUTREACH as OUTREACH,
)
from tests.support.cast import (
    PLAN as PLAN,
)
from tests.support.cast import (
    RATING as RATING,
)
from tests.support.cast import (
    RECEIVED_ON as RECEIVED_ON,
)
from tests.support.cast import (
    RENT as RENT,
)
from tests.support.cast import (
    REQUEST as REQUEST,
)
from tests.support.cast import (
    SESSION as SESSION,
)
from tests.support.cast import (
    SESSION_ON as SESSION_ON,
)
from tests.support.cast import (
    STAMP as STAMP,
)
from tests.support.cast import (
    STAND_IN as STAND_IN,
)
from tests.support.cast import (
    STARTED_ON as STARTED_ON,
)
from tests.support.cast import (
    TODAY as TODAY,
)
from tests.support.cast import (
    UNIT as UNIT,
)
from tests.support.cast import (
    VIEWPOINT as VIEWPOINT,
)
from tests.support.cast import (
    cast_id as cast_id,
)
from tests.support.cast import (
    source as source,
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
    "offering": OFFERING,
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
    "instrument_version": "1",
    "respondent": Respondent.CLIENT,
    "respondent_person_id": STEP_MOTHER,
    "subject": RatingSubject.CLIENT,
    "about_person_id": STEP_MOTHER,
    "subscales": (Decimal("6.1"), Decimal("5.2"), Decimal("7.0"), Decimal("4.4")),
    "missing_items": MISSING_FOURTH,
    "total": Decimal("22.7"),
    "mode": AdministrationMode.PAPER,
    "language": "sv",
    "session_id": SESSION,
    "assisted": False,
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
    "received_by_id": ANNA,
    "received_by_name": "Anna Exempel",
    "received_by_title": "KBT-behandlare",
    "received_by": "Anna Exempel, KBT-behandlare",
    "giver_role": "par",
    "givers": (
        Giver(giver=GiverRole.CLIENT, gender=Gender.WOMAN), Giver(giver=GiverRole.PARTNER, gender=Gender.MAN),
    ),
    "passed_on_by": GiverRole.COMMISSIONER,
    "subject_category": ViewpointSubject.TREATMENT_BY_STAFF,
    "channel": Channel.ORAL,
    "description": "Ville ha mer tid att tala till punkt.",
    "comment": "SRS ökade vid nästa möte.",
    "unit": KBT_TEAM,
    "source": source("Synpunkter"),
}
_ADAPTATION = {
    "adaptation": "Agenda vid samtalets början.",
    "adapted_on": date(2024, 7, 18),
    "adapted_by_id": ANNA,
    "adapted_by_name": "Anna Exempel",
    "adapted_by_title": "KBT-behandlare",
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
    EntryStruck(**_case, entry_id=cast_id(700), reason=_REASON, replaced_by=cast_id(98)),
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
    viewpoint.AdaptationMade(**_viewpoint, **_ADAPTATION, source=source("Synpunkter")),
    viewpoint.FeedbackGiven(
        **_viewpoint, given_on=date(2024, 7, 25), feedback_how=FeedbackHow.CONVERSATION, source=source("Synpunkter")
    ),
    viewpoint.ViewpointCorrected(
        **_viewpoint,
        **_VIEWPOINT,
        **_ADAPTATION,
        feedback_on=date(2024, 7, 25),
        feedback_how=FeedbackHow.CONVERSATION,
        reason=_REASON,
    ),
    OutreachRecorded(**_outreach, **_OUTREACH, source=source("Uppsökande")),
    OutreachCorrected(**_outreach, **_OUTREACH, reason=_REASON, source=source("Uppsökande")),
)

EXAMPLES: dict[str, DomainEvent] = {event.wire_name(): event for event in (*_ALL, *AREA_EXAMPLES)}
"""By wire name, one example of every event type of the record ledger, with every field filled."""

EXAMPLE_OF: dict[str, DomainEvent] = {event.TYPE: event for event in EXAMPLES.values()}
"""The same by event type, whatever its form's number is today."""

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
    ),
    SessionChanged.wire_name(): SessionChanged(
        **envelope(cast_id(52), 0, STAMP),
        caller="konto:anna",
        action="POST /login",
        session_act="log_in",
        factor="password",
        outcome="refused",
        refusal="wrong",
        name_tried="anna",
        log_subject=cast_id(51),
    ),
}
"""The same for the access log."""

"""Facts about a case (sv. *ärende*): opening, responsibility, plan, sessions, closing, and what was measured.

The journal's own facts are in `journal_events.py`. A correction carries the new values whole, so that the state after it
is the correction's own fields and nothing has to be merged; `None` there means "not known", never "unchanged".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, Occurred, Source
from domain.case.ratings.codes import AdministrationMode
from domain.case.ratings.values import MissingItem
from domain.codes import (
    CloseManner,
    Gender,
    Housing,
    LegalBasis,
    Phase,
    RatingSubject,
    Respondent,
    SessionKind,
    SessionOutcome,
    YesNoUnknown,
)


class CaseFacts(DomainEvent):
    """The basic facts of a case (sv. *grundläggande uppgifter*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"client_name": "identity"}

    unit: UUID
    gender: Gender
    birth_year: int | None = None
    client_name: str | None = None
    received_on: date | None = None
    """When the assignment or the person's own request came in (sv. *inkom*)."""
    started_on: date | None = None
    """First day of treatment (sv. *start*)."""
    legal_basis: LegalBasis | None = None
    reason_codes: tuple[str, ...] = ()
    """Coded reasons for contact (sv. *anledning*)."""
    offering: UUID | None = None
    """The service offering that the person takes up, whose regime holds for the case (sv. *verksamhetsutbud*)."""
    source: Source | None = None


class CaseOpened(CaseFacts):
    """A case was opened (sv. *ärende*, *akt*). Source: SoL 2025:400 14:3."""

    TYPE: ClassVar[str] = "case.opened"

    number: str
    """Unique in its unit."""


class CaseFactsCorrected(CaseFacts):
    """The basic facts were wrong; these are the values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.facts_corrected"

    reason: str


class Circumstances(DomainEvent):
    """Circumstances that rules and statistics ask for (sv. *omständigheter*); None = not known."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    information_meeting: bool | None = None
    continued_after_motivation: bool | None = None
    """Whether treatment went on after the introductory talks (sv. *motivationsfas*)."""
    children_in_home: YesNoUnknown | None = None
    housing: Housing | None = None
    source: Source | None = None


class CircumstancesRecorded(Circumstances):
    """Circumstances were asked for and recorded (sv. *omständigheter*). Source: SoL 2025:400 3:1 on children in the home."""

    TYPE: ClassVar[str] = "case.circumstances_recorded"


class CircumstancesCorrected(Circumstances):
    """Circumstances were wrong or have become known; these are the values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.circumstances_corrected"

    reason: str


class CaseAssigned(DomainEvent):
    """A member of staff became responsible for the case (sv. *ansvarig behandlare*)."""

    TYPE: ClassVar[str] = "case.assigned"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"staff_name": "staff"}

    staff_id: UUID
    staff_name: str
    staff_title: str | None = None
    from_date: date | None = None
    source: Source | None = None


class CaseHandedOver(DomainEvent):
    """Responsibility was offered to a colleague; it moves when the colleague accepts (sv. *överlämning*)."""

    TYPE: ClassVar[str] = "case.handed_over"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"to_staff_name": "staff"}

    hand_over_id: UUID
    from_staff_id: UUID
    to_staff_id: UUID
    to_staff_name: str
    to_staff_title: str | None = None
    on_date: date
    message: str | None = None


class HandOverAccepted(DomainEvent):
    """The colleague took over responsibility (sv. *mottagen överlämning*)."""

    TYPE: ClassVar[str] = "case.hand_over_accepted"

    hand_over_id: UUID
    accepted_on: date


class StandInAppointed(DomainEvent):
    """Somebody looks after the case while the responsible is away, both days included (sv. *ersättare*)."""

    TYPE: ClassVar[str] = "case.stand_in_appointed"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"stand_in_name": "staff"}

    appointment_id: UUID
    absent_staff_id: UUID
    stand_in_id: UUID
    stand_in_name: str
    stand_in_title: str | None = None
    from_date: date
    to_date: date | None = None
    """The last day; None = until ended."""


class StandInEnded(DomainEvent):
    """A stand-in's last day was fixed (sv. *avslutat ersättarskap*)."""

    TYPE: ClassVar[str] = "case.stand_in_ended"

    appointment_id: UUID
    ended_on: date
    """The last day as stand-in."""


class Closing(DomainEvent):
    """How and when a case ended (sv. *avslut*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    closed_on: date
    manner: CloseManner | None = None
    referred_onward: bool | None = None
    """Whether the person was referred to other help (sv. *remitterad vidare*)."""
    source: Source | None = None


class CaseClosed(Closing):
    """The case was closed (sv. *avslut*)."""

    TYPE: ClassVar[str] = "case.closed"


class CaseClosingCorrected(Closing):
    """The closing was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.closing_corrected"

    reason: str


class CaseReopened(DomainEvent):
    """A closed case was opened again (sv. *återöppnat ärende*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.reopened"

    reopened_on: date
    reason: str


class AccountRequested(DomainEvent):
    """The commissioner asked what has been done in the case (sv. *begäran om redogörelse*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.account_requested"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"requested_by": "third_party", "question": "third_party"}

    request_id: UUID
    requested_on: date
    requested_by: str
    """Role and name of who asks (sv. *uppdragsgivare*)."""
    question: str


class AccountGiven(DomainEvent):
    """The commissioner's request was answered (sv. *redogörelse*)."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    TYPE: ClassVar[str] = "case.account_given"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"answer": "fact"}

    request_id: UUID
    given_on: date
    answer: str


class PlanFacts(DomainEvent):
    """What an implementation plan says."""

    COUNTS_AS_NOTE: ClassVar[bool] = True
    SEGMENTS: ClassVar[Mapping[str, str]] = {"goals": "plan"}

    plan_id: UUID
    established_on: date
    individual_took_part: bool | None = None
    """Whether the person took part in drawing it up (sv. *delaktig i planen*)."""
    contact_interval_days: int | None = None
    """Planned days between contacts."""
    goals: tuple[str, ...] = ()
    follow_up_on: date | None = None
    source: Source | None = None


class PlanEstablished(PlanFacts):
    """An implementation plan was established (sv. *genomförandeplan*). Source: SOSFS 2014:5 6 kap., allmänna råd."""

    TYPE: ClassVar[str] = "case.plan_established"


class PlanCorrected(PlanFacts):
    """A plan was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.plan_corrected"

    reason: str


class SessionFacts(DomainEvent):
    """A session in the calendar, whatever became of it."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    session_id: UUID
    occurred: Occurred
    kind: SessionKind
    participants: tuple[str, ...] = ()
    """Who took part, or was to, as roles."""
    note_written_on: date | None = None
    """The source's claim that a journal note was written, and when; None = no claim."""
    source: Source | None = None


class SessionHeld(SessionFacts):
    """A session took place (sv. *genomfört besök*)."""

    TYPE: ClassVar[str] = "case.session_held"

    @property
    def outcome(self) -> SessionOutcome:
        """Held: the same name as the field of a correction, so that a session is asked one way."""
        return SessionOutcome.HELD


class SessionMissed(SessionFacts):
    """The client did not come (sv. *uteblivet besök*)."""

    TYPE: ClassVar[str] = "case.session_missed"

    @property
    def outcome(self) -> SessionOutcome:
        """Missed."""
        return SessionOutcome.MISSED


class SessionCancelled(SessionFacts):
    """A session was called off beforehand (sv. *avbokat besök*)."""

    TYPE: ClassVar[str] = "case.session_cancelled"

    @property
    def outcome(self) -> SessionOutcome:
        """Cancelled."""
        return SessionOutcome.CANCELLED


class SessionCorrected(SessionFacts):
    """A session was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.session_corrected"

    outcome: SessionOutcome
    reason: str


class RatingFacts(DomainEvent):
    """One administration of one instrument. Scores are exact decimals in the instrument's own scale."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    SCHEMA: ClassVar[int] = 2

    rating_id: UUID
    rated_on: date
    """When it was filled in; on paper that is before it was recorded."""
    instrument: str
    instrument_version: str | None = None
    """Of the definition that it was scored by; None = a source that states none."""
    phase: Phase
    respondent: Respondent
    respondent_person_id: UUID | None = None
    """Which of several parents or other people, by the entry that names them."""
    subject: RatingSubject
    about_person_id: UUID | None = None
    """Whom it is about beside the client, by the entry that names them: for instance which of two caregivers."""
    subscales: tuple[Decimal | None, ...] = ()
    """In the instrument's order; None = no answer, and `missing_items` says why."""
    missing_items: tuple[MissingItem, ...] = ()
    total: Decimal | None = None
    mode: AdministrationMode | None = None
    language: str | None = None
    """Of the form, as in ISO 639."""
    session_id: UUID | None = None
    """The session, contact or attendance in a group at which it was made."""
    assisted: bool | None = None
    """Whether somebody read the form aloud or helped to fill it in."""
    source: Source | None = None

    def mentions(self, entry_id: UUID) -> bool:
        """Whether it refers to an entry of an area."""
        return entry_id in (self.respondent_person_id, self.about_person_id, self.session_id)


class RatingRecorded(RatingFacts):
    """Somebody rated with an instrument (sv. *skattning*)."""

    TYPE: ClassVar[str] = "case.rating_recorded"


class RatingCorrected(RatingFacts):
    """A rating was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.rating_corrected"

    reason: str


class RentFacts(DomainEvent):
    """One month's rent."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    rent_id: UUID
    month: str
    """As YYYY-MM."""
    paid_in_time: bool | None = None
    source: Source | None = None


class RentMonthRecorded(RentFacts):
    """It is known whether a month's rent was paid in time (sv. *hyra betald i tid*)."""

    TYPE: ClassVar[str] = "case.rent_recorded"


class RentMonthCorrected(RentFacts):
    """A rent month was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.rent_corrected"

    reason: str


class AttendanceFacts(DomainEvent):
    """One measurement of school attendance."""

    COUNTS_AS_NOTE: ClassVar[bool] = True

    attendance_id: UUID
    measured_on: date
    phase: Phase
    percent: Decimal
    source: Source | None = None


class SchoolAttendanceRecorded(AttendanceFacts):
    """A pupil's attendance was measured, in percent (sv. *skolnärvaro*)."""

    TYPE: ClassVar[str] = "case.attendance_recorded"


class SchoolAttendanceCorrected(AttendanceFacts):
    """An attendance measurement was wrongly recorded; these are its values now, whole (sv. *rättelse*)."""

    TYPE: ClassVar[str] = "case.attendance_corrected"

    reason: str

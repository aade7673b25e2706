"""What one valid row of each sheet says, one class a sheet.

`row` is the row's number as a spreadsheet counts (the header is 1). None = the cell was empty, so the fact is not known.
Named tuples: a workbook may have 200 000 rows, and they are small and quick to make.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.codes import (
    Channel,
    CloseManner,
    Gender,
    Housing,
    LegalBasis,
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
from domain.workbook.days import Written


class CaseRow(NamedTuple):
    """One case (sv. *ärende*) as it stands when the workbook is handed in. Sheet: Ärenden."""

    row: int
    case_number: str
    """Ärende; unique in the unit."""
    service_name: str | None
    """Verksamhet, as written."""
    gender: Gender | None
    """Kön."""
    birth_year: int | None
    """Födelseår."""
    received_on: date | None
    """Inkom."""
    started_on: date | None
    """Start."""
    therapist: str | None
    """Behandlare."""
    legal_basis: LegalBasis | None
    """Beslut."""
    information_meeting: bool | None
    """Informationsmöte."""
    continued_after_motivation: bool | None
    """Fortsatte efter motivationsfas."""
    plan_established_on: date | None
    """Genomförandeplan."""
    took_part_in_plan: bool | None
    """Delaktig i planen."""
    children_in_home: YesNoUnknown | None
    """Barn i hemmet."""
    housing: Housing | None
    """Boende."""
    closed_on: date | None
    """Avslutat."""
    close_manner: CloseManner | None
    """Avslutssätt."""
    referred_onward: bool | None
    """Remitterad vidare."""
    close_reason: str | None
    """Anledning; the unit's own code."""


class VisitRow(NamedTuple):
    """One planned or held contact (sv. *besök*). Sheet: Besök."""

    row: int
    case_number: str
    """Ärende."""
    occurred_on: date
    """Datum."""
    kind: SessionKind
    """Slag."""
    outcome: SessionOutcome
    """Utfall."""
    participants: tuple[str, ...] | None
    """Deltagare, split at the commas."""
    note_written_on: date | None
    """Anteckning skriven; what the source claims."""


class RatingRow(NamedTuple):
    """One rating (sv. *skattning*). Sheet: Skattningar. Numbers are exact, without trailing zeros."""

    row: int
    case_number: str
    """Ärende."""
    rated_on: date
    """Datum."""
    instrument: str
    """Instrument; the catalogue's spelling."""
    phase: Phase
    """Fas."""
    respondent: Respondent
    """Skattare."""
    subscales: tuple[Decimal, ...] | None
    """Delskalor, in the instrument's order."""
    total: Decimal | None
    """Summa. Given, or absent while the subscales are given; never computed here."""
    subject: RatingSubject
    """Gäller; an empty cell or an absent column is the client."""


class ViewpointRow(NamedTuple):
    """One viewpoint or complaint (sv. *synpunkt*). Sheet: Synpunkter."""

    row: int
    received_on: date
    """Inkom datum."""
    kind: ViewpointKind
    """Kategori."""
    received_by: str | None
    """Vem tog emot?"""
    giver_role: str | None
    """Vem lämnar synpunkten?"""
    givers: tuple[Gender, ...] | None
    """Kön; two givers for `kvinna och man`."""
    subject_category: ViewpointSubject | None
    """Synpunkten gäller."""
    channel: Channel | None
    """Lämnades skriftligt/muntligt."""
    description: str | None
    """Kort beskrivning av klagomålet/synpunkten."""
    adaptation: str | None
    """Åtgärd; given = it led to an adaptation."""
    feedback_on: date | None
    """Återkoppling datum."""
    comment: str | None
    """Kommentar."""
    case_number: str | None
    """Ärende."""


class RentRow(NamedTuple):
    """One month's rent (sv. *hyra*). Sheet: Hyror."""

    row: int
    case_number: str
    """Ärende."""
    month: date
    """Månad; its first day."""
    paid_in_time: bool | None
    """Betald i tid."""


class AttendanceRow(NamedTuple):
    """One measure of school attendance (sv. *skolnärvaro*). Sheet: Skolnärvaro."""

    row: int
    case_number: str
    """Ärende."""
    measured_on: date
    """Datum."""
    phase: Phase
    """Fas: start, avslut or uppföljning."""
    percent: Decimal | None
    """Närvaro %, 0–100; None = asked for and not known."""


class OutreachRow(NamedTuple):
    """One result of outreach work, without a case (sv. *uppsökande arbete*). Sheet: Uppsökande."""

    row: int
    occurred_on: date
    """Datum."""
    service_name: str | None
    """Verksamhet, as written."""
    kind: OutreachKind
    """Slag."""
    gender: Gender | None
    """Kön; of the parent who was informed."""
    child_gender: Gender | None
    """Barnets kön."""


class JournalRow(NamedTuple):
    """One journal note (sv. *journalanteckning*). Sheet: Journal."""

    row: int
    case_number: str
    """Ärende."""
    occurred_on: date
    """Händelsedatum."""
    written: Written
    """Skriven; what the source claims."""
    author: str | None
    """Författare."""
    author_title: str | None
    """Befattning."""
    source: str | None
    """Källa."""
    kind: str | None
    """Slag, as written."""
    text: str
    """Text, exactly as written."""


class AbsenceRow(NamedTuple):
    """One period that a member of staff is away (sv. *frånvaro*); never its cause. Sheet: Frånvaro."""

    row: int
    therapist: str
    """Behandlare."""
    from_date: date
    """Från."""
    to_date: date | None
    """Till, included; None = until further notice."""


WorkbookRow = CaseRow | VisitRow | RatingRow | ViewpointRow | RentRow | AttendanceRow | OutreachRow | JournalRow | AbsenceRow

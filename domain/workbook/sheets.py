"""The format as data: which sheets there are, their columns in the order of the row's fields, and what each cell takes.

A `required` column must stand in the header and be filled in on every row: without it the row says nothing that can be
recorded. Every other cell may be empty, which means that it is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain import codes
from domain.workbook import cells, days, numbers, rows
from domain.workbook.cells import CellContext, Converter


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Args:
        header: As the format spells it; found without regard to case.
        field: The field of the row class.
        kind: Makes the converter for one reading.
        default: What an empty cell or an absent column means.
    """

    header: str
    field: str
    kind: Callable[[CellContext], Converter]
    required: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the format, which gives rows of one class."""

    name: str
    row_type: type[Any]
    columns: tuple[Column, ...]

    def header_of(self, field: str) -> str:
        """The column header that a field stands under."""
        return next(column.header for column in self.columns if column.field == field)


UNIT_SHEET = "Enhet"
"""The sheet without header that names the unit, the board and the year."""

CASES = "Ärenden"
VISITS = "Besök"
RATINGS = "Skattningar"
VIEWPOINTS = "Synpunkter"
RENTS = "Hyror"
ATTENDANCE = "Skolnärvaro"
OUTREACH = "Uppsökande"
JOURNAL = "Journal"
ABSENCE = "Frånvaro"

_GENDER = cells.words(codes.Gender, "kön")
_CASE = Column("Ärende", "case_number", cells.case_number, required=True)


_SHEETS = (
    # The cases come first, whatever the order in the file: the other sheets are checked against them.
    Sheet(
        CASES,
        rows.CaseRow,
        (
            _CASE,
            Column("Verksamhet", "service_name", cells.name),
            Column("Kön", "gender", _GENDER),
            Column("Födelseår", "birth_year", numbers.year),
            Column("Inkom", "received_on", days.past_date),
            Column("Start", "started_on", days.past_date),
            Column("Behandlare", "therapist", cells.name),
            Column("Beslut", "legal_basis", cells.words(codes.LegalBasis, "beslut")),
            Column("Informationsmöte", "information_meeting", cells.yes_or_no("informationsmöte")),
            Column("Fortsatte efter motivationsfas", "continued_after_motivation", cells.yes_or_no("motivationsfas")),
            Column("Genomförandeplan", "plan_established_on", days.past_date),
            Column("Delaktig i planen", "took_part_in_plan", cells.yes_or_no("delaktighet")),
            Column("Barn i hemmet", "children_in_home", cells.words(codes.YesNoUnknown, "barn i hemmet")),
            Column("Boende", "housing", cells.words(codes.Housing, "boende")),
            Column("Avslutat", "closed_on", days.past_date),
            Column("Avslutssätt", "close_manner", cells.words(codes.CloseManner, "avslutssätt")),
            Column("Remitterad vidare", "referred_onward", cells.yes_or_no("remittering")),
            Column("Anledning", "close_reason", cells.name),
        ),
    ),
    Sheet(
        VISITS,
        rows.VisitRow,
        (
            _CASE,
            Column("Datum", "occurred_on", days.past_date, required=True),
            Column("Slag", "kind", cells.words(codes.SessionKind, "slag av besök"), required=True),
            Column("Utfall", "outcome", cells.words(codes.SessionOutcome, "utfall"), required=True),
            Column("Deltagare", "participants", cells.participants),
            Column("Anteckning skriven", "note_written_on", days.past_date),
        ),
    ),
    Sheet(
        RATINGS,
        rows.RatingRow,
        (
            _CASE,
            Column("Datum", "rated_on", days.past_date, required=True),
            Column("Instrument", "instrument", cells.instrument, required=True),
            Column("Fas", "phase", cells.words(codes.Phase, "fas"), required=True),
            Column("Skattare", "respondent", cells.words(codes.Respondent, "skattare"), required=True),
            Column("Delskalor", "subscales", numbers.subscales),
            Column("Summa", "total", numbers.number),
            Column(
                "Gäller",
                "subject",
                cells.words(codes.RatingSubject, "vem skattningen gäller"),
                default=codes.RatingSubject.CLIENT,
            ),
        ),
    ),
    Sheet(
        VIEWPOINTS,
        rows.ViewpointRow,
        (
            Column("Inkom datum", "received_on", days.past_date, required=True),
            Column("Kategori", "kind", cells.words(codes.ViewpointKind, "kategori"), required=True),
            Column("Vem tog emot?", "received_by", cells.name),
            Column("Vem lämnar synpunkten?", "giver_role", cells.name),
            Column("Kön", "givers", cells.givers),
            Column("Synpunkten gäller", "subject_category", cells.words(codes.ViewpointSubject, "vad synpunkten gäller")),
            Column("Lämnades skriftligt/muntligt", "channel", cells.words(codes.Channel, "hur synpunkten lämnades")),
            Column("Kort beskrivning av klagomålet/synpunkten", "description", cells.free_text),
            Column("Åtgärd", "adaptation", cells.free_text),
            Column("Återkoppling datum", "feedback_on", days.short_date),
            Column("Kommentar", "comment", cells.free_text),
            Column("Ärende", "case_number", cells.case_number),
        ),
    ),
    Sheet(
        RENTS,
        rows.RentRow,
        (
            _CASE,
            Column("Månad", "month", days.month, required=True),
            Column("Betald i tid", "paid_in_time", cells.yes_or_no("betald i tid")),
        ),
    ),
    Sheet(
        ATTENDANCE,
        rows.AttendanceRow,
        (
            _CASE,
            Column("Datum", "measured_on", days.past_date, required=True),
            Column("Fas", "phase", cells.words(codes.Phase, "fas", codes.Phase.ONGOING), required=True),
            Column("Närvaro %", "percent", numbers.percent),
        ),
    ),
    Sheet(
        OUTREACH,
        rows.OutreachRow,
        (
            Column("Datum", "occurred_on", days.past_date, required=True),
            Column("Verksamhet", "service_name", cells.name),
            Column("Slag", "kind", cells.words(codes.OutreachKind, "slag av uppsökande arbete"), required=True),
            Column("Kön", "gender", _GENDER),
            Column("Barnets kön", "child_gender", cells.words(codes.Gender, "barnets kön")),
        ),
    ),
    Sheet(
        JOURNAL,
        rows.JournalRow,
        (
            _CASE,
            Column("Händelsedatum", "occurred_on", days.past_date, required=True),
            Column("Skriven", "written", days.written, required=True),
            Column("Författare", "author", cells.name),
            Column("Befattning", "author_title", cells.name),
            Column("Källa", "source", cells.name),
            Column("Slag", "kind", cells.name),
            Column("Text", "text", cells.free_text, required=True),
        ),
    ),
    Sheet(
        ABSENCE,
        rows.AbsenceRow,
        (
            Column("Behandlare", "therapist", cells.name, required=True),
            Column("Från", "from_date", days.any_date, required=True),
            Column("Till", "to_date", days.any_date),
        ),
    ),
)

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in _SHEETS}
"""Every sheet with a header, by name, in the order they are read."""

"""What the cells of one row must be to each other, to the row's case, and to the sheet's other rows.

A rule yields a finding on the cell that a person should look at first. It looks only at cells that could be read, so that
one mistake is not reported twice. A warning is something that can be true but seldom is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Set
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from domain.codes import Phase, RatingSubject, SessionKind
from domain.instruments import INSTRUMENTS, Instrument
from domain.instruments.exact import swedish
from domain.workbook.rows import (
    AbsenceRow,
    AttendanceRow,
    CaseRow,
    JournalRow,
    RatingRow,
    RentRow,
    ViewpointRow,
    VisitRow,
)

MAX_AGE_YEARS = 120
"""Policy: nobody in a case is older than this in the workbook's year; no date in it is earlier either."""


class RowRemark(NamedTuple):
    """One thing that a rule has found, on a field of the row class."""

    field: str
    message: str
    is_warning: bool = False


class CaseRegister:
    """The cases that the rows of a workbook may belong to.

    Args:
        year: The workbook's year.
        known_cases: Case numbers that the unit already has.
    """

    def __init__(self, *, year: int, known_cases: Container[str]) -> None:
        self.year = year
        self.is_readable = True
        """False when the sheet of cases has no column of case numbers: then no row can be said to lack its case."""
        self._known_cases = known_cases
        self._rows: dict[str, CaseRow] = {}
        self._rents: dict[tuple[str, date], RentRow] = {}

    def add(self, row: CaseRow) -> CaseRow | None:
        """Take in a case; the row that already had its number, or None."""
        first = self._rows.setdefault(row.case_number, row)
        return None if first is row else first

    def add_rent(self, row: RentRow) -> RentRow | None:
        """Take in a rent month; the row that already had it, or None."""
        first = self._rents.setdefault((row.case_number, row.month), row)
        return None if first is row else first

    def find(self, case_number: str | None) -> CaseRow | None:
        """The case's row in this workbook, if it has one."""
        return None if case_number is None else self._rows.get(case_number)

    def lacks(self, case_number: str | None) -> bool:
        """Whether a case number names no case of this workbook or of before."""
        return (
            case_number is not None
            and self.is_readable
            and case_number not in self._rows
            and case_number not in self._known_cases
        )


Rule = Callable[[Any, Set[str], CaseRegister], Iterator[RowRemark]]
"""Takes the row, the fields whose cells could not be read (None in the row), and the cases."""


def case_rules(row: CaseRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Ärenden."""
    if row.case_number is not None and (first := cases.add(row)):
        yield RowRemark("case_number", f"dubblett av rad {first.row}; varje ärende står på en rad")
    yield from _birth_year_rules(row, cases)
    if row.started_on and row.received_on and row.started_on < row.received_on:
        yield RowRemark("started_on", "ärendet startade innan det inkom; kontrollera datumen", is_warning=True)
    if row.closed_on and row.started_on and row.closed_on < row.started_on:
        yield RowRemark("closed_on", "avslutat före start; tillåtet: samma dag som Start eller senare")
    elif row.closed_on and not row.started_on and row.received_on and row.closed_on < row.received_on:
        yield RowRemark("closed_on", "avslutat innan ärendet inkom; tillåtet: samma dag som Inkom eller senare")
    if row.close_manner and not row.closed_on and "closed_on" not in unread:
        yield RowRemark("close_manner", "avslutssätt utan datum i Avslutat; fyll i datumet eller lämna cellen tom")
    if row.service_name is None:
        yield RowRemark("service_name", "saknas; ärendet räknas inte i någon verksamhets resultat", is_warning=True)


def visit_rules(row: VisitRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Besök."""
    yield from _case_exists(row.case_number, cases)
    if row.occurred_on is None:
        return
    if row.note_written_on and row.note_written_on < row.occurred_on:
        yield RowRemark("note_written_on", "anteckningen är skriven före besöket; kontrollera datumen", is_warning=True)
    case = cases.find(row.case_number)
    if case and case.closed_on and row.occurred_on > case.closed_on and row.kind is not SessionKind.FOLLOW_UP_MEETING:
        yield RowRemark("occurred_on", "besöket ligger efter att ärendet avslutats; kontrollera datumen", is_warning=True)


def rating_rules(row: RatingRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Skattningar."""
    yield from _case_exists(row.case_number, cases)
    case = cases.find(row.case_number)
    if case is not None and row.rated_on is not None:
        yield from _rating_date_rules(row, case)
    if row.instrument is not None:
        yield from _score_rules(row, unread, INSTRUMENTS[row.instrument])


def viewpoint_rules(row: ViewpointRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Synpunkter."""
    yield from _case_exists(row.case_number, cases)
    if row.feedback_on and row.received_on and row.feedback_on < row.received_on:
        yield RowRemark("feedback_on", "återkoppling före det att synpunkten inkom; tillåtet: samma dag eller senare")


def rent_rules(row: RentRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Hyror."""
    yield from _case_exists(row.case_number, cases)
    if row.case_number is None or row.month is None:
        return
    first = cases.add_rent(row)
    if first is None:
        return
    if first.paid_in_time == row.paid_in_time:
        yield RowRemark("month", f"dubblett av rad {first.row}; varje månad står på en rad för ärendet")
    else:
        yield RowRemark("month", f"rad {first.row} har samma ärende och månad med ett annat svar; en rad ska bort")


def attendance_rules(row: AttendanceRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Skolnärvaro."""
    yield from _case_exists(row.case_number, cases)
    if row.percent is None and "percent" not in unread:
        yield RowRemark("percent", "saknas; mätningen räknas inte", is_warning=True)
    elif row.percent is not None and 0 < row.percent < 1:
        yield RowRemark("percent", "läses som mindre än en procent; ange procenttalet, till exempel 43", is_warning=True)


def journal_rules(row: JournalRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Journal."""
    yield from _case_exists(row.case_number, cases)
    if row.written and row.occurred_on and row.written.on < row.occurred_on:
        yield RowRemark("written", "anteckningen är skriven före händelsen; kontrollera datumen", is_warning=True)


def absence_rules(row: AbsenceRow, unread: Set[str], cases: CaseRegister) -> Iterator[RowRemark]:
    """The rules of the sheet Frånvaro."""
    if row.from_date and row.to_date and row.to_date < row.from_date:
        yield RowRemark("to_date", "slutar innan den börjar; tillåtet: samma dag som Från eller senare")


def _case_exists(case_number: str | None, cases: CaseRegister) -> Iterator[RowRemark]:
    if cases.lacks(case_number):
        yield RowRemark("case_number", "inget sådant ärende; tillåtet: ett ärende i bladet Ärenden eller som redan finns")


def _birth_year_rules(row: CaseRow, cases: CaseRegister) -> Iterator[RowRemark]:
    if row.birth_year is None:
        return
    earliest = cases.year - MAX_AGE_YEARS
    if not earliest <= row.birth_year <= cases.year:
        yield RowRemark("birth_year", f"inte ett möjligt födelseår; tillåtet: {earliest}–{cases.year}")
    # A case may come in about a child that is not yet born.
    elif row.received_on and row.birth_year > row.received_on.year + 1:
        yield RowRemark("birth_year", "inte ett möjligt födelseår; tillåtet: högst året efter att ärendet inkom")


def _rating_date_rules(row: RatingRow, case: CaseRow) -> Iterator[RowRemark]:
    if row.subject is RatingSubject.CLIENT and case.birth_year and row.rated_on.year < case.birth_year:
        yield RowRemark("rated_on", "skattningen ligger före födelseåret; tillåtet: födelseåret eller senare")
    elif case.received_on and row.rated_on < case.received_on:
        yield RowRemark("rated_on", "skattningen ligger innan ärendet inkom; kontrollera datumen", is_warning=True)
    if case.closed_on and row.rated_on > case.closed_on and row.phase not in (None, Phase.FOLLOW_UP):
        yield RowRemark("rated_on", "skattningen ligger efter att ärendet avslutats; tillåtet efter avslut: bara fas uppföljning")


def _score_rules(row: RatingRow, unread: Set[str], instrument: Instrument) -> Iterator[RowRemark]:
    wrong_subscales = list(_subscale_rules(row.subscales, instrument))
    yield from wrong_subscales
    wrong_total = list(_total_rules(row.total, instrument))
    yield from wrong_total
    nothing_unread = not unread & {"subscales", "total"}
    if row.subscales is None and row.total is None and instrument.is_scored and nothing_unread:
        yield RowRemark("total", "både Delskalor och Summa saknas; minst en av dem måste anges")
    if row.subscales is None or row.total is None or wrong_subscales or wrong_total or not instrument.total_is_sum:
        return
    total = sum(row.subscales, Decimal(0))
    if total != row.total:
        yield RowRemark("total", f"{swedish(row.total)} är inte delskalornas summa {swedish(total)}; rätta den som är fel")


def _subscale_rules(scores: tuple[Decimal, ...] | None, instrument: Instrument) -> Iterator[RowRemark]:
    if scores is None:
        return
    expected = len(instrument.subscales)
    if not expected:
        yield RowRemark("subscales", f"{instrument.name} har inga delskalor; lämna cellen tom")
    elif len(scores) != expected:
        yield RowRemark("subscales", f"{len(scores)} delskalor; tillåtet: {expected} för {instrument.name}")
    else:
        for number, (score, scale) in enumerate(zip(scores, instrument.subscales, strict=True), start=1):
            if not scale.allows(score):
                message = f"delskala {number} är {swedish(score)}; tillåtet för {instrument.name}: {scale.described()}"
                yield RowRemark("subscales", message)


def _total_rules(total: Decimal | None, instrument: Instrument) -> Iterator[RowRemark]:
    if total is None:
        return
    if instrument.total is None:
        yield RowRemark("total", f"{instrument.name} har ingen summa; lämna cellen tom")
    elif not instrument.total.allows(total):
        message = f"{swedish(total)} är utanför skalan; tillåtet för {instrument.name}: {instrument.total.described()}"
        yield RowRemark("total", message)

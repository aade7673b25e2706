"""Cases that were there before Aktspår (sv. *inläst historik*): read in from a list, with what it claims beside it.

They show the difference between when something was written here and when its source says that it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from adapters.demo.casefile import Client, Town, on
from adapters.demo.cast import POLICY
from adapters.demo.course import Course, Plot
from adapters.demo.days import months, office_day
from adapters.demo.pen import Now
from adapters.demo.profiles import HOUSING_SUPPORT
from domain.base import DomainEvent, Purpose, Source
from domain.case.journal import Author, Texts
from domain.codes import (
    CloseManner,
    EntryType,
    Gender,
    Housing,
    LegalBasis,
    NoteChannel,
    SessionKind,
    SessionOutcome,
)

IMPORTED_ON = date(2025, 1, 8)
SYSTEM = "Underlag 2024"

_SINCE = date(2024, 9, 1)
_YEAR = 2024
_RECEIVED = (date(2024, 8, 19), date(2024, 9, 2), date(2024, 9, 17))
_CLIENTS = (
    Client("Birgit Sagoberg", Gender.WOMAN, 1969), Client("Rolf Demoberg", Gender.MAN, 1981),
    Client("Sanna Fiktivsson", Gender.WOMAN, 1996),
)
_NOTES = (
    "Hembesök. Gick igenom posten tillsammans. Hyran betald. Nästa besök om två veckor.",
    "Hembesök enligt plan. Samtal om budget inför december. Inget särskilt att anmärka.",
    "Hembesök. Tvättstugan fungerar igen. Talade om kontakten med hyresvärden.",
)


class _Row(NamedTuple):
    """Where the next row stands, sheet by sheet; row 1 is the header."""

    rows: dict[str, int]

    def source(self, sheet: str, claimed: datetime | None = None) -> Source:
        self.rows[sheet] = self.rows.get(sheet, 1) + 1
        return Source(system=SYSTEM, sheet=sheet, row=self.rows[sheet], year=_YEAR, claimed_recorded_at=claimed,
                      claimed_recorded_on=None if claimed is None else claimed.date())


def tell_inherited(town: Town) -> None:
    """Read in three cases from 2024, and carry them on."""
    rows = _Row({})
    for nth, (client, received_on) in enumerate(zip(_CLIENTS, _RECEIVED, strict=True)):
        plot = Plot((CloseManner.AS_PLANNED, CloseManner.AS_PLANNED, CloseManner.OTHER)[nth], 12 + 5 * nth, nth % 2,
                    carried_on_from=office_day(IMPORTED_ON, 3))
        course = Course(town, f"inläst/{nth}", HOUSING_SUPPORT, client, received_on, plot)
        _tell_facts(course, rows)
        _tell_autumn(course, rows)
        course.go_on()
    counts = tuple((sheet, row - 1) for sheet, row in rows.rows.items())
    ines, unit = town.cast.staff["ines"], town.cast.unit
    town.chronicle.at(IMPORTED_ON, "10:58", unit, lambda _: unit.complete_import(
        year=_YEAR, counts=counts, corrected=(), claimed_system=SYSTEM, policy=POLICY,
        stamp=town.cast.stamp(ines, unit.id, Purpose.IMPORT),
    ))


def _read_in(course: Course, decide: Callable[[Now], Sequence[DomainEvent]]) -> None:
    course.file.do(IMPORTED_ON, "10:05", course.town.cast.staff["ines"], decide, purpose=Purpose.IMPORT)


def _tell_facts(course: Course, rows: _Row) -> None:
    file, case, to, source = course.file, course.file.case, course.responsible, rows.source("Ärenden")
    started_on = course.started_on

    def opened(now: Now) -> Sequence[DomainEvent]:
        return case.open(
            case_id=file.id, number=file.number, unit=file.unit, gender=file.client.gender, birth_year=file.client.birth_year,
            client_name=file.client.name, received_on=file.received_on, started_on=started_on,
            legal_basis=LegalBasis.ASSISTANCE, source=source, stamp=now.stamp, today=now.today, policy=POLICY,
        )

    _read_in(course, opened)
    _read_in(course, lambda now: case.assign(
        staff_id=to.id, staff_name=to.name, from_date=None, source=source, stamp=now.stamp, today=now.today, policy=POLICY
    ))
    _read_in(course, lambda now: case.record_circumstances(housing=Housing.TRAINING_FLAT, source=source, stamp=now.stamp))


def _tell_autumn(course: Course, rows: _Row) -> None:
    last = date(_YEAR, 12, 31)
    for month in months(max(_SINCE, course.started_on), last):
        _tell_rent(course, rows, month)
    day, nth = office_day(course.started_on, 7), 0
    while day <= last - timedelta(days=14):
        _tell_visit(course, rows, day, _NOTES[nth % len(_NOTES)], delay=(0, 1, 12)[nth % 3])
        day, nth = office_day(day, 14), nth + 1


def _tell_rent(course: Course, rows: _Row, month: date) -> None:
    rent_id, case, source = course.luck.uuid(), course.file.case, rows.source("Hyror")
    _read_in(course, lambda now: case.record_rent(
        rent_id=rent_id, month=f"{month:%Y-%m}", paid_in_time=True, source=source, stamp=now.stamp, today=now.today
    ))


def _tell_visit(course: Course, rows: _Row, day: date, text: str, delay: int) -> None:
    """A visit and its note. The old system knew the author's name and title, but did not part facts from assessments."""
    session_id, note_id, case = course.luck.uuid(), course.luck.uuid(), course.file.case
    written = datetime.combine(office_day(day, delay), time(15, 40))
    visit, note = rows.source("Besök"), rows.source("Journal", written)
    author = Author(course.responsible.id, course.responsible.name, "boendestödjare")
    _read_in(course, lambda now: case.record_session(
        session_id=session_id, outcome=SessionOutcome.HELD, occurred=on(day), kind=SessionKind.HOME_VISIT,
        note_written_on=written.date(), source=visit, stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    _read_in(course, lambda now: case.record_note(
        note_id=note_id, occurred=on(day), entry_type=EntryType.EVENT, claimed_entry_type="Hembesök", texts=Texts(unmarked=text),
        author=author, channel=NoteChannel.HOME_VISIT, source=note, stamp=now.stamp, today=now.today, policy=POLICY,
    ))

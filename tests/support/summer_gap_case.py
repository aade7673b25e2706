"""The summer gap as an investigator meets it (sv. *sommarluckan*): a case in a simulated ledger, each event at its own minute.

Klara sees Anna every week. Anna goes on holiday on 1 July and nobody is appointed in her place. The calendar knows of three
visits in July; nobody writes. On 12 August the commissioner asks. A colleague writes about 10 July on 1 September, the note is
corrected on the 5th, the manager answers on the 8th, and on the 10th the record says that the unit has reported the deviation.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from api.main import OpenBoard
from domain.base import DomainEvent, Occurred, Purpose, Source, Stamp, envelope
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.deviation_notes.events import DeviationNoted
from domain.codes import EntryType, Gender, LegalBasis, NoteChannel, SessionKind
from domain.ledger.port import Command
from domain.staff.events import AbsenceRecorded, StaffMemberRegistered
from domain.unit.events import UnitEstablished
from tests.support.cast import ANNA, BO, CASE, CECILIA, LOCAL_OPERATOR, UNIT, cast_id

SWEDEN = ZoneInfo("Europe/Stockholm")
NUMBER = "2026-0042"
JULY_VISITS = (date(2026, 7, 1), date(2026, 7, 10), date(2026, 7, 24))
LATE_NOTE, DEVIATION, REQUEST = cast_id(7101), cast_id(7102), cast_id(7103)
SPRING = tuple(date(2026, 5, 6) + timedelta(days=7 * week) for week in range(8))
"""The weekly visits before the summer, the last on 24 June."""
_NAMES = {ANNA: ("Anna Exempel", "familjebehandlare"), BO: ("Bo Exempel", "enhetschef"), CECILIA: ("Cecilia Exempel", "socionom")}


class Chronicle:
    """Records events of a simulated ledger, each at a Swedish wall clock time."""

    def __init__(self, board: OpenBoard) -> None:
        self.board = board
        self._versions: dict[UUID, int] = {}
        self._count = 0

    def record(self, at: str, event_type: type[DomainEvent], stream: UUID, by: UUID = ANNA, /, **fields: Any) -> int:
        """Record an event; its position."""
        version = self._versions.get(stream, 0)
        purpose = Purpose.IMPORT if fields.get("source") is not None else Purpose.CASE_WORK
        stamp = Stamp(actor_id=by, unit_id=UNIT, purpose=purpose)
        event = event_type(**envelope(stream, version, stamp), **fields)
        moment = datetime.fromisoformat(at).replace(tzinfo=SWEDEN)
        self._count += 1
        self.board.ledger.append(
            Command(uuid5(CASE, f"{at} {self._count}"), b"", [event], [round(moment.timestamp() * 1_000_000)])
        )
        self._versions[stream] = version + 1
        return self.board.ledger.size() - 1

    def visit(self, at: str, on: date, clock: str, *, source: Source | None = None, by: UUID = ANNA) -> UUID:
        """A visit that took place; its id."""
        session_id = uuid5(CASE, f"visit {on}")
        occurred = Occurred(on=on, at=datetime.fromisoformat(f"{on} {clock}").time(), precision="minute")
        self.record(
            at, c.SessionHeld, CASE, by, session_id=session_id, occurred=occurred, kind=SessionKind.CONVERSATION,
            participants=("brukare", "behandlare"), source=source,
        )
        return session_id

    def note(self, at: str, on: date, by: UUID, session_id: UUID, note_id: UUID, **texts: str | None) -> None:
        """A journal note about a visit."""
        name, title = _NAMES[by]
        self.record(
            at, j.JournalNoteRecorded, CASE, by, note_id=note_id, author_id=by, author_name=name, author_title=title,
            occurred=Occurred(on=on), entry_type=EntryType.CONTACT, information_source="brukaren",
            channel=NoteChannel.CONVERSATION, session_id=session_id, **texts,
        )


def fill(board: OpenBoard) -> None:
    """Live through the case from May to September."""
    chronicle = Chronicle(board)
    spring(chronicle)
    july(chronicle)
    autumn(chronicle)


def spring(told: Chronicle) -> None:
    """The case is opened, planned and written about every week; then the holiday is registered."""
    told.record("2026-05-04 08:00", UnitEstablished, UNIT, BO, name="Resursenheten")
    for minute, (staff, (name, title)) in enumerate(_NAMES.items(), 1):
        told.record(f"2026-05-04 08:0{minute}", StaffMemberRegistered, staff, BO, name=name, title=title, unit=UNIT)
    told.record(
        "2026-05-04 09:30", c.CaseOpened, CASE, BO, number=NUMBER, unit=UNIT, gender=Gender.WOMAN, birth_year=1990,
        client_name="Klara Påhittad", received_on=date(2026, 5, 4), started_on=date(2026, 5, 4),
        legal_basis=LegalBasis.ASSISTANCE,
    )
    name, title = _NAMES[ANNA]
    told.record(
        "2026-05-04 09:35", c.CaseAssigned, CASE, BO, staff_id=ANNA, staff_name=name, staff_title=title,
        from_date=date(2026, 5, 4),
    )
    told.record(
        "2026-05-06 16:30", c.PlanEstablished, CASE, plan_id=cast_id(7100), established_on=date(2026, 5, 6),
        individual_took_part=True, contact_interval_days=7, goals=("Lugnare kvällar hemma.",), follow_up_on=date(2026, 7, 22),
    )
    for day in SPRING:
        _weekly(told, day)
    told.record(
        "2026-06-25 11:00", AbsenceRecorded, ANNA, BO, absence_id=cast_id(7104), from_date=date(2026, 7, 1),
        to_date=date(2026, 8, 16),
    )


def july(told: Chronicle) -> None:
    """Three visits that only the calendar knows of."""
    for row, day in enumerate(JULY_VISITS, 41):
        source = Source(system="Kalendern", sheet="Bokningar", row=row, year=2026, claimed_recorded_on=day)
        told.visit(f"{day} 17:05", day, "14:00", source=source, by=LOCAL_OPERATOR)


def autumn(told: Chronicle) -> None:
    """The question, the first note after the summer, the late one and its correction, the answer, and the unit's own report."""
    told.record(
        "2026-08-12 10:20", c.AccountRequested, CASE, BO, request_id=REQUEST, requested_on=date(2026, 8, 12),
        requested_by="Socialsekreterare Disa Exempel", question="Vad har gjorts i ärendet under juli?",
    )
    day = date(2026, 8, 19)
    session_id = told.visit(f"{day} 16:40", day, "15:00")
    told.note(
        f"{day} 16:55", day, ANNA, session_id, uuid5(CASE, f"note {day}"),
        fact="Första mötet efter sommaren. Klara visste inte vem som skulle komma i juli.",
        assessment="Klara har haft det tyngre än före sommaren.", individual_view="”Jag trodde att ni hade slutat.”",
    )
    _weekly(told, date(2026, 8, 26))
    name, title = _NAMES[CECILIA]
    visit = JULY_VISITS[1]
    told.note(
        "2026-09-01 10:35", visit, CECILIA, uuid5(CASE, f"visit {visit}"), LATE_NOTE,
        fact="Vi sågs hemma hos Klara en timme. Kvällsrutinen hade hållits fyra dagar.",
        individual_view="Klara ville veta vem som kommer nästa gång.",
        late_reason="Jag tog kollegans bokade besök utan att vara utsedd. Att anteckningen saknades märktes när frågan kom.",
    )
    _weekly(told, date(2026, 9, 2))
    told.record(
        "2026-09-05 11:20", j.JournalNoteCorrected, CASE, CECILIA, note_id=LATE_NOTE, correction_id=cast_id(7105),
        author_id=CECILIA, author_name=name, author_title=title,
        fact="Vi sågs på biblioteket en timme. Kvällsrutinen hade hållits fyra dagar.",
        individual_view="Klara ville veta vem som kommer nästa gång.", reason="Fel plats: vi sågs på biblioteket.",
    )
    told.record(
        "2026-09-08 09:40", c.AccountGiven, CASE, BO, request_id=REQUEST, given_on=date(2026, 9, 8),
        answer="Tre besök finns i kalendern. Ett är dokumenterat, i efterhand. Ersättare utsågs inte, och det är en brist.",
    )
    told.record(
        "2026-09-10 13:00", DeviationNoted, CASE, BO, entry_id=DEVIATION, deviation_on=date(2026, 7, 1),
        deviation_report_id=cast_id(7106), done_for_individual="Klara har fått en förklaring, och en ersättare är utsedd.",
    )


def _weekly(told: Chronicle, day: date) -> None:
    session_id = told.visit(f"{day} 16:40", day, "15:00")
    told.note(
        f"{day} 16:50", day, ANNA, session_id, uuid5(CASE, f"note {day}"), fact="Klara berättade om veckan som har gått.",
        assessment="Planen fungerar.", individual_view="Klara vill fortsätta som planerat.",
    )

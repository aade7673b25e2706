"""The summer gap (sv. *sommarluckan*): the demo's main story.

A girl sees her therapist every week, and the journal is complete. Then the therapist goes on holiday for seven weeks, and
nobody is appointed as a stand-in. A colleague keeps three of the appointments; the calendar says so, the journal says
nothing. On 12 August the social worker asks what has been done. One note, about 10 July, is written on 1 September: 53 days
late, for ever. Whoever asks as of 31 July sees what anybody could have seen then.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from adapters.demo import alerts
from adapters.demo.casefile import CaseFile, Client, Said, Town, ViewpointFile, at
from adapters.demo.cast import POLICY
from adapters.demo.days import office_day
from adapters.demo.profiles import YOUTH_GROUP
from adapters.demo.scenes import Scene
from adapters.demo.summer_gap_notes import AUTUMN, SPRING
from adapters.demo.summer_gap_record import tell_record
from domain.base import Purpose, Source
from domain.case.journal import Texts
from domain.codes import (
    EntryType,
    Gender,
    LegalBasis,
    NoteChannel,
    Phase,
    SessionKind,
    SessionOutcome,
    ViewpointSubject,
)

NUMBER = "2026-0107"
RECEIVED_ON = date(2026, 2, 17)
STARTED_ON = date(2026, 2, 24)
PLANNED_ON = date(2026, 3, 5)
JULY_VISITS = (date(2026, 7, 1), date(2026, 7, 10), date(2026, 7, 24))
"""Known from the calendar only."""
ASKED_ON = date(2026, 8, 12)
NOTED_VISIT = JULY_VISITS[1]
WRITTEN_ON = date(2026, 9, 1)
CORRECTED_ON = date(2026, 9, 5)
"""A Saturday: a field worker is on duty at weekends."""
ANSWERED_ON = date(2026, 9, 8)

_ALMA = Client("Alma Påhittsson", Gender.GIRL, 2010)
_HOUR = "15:00"
_CALLED_OFF = date(2026, 4, 9)
_FIRST = next(iter(SPRING.values()))
_ORS = {
    date(2026, 2, 26): "4.1 3.8 3.2 4.4", date(2026, 3, 12): "4.4 4.9 3.0 4.6", date(2026, 3, 26): "5.2 5.0 4.1 4.9",
    date(2026, 4, 23): "5.0 5.8 4.8 5.5", date(2026, 5, 21): "6.3 6.1 5.9 6.4", date(2026, 6, 18): "6.8 6.6 6.9 7.0",
    date(2026, 8, 20): "4.6 5.1 4.7 4.9", date(2026, 9, 3): "5.4 5.6 5.2 5.9", date(2026, 9, 24): "6.2 6.4 5.8 6.6",
    date(2026, 10, 22): "7.0 6.9 6.6 7.3",
}
_SRS = {
    date(2026, 2, 26): "8.4 8.1 8.0 8.6", date(2026, 3, 26): "8.9 8.8 8.7 9.0", date(2026, 5, 21): "9.2 9.0 9.1 9.3",
    date(2026, 8, 20): "7.0 7.4 6.9 7.1", date(2026, 9, 3): "8.9 9.1 8.7 9.2", date(2026, 10, 22): "9.4 9.2 9.3 9.5",
}
_SAID = Said(
    "I somras fick jag inte veta vem som skulle komma.",
    "Före varje ledighet utses en ersättare, som hälsar på vid ett besök innan. Ungdomen får namnet och tiderna skriftligt.",
    ViewpointSubject.CONTINUITY,
)
_SAID_ON, _ADAPTED_ON = date(2026, 8, 20), date(2026, 8, 28)
_QUESTION = (
    "Vad har gjorts i ärendet under juni, juli och augusti? Jag behöver en redogörelse för besöken och hur Alma har mått "
    "inför uppföljningen av insatsen."
)
_ANSWER = (
    "Juni: fyra besök enligt planen, alla dokumenterade. Juli: tre besök finns i kalendern, den 1, 10 och 24 juli. De gjordes "
    "av en kollega som inte var utsedd till ersättare. Bara besöket den 10 juli är dokumenterat, och den anteckningen skrevs "
    "den 1 september. Om de två andra finns inga anteckningar. Augusti: besök den 20 och 27 augusti, dokumenterade. Att "
    "ersättare inte utsågs är en brist hos oss; rutinen är ändrad."
)
_TOLD = Texts(
    fact="Vi träffades hemma hos Alma en dryg timme. Hon berättade om sommarjobbet på glasskiosken, som går bra, och att hon "
    "sover dåligt sedan skollovet började. Vi bestämde en ny tid den 24 juli.",
    assessment="Alma verkade trött men gladde sig åt jobbet. Sömnen bör följas upp.",
    individual_view="Alma vill att träffarna fortsätter under sommaren.",
)
_TOLD_RIGHT = _TOLD._replace(
    fact="Vi träffades på fritidsgården en dryg timme. Alma berättade om sommarjobbet på glasskiosken, som går bra, och att hon "
    "sover dåligt sedan skollovet började. Vi bestämde en ny tid den 24 juli."
)


def tell_summer_gap(town: Town) -> CaseFile:
    """Write the story, from the referral to today; the file that it is written in."""
    file = CaseFile(town, "sommarluckan", _ALMA, YOUTH_GROUP.activity, RECEIVED_ON)
    assert file.number == NUMBER, "docs/demo.md and the tests name this case"
    file.is_careful = True
    _tell_spring(file)
    session_ids = [_tell_calendar(file, day, row) for day, row in zip(JULY_VISITS, (41, 57, 83), strict=True)]
    _tell_question(file)
    _tell_late_note(file, session_ids[JULY_VISITS.index(NOTED_VISIT)])
    said_id = _tell_autumn(file)
    tell_record(file, STARTED_ON)
    maja = town.cast.staff["maja"]
    alerts.tell(file, (*SPRING, *AUTUMN), lambda day: None if maja.is_away(day) else maja, {_SAID_ON: (said_id, _ADAPTED_ON)})
    return file


def _tell_spring(file: CaseFile) -> None:
    karin, maja = file.town.cast.staff["karin"], file.town.cast.staff["maja"]
    file.open(STARTED_ON, "10:30", karin, started_on=STARTED_ON, legal_basis=LegalBasis.ASSISTANCE,
              reason_codes=("skolfrånvaro",))
    file.assign(STARTED_ON, "10:40", maja)
    _tell_attendance(file, date(2026, 3, 2), Phase.START, "58")
    file.plan(PLANNED_ON, "16:10", maja, 7, YOUTH_GROUP.scenes.goals[0], date(2026, 9, 3))
    for day, scene in SPRING.items():
        _tell_visit(file, day, scene, SessionKind.START_MEETING if scene is _FIRST else SessionKind.CONVERSATION)
    file.session(office_day(_CALLED_OFF, -2), "09:20", maja, SessionOutcome.CANCELLED, SessionKind.CONVERSATION,
                 at(_CALLED_OFF, _HOUR), ())
    _tell_attendance(file, date(2026, 5, 29), Phase.ONGOING, "81")


def _tell_visit(file: CaseFile, day: date, scene: Scene, kind: SessionKind = SessionKind.CONVERSATION) -> None:
    staff, phase = file.town.cast.staff, Phase.START if scene is _FIRST else Phase.ONGOING
    by = staff["elias"] if staff["maja"].is_away(day) else staff["maja"]
    if day in _ORS:
        file.rating(day, "15:03", by, "ORS", phase, _lines(_ORS[day]))
    if day in _SRS:
        file.rating(day, "15:47", by, "SRS", phase, _lines(_SRS[day]))
    session_id = file.session(day, "15:52", by, SessionOutcome.HELD, kind, at(day, _HOUR), YOUTH_GROUP.participants)
    file.note(day, "16:05", by, at(day, _HOUR), scene.texts(), entry_type=EntryType.MEASURE, channel=NoteChannel.MEETING,
              session_id=session_id, participants=YOUTH_GROUP.participants, individual_informed=True)


def _tell_calendar(file: CaseFile, day: date, row: int) -> UUID:
    """The administrator reads the calendar in each evening: who was booked, and that it took place; not what was said."""
    session_id, case = file.luck.uuid(), file.case
    source = Source(system="Kalendern", sheet="Bokningar", row=row, year=day.year, claimed_recorded_on=day)
    file.do(day, "17:05", file.town.cast.staff["ines"], lambda now: case.record_session(
        session_id=session_id, outcome=SessionOutcome.HELD, occurred=at(day, "14:00"), kind=SessionKind.CONVERSATION,
        participants=("ungdomen", "fältassistenten"), source=source, stamp=now.stamp, today=now.today, policy=POLICY,
    ), purpose=Purpose.IMPORT)
    return session_id


def _tell_question(file: CaseFile) -> None:
    request_id, case, karin = file.luck.uuid(), file.case, file.town.cast.staff["karin"]
    file.do(ASKED_ON, "10:20", karin, lambda now: case.request_account(
        request_id=request_id, requested_on=ASKED_ON, requested_by="Socialsekreterare Tove Exempel, barn- och ungdomsenheten",
        question=_QUESTION, stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    file.do(ANSWERED_ON, "09:40", karin, lambda now: case.give_account(
        request_id=request_id, given_on=ANSWERED_ON, answer=_ANSWER, stamp=now.stamp, today=now.today, policy=POLICY,
    ))


def _tell_late_note(file: CaseFile, session_id: UUID) -> None:
    elias, case, correction_id = file.town.cast.staff["elias"], file.case, file.luck.uuid()
    note_id = file.note(
        WRITTEN_ON, "10:35", elias, at(NOTED_VISIT, "14:00"), _TOLD, channel=NoteChannel.CONVERSATION, session_id=session_id,
        participants=("ungdomen", "fältassistenten"), individual_informed=False, late_reason=(
            "Jag tog kollegans bokade besök utan att vara utsedd till ersättare, och ingen av oss skrev. Att anteckningen "
            "saknades märktes när socialsekreteraren frågade. Skriven efter egna minnesanteckningar."
        ),
    )
    file.do(CORRECTED_ON, "11:20", elias, lambda now: case.correct_note(
        note_id=note_id, correction_id=correction_id, texts=_TOLD_RIGHT, author=now.author,
        reason="Fel plats: vi sågs på fritidsgården, inte hemma.", stamp=now.stamp, today=now.today, policy=POLICY,
    ), weekend_duty=True)
    file.sign(office_day(CORRECTED_ON), "08:20", elias, note_id)


def _tell_autumn(file: CaseFile) -> UUID:
    staff = file.town.cast.staff
    for day, scene in AUTUMN.items():
        _tell_visit(file, day, scene)
    viewpoint = ViewpointFile(file.town, file.luck, file.unit, file)
    viewpoint.receive(_SAID_ON, "16:20", staff["maja"], _SAID, "brukare", (Gender.GIRL,))
    viewpoint.adapt(_ADAPTED_ON, "13:15", staff["karin"], _SAID)
    viewpoint.tell(date(2026, 9, 3), "16:25", staff["maja"])
    leave = staff["maja"].leaves[-1]
    file.stand_in(date(2026, 10, 12), "13:20", staff["maja"], staff["elias"], leave.first, leave.last)
    return viewpoint.id


def _tell_attendance(file: CaseFile, day: date, phase: Phase, percent: str) -> None:
    attendance_id = file.luck.uuid()
    file.do(day, "12:15", file.town.cast.staff["maja"], lambda now: file.case.record_attendance(
        attendance_id=attendance_id, measured_on=day, phase=phase, percent=Decimal(percent), stamp=now.stamp, today=now.today
    ))


def _lines(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))

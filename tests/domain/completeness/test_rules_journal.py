"""R-01 to R-06: somebody is responsible, and what happened is written: in time, by somebody, without gaps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from domain.base import Occurred
from domain.case.contacts.codes import AttendanceInGroup, CalendarStatus, ContactResult
from domain.codes import SessionOutcome
from domain.completeness.codes import NoteLack, Status
from domain.policies import DEFAULT_POLICY
from tests.support.cast import ANNA, CECILIA, NOTE_CORRECTION, OTHER_NOTE, SESSION, STARTED_ON
from tests.support.journals import OPENED, RULES, Journal, example, found, imported, journals, require_so, status

DAY = timedelta(days=1)
OK, GAP, LATE, UNKNOWN = Status.OK, Status.GAP, Status.LATE, Status.UNKNOWN
EXEMPT, NOT_APPLICABLE = Status.EXEMPT, Status.NOT_APPLICABLE

MET = date(2024, 7, 10)
"""The day of the session, of the contact and of what the note is about."""
IN_TIME = MET + timedelta(days=DEFAULT_POLICY.note_delay_days)
"""The last day on which the note is in time."""
OVER = IN_TIME + DAY

ASSIGNED = example("case.assigned")
AWAY = example("staff.absence_recorded")
STAND_IN = example("case.stand_in_appointed")
HELD = example("case.session_held", note_written_on=None)
MISSED = example("case.session_missed", note_written_on=None)
GROUP = example("case.group_attendance_recorded", occurred=Occurred(on=MET))
CONTACT = example("case.contact_made", occurred=Occurred(on=MET))
NOTE = example("case.note_recorded", unmarked=None, information_source="brukaren", occurred=Occurred(on=MET))
OTHERS = NOTE.model_copy(update={"note_id": OTHER_NOTE, "session_id": None})
BOOKED = example("case.calendar_contact_imported", occurred=Occurred(on=MET), calendar_status=CalendarStatus.CONFIRMED)
MATCHED = example("case.calendar_contact_matched", calendar_entry_id=BOOKED.entry_id)
CALLED_OFF = CalendarStatus.CANCELLED
NEEDLESS = example("case.contact_note_stated", about_id=SESSION, note_id=None)
PAIRED = example("case.contact_note_stated", no_note_reason=None)
CORRECTED = example("case.note_corrected", unmarked=None, occurred=None)
BEFORE_JULY, AFTER_ABSENCE = AWAY.from_date - DAY, AWAY.to_date + DAY


def claiming(event, when):
    """The fact as imported from a source that claims when it was written."""
    known = imported(event)
    return known.model_copy(update={"source": known.source.model_copy(update={"claimed_recorded_at": when})})


def booked(status=CalendarStatus.CONFIRMED, **changes):
    """The same appointment as it is taken in again."""
    return BOOKED.model_copy(update={"entry_id": OTHER_NOTE, "calendar_status": status, **changes})


def striking(event):
    return example("case.entry_struck", entry_id=event.entry_id, replaced_by=None)


@journals(
    "R-01",
    Journal("assigned from the first day", BEFORE_JULY, OK, ((STARTED_ON, ASSIGNED),)),
    Journal("assigned a day late", BEFORE_JULY, LATE, (
        (STARTED_ON, ASSIGNED.model_copy(update={"from_date": STARTED_ON + DAY})),
    ), STARTED_ON),
    Journal("nobody assigned", STARTED_ON, GAP, (), STARTED_ON),
    Journal("the last day before an absence", BEFORE_JULY, OK, ((STARTED_ON, ASSIGNED), (BEFORE_JULY, AWAY))),
    Journal("the first day of an absence", AWAY.from_date, GAP, ((STARTED_ON, ASSIGNED), (BEFORE_JULY, AWAY)), AWAY.from_date),
    Journal("the last day of an absence", AWAY.to_date, GAP, ((STARTED_ON, ASSIGNED), (BEFORE_JULY, AWAY)), AWAY.from_date),
    Journal("the day after an absence", AFTER_ABSENCE, LATE, ((STARTED_ON, ASSIGNED), (BEFORE_JULY, AWAY)), AWAY.from_date),
    Journal("somebody stands in", AFTER_ABSENCE, OK, ((STARTED_ON, ASSIGNED), (BEFORE_JULY, AWAY), (BEFORE_JULY, STAND_IN))),
    Journal("an import says nobody", BEFORE_JULY, UNKNOWN, ((STARTED_ON, imported(OPENED)),)),
    Journal("an import says who, and that they are away", AWAY.from_date, GAP, (
        (STARTED_ON, imported(OPENED)), (STARTED_ON, imported(ASSIGNED)), (STARTED_ON, imported(AWAY)),
    ), AWAY.from_date),
    Journal("before the case was opened", STARTED_ON - DAY, NOT_APPLICABLE, ((STARTED_ON, ASSIGNED),)),
)
def test_somebody_is_responsible_on_every_day(rule_id, journal):
    require_so(rule_id, journal)
    assert (STAND_IN.absent_staff_id, STAND_IN.stand_in_id) == (ANNA, CECILIA)


@journals(
    "R-02",
    Journal("noted", OVER, OK, ((MET, HELD), (MET, NOTE))),
    Journal("nothing is noted", OVER, GAP, ((MET, HELD),), OVER),
    Journal("it can still be in time", IN_TIME, OK, ((MET, HELD),)),
    Journal("written on the last day in time", OVER, OK, ((MET, HELD), (IN_TIME, NOTE))),
    Journal("written a day later", OVER, LATE, ((MET, HELD), (OVER, NOTE)), OVER),
    Journal("a note of the day that names no session", OVER, OK, ((MET, HELD), (MET, OTHERS))),
    Journal("a note of another day that names no session", OVER, GAP, (
        (MET, HELD), (MET, OTHERS.model_copy(update={"occurred": Occurred(on=MET - DAY)})),
    ), OVER),
    Journal("a note about something else", OVER, GAP, (
        (MET, HELD), (MET, NOTE.model_copy(update={"session_id": OTHER_NOTE})),
    ), OVER),
    Journal("missed, and nothing noted", OVER, GAP, ((MET, MISSED),), OVER),
    Journal("cancelled", OVER, NOT_APPLICABLE, ((MET, example("case.session_cancelled")),)),
    Journal("in a group, and nothing noted", OVER, GAP, ((MET, GROUP),), OVER),
    Journal("called off in a group", OVER, NOT_APPLICABLE, (
        (MET, GROUP.model_copy(update={"attendance_in_group": AttendanceInGroup.CANCELLED})),
    )),
    Journal("a contact, and nothing noted", OVER, GAP, ((MET, CONTACT),), OVER),
    Journal("a contact that reached nobody", OVER, NOT_APPLICABLE, (
        (MET, CONTACT.model_copy(update={"contact_result": ContactResult.NOT_REACHED})),
    )),
    Journal("a contact whose note somebody pointed out", OVER, OK, ((MET, CONTACT), (MET, NOTE), (IN_TIME, PAIRED))),
    Journal("in the calendar, and nobody says what it was", OVER, GAP, ((MET, BOOKED),), OVER),
    Journal("somebody says what it was, on the last day", OVER, OK, ((MET, BOOKED), (IN_TIME, MATCHED))),
    Journal("somebody says what it was, a day later", OVER, LATE, ((MET, BOOKED), (OVER, MATCHED)), OVER),
    Journal("what was said of it is struck", OVER, GAP, ((MET, BOOKED), (IN_TIME, MATCHED), (OVER, striking(MATCHED))), OVER),
    Journal("called off in the calendar", OVER, NOT_APPLICABLE, ((MET - DAY, BOOKED), (MET, booked(CALLED_OFF)))),
    Journal("moved in the calendar", OVER, OK, ((MET - DAY, BOOKED), (MET, booked(occurred=Occurred(on=MET + DAY))))),
    Journal("not in this person's calendar after all", OVER, OK, ((MET, BOOKED), (OVER, striking(BOOKED)))),
    Journal("no note is needed", OVER, EXEMPT, ((MET, HELD), (OVER, NEEDLESS))),
    Journal("the note was in the wrong file", OVER, GAP, ((MET, HELD), (MET, NOTE), (OVER, example("case.note_misfiled"))), OVER),
    Journal("only the month is known", date(2024, 9, 1), UNKNOWN, (
        (MET, HELD.model_copy(update={"occurred": Occurred(on=date(2024, 7, 1), precision="month")})),
    )),
    Journal("a source claims a note in time", OVER, OK, (
        (OVER, imported(HELD, note_written_on=IN_TIME)),
    )),
    Journal("a source claims a late note", OVER, LATE, ((OVER, imported(HELD, note_written_on=OVER)),), OVER),
    Journal("a source claims no note", OVER, GAP, ((OVER, imported(HELD)),), OVER),
    Journal("nothing has happened", OVER, NOT_APPLICABLE),
)
def test_every_session_and_contact_has_a_note(rule_id, journal):
    require_so(rule_id, journal)


def test_a_note_that_only_a_source_claims_is_marked_so():
    assert [each.claimed for each in found("R-02", OVER, (OVER, imported(HELD, note_written_on=IN_TIME)))] == [True]
    assert [each.claimed for each in found("R-02", OVER, (MET, HELD), (MET, NOTE))] == [False]


def test_a_session_that_turns_out_to_be_cancelled_needs_no_note():
    cancelled = example("case.session_corrected", outcome=SessionOutcome.CANCELLED, note_written_on=None)
    assert status("R-02", OVER, (MET, HELD), (OVER, cancelled)) is NOT_APPLICABLE


@journals(
    "R-03",
    Journal("written on the same day", OVER, OK, ((MET, NOTE),)),
    Journal("written on the last day in time", OVER, OK, ((IN_TIME, NOTE),)),
    Journal("written a day later", OVER, LATE, ((OVER, NOTE),), OVER),
    Journal("corrected later", OVER, OK, ((IN_TIME, NOTE), (OVER, CORRECTED))),
    Journal("late for ever, whatever is corrected", OVER + DAY, LATE, ((OVER, NOTE), (OVER + DAY, CORRECTED)), OVER),
    Journal("late for ever, whatever day it turns out to be about", OVER, LATE, (
        (OVER, NOTE), (OVER, CORRECTED.model_copy(update={"occurred": Occurred(on=IN_TIME)})),
    ), OVER),
    Journal("it turns out to be about an earlier day", OVER, LATE, (
        (IN_TIME, NOTE), (OVER, CORRECTED.model_copy(update={"occurred": Occurred(on=MET - DAY)})),
    ), IN_TIME),
    Journal("a source claims that it was in time", OVER, OK, ((OVER, claiming(NOTE, datetime(2024, 7, 17, 23, 59))),)),
    Journal("a source claims that it was late", OVER, LATE, ((OVER, claiming(NOTE, datetime(2024, 7, 18, 0, 0))),), OVER),
    Journal("a source says when a session was noted", OVER, LATE, ((OVER, imported(HELD, note_written_on=OVER)),), OVER),
    Journal("a source does not say when it was written", OVER, UNKNOWN, ((OVER, imported(NOTE)),)),
    Journal("only the month is known", OVER, UNKNOWN, (
        (OVER, NOTE.model_copy(update={"occurred": Occurred(on=date(2024, 7, 1), precision="month")})),
    )),
    Journal("read in again with the day of writing", OVER, LATE, (
        (MET, imported(NOTE)), (OVER, claiming(CORRECTED, datetime(2024, 7, 18, 8, 0))),
    ), OVER),
    Journal("nothing is written", OVER, NOT_APPLICABLE, ((MET, HELD),)),
)
def test_a_note_is_written_in_time(rule_id, journal):
    require_so(rule_id, journal)


SILENT_TO = MET + timedelta(days=DEFAULT_POLICY.silence_days)
"""The last day that the note of the tenth of July covers."""
JUST_OPENED = OPENED.model_copy(update={"started_on": MET, "received_on": MET})
WEEKLY, MONTHLY = (example("case.plan_established", established_on=MET, contact_interval_days=days) for days in (7, 30))


@journals(
    "R-04",
    Journal("the last day of quiet", SILENT_TO, OK, ((MET, JUST_OPENED), (MET, NOTE))),
    Journal("a day later", SILENT_TO + DAY, GAP, ((MET, JUST_OPENED), (MET, NOTE)), SILENT_TO + DAY),
    Journal("the opening breaks the silence", SILENT_TO, OK, ((MET, JUST_OPENED),)),
    Journal("nothing since the opening", SILENT_TO + DAY, GAP, ((MET, JUST_OPENED),), SILENT_TO + DAY),
    Journal("a visit without a note", SILENT_TO + DAY, GAP, (
        (MET, JUST_OPENED), (SILENT_TO, HELD.model_copy(update={"occurred": Occurred(on=SILENT_TO)})),
    ), SILENT_TO + DAY),
    Journal("to say which note is about a contact is no note", SILENT_TO + DAY, GAP, (
        (MET, JUST_OPENED), (MET, NOTE), (SILENT_TO, PAIRED),
    ), SILENT_TO + DAY),
    Journal("a weekly plan makes no difference", SILENT_TO + DAY, GAP, (
        (MET, JUST_OPENED), (MET, WEEKLY), (MET, NOTE),
    ), SILENT_TO + DAY),
    Journal("twice a monthly interval", MET + 60 * DAY, OK, ((MET, JUST_OPENED), (MET, MONTHLY), (MET, NOTE))),
    Journal("a day more", MET + 61 * DAY, GAP, ((MET, JUST_OPENED), (MET, MONTHLY), (MET, NOTE)), MET + 61 * DAY),
    Journal("what is written in September about July ends no silence", date(2024, 9, 2), GAP, (
        (MET, JUST_OPENED), (date(2024, 9, 1), NOTE),
    ), SILENT_TO + DAY),
    Journal("what is written in September about August is late", date(2024, 9, 2), LATE, (
        (MET, JUST_OPENED), (date(2024, 9, 1), NOTE.model_copy(update={"occurred": Occurred(on=date(2024, 8, 20))})),
    ), SILENT_TO + DAY),
    Journal("a source claims a note", SILENT_TO, OK, ((MET, JUST_OPENED), (SILENT_TO, imported(HELD, note_written_on=MET)))),
    Journal("nobody knows when the only note was written", SILENT_TO + DAY, UNKNOWN, (
        (MET, JUST_OPENED), (MET, imported(NOTE)),
    )),
    Journal("closed before it was silent", SILENT_TO + DAY, OK, (
        (MET, JUST_OPENED), (SILENT_TO, example("case.closed", closed_on=SILENT_TO)),
    )),
    Journal("not yet opened", MET - DAY, NOT_APPLICABLE, ((MET, JUST_OPENED),)),
)
def test_an_open_case_is_not_silent(rule_id, journal):
    require_so(rule_id, journal)


FAULT_TO = MET + timedelta(days=DEFAULT_POLICY.note_fault_days)
"""The last day on which what a note of the tenth of July lacks can be filled in."""
SOURCELESS = NOTE.model_copy(update={"information_source": None})
AUTHORLESS = claiming(NOTE, datetime(2024, 7, 10, 9, 0)).model_copy(update={"author_name": None, "author_title": None})


@journals(
    "R-05",
    Journal("nothing is missing", FAULT_TO + DAY, OK, ((MET, NOTE),)),
    Journal("the source is missing, and can be filled in", FAULT_TO, OK, ((MET, SOURCELESS),)),
    Journal("the source is missing", FAULT_TO + DAY, GAP, ((MET, SOURCELESS),), FAULT_TO + DAY),
    Journal("filled in on the last day", FAULT_TO + DAY, OK, ((MET, SOURCELESS), (FAULT_TO, CORRECTED))),
    Journal("filled in on the last day, and corrected again long after", date(2024, 9, 1), OK, (
        (MET, SOURCELESS), (FAULT_TO, CORRECTED), (date(2024, 8, 30), CORRECTED.model_copy(update={"correction_id": OTHER_NOTE})),
    )),
    Journal("filled in a day later", FAULT_TO + DAY, LATE, ((MET, SOURCELESS), (FAULT_TO + DAY, CORRECTED)), FAULT_TO + DAY),
    Journal("late for ever, whatever is corrected", date(2024, 9, 1), LATE, (
        (MET, SOURCELESS), (FAULT_TO + DAY, CORRECTED),
        (date(2024, 8, 30), CORRECTED.model_copy(update={"correction_id": OTHER_NOTE, "information_source": None})),
    ), FAULT_TO + DAY),
    Journal("a correction that does not fill it in", FAULT_TO + DAY, GAP, (
        (MET, SOURCELESS), (MET, CORRECTED.model_copy(update={"information_source": None})),
    ), FAULT_TO + DAY),
    Journal("a source names no author", FAULT_TO + DAY, GAP, ((MET, AUTHORLESS),), FAULT_TO + DAY),
    Journal("who corrects it is not who wrote it", FAULT_TO + DAY, GAP, ((MET, AUTHORLESS), (MET, CORRECTED)), FAULT_TO + DAY),
    Journal("the source names the author when it is read in again", FAULT_TO + DAY, OK, (
        (MET, AUTHORLESS), (MET, imported(CORRECTED)),
    )),
    Journal("a source does not say when it was written", FAULT_TO + DAY, UNKNOWN, ((MET, imported(NOTE)),)),
    Journal("nothing is written", FAULT_TO + DAY, NOT_APPLICABLE, ((MET, HELD),)),
)
def test_a_note_says_who_when_and_from_whom(rule_id, journal):
    require_so(rule_id, journal)


def test_all_that_a_note_lacks_is_told():
    lacking = AUTHORLESS.model_copy(update={"information_source": None})
    (finding,) = found("R-05", FAULT_TO + DAY, (MET, lacking))
    assert (finding.basis, finding.claimed) == ("author, role, source", True)
    assert [NoteLack(each).swedish for each in finding.basis.split(", ")] == [
        "vem som har skrivit", "befattning", "vem uppgiften kommer från",
    ]


UNMARKED = NOTE.model_copy(update={"unmarked": "Hembesök.", "fact": None})
UNMARKED_AGAIN = CORRECTED.model_copy(update={"unmarked": "Hembesök.", "correction_id": OTHER_NOTE})


@journals(
    "R-06",
    Journal("marked", FAULT_TO + DAY, OK, ((MET, NOTE),)),
    Journal("unmarked, and can be marked", FAULT_TO, OK, ((MET, UNMARKED),)),
    Journal("unmarked", FAULT_TO + DAY, GAP, ((MET, UNMARKED),), FAULT_TO + DAY),
    Journal("marked on the last day", FAULT_TO + DAY, OK, ((MET, UNMARKED), (FAULT_TO, CORRECTED))),
    Journal("marked a day later", FAULT_TO + DAY, LATE, ((MET, UNMARKED), (FAULT_TO + DAY, CORRECTED)), FAULT_TO + DAY),
    Journal("corrected, and still unmarked", FAULT_TO + DAY, GAP, ((MET, UNMARKED), (MET, UNMARKED_AGAIN)), FAULT_TO + DAY),
    Journal("marked at first, and not when it was corrected", FAULT_TO + DAY, GAP, (
        (MET, NOTE), (MET, UNMARKED_AGAIN),
    ), FAULT_TO + DAY),
    Journal("a source does not tell them apart", FAULT_TO + DAY, UNKNOWN, ((MET, imported(UNMARKED)),)),
    Journal("nothing is written", FAULT_TO + DAY, NOT_APPLICABLE, ((MET, HELD),)),
)
def test_fact_assessment_and_own_view_are_told_apart(rule_id, journal):
    require_so(rule_id, journal)
    assert CORRECTED.correction_id == NOTE_CORRECTION


@pytest.mark.parametrize(
    ("rule_id", "name", "to_do"),
    [
        ("R-01", "Någon ansvarar för ärendet varje dag", "Utse en ansvarig, lämna över ärendet eller utse en ersättare"),
        ("R-02", "Varje besök och kontakt har en anteckning", "Skriv anteckningen om besöket eller kontakten"),
        ("R-03", "Anteckningen är skriven i tid", "Ange varför anteckningen är sen. Den förblir sen"),
        ("R-04", "Ingen tystnad i ett öppet ärende", "Skriv vad som har hänt i ärendet sedan den senaste anteckningen"),
        ("R-05", "Anteckningen säger vem, när och varifrån", "Rätta anteckningen och fyll i det som saknas"),
        ("R-06", "Fakta, bedömning och den enskildes uppfattning är åtskilda", "Rätta anteckningen: flytta texten"),
    ],
)
def test_a_worker_sees_what_is_missing_and_what_to_do(rule_id, name, to_do):
    assert RULES[rule_id].name == name and RULES[rule_id].to_do.startswith(to_do)

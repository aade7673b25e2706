"""What sessions, groups and notes state for the rules about the journal: which note is about what, and what a note lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case import events as c
from domain.case import journal_events as j
from domain.case.contacts.codes import AttendanceInGroup, CalendarStatus
from domain.case.contacts.events import CalendarContactImported, CalendarContactMatched, GroupAttendanceRecorded
from domain.case.entry_events import EntryStruck
from domain.case.guards import is_imported
from domain.codes import SessionKind, SessionOutcome
from domain.completeness.codes import NoteLack
from domain.completeness.kinds import CheckKind
from projections.local_time import day_of
from projections.statements.checks.stated import Checked, States, claimed_writing, moved, restated

_K = CheckKind
IN_MONTH = "month"
"""The code of a session of which only the month is known."""
STRUCK = "struck"
"""The code of an appointment that was taken in wrongly."""


def _session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    return (restated(each, before) for each in _of_session(recorded.event))


def _of_session(event: c.SessionFacts) -> Iterable[Checked]:
    on, key = event.occurred.on, event.session_id
    if event.outcome is SessionOutcome.CANCELLED:
        return
    if event.occurred.precision == "month":
        yield Checked(key, _K.SESSION_IN_MONTH, key, on, code=IN_MONTH)
    if event.note_written_on is not None:
        yield Checked(key, _K.NOTE_CLAIMED, key, on, claimed_on=event.note_written_on)
    if event.outcome is SessionOutcome.HELD and event.kind is not SessionKind.INFORMATION_MEETING:
        yield Checked(key, _K.TREATMENT_CONTACT, key, on)


def _group_session(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: GroupAttendanceRecorded = recorded.event
    on, key = event.occurred.on, event.entry_id
    if event.attendance_in_group is not AttendanceInGroup.CANCELLED:
        yield Checked(key, _K.GROUP_SESSION, key, on, code=event.attendance_in_group.value)
    if event.attendance_in_group is AttendanceInGroup.PRESENT:
        yield Checked(key, _K.TREATMENT_CONTACT, key, on)


def _appointment(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    """What the calendar has now, in the place of what it had; and which appointment this taking in of it was about."""
    event: CalendarContactImported = recorded.event
    key, on, status = event.calendar_event_id, event.occurred.on, event.calendar_status
    if status is not CalendarStatus.CANCELLED:
        yield Checked(key, _K.CALENDAR_CONTACT, key, on, code=status.value)
    yield Checked(event.entry_id, _K.CALENDAR_ENTRY, key, on)


def _matched(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: CalendarContactMatched = recorded.event
    for row in before:
        yield moved(row, None)
        if row.kind == _K.CALENDAR_ENTRY:
            day = day_of(recorded.recorded_us)
            yield Checked(event.entry_id, _K.CALENDAR_MATCHED, row.key, day, code=event.calendar_match.value)


def _struck(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    """What was taken in wrongly from a calendar needs no further word, from the day that it was taken in."""
    for row in before:
        if row.kind == _K.CALENDAR_ENTRY:
            yield Checked(row.entry_id, _K.CALENDAR_MATCHED, row.key, day_of(recorded.recorded_us), code=STRUCK)


def _noted(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    event: j.JournalNoteRecorded = recorded.event
    on, key = event.occurred.on, event.note_id
    imported = is_imported(event, event.source)
    undated = event.occurred.precision == "month" or (imported and claimed_writing(event) is None)
    yield Checked(key, _K.NOTE_ENTRY, key, on, code=NoteLack.UNDATED.value if undated else "")
    lacks = {
        NoteLack.AUTHOR: event.author_name is None, NoteLack.ROLE: event.author_title is None,
        NoteLack.SOURCE: event.information_source is None, NoteLack.UNDATED: undated,
    }
    for lack in (each for each, is_so in lacks.items() if is_so):
        yield Checked(key, _K.NOTE_FAULT, key, on, code=lack.value)
    if event.unmarked is not None:
        lack = NoteLack.UNMARKED_IN_SOURCE if imported else NoteLack.UNMARKED
        yield Checked(key, _K.NOTE_MARKING_FAULT, key, on, code=lack.value)


def _note_corrected(recorded: RecordedEvent, before: tuple[Any, ...]) -> Iterable[Checked]:
    """What stands of the note, and of its faults those that the correction does not mend."""
    event: j.JournalNoteCorrected = recorded.event
    on = None if event.occurred is None else event.occurred.on
    standing = [row for row in before if row.until_on is None and not _mends(event, row)]
    for row in before:
        if row.kind == _K.NOTE_ENTRY:
            code = row.code if row in standing else ""
            # What was late is late for ever: that it happened on a later day than was first written does not make it earlier.
            earliest = row.on_date if on is None else min(on, row.on_date)
            yield moved(row, earliest)._replace(code=code, claimed_on=None if code else claimed_writing(event))
    yield from (moved(row, on) for row in standing if row.kind in (_K.NOTE_FAULT, _K.NOTE_MARKING_FAULT))
    was_marked = not any(row.kind == _K.NOTE_MARKING_FAULT for row in standing)
    if before and event.unmarked is not None and was_marked:
        key, code = event.note_id, NoteLack.UNMARKED.value
        yield Checked(key, _K.NOTE_MARKING_FAULT, key, on or before[0].on_date, code=code, is_new=True)


def _mends(event: j.JournalNoteCorrected, row: Any) -> bool:
    """Whether a correction says what the note lacked. Who corrects is not who wrote: only a source names its author anew."""
    imported = is_imported(event, event.source)
    told_day = event.occurred is not None and event.occurred.precision != "month"
    mended = {
        NoteLack.AUTHOR: imported and event.author_name is not None,
        NoteLack.ROLE: imported and event.author_title is not None,
        NoteLack.SOURCE: event.information_source is not None,
        NoteLack.UNDATED: claimed_writing(event) is not None or (told_day and not row.claimed),
        NoteLack.UNMARKED: event.unmarked is None,
        NoteLack.UNMARKED_IN_SOURCE: event.unmarked is None,
    }
    return mended.get(row.code, False)


STATES: Mapping[type[DomainEvent], States] = {
    c.SessionHeld: _session,
    c.SessionMissed: _session,
    c.SessionCorrected: _session,
    GroupAttendanceRecorded: _group_session,
    CalendarContactImported: _appointment,
    CalendarContactMatched: _matched,
    EntryStruck: _struck,
    j.JournalNoteRecorded: _noted,
    j.JournalNoteCorrected: _note_corrected,
}
RESTATES: Mapping[type[DomainEvent], Callable[[Any], UUID]] = {
    CalendarContactImported: lambda e: e.calendar_event_id,
    CalendarContactMatched: lambda e: e.calendar_entry_id,
}
"""A calendar takes an appointment in anew under its own id; what it was is said of one taking in, which knows that id."""

"""One full example of every event type of the area `contacts`."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.case.contacts.codes import (
    AttendanceInGroup,
    CalendarMatch,
    CalendarStatus,
    ChildHeard,
    ContactInitiator,
    ContactParty,
    ContactPlace,
    ContactResult,
    ContactTheme,
    ContactWay,
    GroupLeaving,
)
from domain.case.contacts.events import (
    AdviceTalkHeld,
    CalendarContactImported,
    CalendarContactMatched,
    ContactMade,
    ContactNoteStated,
    GroupAttendanceRecorded,
    GroupJoined,
    GroupLeft,
    SessionDescribed,
)
from tests.support.cast import ANNA, CASE, NOTE, SESSION, SESSION_ON, STAMP, cast_id, source

CONTACT, DESCRIPTION, ADVICE, STATED_NOTE, APPOINTMENT, MATCH, JOINED_GROUP, LEFT_GROUP, ATTENDED = map(cast_id, range(910, 919))
CALENDAR_EVENT, PLAN_STEP, GROUP, GROUP_SESSION = map(cast_id, range(920, 924))

_case = envelope(CASE, 0, STAMP)
_FACTS = {
    "parties": (ContactParty.MOTHER, ContactParty.FATHER, ContactParty.FATHER),
    "place": ContactPlace.OTHER,
    "place_name": "Kafé Exemplet",
    "duration_minutes": 50,
    "themes": (ContactTheme.PARENTHOOD, ContactTheme.CHILDS_BEST),
    "child_heard": ChildHeard.NOT_HEARD,
    "child_not_heard_reason": "Sonen ville inte vara med.",
    "source": source("Kontakter"),
}

EXAMPLES: tuple[DomainEvent, ...] = (
    ContactMade(
        **_case, **_FACTS, entry_id=CONTACT, occurred=Occurred(on=date(2024, 7, 5), at=time(9, 15), precision="minute"),
        way=ContactWay.ACCOMPANIED, contact_result=ContactResult.REACHED, initiated_by=ContactInitiator.RELATIVE,
    ),
    SessionDescribed(**_case, **_FACTS, entry_id=DESCRIPTION, session_id=SESSION, plan_step_id=PLAN_STEP),
    AdviceTalkHeld(
        **_case, entry_id=ADVICE, occurred=Occurred(on=date(2024, 6, 3)), way=ContactWay.VIDEO,
        parties=(ContactParty.MOTHER,), themes=(ContactTheme.FAMILY_RELATIONS,), right_to_apply_told=True, max_talks=5,
        source=source("Rådgivning"),
    ),
    ContactNoteStated(
        **_case, entry_id=STATED_NOTE, about_id=CONTACT, note_id=NOTE, no_note_reason="Bara tiden för nästa besök ändrades.",
        source=source("Kontakter"),
    ),
    CalendarContactImported(
        **_case, entry_id=APPOINTMENT, calendar_event_id=CALENDAR_EVENT,
        occurred=Occurred(on=SESSION_ON, at=time(13, 30), precision="minute"),
        ends=Occurred(on=SESSION_ON, at=time(14, 30), precision="minute"), calendar_status=CalendarStatus.CONFIRMED,
        calendar_owner_id=ANNA, calendar_owner_name="Anna Exempel", calendar_owner_title="KBT-behandlare",
        source=source("Kalender"),
    ),
    CalendarContactMatched(
        **_case, entry_id=MATCH, calendar_entry_id=APPOINTMENT, calendar_match=CalendarMatch.SESSION, matched_id=SESSION,
        reason="Besöket flyttades hem till familjen.", source=source("Kalender"),
    ),
    GroupJoined(
        **_case, entry_id=JOINED_GROUP, group_id=GROUP, group_programme="Föräldragrupp Trygga vuxna", joined_on=date(2024, 9, 2),
        individual_talk_on=date(2024, 8, 26), no_individual_talk_reason="Hade redan haft samtal i behandlingen.",
        source=source("Grupper"),
    ),
    GroupLeft(
        **_case, entry_id=LEFT_GROUP, membership_id=JOINED_GROUP, left_group_on=date(2024, 11, 18),
        leaving=GroupLeaving.COMPLETED, leaving_comment="Vill gärna träffa gruppen igen.", source=source("Grupper"),
    ),
    GroupAttendanceRecorded(
        **_case, entry_id=ATTENDED, membership_id=JOINED_GROUP, group_session_id=GROUP_SESSION,
        occurred=Occurred(on=date(2024, 9, 9)), group_step=1, group_steps=10, attendance_in_group=AttendanceInGroup.PRESENT,
        source=source("Grupper"),
    ),
)

FIRST = {
    "case.session_described": ["case.opened", "case.session_held"],
    "case.contact_note_stated": ["case.opened", "case.note_recorded", "case.contact_made"],
    "case.calendar_contact_matched": ["case.opened", "case.session_held", "case.calendar_contact_imported"],
    "case.group_left": ["case.opened", "case.group_joined"],
    "case.group_attendance_recorded": ["case.opened", "case.group_joined"],
}

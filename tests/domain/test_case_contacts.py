"""Contacts beside the booked sessions, what a session was, advice talks, and whether each has its note."""

from datetime import date, time, timedelta

import pytest

from domain.base import Occurred
from domain.case.case import Case
from domain.case.contacts.codes import (
    CalendarMatch,
    CalendarStatus,
    ChildHeard,
    ContactInitiator,
    ContactParty,
    ContactPlace,
    ContactResult,
    ContactTheme,
    ContactWay,
    NoteProof,
)
from domain.case.contacts.events import (
    AdviceTalkHeld,
    CalendarContactImported,
    CalendarContactMatched,
    ContactMade,
    ContactNoteStated,
    SessionDescribed,
)
from domain.case.contacts.proof import note_proof, unexplained_appointments, without_note
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.contacts import document
from tests.support.area_examples.contacts import APPOINTMENT, CALENDAR_EVENT, CONTACT
from tests.support.examples import (
    ANNA,
    CLOSED_ON,
    EXAMPLES,
    IMPORT_STAMP,
    NOTE,
    SESSION,
    SESSION_ON,
    STAMP,
    TODAY,
    cast_id,
    source,
)
from tests.support.scenario import given

OPENED, CLOSED, REOPENED = (EXAMPLES[f"case.{name}.v1"] for name in ("opened", "closed", "reopened"))
HELD = EXAMPLES["case.session_held.v1"].model_copy(update={"note_written_on": None})
CLAIMED = EXAMPLES["case.session_held.v1"]
MISSED = EXAMPLES["case.session_missed.v1"]
MADE, DESCRIBED = EXAMPLES["case.contact_made.v2"], EXAMPLES["case.session_described.v2"]
TALK = EXAMPLES["case.advice_talk_held.v1"]
STATED = EXAMPLES["case.contact_note_stated.v1"]
IMPORTED, MATCHED = EXAMPLES["case.calendar_contact_imported.v1"], EXAMPLES["case.calendar_contact_matched.v1"]
NOTED = EXAMPLES["case.note_recorded.v1"].model_copy(update={"session_id": None})
MISFILED = EXAMPLES["case.note_misfiled.v1"]
NEW, OTHER = cast_id(930), cast_id(931)
DAY = timedelta(days=1)
BY = {"stamp": STAMP, "policy": DEFAULT_POLICY}


def on(day):
    return Occurred(on=day)


def contact(**changes):
    call = {
        "entry_id": NEW, "occurred": on(TODAY), "way": ContactWay.TELEPHONE, "contact_result": ContactResult.REACHED,
        "parties": (ContactParty.MOTHER,), "initiated_by": ContactInitiator.UNIT,
    }
    return lambda case: case.record_contact(**{**call, **BY, "today": TODAY, **changes})


def description(**changes):
    call = {"entry_id": NEW, "session_id": SESSION, "parties": (ContactParty.CLIENT,)}
    return lambda case: case.describe_session(**{**call, **BY, **changes})


def talk(**changes):
    call = {
        "entry_id": NEW, "occurred": on(TODAY), "way": ContactWay.VISIT, "parties": (ContactParty.FATHER,),
        "right_to_apply_told": True, "max_talks": 5,
    }
    return lambda case: case.record_advice_talk(**{**call, **BY, "today": TODAY, **changes})


def note(**changes):
    return lambda case: case.state_contact_note(**{"entry_id": NEW, "about_id": CONTACT, "note_id": NOTE, **BY, **changes})


def appointment(**changes):
    call = {
        "entry_id": NEW, "calendar_event_id": OTHER, "occurred": on(SESSION_ON), "calendar_status": CalendarStatus.CONFIRMED,
        "calendar_owner_id": ANNA, "calendar_owner_name": "Anna Exempel",
    }
    return lambda case: case.import_calendar_contact(**{**call, **BY, "today": TODAY, **changes})


def match(**changes):
    call = {
        "entry_id": NEW, "calendar_entry_id": APPOINTMENT, "calendar_match": CalendarMatch.SESSION, "matched_id": SESSION
    }
    return lambda case: case.match_calendar_contact(**{**call, **BY, **changes})


def test_a_contact_is_recorded_with_everybody_who_took_part():
    parties = (ContactParty.MOTHER, ContactParty.FATHER, ContactParty.FATHER, ContactParty.CHILD)
    made = given(Case, OPENED).when(
        contact(parties=parties, themes=(ContactTheme.PARENTHOOD, ContactTheme.CHILDS_BEST), child_heard=ChildHeard.IN_TALK)
    ).then(ContactMade, parties=parties, occurred=on(TODAY), way=ContactWay.TELEPHONE)
    assert (made.mothers, made.fathers) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"occurred": on(TODAY + DAY)}, "i dag är det"),
        ({"parties": ()}, "Deltagare saknas"),
        ({"contact_result": ContactResult.SENT}, "Ett telefonsamtal kan inte vara skickat"),
        ({"place": ContactPlace.SCHOOL}, "telefonsamtal och platsen skolan går inte ihop"),
        ({"way": ContactWay.VISIT, "place": ContactPlace.DIGITAL}, "besök och platsen digitalt går inte ihop"),
        ({"way": ContactWay.HOME_VISIT, "place": ContactPlace.UNIT}, "hembesök och platsen enhetens lokaler går inte ihop"),
        ({"contact_result": ContactResult.NOT_REACHED, "duration_minutes": 5}, "Ingen nåddes"),
        ({"contact_result": ContactResult.NOT_REACHED, "themes": (ContactTheme.SCHOOL,)}, "Ingen nåddes"),
        ({"contact_result": ContactResult.NOT_REACHED, "child_heard": ChildHeard.NOT_APPLICABLE}, "Ingen nåddes"),
        ({"place_name": "Kafé Exemplet"}, "Platsens namn är angivet men inte vilket slags plats"),
        ({"way": ContactWay.FIELD, "place": ContactPlace.OTHER, "place_name": " "}, "Platsens namn saknas"),
        ({"duration_minutes": 0}, "Längden är 0 minuter. Ange ett tal från 1 till 1440"),
        ({"duration_minutes": 1441}, "Längden är 1441 minuter"),
        ({"themes": (ContactTheme.SCHOOL, ContactTheme.SCHOOL)}, "Samma tema är angivet två gånger"),
        ({"child_heard": ChildHeard.NOT_HEARD}, "anges precis när barnet inte fick det"),
        ({"child_not_heard_reason": "Ville inte."}, "anges precis när barnet inte fick det"),
        ({"child_heard": ChildHeard.NOT_HEARD, "child_not_heard_reason": " "}, "inte fick komma till tals saknas"),
        ({"child_heard": ChildHeard.IN_TALK}, "Barnet är inte bland deltagarna"),
        ({"child_heard": ChildHeard.BY_OBSERVATION}, "Barnet är inte bland deltagarna"),
    ],
)
def test_a_contact_that_contradicts_itself_is_refused(changes, message):
    given(Case, OPENED).when(contact(**changes)).then_refused(InvalidValueError, message)


@pytest.mark.parametrize(
    "changes",
    [
        {"duration_minutes": 1},
        {"duration_minutes": 1440},
        {"way": ContactWay.SMS, "contact_result": ContactResult.SENT, "place": ContactPlace.DIGITAL},
        {"way": ContactWay.HOME_VISIT, "place": ContactPlace.HOME},
        {"way": ContactWay.ACCOMPANIED, "place": ContactPlace.OTHER_AUTHORITY, "place_name": "Tingsrätten"},
        {"parties": (ContactParty.CLIENT,), "child_heard": ChildHeard.IN_OTHER_FORM},
        {"child_heard": ChildHeard.THROUGH_ADULT},
        {"child_heard": ChildHeard.NOT_HEARD, "child_not_heard_reason": "Barnet är ett spädbarn."},
        {"contact_result": ContactResult.NOT_REACHED},
    ],
)
def test_a_contact_that_is_possible_is_recorded(changes):
    given(Case, OPENED).when(contact(**changes)).then(ContactMade, **changes)


def test_a_contact_is_refused_for_a_case_or_an_id_that_is_not_right():
    given(Case).when(contact()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, MADE).when(contact(entry_id=CONTACT)).then_refused(ConflictError, "Kontakten finns redan")


@pytest.mark.parametrize("decide", [contact, talk, appointment])
def test_a_closed_case_takes_the_contact_of_its_last_day_and_none_after_it(decide):
    past = given(Case, OPENED, CLOSED)
    (last,) = past.when(decide(occurred=on(CLOSED_ON)))._events
    assert last.occurred.on == CLOSED_ON
    past.when(decide(occurred=on(CLOSED_ON + DAY))).then_refused(NotAllowedError, "avslutades")
    (late,) = past.when(decide(occurred=on(CLOSED_ON + DAY), stamp=IMPORT_STAMP, source=source("Kontakter")))._events
    assert late.occurred.on == CLOSED_ON + DAY


def test_a_held_session_is_described():
    parties = (ContactParty.CLIENT, ContactParty.MOTHER)
    given(Case, OPENED, HELD, MADE).when(
        description(parties=parties, place=ContactPlace.HOME, duration_minutes=60, plan_step_id=CONTACT)
    ).then(SessionDescribed, session_id=SESSION, parties=parties, plan_step_id=CONTACT)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, HELD, DESCRIBED], {"entry_id": DESCRIBED.entry_id}, ConflictError, "Beskrivningen finns redan"),
        ([OPENED], {}, NotFoundError, "Besöket finns inte"),
        ([OPENED, MISSED], {}, NotAllowedError, "Besöket blev inte av"),
        ([OPENED, HELD, DESCRIBED], {"parties": ()}, ConflictError, "Besöket är redan beskrivet"),
        ([OPENED, HELD], {"parties": (), "plan_step_id": OTHER}, InvalidValueError, "Deltagare saknas"),
        ([OPENED, HELD], {"duration_minutes": 0}, InvalidValueError, "Längden är 0 minuter"),
        ([OPENED, HELD], {"plan_step_id": OTHER}, NotFoundError, "Steget i planen finns inte"),
    ],
)
def test_a_description_is_refused(past, changes, error, message):
    given(Case, *past).when(description(**changes)).then_refused(error, message)


def test_a_struck_description_makes_room_for_another():
    past = given(Case, OPENED, HELD, DESCRIBED)
    (struck,) = past.state.strike_entry(entry_id=DESCRIBED.entry_id, reason="Fel besök.", **BY)
    past.state.apply(struck)
    assert past.state.contacts.descriptions == {}
    past.when(description()).then(SessionDescribed)


def talks(count, *, first=date(2024, 5, 6)):
    return [
        TALK.model_copy(update={"entry_id": cast_id(932 + n), "occurred": on(first + n * DAY)}) for n in range(count)
    ]


def test_advice_is_given_as_often_as_the_offering_allows_and_no_more():
    given(Case, OPENED, *talks(4)).when(talk()).then(AdviceTalkHeld, max_talks=5, right_to_apply_told=True)
    given(Case, OPENED, *talks(5)).when(talk()).then_refused(NotAllowedError, "högst 5 samtal, och de är använda")
    given(Case, OPENED, *talks(5)).when(talk()).then_refused(NotAllowedError, "ansöka om insats")
    given(Case, OPENED, *talks(5)).when(talk(max_talks=None)).then(AdviceTalkHeld, max_talks=None)
    imported = talk(stamp=IMPORT_STAMP, source=source("Rådgivning"))
    given(Case, OPENED, *talks(5)).when(imported).then(AdviceTalkHeld)


def test_a_struck_talk_is_not_counted():
    past = given(Case, OPENED, *talks(5))
    (struck,) = past.state.strike_entry(entry_id=cast_id(932), reason="Samtalet blev inte av.", **BY)
    past.state.apply(struck)
    past.when(talk()).then(AdviceTalkHeld)


def test_a_case_that_was_opened_again_gets_the_talks_of_its_new_time_only():
    reopened_on = REOPENED.reopened_on
    past = given(Case, OPENED, *talks(5), CLOSED, REOPENED)
    past.when(talk(occurred=on(reopened_on - DAY))).then_refused(NotAllowedError, "de är använda")
    past.when(talk(occurred=on(reopened_on), max_talks=1)).then(AdviceTalkHeld)
    past.when(talk(entry_id=OTHER, occurred=on(TODAY), max_talks=1)).then_refused(NotAllowedError, "högst 1 samtal")


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, TALK], {"entry_id": TALK.entry_id}, ConflictError, "Samtalet finns redan"),
        ([OPENED], {"occurred": on(TODAY + DAY), "parties": ()}, InvalidValueError, "i dag är det"),
        ([OPENED], {"parties": (), "way": ContactWay.SMS}, InvalidValueError, "Deltagare saknas"),
        ([OPENED], {"way": ContactWay.SMS}, InvalidValueError, "kan inte föras genom sms"),
        ([OPENED], {"themes": (ContactTheme.WORK,) * 2}, InvalidValueError, "Samma tema"),
    ],
)
def test_an_advice_talk_is_refused(past, changes, error, message):
    given(Case, *past).when(talk(**changes)).then_refused(error, message)


def test_an_advice_talk_has_no_field_for_a_text():
    assert AdviceTalkHeld.SEGMENTS == {}
    texts = [name for name, value in TALK if isinstance(value, str) and name not in ("purpose", "way")]
    assert texts == []


@pytest.mark.parametrize(
    ("past", "about"),
    [([OPENED, HELD], SESSION), ([OPENED, MADE], CONTACT), ([OPENED, TALK], TALK.entry_id),
     ([OPENED, EXAMPLES["case.group_joined.v1"], EXAMPLES["case.group_attendance_recorded.v1"]], cast_id(918))],
)
def test_a_contact_gets_its_note_or_the_reason_why_none_is_needed(past, about):
    given(Case, *past, NOTED).when(note(about_id=about)).then(ContactNoteStated, about_id=about, note_id=NOTE)
    given(Case, *past).when(note(about_id=about, note_id=None, no_note_reason="Bara en tidsbokning.")).then(
        ContactNoteStated, note_id=None, no_note_reason="Bara en tidsbokning."
    )


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, MADE, STATED], {"entry_id": STATED.entry_id}, ConflictError, "finns redan"),
        ([OPENED, NOTED, EXAMPLES["case.phase_entered.v1"]], {"about_id": cast_id(700)}, NotFoundError, "Kontakten finns inte"),
        ([OPENED, MADE, STATED], {"note_id": None}, ConflictError, "redan angivet"),
        ([OPENED, MADE], {"note_id": None}, InvalidValueError, "Ange antingen anteckningen eller"),
        ([OPENED, MADE], {"no_note_reason": "Behövs inte."}, InvalidValueError, "inte båda"),
        ([OPENED, MADE], {}, NotFoundError, "Anteckningen finns inte"),
        ([OPENED, MADE, NOTED, MISFILED], {}, NotAllowedError, "ligger i fel akt"),
        ([OPENED, MADE], {"note_id": None, "no_note_reason": ""}, InvalidValueError, "Orsaken till att anteckning inte behövs"),
    ],
)
def test_a_statement_about_a_note_is_refused(past, changes, error, message):
    given(Case, *past).when(note(**changes)).then_refused(error, message)


def test_whether_a_contact_has_its_note_is_proved_by_the_note_the_reason_or_the_source():
    own = NOTED.model_copy(update={"session_id": SESSION})
    reason = STATED.model_copy(update={"note_id": None})
    named = STATED.model_copy(update={"no_note_reason": None})
    expected = [
        ([HELD], SESSION, NoteProof.MISSING),
        ([CLAIMED], SESSION, NoteProof.CLAIMED),
        ([CLAIMED, own], SESSION, NoteProof.NOTED),
        ([HELD, own, MISFILED], SESSION, NoteProof.MISSING),
        ([MADE], CONTACT, NoteProof.MISSING),
        ([MADE, NOTED, named], CONTACT, NoteProof.NOTED),
        ([MADE, NOTED, named, MISFILED], CONTACT, NoteProof.MISSING),
        ([MADE, reason], CONTACT, NoteProof.NOT_NEEDED),
    ]
    for past, about, proof in expected:
        assert note_proof(given(Case, OPENED, *past).state, about) is proof, (past, proof)


def test_what_lacks_a_note_is_what_was_held_or_reached_somebody():
    attempt = MADE.model_copy(update={"entry_id": OTHER, "contact_result": ContactResult.NOT_REACHED})
    assert list(without_note(given(Case, OPENED, HELD, MADE, attempt).state)) == [SESSION, CONTACT]
    assert list(without_note(given(Case, OPENED, MISSED, attempt).state)) == []


# Calendars


def test_an_appointment_is_taken_in_and_again_only_when_it_has_changed():
    given(Case, OPENED).when(appointment()).then(CalendarContactImported, calendar_event_id=OTHER, source=None)
    same = {"calendar_event_id": CALENDAR_EVENT, "occurred": IMPORTED.occurred, "ends": IMPORTED.ends}
    past = given(Case, OPENED, IMPORTED)
    past.when(appointment(**same)).then_refused(InvalidValueError, "finns redan så som den är nu")
    past.when(appointment(**same, calendar_status=CalendarStatus.CANCELLED)).then(CalendarContactImported)
    assert past.state.contacts.calendar[CALENDAR_EVENT].calendar_status is CalendarStatus.CANCELLED
    assert len(past.state.contacts.entries) == 2


def minute(hour, on=SESSION_ON):
    return Occurred(on=on, at=time(hour), precision="minute")


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, IMPORTED], {"entry_id": APPOINTMENT}, ConflictError, "Kalenderkontakten finns redan"),
        ([OPENED], {"calendar_owner_name": ""}, InvalidValueError, "Namnet på den som har kalendern saknas"),
        ([OPENED], {"calendar_owner_title": ""}, InvalidValueError, "Befattningen för den som har kalendern saknas"),
        ([OPENED], {"occurred": on(TODAY + 93 * DAY)}, InvalidValueError, f"till och med {TODAY + 92 * DAY}"),
        ([OPENED], {"ends": on(SESSION_ON - DAY)}, InvalidValueError, "före början"),
        ([OPENED], {"occurred": minute(14), "ends": minute(13)}, InvalidValueError, "slutar före sin början"),
    ],
)
def test_an_appointment_is_refused(past, changes, error, message):
    given(Case, *past).when(appointment(**changes)).then_refused(error, message)


def test_an_appointment_may_lie_as_far_ahead_as_the_policy_says_and_end_as_it_begins():
    last = on(TODAY + 92 * DAY)
    given(Case, OPENED).when(appointment(occurred=last, ends=last)).then(CalendarContactImported, occurred=last)


def test_an_appointment_is_matched_to_what_it_was():
    given(Case, OPENED, HELD, IMPORTED).when(match()).then(CalendarContactMatched, matched_id=SESSION, reason=None)
    same_day = MADE.model_copy(update={"occurred": on(SESSION_ON)})
    given(Case, OPENED, same_day, IMPORTED).when(match(calendar_match=CalendarMatch.CONTACT, matched_id=CONTACT)).then(
        CalendarContactMatched, matched_id=CONTACT
    )
    cancelled = IMPORTED.model_copy(update={"calendar_status": CalendarStatus.CANCELLED})
    called_off = match(calendar_match=CalendarMatch.NOT_HELD, matched_id=None)
    given(Case, OPENED, cancelled).when(called_off).then(CalendarContactMatched)


WITH_REASON = [
    ([MISSED], {}),
    ([HELD.model_copy(update={"occurred": on(SESSION_ON + DAY)})], {}),
    ([MADE], {"calendar_match": CalendarMatch.CONTACT, "matched_id": CONTACT}),
    ([], {"calendar_match": CalendarMatch.NOT_HELD, "matched_id": None}),
    ([], {"calendar_match": CalendarMatch.NOT_A_CONTACT, "matched_id": None}),
]


@pytest.mark.parametrize(("past", "changes"), WITH_REASON)
def test_where_the_calendar_and_the_record_differ_the_reason_is_told(past, changes):
    scenario = given(Case, OPENED, *past, IMPORTED)
    scenario.when(match(**changes)).then_refused(InvalidValueError, "säger olika, så en orsak behövs")
    scenario.when(match(**changes, reason=" ")).then_refused(InvalidValueError, "Orsaken saknas")
    scenario.when(match(**changes, reason="Tiden flyttades.")).then(CalendarContactMatched)


@pytest.mark.parametrize(
    ("past", "changes", "error", "message"),
    [
        ([], {}, NotFoundError, "Ärendet finns inte"),
        ([OPENED, HELD, IMPORTED], {"entry_id": APPOINTMENT}, ConflictError, "Matchningen finns redan"),
        ([OPENED, HELD], {}, NotFoundError, "Kalenderkontakten finns inte"),
        ([OPENED, HELD, IMPORTED, MATCHED], {"matched_id": None}, ConflictError, "redan matchad"),
        ([OPENED, HELD, IMPORTED], {"matched_id": None}, InvalidValueError, "precis när kalenderkontakten var det"),
        ([OPENED, HELD, IMPORTED], {"calendar_match": CalendarMatch.NOT_HELD}, InvalidValueError, "precis när"),
        ([OPENED, IMPORTED], {}, NotFoundError, "Besöket finns inte"),
        ([OPENED, HELD, IMPORTED], {"calendar_match": CalendarMatch.CONTACT}, NotFoundError, "Kontakten finns inte"),
    ],
)
def test_a_match_is_refused(past, changes, error, message):
    given(Case, *past).when(match(**changes)).then_refused(error, message)


def test_a_past_appointment_that_nobody_has_explained_is_a_proof():
    def unexplained(*past, today=TODAY):
        return [each.entry_id for each in unexplained_appointments(given(Case, OPENED, HELD, *past).state, today)]

    assert unexplained(IMPORTED) == [APPOINTMENT]
    assert unexplained(IMPORTED, today=SESSION_ON) == []
    assert unexplained(IMPORTED, today=SESSION_ON + DAY) == [APPOINTMENT]
    assert unexplained(IMPORTED, MATCHED) == []
    assert unexplained(IMPORTED.model_copy(update={"calendar_status": CalendarStatus.CANCELLED})) == []
    moved = IMPORTED.model_copy(update={"entry_id": OTHER, "occurred": on(TODAY)})
    assert unexplained(IMPORTED, moved) == []


def test_an_appointment_that_was_matched_stays_so_when_the_calendar_changes():
    moved = IMPORTED.model_copy(update={"entry_id": OTHER, "occurred": on(SESSION_ON - DAY)})
    past = given(Case, OPENED, HELD, IMPORTED, MATCHED, moved)
    assert past.state.contacts.unmatched() == []
    past.when(match(calendar_entry_id=OTHER)).then_refused(ConflictError, "redan matchad")


def test_the_document_says_first_what_lacks_a_note_and_counts_mothers_and_fathers():
    case = given(Case, OPENED, HELD, DESCRIBED, MADE, IMPORTED, TALK).state
    shown = document(case)
    assert shown["without_note"] == [str(SESSION), str(CONTACT)]
    assert [each["entry"] for each in shown["unmatched_appointments"]] == [str(APPOINTMENT)]
    (made,) = shown["contacts"]
    assert (made["mothers"], made["fathers"], made["note"], made["place_name"]) == (1, 2, "missing", "Kafé Exemplet")
    assert shown["sessions"][0]["occurred"] == {"on": SESSION_ON.isoformat(), "precision": "minute", "at": "13:30"}
    assert shown["advice_talks"]["held"] == 1
    assert shown["themes"] == {"childs_best": 2, "parenthood": 2}
    assert "originator_id" not in made and "source" not in made


def test_the_document_says_what_appointments_were_and_where_they_came_from():
    shown = document(given(Case, OPENED, HELD, IMPORTED, MATCHED).state)
    (matched,) = shown["matched_appointments"]
    assert (matched["match"]["calendar_match"], matched["source"]["sheet"]) == ("session", "Kalender")
    assert shown["unmatched_appointments"] == []

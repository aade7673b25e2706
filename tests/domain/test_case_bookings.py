"""Sessions that are booked ahead: booked, moved, and what became of them."""

from datetime import date, time, timedelta

import pytest

from domain.base import Occurred
from domain.case.bookings.events import SessionBooked, SessionRebooked
from domain.case.case import Case
from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.case.entry_events import EntryStruck
from domain.case.events import SessionCancelled, SessionCorrected, SessionHeld, SessionMissed
from domain.codes import SessionKind, SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from projections.areas.bookings import document
from tests.support.area_examples.bookings import BOOKED_SESSION, BOOKING, REBOOKING
from tests.support.examples import ANNA, CECILIA, CLOSED_ON, EXAMPLES, IMPORT_STAMP, SESSION, STAMP, cast_id, source
from tests.support.scenario import given

OPENED, CLOSED = EXAMPLES["case.opened.v1"], EXAMPLES["case.closed.v1"]
BOOKED, MOVED = EXAMPLES["case.session_booked.v1"], EXAMPLES["case.session_rebooked.v1"]
HELD = EXAMPLES["case.session_held.v1"].model_copy(update={"session_id": BOOKED_SESSION})
DAY = timedelta(days=1)
TODAY = date(2024, 9, 2)
NEW, NEW_SESSION = cast_id(30610), cast_id(30611)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
LATEST = TODAY + DEFAULT_POLICY.booking_ahead_days * DAY
AT_TEN = Occurred(on=TODAY + DAY, at=time(10), precision="minute")


def booking(**changes):
    call = {
        "entry_id": NEW, "session_id": NEW_SESSION, "booked_for": AT_TEN, "kind": SessionKind.CONVERSATION, "worker_id": ANNA,
        "worker_name": "Anna Exempel", "worker_title": "KBT-behandlare", "invited": (ContactParty.CLIENT,),
        "place": ContactPlace.UNIT,
    }
    return lambda case: case.book_session(**{**call, **BY, **changes})


def moving(**changes):
    return lambda case: case.rebook_session(**{"entry_id": NEW, "booking_id": BOOKING, "booked_for": AT_TEN, **BY, **changes})


def ending(outcome, **changes):
    by = {**BY, "today": BOOKED.booked_for.on}
    return lambda case: case.record_booked_session(**{"booking_id": BOOKING, "outcome": outcome, **by, **changes})


def on(day):
    return Occurred(on=day)


def struck(entry_id):
    return EXAMPLES["case.entry_struck.v1"].model_copy(update={"entry_id": entry_id, "replaced_by": None})


@pytest.mark.parametrize("day", [TODAY, LATEST])
def test_a_session_is_booked_from_today_as_far_ahead_as_the_board_says(day):
    given(Case, OPENED).when(booking(booked_for=on(day))).then(
        SessionBooked, session_id=NEW_SESSION, booked_for=on(day), kind=SessionKind.CONVERSATION, worker_id=ANNA,
        worker_name="Anna Exempel", worker_title="KBT-behandlare", invited=(ContactParty.CLIENT,), place=ContactPlace.UNIT,
        source=None,
    )


def test_a_time_may_be_booked_twice_since_that_is_a_warning_and_no_refusal():
    given(Case, OPENED, BOOKED).when(booking(booked_for=BOOKED.booked_for)).then(SessionBooked)


@pytest.mark.parametrize("decide", [booking, moving])
@pytest.mark.parametrize(("changes", "message"), [
    ({"booked_for": Occurred(on=date(2024, 10, 1), precision="month")}, "bokat till en månad"),
    ({"booked_for": on(TODAY - DAY)}, "i dag är det 2024-09-02"),
    ({"booked_for": on(LATEST + DAY)}, f"till och med {LATEST}"),
    ({"worker_id": ANNA, "worker_name": " "}, "Namnet på medarbetaren"),
    ({"worker_id": ANNA, "worker_name": "Anna Exempel", "worker_title": ""}, "Befattningen"),
])
def test_no_session_is_booked_or_moved_to_an_impossible_time_or_to_nobody(decide, changes, message):
    given(Case, OPENED, BOOKED).when(decide(**changes)).then_refused(InvalidValueError, message)


def test_refusals_of_a_booking_come_in_their_order():
    wrong = {"booked_for": on(CLOSED_ON + DAY), "worker_name": ""}
    given(Case).when(booking(**wrong)).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, BOOKED, CLOSED).when(booking(entry_id=BOOKING, **wrong)).then_refused(ConflictError, "Bokningen finns")
    given(Case, OPENED, BOOKED, CLOSED).when(booking(session_id=BOOKED_SESSION, **wrong)).then_refused(
        ConflictError, "redan bokat"
    )
    given(Case, OPENED, HELD, CLOSED).when(booking(session_id=BOOKED_SESSION, **wrong)).then_refused(
        ConflictError, "Besöket finns"
    )
    given(Case, OPENED, CLOSED).when(booking(**wrong)).then_refused(InvalidValueError, "Namnet på medarbetaren")
    given(Case, OPENED, CLOSED).when(booking(booked_for=on(CLOSED_ON + DAY))).then_refused(NotAllowedError, "avslutades")


def test_after_the_closing_only_a_follow_up_meeting_and_imported_history_are_booked():
    given(Case, OPENED, CLOSED).when(booking(booked_for=on(CLOSED_ON))).then(SessionBooked)
    later = {"booked_for": on(CLOSED_ON + DAY)}
    given(Case, OPENED, CLOSED).when(booking(**later, kind=SessionKind.FOLLOW_UP_MEETING)).then(SessionBooked)
    imported = {"stamp": IMPORT_STAMP, "source": source("Bokningar")}
    given(Case, OPENED, CLOSED).when(booking(**later, **imported)).then(SessionBooked)


def test_a_moved_session_keeps_everything_but_its_time_and_the_earlier_time_stays_legible():
    scenario = given(Case, OPENED, BOOKED)
    scenario.when(moving()).then(
        SessionRebooked, booking_id=BOOKING, session_id=BOOKED_SESSION, booked_for=AT_TEN, kind=BOOKED.kind, worker_id=ANNA,
        worker_name=BOOKED.worker_name, worker_title=BOOKED.worker_title, invited=BOOKED.invited, place=BOOKED.place,
    )
    [shown] = document(scenario.state)["bookings"]
    assert shown["booked_for"] == {"on": "2024-09-03", "at": "10:00", "precision": "minute"}
    assert shown["moved_from"] == [{"on": "2024-09-10", "at": "15:30", "precision": "minute"}]
    assert shown["entry"] == str(BOOKING)
    assert shown["outcome"] is None


def test_a_session_is_moved_to_another_member_of_staff_at_the_same_time():
    given(Case, OPENED, BOOKED).when(
        moving(booked_for=BOOKED.booked_for, worker_id=CECILIA, worker_name="Cecilia Exempel", worker_title=None)
    ).then(SessionRebooked, worker_id=CECILIA, worker_name="Cecilia Exempel", worker_title=None)


def test_when_a_move_is_struck_the_earlier_time_holds_again_and_the_booking_cannot_be_struck_before_it():
    striking = {"reason": "Fel dag.", "stamp": STAMP, "policy": DEFAULT_POLICY}
    scenario = given(Case, OPENED, BOOKED, MOVED)
    scenario.when(lambda case: case.strike_entry(entry_id=BOOKING, **striking)).then_refused(NotAllowedError, "bygger på")
    scenario.when(lambda case: case.strike_entry(entry_id=REBOOKING, **striking)).then(EntryStruck)
    assert scenario.state.bookings.booked[BOOKING].now == BOOKED.model_copy(update={"originator_version": 2})


def test_refusals_of_a_move_come_in_their_order():
    given(Case).when(moving()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, BOOKED).when(moving(entry_id=BOOKING)).then_refused(ConflictError, "Ombokningen finns")
    given(Case, OPENED).when(moving()).then_refused(NotFoundError, "Bokningen finns inte")
    same = {"booked_for": BOOKED.booked_for}
    given(Case, OPENED, BOOKED, HELD).when(moving(**same)).then_refused(ConflictError, "redan registrerat")
    given(Case, OPENED, BOOKED).when(moving(**same)).then_refused(InvalidValueError, "redan bokat så")
    given(Case, OPENED, BOOKED, CLOSED).when(moving(booked_for=on(CLOSED_ON + DAY))).then_refused(NotAllowedError, "avslutades")


@pytest.mark.parametrize(("outcome", "kind"), [
    (SessionOutcome.HELD, SessionHeld), (SessionOutcome.MISSED, SessionMissed), (SessionOutcome.CANCELLED, SessionCancelled),
])
def test_what_became_of_a_session_is_recorded_under_its_own_id_as_it_was_booked(outcome, kind):
    scenario = given(Case, OPENED, BOOKED)
    scenario.when(ending(outcome)).then(
        kind, session_id=BOOKED_SESSION, occurred=BOOKED.booked_for, kind=BOOKED.kind, participants=("barn", "pappa", "pappa"),
    )
    assert document(scenario.state)["bookings"][0]["outcome"] == outcome.value


def test_a_session_may_have_been_held_at_another_time_and_by_others_than_was_agreed():
    day = BOOKED.booked_for.on - DAY
    given(Case, OPENED, BOOKED).when(ending(SessionOutcome.HELD, occurred=on(day), participants=("mormor",))).then(
        SessionHeld, occurred=on(day), participants=("mormor",)
    )


def test_a_session_ahead_is_called_off_and_not_yet_held():
    before = {"today": BOOKED.booked_for.on - DAY}
    given(Case, OPENED, BOOKED).when(ending(SessionOutcome.CANCELLED, **before)).then(SessionCancelled)
    given(Case, OPENED, BOOKED).when(ending(SessionOutcome.HELD, **before)).then_refused(InvalidValueError, "Besökets datum")


def test_a_time_after_the_closing_is_called_off_and_can_be_corrected_so_but_not_held():
    after = BOOKED.model_copy(update={"booked_for": on(CLOSED_ON + DAY)})
    today = {"today": CLOSED_ON + 2 * DAY}
    given(Case, OPENED, after, CLOSED).when(ending(SessionOutcome.HELD, **today)).then_refused(NotAllowedError, "avslutades")
    scenario = given(Case, OPENED, after, CLOSED)
    scenario.when(ending(SessionOutcome.CANCELLED, **today)).then(SessionCancelled, occurred=on(CLOSED_ON + DAY))
    correction = {
        "session_id": BOOKED_SESSION, "outcome": SessionOutcome.CANCELLED, "occurred": on(CLOSED_ON + 2 * DAY),
        "kind": after.kind, "participants": (), "note_written_on": None, "reason": "Fel dag.", **BY, **today,
    }
    scenario.when(lambda case: case.correct_session(**correction)).then(SessionCorrected)


def test_refusals_of_an_outcome_come_in_their_order():
    held = ending(SessionOutcome.HELD, participants=("",))
    given(Case).when(held).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED).when(held).then_refused(NotFoundError, "Bokningen finns inte")
    given(Case, OPENED, BOOKED, HELD).when(held).then_refused(ConflictError, "redan registrerat")
    given(Case, OPENED, BOOKED).when(held).then_refused(InvalidValueError, "Deltagaren")


def test_a_session_that_nobody_booked_is_recorded_as_before():
    given(Case, OPENED, BOOKED).when(lambda case: case.record_session(
        session_id=SESSION, outcome=SessionOutcome.HELD, occurred=on(TODAY), kind=SessionKind.CONVERSATION, **BY,
    )).then(SessionHeld)

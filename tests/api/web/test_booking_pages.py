"""Booked sessions on a running service: the list of them, the day's page, the case's page, and a note that settles one."""

from __future__ import annotations

import re

import pytest

from api.http import documents
from api.web.pages.note_form import at_fields
from api.web.pages.submitting import Fault
from api.writes.journal import NOTES
from api.writes.write import example_id
from tests.api.conftest import access_records
from tests.api.web.case_place import CASE, OF_CASE, PEOPLE, case_place, form_of
from tests.api.writing import ANOTHER, STAFF

SET_UP = (
    "/staff", "/staff/managers", "/units", "/offerings", "/cases", f"{OF_CASE}/sessions", NOTES,
    f"{OF_CASE}/calendar-contacts",
)
WORKERS = (*PEOPLE, ("kim", "behandlare", STAFF), ("lo", "behandlare", ANOTHER), ("utan", "behandlare", None))
NEW, BOOK = f"/cases/{CASE}/notes/new", f"/record/cases/{CASE}/bookings"
TODAY = "2026-03-16"


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory):
    with case_place(api_cluster, tmp_path_factory.mktemp("bookings"), SET_UP, people=WORKERS) as opened:
        form = f"/record/cases/{CASE}/assignments"
        assert opened.sent(opened.opened(form), form, staff_id=STAFF, from_date="2026-03-09").status_code == 303
        yield opened


def booked(place, on, at="", worker=STAFF, who="anna"):
    """A session that the form books; its event, and what came back."""
    size = place.board.ledger.size()
    sent = {"booked_for-on": on, "booked_for-at": at, "kind": "home_visit", "worker_id": worker, "invited": "client"}
    answer = place.sent(place.opened(f"{BOOK}?worker_id={worker}", who), BOOK, who, **sent)
    assert answer.status_code in (200, 303), answer.text[-3000:]
    [event] = place.events(size)
    return event, answer


def bookings(place, who="kim", **asked):
    answer = place.browsers[who].client.get("/api/v1/bookings", params=asked, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    documents.BookingList.model_validate(answer.json())
    return answer.json()


def of_session(document, event):
    return next((each for each in document["bookings"] if each["session"] == str(event.session_id)), None)


def test_what_is_booked_is_on_the_list_of_whom_it_is_with_and_of_the_unit_as_known_at_any_moment(place):
    before, size = len(access_records(place.board)), place.board.ledger.size()
    event, _ = booked(place, "2026-03-18", "13:15")
    found = of_session(bookings(place), event)
    assert (found["on"], found["at"], found["kind_in_words"], found["worker"]) == ("2026-03-18", "13:15", "hembesök", STAFF)
    assert (found["case"], found["in_calendar"], found["has_passed"], found["clashes"]) == (CASE, False, False, False)
    assert of_session(bookings(place, "lo"), event) is None and of_session(bookings(place, "anna"), event) == found
    assert of_session(bookings(place, days=1), event) is None
    assert of_session(bookings(place, known_at=str(size)), event) is None
    assert of_session(bookings(place, valid_at="2026-03-19"), event)["has_passed"] is True
    shown = [each for each in access_records(place.board)[before:] if each.action == "GET /api/v1/bookings"]
    assert str(shown[0].cases[0]) == CASE and shown[1].cases == ()
    for who, params in (("kim", {"staff": ANOTHER}), ("utan", {}), ("rut", {})):
        assert place.browsers[who].client.get("/api/v1/bookings", params=params).status_code == 403


def test_pages_of_the_list_follow_each_other(place):
    for at in ("08:00", "09:00"):
        booked(place, "2026-03-26", at)
    whole = bookings(place, days=60)["bookings"]
    found, path = [], "/api/v1/bookings?days=60&limit=1"
    while path is not None:
        page = place.browsers["kim"].client.get(path).json()
        found += page["bookings"]
        path = page["next"]
    assert found == whole and len(whole) > 2
    assert [(each["on"], each["at"] or "") for each in whole] == sorted((each["on"], each["at"] or "") for each in whole)


def test_a_time_that_somebody_has_already_is_booked_all_the_same_with_a_warning_and_marked_on_the_list(place):
    first, answer = booked(place, "2026-03-24", "10:00")
    assert answer.status_code == 303
    assert booked(place, "2026-03-24", "10:00", worker=ANOTHER)[1].status_code == 303
    second, answer = booked(place, "2026-03-24", "10:00")
    assert answer.status_code == 200 and "har redan en bokning 2026-03-24 kl. 10.00" in answer.text
    assert [of_session(bookings(place), each)["clashes"] for each in (first, second)] == [True, True]
    assert "Krockar" in place.opened("/today", "kim").text


def test_the_day_begins_with_ones_next_sessions_those_of_calendars_among_them_and_is_left_in_one_step(place):
    event, _ = booked(place, TODAY, "14:30")
    ahead, _ = booked(place, "2026-03-20")
    page = place.opened("/today", "kim").text
    section = page[page.index('id="besok"'):]
    section = section[:section.index("</section>")]
    assert "<strong>I dag 14.30</strong>" in section and "Tid i kalendern" in section
    assert f"{NEW}?session={event.session_id}" in section and f"{NEW}?session={ahead.session_id}" not in section
    for form in ("times?next=/today&booked_for-on=2026-03-20", "outcome?outcome=cancelled&next=/today"):
        assert f"{BOOK}/{ahead.entry_id}/{form}" in section.replace("&amp;", "&")
    assert 'id="besok"' not in place.opened("/today", "anna").text


def test_a_note_about_a_booked_session_records_it_as_held_in_the_same_step_and_signs_at_once(place):
    event, _ = booked(place, TODAY, "11:00")
    page = place.opened(f"{NEW}?session={event.session_id}", "kim")
    fields = dict(form_of(page))
    assert (fields["on"], fields["at"], fields["outcome"], fields["participants"]) == (TODAY, "11:00", "held", "den enskilde")
    size, before = place.board.ledger.size(), len(access_records(place.board))
    sent = {"text": "Första samtalet.", "then": "sign", "next": "/today"}
    answer = place.sent(page, NEW, "kim", **sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/today?done=note_signed")
    held, note, signed = place.events(size)
    assert [each.TYPE for each in (held, note, signed)] == ["case.session_held", "case.note_recorded", "case.note_signed"]
    assert held.session_id == note.session_id == event.session_id and held.kind == event.kind
    assert [outcome for _, outcome in place.records(before)] == ["written"] * 3
    assert of_session(bookings(place), event) is None
    size = place.board.ledger.size()
    assert place.sent(page, NEW, "kim", **sent).status_code == 303 and place.board.ledger.size() == size


def test_a_note_may_say_that_the_booked_session_was_missed_or_called_off(place):
    for outcome, kind in (("missed", "case.session_missed"), ("cancelled", "case.session_cancelled")):
        event, _ = booked(place, TODAY, "12:00")
        size = place.board.ledger.size()
        page = place.opened(f"{NEW}?session={event.session_id}")
        assert place.sent(page, NEW, text="Kom inte.", then="save", outcome=outcome).status_code == 303
        assert [each.TYPE for each in place.events(size)] == [kind, "case.note_recorded"]
    ahead, _ = booked(place, "2026-03-27", "12:00")
    fields = dict(form_of(place.opened(f"{NEW}?session={ahead.session_id}")))
    assert (fields["on"], fields["outcome"]) == (TODAY, "cancelled")


def test_a_session_that_somebody_else_settled_meanwhile_is_told_at_its_field_and_the_text_is_kept(place):
    event, _ = booked(place, TODAY, "15:00")
    page = place.opened(f"{NEW}?session={event.session_id}")
    form = f"{BOOK}/{event.entry_id}/outcome"
    assert place.sent(place.opened(f"{form}?outcome=missed", "kim"), form, "kim", outcome="missed").status_code == 303
    answer = place.sent(page, NEW, text="Kom inte.", then="save", seen="*")
    assert answer.status_code == 422 and "Kom inte." in answer.text
    assert re.search(r'id="session-error"[^>]*>Det är redan registrerat', answer.text)
    # The note can then be saved about the session as it was recorded.
    assert dict(form_of(answer))["session"] == str(event.session_id)
    assert at_fields([Fault("form", "Bokningen finns inte i ärendet.")])[0].field == "session"
    nonsense = place.sent(page, NEW, text="Kom inte.", then="save", seen="*", session="booked-x.y")
    assert nonsense.status_code == 422


def test_a_booked_session_is_moved_by_one_field_and_the_case_says_that_it_was(place):
    event, _ = booked(place, "2026-03-19", "09:00")
    form, size = f"{BOOK}/{event.entry_id}/times", place.board.ledger.size()
    answer = place.sent(place.opened(form, "kim"), form, "kim", **{"booked_for-on": "2026-03-17", "booked_for-at": "08:15"})
    assert answer.status_code == 303
    [moved] = place.events(size)
    assert (moved.TYPE, moved.worker_id, str(moved.booked_for.at)) == ("case.session_rebooked", event.worker_id, "08:15:00")
    assert of_session(bookings(place), event)["on"] == "2026-03-17"
    page = place.opened(f"/cases/{CASE}", "kim").text
    section = page[page.index('id="besok"'):page.index('id="journal"')]
    assert "Tisdag 17 mars kl. 08.15, hembesök" in section and "Ombokat" in section
    assert f"/record/cases/{CASE}/bookings?next=/cases/{CASE}&amp;worker_id={STAFF}" in section


def test_a_session_that_has_passed_without_an_outcome_is_to_be_settled_from_the_day_after(place):
    event, _ = booked(place, "2026-03-17", "16:00")

    def duties(day):
        found = place.browsers["kim"].client.get("/api/v1/duties", params={"days": 60, "valid_at": day}).json()["duties"]
        return [each for each in found if each["about"] == str(event.session_id)]

    assert duties("2026-03-17") == []
    [duty] = duties("2026-03-18")
    assert (duty["kind"], duty["since"], duty["due_on"], duty["staff"]) == ("record_outcome", "2026-03-18", "2026-03-24", STAFF)


def test_no_session_is_booked_in_the_past_and_the_form_says_so_at_its_day(place):
    page, size = place.opened(BOOK), place.board.ledger.size()
    answer = place.sent(page, BOOK, **{"booked_for-on": "2026-03-15", "kind": "conversation", "worker_id": STAFF})
    assert answer.status_code == 422 and "i dag är det 2026-03-16" in answer.text
    assert place.board.ledger.size() == size


def test_every_booked_session_can_be_chosen_where_a_form_asks_which_one(place):
    event, _ = booked(place, "2026-03-30", "10:00")
    page = place.opened(f"{BOOK}/-/outcome")
    assert f'value="{event.entry_id}"' in page.text
    assert example_id(f"{OF_CASE}/calendar-contacts") not in page.text

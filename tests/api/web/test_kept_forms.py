"""A form whose log-in ended while it was open is shown again as it was typed, to whoever wrote it and to nobody else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.api.conftest import PASSWORD, MemoryLog, access_records
from tests.api.web.case_place import CASE, OF_CASE, case_place, form_of
from tests.api.web.test_sessions import Clock
from tests.support.browser import Browser, csrf_of, unlock_action
from tests.support.html_form import HtmlForm

WISHES, NOTE = f"/record/cases/{CASE}/wishes", f"/cases/{CASE}/notes/new"
TEXT = "Helst efter skolan, och aldrig på onsdagar."
A_WISH = {"person_asked_on": "2026-03-10", "preferred_times": TEXT}
SET_UP = ("/staff", "/units", "/offerings", "/cases", f"{OF_CASE}/assignments")
MINUTE = 60_000_000
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def log():
    return MemoryLog()


@pytest.fixture(scope="module")
def place(api_cluster, tmp_path_factory, clock, log):
    with case_place(api_cluster, tmp_path_factory.mktemp("kept"), SET_UP, now_us=clock, log=log) as opened:
        yield opened


@pytest.fixture
def tablet(place):
    """A device of its own, which Anna is logged in on."""
    browser = Browser(place.address)
    browser.log_in("anna", PASSWORD)
    yield browser
    browser.close()


def opened(browser, path):
    page = browser.get(path)
    assert page.status_code == 200, (path, page.status_code, page.text[-1500:])
    return page


def sent(browser, page, path, **fields):
    """The page's form with some fields answered."""
    data = {**dict(form_of(page)), **fields}
    return browser.client.post(path, data=data, headers=SAME)


def locked(browser):
    """Lock the session in another tab."""
    browser.send(opened(browser, "/sessions"), "/lock")


def unlocked(browser, answer, secret=PASSWORD):
    """Go where a refused form led, unlock, and go on."""
    lock = opened(browser, answer.headers["location"])
    assert "inte sparat än, men det ligger kvar" in lock.text
    target = dict(HtmlForm(lock.text).pairs)["next"]
    return browser.send(lock, unlock_action(lock), secret=secret, next=target)



def kept_of(answer):
    """Where a refused form is kept, by where its sender was sent."""
    return answer.headers["location"].partition("next=")[2].replace("%2F", "/")


def test_a_form_that_is_sent_after_the_lock_is_shown_again_as_it_was_typed_and_is_saved_by_a_new_press_once(place, tablet):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    locked(tablet)
    refused = sent(tablet, page, WISHES, **A_WISH)
    assert refused.status_code == 303 and refused.headers["location"].startswith("/lock?next=%2Fkept%2F")
    onward = unlocked(tablet, refused)
    assert onward.headers["location"] == kept_of(refused)
    before = len(access_records(place.board))
    again = opened(tablet, onward.headers["location"])
    assert "Inget är sparat än. Det du hade skrivit står kvar" in again.text and TEXT in again.text
    assert "govuk-error-summary" not in again.text and place.board.ledger.size() == size
    assert place.records(before) == [("POST /record/cases/{case_id}/wishes", "shown")]
    assert dict(form_of(again))["key"] == dict(form_of(page))["key"] and csrf_of(again) != csrf_of(page)
    assert [sent(tablet, again, WISHES).status_code for _ in range(2)] == [303, 303]
    assert [each.preferred_times for each in place.events(size)] == [TEXT]
    assert tablet.get(onward.headers["location"]).status_code == 404


def test_a_form_that_is_sent_after_its_log_in_is_over_waits_for_the_next_log_in_of_the_same_account(place, tablet, clock):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    clock.now += 241 * MINUTE
    refused = sent(tablet, page, WISHES, **A_WISH)
    assert refused.status_code == 303 and refused.headers["location"].startswith("/login?next=%2Fkept%2F")
    assert "inte sparat än, men det ligger kvar" in opened(tablet, refused.headers["location"]).text
    # Also by way of a page that says nothing of where somebody was going.
    onward = tablet.log_in("anna", PASSWORD)
    assert onward.headers["location"] == kept_of(refused)
    again = opened(tablet, onward.headers["location"])
    assert dict(form_of(again))["preferred_times"] == TEXT and place.board.ledger.size() == size
    locked(tablet)
    lock = opened(tablet, "/lock")
    assert tablet.send(lock, unlock_action(lock), secret=PASSWORD).headers["location"] == "/", "it is offered once"


def test_a_page_from_before_the_session_was_unlocked_in_another_tab_loses_nothing_either(place, tablet):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    locked(tablet)
    lock = opened(tablet, "/lock")
    tablet.send(lock, unlock_action(lock), secret=PASSWORD)
    refused = sent(tablet, page, WISHES, **A_WISH)
    assert refused.status_code == 303 and refused.headers["location"].startswith("/kept/")
    again = opened(tablet, refused.headers["location"])
    assert TEXT in again.text and place.board.ledger.size() == size
    assert sent(tablet, again, WISHES).status_code == 303 and place.board.ledger.size() == size + 1


def test_nobody_else_who_logs_in_on_the_device_sees_it_nor_its_writer_on_another_device(place, tablet):
    page = opened(tablet, WISHES)
    locked(tablet)
    refused = sent(tablet, page, WISHES, **A_WISH)
    kept = kept_of(refused)
    login = opened(tablet, "/login?next=" + kept.replace("/", "%2F"))
    assert TEXT not in login.text
    assert tablet.send(login, "/login", name="bo", password=PASSWORD, next=kept).headers["location"] == "/"
    theirs = tablet.get(kept)
    assert theirs.status_code == 404 and TEXT not in theirs.text and "bara för den som skrev det" in theirs.text
    # Bo presses save in the tab that Anna left: it is told whose it is, and not written in Bo's name.
    size = place.board.ledger.size()
    pressed = sent(tablet, page, WISHES, **A_WISH)
    assert pressed.status_code == 403 and "ligger kvar åt den som skrev det" in pressed.text
    assert TEXT not in pressed.text and place.board.ledger.size() == size
    elsewhere = Browser(place.address)
    try:
        elsewhere.log_in("anna", PASSWORD)
        assert elsewhere.get(kept).status_code == 404
    finally:
        elsewhere.close()
    locked(tablet)
    theirs_again = tablet.send(opened(tablet, "/login"), "/login", name="anna", password=PASSWORD)
    assert TEXT in opened(tablet, theirs_again.headers["location"]).text, "whoever wrote it comes back"


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://annan.example"}, {},
], ids=str)
def test_another_sites_page_plants_no_form_also_with_the_right_token(place, tablet, headers):
    page = opened(tablet, WISHES)
    data = {**dict(form_of(page)), **A_WISH}
    locked(tablet)
    answer = tablet.client.post(WISHES, data=data, headers=headers)
    assert answer.status_code == 303 and answer.headers["location"] == "/lock?lost=form"
    assert "kunde inte läggas undan" in opened(tablet, answer.headers["location"]).text
    lock = opened(tablet, "/lock")
    assert tablet.send(lock, unlock_action(lock), secret=PASSWORD).headers["location"] == "/"


def test_a_form_with_a_made_up_token_or_without_its_device_is_not_kept(place, tablet):
    page = opened(tablet, WISHES)
    locked(tablet)
    assert sent(tablet, page, WISHES, csrf="x").headers["location"] == "/lock?lost=form"
    stranger = Browser(place.address)
    try:
        stranger.get("/login")
        assert sent(stranger, page, WISHES, **A_WISH).headers["location"] == "/login?lost=form"
    finally:
        stranger.close()


def test_what_is_kept_is_in_no_log_and_after_some_hours_nowhere(place, tablet, clock, log):
    page = opened(tablet, WISHES)
    locked(tablet)
    refused = sent(tablet, page, WISHES, **A_WISH)
    assert TEXT not in str(log.lines(1)) and TEXT not in str(access_records(place.board)) and TEXT not in str(refused.headers)
    clock.now += 239 * MINUTE
    again = opened(tablet, unlocked(tablet, refused).headers["location"])
    assert TEXT in again.text
    clock.now += 2 * MINUTE
    gone = tablet.get(kept_of(refused))
    assert gone.status_code == 404 and "högst 4 timmar" in gone.text


def test_a_form_that_was_recorded_before_its_second_press_is_told_to_be_saved_and_not_to_be_lost(place, tablet):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    assert sent(tablet, page, WISHES, **A_WISH).status_code == 303
    locked(tablet)
    again = opened(tablet, unlocked(tablet, sent(tablet, page, WISHES, **A_WISH)).headers["location"])
    assert "redan sparat" in again.text and place.board.ledger.size() == size + 1


def test_a_note_and_the_draft_of_one_are_kept_and_stand_once(place, tablet):
    page, size = opened(tablet, NOTE), place.board.ledger.size()
    fields = {"text": TEXT, "on": "2026-03-10"}
    draft = sent(tablet, page, f"/cases/{CASE}/notes/draft", **fields)
    on_draft = opened(tablet, draft.headers["location"])
    for path in (f"/cases/{CASE}/notes/draft", NOTE):
        locked(tablet)
        again = opened(tablet, unlocked(tablet, sent(tablet, on_draft, path, **fields)).headers["location"])
        assert dict(form_of(again))["text"] == TEXT and "Inget är sparat än" in again.text
        assert "Fortsätt på utkastet" not in again.text, "it is the draft itself"
    assert sent(tablet, again, NOTE, then="save").status_code == 303
    assert [each.TYPE for each in place.events(size)] == ["case.note_recorded"]
    assert "Fortsätt på utkastet" not in opened(tablet, NOTE).text


def test_a_page_that_is_left_alone_sends_its_form_to_be_kept_and_it_is_never_written(place, tablet):
    page, size = opened(tablet, WISHES), place.board.ledger.size()
    open_still = sent(tablet, page, WISHES, **A_WISH, _keep="1")
    shown = opened(tablet, open_still.headers["location"])
    assert TEXT in shown.text and "Inget är sparat än" in shown.text and place.board.ledger.size() == size
    locked(tablet)
    again = opened(tablet, unlocked(tablet, sent(tablet, shown, WISHES, _keep="1")).headers["location"])
    assert sent(tablet, again, WISHES).status_code == 303 and place.board.ledger.size() == size + 1


def test_a_form_with_a_file_says_that_the_file_is_to_be_chosen_again(place, tablet):
    page = opened(tablet, WISHES)
    data = {**dict(form_of(page)), **A_WISH}
    locked(tablet)
    refused = tablet.client.post(WISHES, data=data, files={"scan": ("f.txt", b"hemligt innehall", "text/plain")}, headers=SAME)
    again = opened(tablet, unlocked(tablet, refused).headers["location"])
    assert TEXT in again.text and "Välj filen igen" in again.text and "hemligt" not in again.text


def test_a_form_is_no_way_to_pages_that_are_not_forms(place, tablet):
    token = csrf_of(opened(tablet, "/sessions"))
    locked(tablet)
    for path in ("/language", "/logout", "/kept/" + str(uuid4()), f"/cases/{CASE}/purpose"):
        answer = tablet.post(path, csrf=token, key=str(UUID(int=7)), text=TEXT)
        assert "kept" not in answer.headers.get("location", ""), path

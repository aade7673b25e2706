"""A form of a case that is erased while the form is open, or while it is kept: nothing of what was typed is anywhere."""

from __future__ import annotations

from tests.api.conftest import PASSWORD, new_board
from tests.api.test_erasure import TOKEN, Desk, erase
from tests.api.web.case_place import form_of
from tests.api.web.test_kept_forms import A_WISH, TEXT, locked, opened, sent, unlocked
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients
from tests.support.browser import Browser, csrf_of
from tests.support.erasure_world import make_world

PEOPLE = [("arkiv", "arkivarie", STAFF), ("chef", "chef", ANOTHER), ("bo", "behandlare", ANOTHER), ("rev", "revisor", None)]


def test_a_form_that_is_kept_for_a_case_that_is_erased_meanwhile_is_told_to_be_gone_and_is(runtime, tmp_path):
    board = new_board(runtime)
    world, accounts = make_world(board.store, tmp_path, TOKEN, board), accounts_of(tmp_path, board, PEOPLE)
    with clients(runtime, accounts, *(name for name, *_ in PEOPLE)) as logged_in:
        desk = Desk(world, logged_in)
        browser = Browser(str(desk.chef.base_url))
        browser.log_in("chef", PASSWORD)
        path = f"/record/cases/{world.case}/wishes"
        page, before = opened(browser, path), opened(browser, path)
        locked(browser)
        kept = unlocked(browser, sent(browser, page, path, **A_WISH)).headers["location"]
        erase(desk)
        gone, again = browser.get(kept), browser.get(kept)
        pressed = browser.post(path, csrf=csrf_of(browser.get("/sessions")), key=dict(form_of(before))["key"], seen="*", **A_WISH)
        browser.close()
    assert (gone.status_code, again.status_code, pressed.status_code) == (410, 404, 410)
    for page in (gone, pressed):
        assert TEXT not in page.text and "finns inte kvar någonstans" in page.text and "16 kap." in page.text

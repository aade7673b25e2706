"""Handing out evidence packages from a page: for own work, once however often the form is sent, and with which masks."""

from __future__ import annotations

import re

import pytest

from tests.api.conftest import PASSWORD, MemoryLog, access_records, served
from tests.api.writing import accounts_of
from tests.support.browser import Browser

OUTSIDE = {"to": "outside", "name": "Förvaltningsrätten", "basis": "osl_10_28", "scope": "Hela akten"}


@pytest.fixture
def browser(runtime, tmp_path, board):
    accounts = accounts_of(tmp_path, board, [("utredare", "utredare", None)])
    with served(runtime, accounts, MemoryLog()) as address:
        made = Browser(address)
        made.log_in("utredare", PASSWORD)
        yield made
        made.close()


@pytest.fixture
def path(board):
    return f"/cases/{board.views.cases(board.ledger.size())[0].case_id}/evidence"


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]


def send(browser, page, path, **fields):
    kept = {name: hidden(page, name) for name in ("key", "known_at", "masks", "person")}
    return browser.send(page, path, **{**kept, **fields})


def packages(page):
    return page.text.count("Hämta filen")


def test_a_package_for_own_work_needs_no_recipient_and_is_recorded_once_however_often_the_form_is_sent(browser, path, board):
    page = browser.get(path)
    answers = [send(browser, page, path, to="own") for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    listed = browser.get(path)
    assert packages(listed) == 1 and "För nämndens eget arbete" in listed.text
    again = send(browser, page, path, **OUTSIDE)
    assert again.status_code == 422 and "Formuläret har redan skickats" in again.text and packages(again) == 1
    # Each page and each form left one record, but the refused form: its page shows more.
    actions = [each.action for each in access_records(board) if each.TYPE == "access.records_read" and each.outcome == "shown"]
    assert actions.count("GET /cases/{case_id}/evidence") == 2


def test_what_is_missing_is_said_at_its_field_and_what_was_filled_in_is_kept(browser, path):
    page = browser.get(path)
    refused = send(browser, page, path, **{**OUTSIDE, "basis": "", "scope": " "})
    assert refused.status_code == 422 and packages(refused) == 0
    assert 'value="Förvaltningsrätten"' in refused.text and hidden(refused, "key") == hidden(page, "key")
    assert 'id="basis-error"' in refused.text and 'id="scope-error"' in refused.text and 'id="name-error"' not in refused.text


def test_masks_that_were_chosen_for_what_is_shown_are_those_of_what_goes_out(browser, path, board):
    page = browser.get(f"{path}?kinds%5B%5D=fact&ground=osl_26_5")
    assert "fara för den som lämnat uppgift (OSL 26 kap. 5 §)" in page.text and hidden(page, "masks") == "fact=osl_26_5"
    assert send(browser, page, path, **OUTSIDE).status_code == 303
    [event] = [each.event for each in board.ledger.read(0, board.ledger.size()) if each.event.TYPE == "evidence.handed_out"]
    assert [(each.masked_kind, each.secrecy_ground.value) for each in event.mask_rules] == [("fact", "osl_26_5")]
    assert event.known_size == int(hidden(page, "known_at"))

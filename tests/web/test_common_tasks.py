"""What the commonest tasks beside writing and rating cost: a case found, a note that waits signed, an alert answered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.browser import TABLET, Web
from tests.web.effort import Effort


def test_a_case_is_found_by_its_number_from_the_days_list(web: Web, request: pytest.FixtureRequest):
    page = web.page("behandlare", size=TABLET)
    web.visit(page, "/today")
    with Effort(page, "hitta ett ärende på numret", request) as effort:
        effort.click(page.get_by_role("navigation").get_by_role("link", name="Ärenden"))
        page.get_by_role("searchbox").focus()
        effort.write("2026-0482")
        effort.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("2026-0482")


def test_a_note_that_waits_is_signed_from_the_days_list(own_web: Web, request: pytest.FixtureRequest):
    page = own_web.page("behandlare", size=TABLET)
    own_web.visit(page, "/today")
    size = own_web.place.board.ledger.size()
    with Effort(page, "signera en anteckning som väntar", request) as effort:
        effort.click(page.get_by_role("link", name="Signera anteckningen").first)
        effort.click(page.get_by_role("button", name=re.compile("^Signera")).first)
        page.wait_for_url(re.compile("done="))
    assert [each.event.TYPE for each in own_web.place.board.ledger.read(size, 5)] == ["case.note_signed"]


def test_an_alert_is_answered_from_the_days_list(own_web: Web, request: pytest.FixtureRequest):
    page = own_web.page("behandlare", size=TABLET)
    own_web.visit(page, "/today")
    size = own_web.place.board.ledger.size()
    with Effort(page, "besvara en signal", request) as effort:
        effort.click(page.locator('a[href*="/alerts/"]').first)
        effort.click(page.get_by_role("radio").first)
        page.get_by_label("Vad gjordes, eller varför gjordes inget?").focus()
        effort.write("Vi talade om det på samma möte.")
        effort.click(page.get_by_role("button", name="Spara svaret"))
        page.wait_for_url(re.compile("done="))
    assert [each.event.TYPE for each in own_web.place.board.ledger.read(size, 5)] == ["case.alert_answered"]

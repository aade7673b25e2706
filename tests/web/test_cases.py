"""Cases in a real browser: found, opened in an emergency, looked at as they were known, and their alerts answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.browser import TABLET, Web

OTHERS = "2026-0107"
"""A case that the demo's therapist has no part in."""


@pytest.mark.parametrize("script", [True, False])
def test_a_case_is_opened_in_an_emergency_and_whoever_manages_it_sees_that_at_once(own_web: Web, script: bool):
    page = own_web.page("behandlare", size=TABLET, script=script)
    own_web.visit(page, f"/cases/{own_web.place.case_id(OTHERS)}", 403)
    expect(page.get_by_role("main")).not_to_contain_text("Alma")
    page.get_by_role("link", name="Öppna akten i en nödsituation").click()
    page.get_by_label("Vad har hänt, och varför kan det inte vänta?").fill("Oroligt samtal i kväll, och ingen av dem svarar.")
    page.get_by_role("button", name="Öppna akten").click()
    expect(page.get_by_role("region", name="Nödåtkomst")).to_contain_text("Akten är öppen för dig till")
    expect(page.get_by_role("main")).to_contain_text("Alma")
    page.get_by_role("link", name="Hela journalen").click()
    expect(page.get_by_role("region", name="Nödåtkomst")).to_be_visible()

    manager = own_web.page("chef", script=script)
    own_web.visit(manager, "/today")
    # The demo has one that waits already.
    expect(manager.get_by_text("nödåtkomster att granska").locator("..")).to_contain_text("2")


def test_an_alert_is_answered_from_the_days_page_without_scripts_and_does_not_come_back(own_web: Web):
    page = own_web.page("chef", script=False)
    own_web.visit(page, "/today")
    alerts = page.get_by_role("region", name="Signaler utan svar").get_by_role("listitem")
    before = alerts.count()
    alerts.first.get_by_role("link").first.click()
    page.get_by_label("Kontakt", exact=True).check()
    page.get_by_role("button", name="Spara svaret").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv vad som gjordes")
    expect(page.get_by_label("Kontakt", exact=True)).to_be_checked()
    page.get_by_label("Vad gjordes, eller varför gjordes inget?").fill("Ringde och frågade vad som saknades.")
    page.get_by_role("button", name="Spara svaret").click()
    expect(page.get_by_text("Signalen är besvarad.")).to_be_visible()
    own_web.visit(page, "/today")
    expect(alerts).to_have_count(before - 1)


def test_a_case_is_found_by_its_number_and_the_number_stands_in_no_address(web: Web):
    page = web.page("chef")
    web.visit(page, "/cases")
    page.get_by_label("Sök ärende").fill(OTHERS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ärende {OTHERS}")
    assert OTHERS not in page.url and page.url.endswith(str(web.place.case_id(OTHERS)))


def test_a_case_as_it_was_known_on_a_day_shows_nothing_that_was_written_later_and_no_form(web: Web):
    page = web.page("chef", script=False)
    web.visit(page, f"/cases/{web.place.case_id(OTHERS)}")
    expect(page.get_by_role("link", name="Skriv anteckning", exact=True)).to_be_visible()
    page.get_by_label("Som det var känt").fill("2026-06-20")
    page.get_by_role("button", name="Visa").click()
    journal = page.get_by_role("region", name="Journal")
    expect(journal.get_by_role("article").first).to_contain_text("18 juni 2026")
    expect(page.get_by_role("link", name="Skriv anteckning", exact=True)).to_have_count(0)
